"""Files of every kind as fields: where each document stands, and what its file says of it."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BufferedReader
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, TypeAlias

from kg.read import rows
from kg.read.head import header, heading, markdown
from kg.read.html import article
from kg.records import Finding

Found: TypeAlias = tuple[str, Mapping[str, str]] | Finding
_Reader: TypeAlias = Callable[[str, BufferedReader], Iterator[Found]]
_HOW = "convert it first: pdftotext reads PDF, and word processors save as text"


def refused(where: str, message: str, value: str | None = None) -> Finding:
    """The finding that something cannot be read."""
    return Finding("read", where, message, value)


def found(path: Path, *, stdin: BinaryIO | None) -> Iterator[Found]:
    """What lies at a path: a file, a folder in the order of its names, or standard input for ``-``."""
    if str(path) == "-":
        source = _peeking(stdin or sys.stdin.buffer)
        yield from _read("-", source, _sniffed(source))
    elif path.is_dir():
        yield from _folder(path)
    else:
        yield from _file(path)


def paths(path: Path) -> Iterator[Path]:
    """The files that `found` would read at a path, in its order."""
    if path.is_dir():
        yield from (file for file in _files(path, []) if file.suffix.lower() in _KINDS)
    elif path.exists():
        yield path


def _peeking(source: BinaryIO) -> BufferedReader:
    return source if isinstance(source, BufferedReader) else BufferedReader(source)  # type: ignore[arg-type]  # it has readinto


def _file(path: Path) -> Iterator[Found]:
    where = _shown(path)
    try:
        with path.open("rb") as source:
            yield from _read(where, source, _KINDS.get(path.suffix.lower()) or _sniffed(source))
    except FileNotFoundError:
        yield refused(where, "there is no such file: check the path", where)
    except OSError as error:
        yield refused(where, f"cannot be opened: {error.strerror}", where)


def _shown(path: Path) -> str:
    """A path as text that can be printed: names of files may hold any bytes."""
    return os.fsencode(path).decode("utf-8", "replace")


def _read(where: str, source: BufferedReader, reader: _Reader) -> Iterator[Found]:
    any_ = False
    for each in reader(where, source):
        any_ = True
        yield each
    if not any_:
        yield refused(where, "is empty: there is nothing to read")


def _folder(path: Path) -> Iterator[Found]:
    strange: Counter[str] = Counter()
    closed: list[OSError] = []
    known = 0
    for file in _files(path, closed):
        if file.suffix.lower() in _KINDS:
            known += 1
            yield from _file(file)
        else:
            strange[file.suffix.lower() or "no suffix"] += 1
    yield from (
        refused(_shown(Path(error.filename)), f"cannot be opened: {error.strerror}") for error in closed
    )
    if strange:
        listed = ", ".join(f"{suffix} ({count})" for suffix, count in sorted(strange.items()))
        yield refused(
            _shown(path), f"{strange.total()} files are of kinds that are not read: {listed}", listed
        )
    if not known:
        yield refused(_shown(path), f"the folder holds nothing to read: the kinds are {' '.join(_KINDS)}")


def _files(path: Path, closed: list[OSError]) -> Iterator[Path]:
    for folder, inner, names in os.walk(path, onerror=closed.append):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))


def _sniffed(source: BufferedReader) -> _Reader:
    start = source.peek(512)[:512].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"["):
        return _json if start[1:].lstrip().startswith(b"{") else _text
    if start.startswith(b"{"):
        return _json if start[1:2] in (b"\n", b"\r") else _jsonl
    return _html if start[:14].lower().startswith((b"<!doctype html", b"<html")) else _text


def _decoded(where: str, source: BufferedReader) -> str | Finding:
    """The text of a file as Python's text mode gives it, without a byte order mark."""
    data = source.read(rows.MOST + 1)
    if len(data) > rows.MOST:
        size = f"is larger than {rows.MOST // 1_000_000} MB"
        return refused(where, f"{size}: split it into articles, as files or as JSON Lines with one a line")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return refused(where, "is UTF-16: convert it with iconv -f UTF-16 -t UTF-8")
    if b"\0" in data:
        return refused(where, f"holds a NUL at byte {data.index(0)}, so it is no text: {_HOW}")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        byte = f"byte {error.start} is 0x{data[error.start]:02x}"
        return refused(
            where, f"is not UTF-8, {byte}: convert it, as with iconv -f WINDOWS-1252 -t UTF-8", byte
        )


def _whole(take: Callable[[str], Mapping[str, str]]) -> _Reader:
    """The reader of files that hold one document each."""

    def read(where: str, source: BufferedReader) -> Iterator[Found]:
        text = _decoded(where, source)
        if isinstance(text, Finding):
            yield text
        elif text and not text.isspace():
            yield where, take(text)

    return read


def _take_text(text: str) -> Mapping[str, str]:
    body, said = header(text)
    return said | {"text": body}


def _take_markdown(text: str) -> Mapping[str, str]:
    body, said = header(text)
    title = heading(body)
    return ({"title": title} if title else {}) | said | {"text": markdown(body)}


def _take_html(text: str) -> Mapping[str, str]:
    body, said = article(text)
    return said | {"text": body}


def _rows(where: str, found: Iterable[tuple[int, Mapping[str, object] | str]]) -> Iterator[Found]:
    for number, row in found:
        here = f"{where}:{number}"
        if isinstance(row, str):
            yield refused(here, row)
        elif "text" in (fields := rows.fields(row)):
            yield here, fields
        else:
            yield refused(
                here, f"has no text: name the field text; it has {', '.join(map(str, row)) or 'none'}"
            )


def _jsonl(where: str, source: BufferedReader) -> Iterator[Found]:
    return _rows(where, rows.jsonl(source))


def _csv(where: str, source: BufferedReader) -> Iterator[Found]:
    return _rows(where, rows.table(source, tabs=False))


def _tsv(where: str, source: BufferedReader) -> Iterator[Found]:
    return _rows(where, rows.table(source, tabs=True))


def _json(where: str, source: BufferedReader) -> Iterator[Found]:
    data = source.read(rows.MOST + 1)
    if len(data) > rows.MOST:
        yield refused(
            where, f"is larger than {rows.MOST // 1_000_000} MB: write JSON Lines, one object a line"
        )
    elif data.strip():
        yield from _rows(where, rows.array(data))


_text, _markdown, _html = _whole(_take_text), _whole(_take_markdown), _whole(_take_html)
_KINDS: Mapping[str, _Reader] = MappingProxyType(
    {
        **dict.fromkeys((".txt", ".text"), _text),
        **dict.fromkeys((".md", ".markdown"), _markdown),
        **dict.fromkeys((".html", ".htm", ".xhtml"), _html),
        **dict.fromkeys((".jsonl", ".ndjson"), _jsonl),
        ".json": _json,
        ".csv": _csv,
        ".tsv": _tsv,
    }
)
