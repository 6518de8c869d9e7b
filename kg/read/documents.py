"""Documents from what files hold: an identifier, a day and a clean text for each, and none twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from kg.read.columns import NAMES, Columns
from kg.read.dates import day
from kg.read.files import found, paths
from kg.read.furniture import cleared
from kg.read.language import foreign
from kg.read.progress import Progress, size
from kg.read.sources import Found, refused
from kg.records import BASE, Document, Finding, KgError, digest

NOTES = frozenset({"doubt", "furniture"})  # the rules of findings on documents that are read

_PATH = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?\-\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]|%[0-9A-Fa-f]{2})*+"
_URL = re.compile(
    rf"(?i:https?)://[A-Za-z0-9.\-\u00a1-\ud7ff]++(?::[0-9]{{1,5}})?(?:[/?]{_PATH})?(?:#{_PATH})?"
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class ReadError(KgError):
    """An option of reading that makes no sense."""


def documents(
    inputs: Sequence[Path | str],
    *,
    date: str | None = None,
    base: str = BASE,
    stdin: BinaryIO | None = None,
    fields: Mapping[str, str] | None = None,
    notes: bool = False,
    progress: Progress | None = None,
) -> Iterator[Document | Finding]:
    """The documents at paths, in the order of the paths and, in folders, of the names; ``-`` is standard input.

    `date` is the day of publication of documents that name none. `fields` names the columns or keys of rows that hold
    the text, id, date, title, url and publisher, where they have no usual names. A document's id is its URL where
    that is valid, else `base` with the id that its row gives, else `base` with the hash of its text. What cannot be
    read, a text that came before, one that is not in English, and a day or URL that is none are findings; with
    `notes`, so are the lines that were left out of a text. A finding whose rule is in NOTES tells of the document that
    follows it. `progress` is kept up to date. A `date` that is no day, or an unknown field, raises ReadError.
    """
    shelf = _Shelf(base, _day(date) if date is not None else None, notes=notes)
    columns, progress = _columns(fields or {}), progress or Progress()
    for path in map(Path, inputs):
        for each in found(path, columns=columns, stdin=stdin, progress=progress):
            for taken in shelf.take(each):
                progress.found += 1
                yield taken


def progress(inputs: Sequence[Path | str]) -> Progress:
    """The bytes that `documents` would read, none of them read so far."""
    if "-" in map(str, inputs):
        return Progress()
    return Progress(total=sum(size(paths(Path(each))) for each in inputs))


def _columns(given: Mapping[str, str]) -> Columns:
    if strange := sorted(given.keys() - NAMES.keys()):
        raise ReadError(f"rows have no field {', '.join(strange)}: the fields are {', '.join(NAMES)}")
    return Columns(given)


def _day(given: str) -> str:
    if (date := day(given)) is None:
        raise ReadError(f"the date {given!r} is no day: write it as 2025-06-05")
    return date


@dataclass(slots=True)
class _Shelf:
    """What was read so far: where each text and each identifier came from, under 64 bits of their hash."""

    base: str
    date: str | None
    notes: bool
    _texts: dict[int, str] = field(default_factory=dict)
    _ids: dict[int, str] = field(default_factory=dict)

    def take(self, found: Found) -> Iterator[Document | Finding]:
        """The document that fields make, unless there is a reason against it."""
        if isinstance(found, Finding):
            yield found
            return
        where, said = found
        text, aside = cleared(_UNSTORABLE.sub("\ufffd", said["text"]))
        content = digest(text)
        name = self._name(said, content)
        if against := self._against(where, text, content, name):
            yield against
            return
        yield from _doubts(where, said)
        if self.notes and aside:
            yield refused(where, f"left out: {' | '.join(aside)}", rule="furniture")
        yield self._document(where, said, text, name)

    def _against(self, where: str, text: str, content: str, name: str) -> Finding | None:
        """Why a text is not read; one that is, is remembered."""
        if not text or text.isspace():
            return refused(where, "has no text: there is nothing to read")
        if language := foreign(text):
            reason = f"is not in English (looks like {language}): only English is read"
            return refused(where, reason, language, rule="language")
        if first := self._texts.get(key := int(content, 16)):
            return refused(where, f"has the same text as {first}: it is read once")
        # An identifier that ends in the hash of the text cannot be that of another text.
        if not name.endswith(content):
            if first := self._ids.get(called := int(digest(name), 16)):
                reason = f"has the identifier of {first} and another text: give each its own"
                return refused(where, reason, name)
            self._ids[called] = where
        self._texts[key] = where
        return None

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
        message = f"the date {date!r} is no day and is left out: write it as 2025-06-05"
        yield refused(where, message, date, rule="doubt")
    if (url := said.get("url")) and not _URL.fullmatch(url.strip()):
        yield refused(where, f"the URL {url!r} is no http address and is left out", url, rule="doubt")
