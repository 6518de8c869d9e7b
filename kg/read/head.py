"""What plain text and Markdown say of themselves: a header block, a first heading."""

from __future__ import annotations

import re

_LINE = re.compile(r"([A-Za-z][A-Za-z ]{0,30}):[ \t]*(.*)")
_MOST = 40
_FIELDS = {"title": "title", "date": "date", "published": "date", "publisher": "publisher", "url": "url"}
_MARKS = (
    (re.compile(r"(?m)^[ ]{0,3}(?:```|~~~).*$"), ""),
    (re.compile(r"(?m)^[ ]{0,3}#{1,6}[ \t]++"), ""),
    (re.compile(r"(?m)^[ ]{0,3}>[ ]?"), ""),
    (re.compile(r"(?m)^[ \t]*+[-*+][ \t]++"), ""),
    (re.compile(r"(?m)^[ ]{0,3}(?:[-*_][ ]?){3,}$"), ""),
    (re.compile(r"!\[[^\[\]\n]*+\]\([^()\s]*+\)"), ""),
    (re.compile(r"\[([^\[\]\n]*+)\]\([^()\n]*+\)"), r"\1"),
    (re.compile(r"(\*\*|__|\*|`)(?=\S)([^*_`\n]++)(?<=\S)\1"), r"\2"),
)


def header(text: str) -> tuple[str, dict[str, str]]:
    """The text below its header block, and what the block says.

    The block is lines of ``Key: value`` at the top, ended by a line ``---`` (and begun by one, if you like). Title,
    Date, Publisher and URL are read, at least one of them; other keys, such as Sources, are for people. Text that
    does not begin so is all text. Offsets count from the first character of the line below the block.
    """
    start = len("---\n") if text.startswith("---\n") else 0
    said: dict[str, str] = {}
    for line in text[start:].split("\n", _MOST)[:_MOST]:
        start += len(line) + 1
        if line.strip() == "---" and said:
            return text[start:], said
        if not line.startswith((" ", "\t", "- ")) and not _key(line, said):
            break
    return text, {}


def _key(line: str, said: dict[str, str]) -> bool:
    """Whether a line is ``Key: value``, which is kept if the key is known."""
    found = _LINE.fullmatch(line)
    if found and (field := _FIELDS.get(found[1].lower())):
        said.setdefault(field, found[2].strip().strip('"'))
    return found is not None


def markdown(text: str) -> str:
    """The text without the marks of Markdown, line by line."""
    for mark, plain in _MARKS:
        text = mark.sub(plain, text)
    return text


def heading(text: str) -> str | None:
    """The first heading of Markdown text."""
    found = re.search(r"(?m)^#[ \t]++(.+)$", text)
    return found[1].strip() if found else None
