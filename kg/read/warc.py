"""Web archives (WARC, as of Common Crawl News): a document a page.

The form is simple enough to be read here: a library that is kept for it writes of every flaw to standard error.
WARC 1.1: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from types import MappingProxyType
from typing import BinaryIO

from kg.read.sources import MOST, Found, Source, Unread, refused
from kg.read.texts import decoded, page

_CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([a-z0-9_:.\-]{2,40})")
_LENGTH = re.compile(r"\d{1,15}")
_CHUNK = re.compile(rb"[0-9A-Fa-f]{1,8}(?=\s*[;\r\n])")
_LINE = 1 << 16  # bytes of a line of a head
_LINES = 1000  # of a head
_PAGES = ("text/html", "application/xhtml+xml")
_GZIP = 32 + zlib.MAX_WBITS  # zlib's mark for either header


def warc(source: Source) -> Iterator[Found]:
    """The pages of an archive, numbered by record, and the plain texts of its conversions (WET)."""
    other: Counter[str] = Counter()
    for number, (head, body) in enumerate(_records(source.stream), 1):
        where = f"{source.where}:{number}"
        try:
            said = _READERS.get(head.get("warc-type", ""), _nothing)(body)
        except Unread as error:
            yield refused(where, str(error))
            continue
        if isinstance(said, str):
            other[said] += 1
        elif said is not None:
            yield where, {"url": head.get("warc-target-uri", "").strip("<>"), **said}
    if other:
        listed = ", ".join(f"{reason} ({count})" for reason, count in sorted(other.items()))
        yield refused(source.where, f"{other.total()} of its records hold no page: {listed}", listed)


def _records(stream: BinaryIO) -> Iterator[tuple[Mapping[str, str], bytes]]:
    """The head and the body of each record, of a body no more than one byte too many for a document."""
    number = 0
    while line := stream.readline(_LINE):
        if not line.strip():
            continue
        head = _head(stream) if line.startswith(b"WARC/") else {}
        length = head.get("content-length", "")
        if not _LENGTH.fullmatch(length):
            raise Unread(f"is damaged behind record {number}: what follows is not read")
        number, left = number + 1, int(length)
        body = stream.read(min(left, MOST + 1))
        left -= len(body)
        while left > 0 and (skipped := stream.read(min(left, 1 << 20))):
            left -= len(skipped)
        yield head, body
        if left:
            raise Unread(f"ends within record {number}: it was cut")


def _head(stream: BinaryIO) -> dict[str, str]:
    """The fields of a head, their names in small letters."""
    fields: dict[str, str] = {}
    for _ in range(_LINES):
        line = stream.readline(_LINE).decode("utf-8", "replace")
        if not line.strip():
            break
        name, _, value = line.partition(":")
        fields[name.strip().lower()] = value.strip()
    return fields


def _response(body: bytes) -> Mapping[str, str] | str:
    """The fields of a page that was sent, or why a response holds none."""
    stream = BytesIO(body)
    status = stream.readline(_LINE).decode("ascii", "replace").split(" ")
    if not status[0].startswith("HTTP/"):
        return "no HTTP"
    head = _head(stream)
    code, kind = "".join(status[1:2]).strip(), head.get("content-type", "")
    if code != "200":
        return f"status {code[:20]}"
    if (plain := kind.partition(";")[0].strip().lower()) not in _PAGES:
        return plain[:40] or "no type"
    charset = _CHARSET.search(kind)
    return page(_small(_unpacked(stream.read(), head)), charset[1] if charset else None)


def _unpacked(data: bytes, head: Mapping[str, str]) -> bytes:
    """What was sent, its chunks joined and its compression undone."""
    if head.get("transfer-encoding", "").lower() == "chunked":
        data = _joined(data)
    packing = head.get("content-encoding", "identity").lower()
    if packing in ("gzip", "x-gzip", "deflate") and data[:1] in (b"\x1f", b"\x78"):
        try:
            return zlib.decompressobj(_GZIP).decompress(data, MOST + 1)
        except zlib.error as error:
            raise Unread(f"is a damaged page ({error})") from error
    return data  # what archives keep is often unpacked, whatever its head says; else it is no text, which is told


def _joined(data: bytes) -> bytes:
    """The chunks of HTTP 1.1 as one; data without chunks as they are."""
    stream, parts = BytesIO(data), [b""]
    while size := _CHUNK.match(stream.readline(_LINE)):
        parts.append(stream.read(int(size[0], 16)))
        stream.readline(4)
    return b"".join(parts) or data


def _conversion(body: bytes) -> Mapping[str, str]:
    return {"text": decoded(_small(body))}


def _nothing(_: bytes) -> None:
    """A request, or what an archive says of itself."""


def _small(data: bytes) -> bytes:
    if len(data) > MOST:
        raise Unread(f"is larger than {MOST // 1_000_000} MB")
    return data


_READERS: Mapping[str, Callable[[bytes], Mapping[str, str] | str | None]] = MappingProxyType(
    {"response": _response, "conversion": _conversion}
)
