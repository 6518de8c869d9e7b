"""Web archives (WARC, as of Common Crawl News): a document a page.

WARC 1.1: https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from types import MappingProxyType
from typing import Any, BinaryIO

from kg.read.sources import MOST, Found, Source, Unread, needed, refused
from kg.read.texts import decoded, page

_CHARSET = re.compile(r"(?i)charset\s*=\s*[\"']?([a-z0-9_:.\-]{2,40})")
_LINE = 1 << 16  # bytes of a line of a head
_LINES = 1000  # of the heads of a record
_PAGES = ("text/html", "application/xhtml+xml")
_GZIP = 32 + zlib.MAX_WBITS  # zlib's mark for either header


class _Lines:
    """A stream as warcio reads it: never an endless head or line, and nothing that expands unseen."""

    decompressor = None

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.left = stream, _LINES

    def read(self, count: int) -> bytes:
        """Bytes of a body."""
        return self._stream.read(count)

    def readline(self, most: int = _LINE) -> bytes:
        """A line of a head; Unread where there are too many."""
        self.left -= 1
        if self.left < 0:
            raise Unread(f"is damaged: a record has a head of more than {_LINES} lines")
        return self._stream.readline(min(most, _LINE))

    def tell(self) -> int:
        """Nothing that matters: places are told by the numbers of records."""
        return 0

    def rem_length(self) -> int:
        """Likewise."""
        return 0

    def close_decompressor(self) -> None:
        """There is none."""


def warc(source: Source) -> Iterator[Found]:
    """The pages of an archive, numbered by record, and the plain texts of its conversions (WET)."""
    other: Counter[str] = Counter()
    try:
        yield from _pages(source, other)
    except Unread as error:
        yield refused(source.where, str(error))
    if other:
        listed = ", ".join(f"{reason} ({count})" for reason, count in sorted(other.items()))
        yield refused(source.where, f"{other.total()} of its records hold no page: {listed}", listed)


def _pages(source: Source, other: Counter[str]) -> Iterator[Found]:
    """The pages of an archive; what else its records hold is counted in `other`."""
    for number, record in enumerate(_records(source), 1):
        where = f"{source.where}:{number}"
        try:
            said = _READERS.get(record.rec_type, _other)(record)
        except Unread as error:
            yield refused(where, str(error))
            continue
        if isinstance(said, str):
            other[said] += 1
        elif said is not None:
            address = record.rec_headers.get_header("WARC-Target-URI") or said.get("url", "")
            yield where, {**said, "url": address}


def _records(source: Source) -> Iterator[Any]:
    """The records as warcio finds them, their bodies yet to be read; Unread where the archive is damaged or cut."""
    failed = needed("warcio.exceptions", extra="web").ArchiveLoadFailed
    lines, number, record = _Lines(source.stream), 0, None
    archive = _archive(lines)
    try:
        for number, record in enumerate(archive, 1):
            lines.left = _LINES
            if record.length is None:
                raise Unread(f"is damaged: record {number} has no length, and what follows is not read")
            yield record
    except failed as error:
        raise Unread(f"is damaged behind record {number}: what follows is not read") from error
    if record is not None and record.raw_stream.limit:
        raise Unread(f"ends within record {number}: it was cut")
    if archive.err_count:
        raise Unread(f"is damaged: {archive.err_count} of its records do not end where they say")


def _archive(lines: _Lines) -> Any:
    archive = needed("warcio.archiveiterator", extra="web").WARCIterator(lines, no_record_parse=True)
    archive.reader = lines
    archive.INC_RECORD = ""  # what it would write of a flaw to standard error, bytes of the file and all
    return archive


def _response(record: Any) -> Mapping[str, str] | str:
    """The fields of a page that was sent, or why a response holds none."""
    if (head := _head(record.raw_stream)) is None:
        return "no HTTP"
    kind = head.get_header("Content-Type", "")
    if (code := head.get_statuscode()) != "200":
        return f"status {code[:20]}"
    if (plain := kind.partition(";")[0].strip().lower()) not in _PAGES:
        return plain[:40] or "no type"
    if record.length > MOST:
        raise _large()
    charset = _CHARSET.search(kind)
    data = _small(_unpacked(_joined(record.raw_stream, head), head))
    return page(data, charset[1] if charset else None)


def _head(stream: Any) -> Any:
    """What a response says of itself, or None."""
    parser = needed("warcio.statusandheaders", extra="web").StatusAndHeadersParser([], verify=False)
    with suppress(EOFError):
        head = parser.parse(stream)
        return head if head.protocol.startswith("HTTP/") else None
    return None


def _joined(stream: Any, head: Any) -> bytes:
    """What was sent, its chunks joined."""
    data: bytes = stream.read(MOST)
    if head.get_header("Transfer-Encoding", "").lower() == "chunked":
        chunks = needed("warcio.bufferedreaders", extra="web").ChunkedDataReader(BytesIO(data))
        data = chunks.read()
    return data


def _unpacked(data: bytes, head: Any) -> bytes:
    """What was sent, its compression undone; warcio would undo a bomb's to its end."""
    packing = head.get_header("Content-Encoding", "identity").lower()
    if packing in ("gzip", "x-gzip", "deflate") and data[:1] in (b"\x1f", b"\x78"):
        try:
            return zlib.decompressobj(_GZIP).decompress(data, MOST + 1)
        except zlib.error as error:
            raise Unread(f"is a damaged page ({error})") from error
    return data  # what archives keep is often unpacked, whatever its head says; else it is no text, which is told


def _conversion(record: Any) -> Mapping[str, str]:
    return {"text": decoded(_small(record.raw_stream.read(MOST + 1)))}


def _nothing(_: Any) -> None:
    """A request, or what an archive says of itself."""


def _other(record: Any) -> str:
    return f"{(record.rec_type or 'no type')[:20]} record"


def _small(data: bytes) -> bytes:
    if len(data) > MOST:
        raise _large()
    return data


def _large() -> Unread:
    return Unread(f"is larger than {MOST // 1_000_000} MB")


_READERS: Mapping[str | None, Callable[[Any], Mapping[str, str] | str | None]] = MappingProxyType(
    {
        "response": _response,
        "conversion": _conversion,
        **dict.fromkeys(("metadata", "request", "warcinfo"), _nothing),
    }
)
