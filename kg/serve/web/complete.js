// Completion of prefixes and terms: a list under the editor, moved through with the arrow keys.

import { element } from "./terms.js";

const WORD = /(?:^|[^\w?$:<-])([A-Za-z][\w-]*:?[\w-]*)$/;
const SHOWN = 8;

export function completing(editor, list, words) {
  let found = [];
  let at = 0;
  let typed = "";

  // Words as they are typed go first, then those that differ in capitals.
  function matching(start) {
    const near = words.filter((word) => word.toLowerCase().startsWith(start.toLowerCase()) && word !== start);
    return [...near.filter((word) => word.startsWith(start)), ...near.filter((word) => !word.startsWith(start))].slice(0, SHOWN);
  }

  function close() {
    found = [];
    list.hidden = true;
    editor.setAttribute("aria-expanded", "false");
    editor.removeAttribute("aria-activedescendant");
  }

  function mark() {
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    editor.setAttribute("aria-activedescendant", `completion-${at}`);
  }

  function open() {
    typed = WORD.exec(editor.value.slice(0, editor.selectionStart))?.[1] ?? "";
    found = typed ? matching(typed) : [];
    if (!found.length) return close();
    at = 0;
    list.replaceChildren(...found.map((word, index) => element("li", word, { role: "option", id: `completion-${index}` })));
    list.hidden = false;
    editor.setAttribute("aria-expanded", "true");
    mark();
  }

  function take(word) {
    editor.setRangeText(word, editor.selectionStart - typed.length, editor.selectionStart, "end");
    close();
    editor.focus();
  }

  const keys = {
    ArrowDown: () => { at = (at + 1) % found.length; mark(); },
    ArrowUp: () => { at = (at + found.length - 1) % found.length; mark(); },
    Enter: () => take(found[at]),
    Tab: () => take(found[at]),
    Escape: close,
  };

  editor.addEventListener("input", open);
  editor.addEventListener("blur", close);
  editor.addEventListener("keydown", (event) => {
    if (!found.length || event.ctrlKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const index = [...list.children].indexOf(event.target);
    if (index >= 0) take(found[index]);
  });
}
