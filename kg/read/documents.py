"""Documents from what files hold: an identifier, a day and a clean text for each, and none twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from kg.read.dates import day
from kg.read.files import Found, found, refused
from kg.records import BASE, Document, Finding, KgError, digest

_PATH = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?\-\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]|%[0-9A-Fa-f]{2})*+"
_URL = re.compile(
    rf"(?i:https?)://[A-Za-z0-9.\-\u00a1-\ud7ff]++(?::[0-9]{{1,5}})?(?:[/?]{_PATH})?(?:#{_PATH})?"
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class ReadError(KgError):
    """An option of reading that makes no sense."""


def documents(
    inputs: Sequence[Path | str], *, date: str | None = None, base: str = BASE, stdin: BinaryIO | None = None
) -> Iterator[Document | Finding]:
    """The documents at paths, in the order of the paths and, in folders, of the names; ``-`` is standard input.

    Text, Markdown, HTML, JSON Lines, JSON and CSV are read. `date` is the day of publication of documents that
    name none. A document's id is its URL where that is valid, else `base` with the id that its row gives, else
    `base` with the hash of its text. What cannot be read, a text that came before, and a day or URL that is none
    are findings; a `date` that is no day raises ReadError.
    """
    shelf = _Shelf(base, _day(date) if date is not None else None)
    for path in map(Path, inputs):
        for each in found(path, stdin=stdin):
            yield from shelf.take(each)


def _day(given: str) -> str:
    if (date := day(given)) is None:
        raise ReadError(f"the date {given!r} is no day: write it as 2025-06-05")
    return date


@dataclass(slots=True)
class _Shelf:
    """What was read so far: where each text and each identifier came from."""

    base: str
    date: str | None
    texts: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)

    def take(self, found: Found) -> Iterator[Document | Finding]:
        """The document that fields make, unless there is a reason against it."""
        if isinstance(found, Finding):
            yield found
            return
        where, said = found
        text = _UNSTORABLE.sub("\ufffd", said["text"])
        content = digest(text)
        name = self._name(said, content)
        if not text or text.isspace():
            yield refused(where, "has no text: there is nothing to read")
        elif content in self.texts:
            yield refused(where, f"has the same text as {self.texts[content]}: it is read once")
        elif name in self.ids:
            yield refused(
                where, f"has the identifier of {self.ids[name]} and another text: give each its own", name
            )
        else:
            self.texts[content] = self.ids[name] = where
            yield from _doubts(where, said)
            yield self._document(where, said, text, name)

    def _name(self, said: Mapping[str, str], content: str) -> str:
        for iri in (said.get("url", ""), said.get("id", "")):
            if _URL.fullmatch(iri.strip()):
                return iri.strip().partition("#")[0]
        given = said.get("id", "").strip()
        return f"{self.base}doc/{quote(given, safe='', errors='replace') or content}"

    def _document(self, where: str, said: Mapping[str, str], text: str, name: str) -> Document:
        url = said.get("url", "").strip()
        return Document(
            id=name,
            text=text,
            published=day(said.get("date", "")) or self.date,
            title=_line(said.get("title")),
            url=url if _URL.fullmatch(url) else None,
            publisher=_line(said.get("publisher")),
            path=where,
        )


def _line(text: str | None) -> str | None:
    """Words for a label: on one line, without what RDF cannot hold."""
    return " ".join(_UNSTORABLE.sub("\ufffd", text).split()) or None if text else None


def _doubts(where: str, said: Mapping[str, str]) -> Iterator[Finding]:
    if (date := said.get("date")) and day(date) is None:
        yield refused(where, f"the date {date!r} is no day and is left out: write it as 2025-06-05", date)
    if (url := said.get("url")) and not _URL.fullmatch(url.strip()):
        yield refused(where, f"the URL {url!r} is no http address and is left out", url)
