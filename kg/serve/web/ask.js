// The page to ask from: a question with its parameters or a query, and the answer as a table.

import { completing } from "./complete.js";
import { Wrong, address, ask, vocabulary } from "./endpoint.js";
import { element, setPrefixes, shown, table } from "./terms.js";

const FIRST = "SELECT ?accuser ?accused {\n  ?accuser kg:accuses ?accused\n}\nORDER BY ?accuser\nLIMIT 100";
const ROWS = 1000;
const part = (id) => document.getElementById(id);
const editor = part("query");
let questions = new Map();
let stopping = null;

function chosen() {
  return questions.get(part("question").value);
}

function asked() {
  const inputs = [...part("parameters").querySelectorAll("input")].filter((input) => input.value.trim());
  const parameters = Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()]));
  return { name: chosen()?.name, parameters, query: editor.value };
}

function showQuestion() {
  const question = chosen();
  part("parameters").replaceChildren(...(question?.parameters ?? []).map(field));
  if (question) editor.value = question.sparql;
  clearError();
}

const samples = { iri: "China, or an IRI", date: "2025-06-05", integer: "3", decimal: "0.5", text: "a word" };

function field(parameter) {
  const label = element("label", `${parameter.name} (${parameter.meaning})`);
  const attributes = { name: parameter.name, placeholder: parameter.default ?? samples[parameter.kind] };
  const input = element("input", undefined, attributes);
  input.required = parameter.required;
  label.append(element("br"), input);
  return label;
}

async function run(event) {
  event?.preventDefault();
  const what = asked();
  stopping?.abort();
  const stop = (stopping = new AbortController());
  begin();
  const begun = performance.now();
  try {
    const answer = await ask(what, stop.signal);
    show(answer, Math.round(performance.now() - begun));
    save(what);
  } catch (error) {
    if (error.name === "AbortError") part("told").textContent = "Stopped.";
    else showError(error instanceof Wrong ? error.message : `The server cannot be reached: ${error.message}`);
  } finally {
    if (stop === stopping) part("stop").disabled = true;
  }
}

function begin() {
  clearError();
  part("answer").replaceChildren();
  part("links").hidden = true;
  part("told").textContent = "Asking …";
  part("stop").disabled = false;
}

function show(answer, time) {
  if (typeof answer === "string") {
    part("answer").append(element("pre", answer));
    part("told").textContent = `A graph, in ${time} ms.`;
  } else if (typeof answer.boolean === "boolean") {
    part("told").textContent = `${answer.boolean ? "Yes" : "No"}, in ${time} ms.`;
  } else {
    showRows(answer.head.vars, answer.results.bindings, time);
  }
}

function showRows(variables, rows, time) {
  const few = rows.slice(0, ROWS);
  const kept = variables.filter((name) => !rows.length || rows.some((row) => row[name]));
  part("answer").append(table(kept, few.map((row) => kept.map((name) => shown(row[name])))));
  const cut = rows.length > few.length ? `, of which the first ${few.length} are shown` : "";
  part("told").textContent = `${rows.length} row${rows.length === 1 ? "" : "s"}${cut}, in ${time} ms.`;
}

function save(what) {
  for (const form of ["csv", "json"]) part(form).href = `${address(what)}&format=${form}`;
  part("links").hidden = !what.name && what.query.length > 4000;
  if (!what.name) history.replaceState(null, "", `#${new URLSearchParams({ query: what.query })}`);
}

function showError(message) {
  part("told").textContent = "";
  part("error").textContent = message;
  part("error").hidden = false;
  const place = /^line (\d+)(?:, column (\d+))?/.exec(message);
  if (place) point(Number(place[1]), Number(place[2] ?? 1));
}

function point(line, column) {
  const lines = editor.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
  editor.classList.add("wrong");
  editor.setAttribute("aria-invalid", "true");
  editor.focus();
  editor.setSelectionRange(start + column - 1, start + (lines[line - 1]?.length ?? 0));
  editor.scrollTop = (editor.scrollHeight * (line - 3)) / lines.length;
}

function clearError() {
  part("error").hidden = true;
  editor.classList.remove("wrong");
  editor.removeAttribute("aria-invalid");
}

function own() {
  clearError();
  if (!chosen() || editor.value === chosen().sparql) return;
  part("question").value = "";
  part("parameters").replaceChildren();
}

async function start() {
  editor.value = new URLSearchParams(location.hash.slice(1)).get("query") ?? FIRST;
  part("form").addEventListener("submit", run);
  part("question").addEventListener("change", showQuestion);
  part("stop").addEventListener("click", () => stopping?.abort());
  editor.addEventListener("input", own);
  editor.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter") part("form").requestSubmit();
  });
  const known = await vocabulary();
  setPrefixes(known.prefixes);
  questions = new Map(known.questions.map((question) => [question.name, question]));
  part("question").append(...known.questions.map(({ name, title }) => element("option", title, { value: name })));
  completing(editor, part("completions"), [...Object.keys(known.prefixes).map((prefix) => `${prefix}:`), ...known.terms]);
}

start().catch((error) => showError(error.message));
