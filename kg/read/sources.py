"""What the readers pass on: bytes with the place where they stand, and what was found there."""

from __future__ import annotations

import io
import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from types import ModuleType
from typing import IO, Any, BinaryIO, TypeAlias

from kg.read.columns import Columns
from kg.records import Finding, KgError

MOST = 10_000_000  # bytes of one document, or of one row: War and Peace has a third of that
HELD = 200_000_000  # bytes of an archive that does not lie on the disk
FLOOR = 100_000_000  # bytes that any file may expand to
RATIO = 200  # times its size that a larger one may: news packs to a tenth, a bomb to a thousandth

Bytes: TypeAlias = IO[bytes] | io.BufferedIOBase
Found: TypeAlias = tuple[str, Mapping[str, str]] | Finding


class Unread(KgError):
    """Why a source cannot be read as what it is."""


class Bomb(KgError):
    """A file that expands without end: nothing more of it is read, however deep it lies."""


@dataclass(slots=True)
class Meter:
    """The bytes taken from a file, and those that came of them when they were expanded."""

    taken: int = 0
    expanded: int = 0

    def take(self, count: int) -> None:
        """Count bytes of the file."""
        self.taken += count

    def expand(self, count: int) -> None:
        """Count expanded bytes; Bomb where they are too many for the bytes that they came of."""
        self.expanded += count
        if self.expanded > max(FLOOR, RATIO * self.taken):
            raise Bomb(f"expands to more than {RATIO} times its size: nothing more of it is read")


class Counted(io.RawIOBase):
    """A stream that tells how many bytes were read from it."""

    def __init__(self, stream: Bytes, count: Callable[[int], None]) -> None:
        self._stream, self._count = stream, count
        self._some: Callable[[int], bytes] = getattr(stream, "read1", stream.read)

    def readable(self) -> bool:
        """True."""
        return True

    def seekable(self) -> bool:
        """Whether the stream is."""
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place of the stream."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """The place in the stream."""
        return self._stream.tell()

    def readinto(self, buffer: Any, /) -> int:
        """Read what there is, at most as much as the buffer holds."""
        data = self._some(len(buffer))
        buffer[: len(data)] = data
        self._count(len(data))
        return len(data)


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to read, with the place they stand at, the name that tells their kind, and how their rows name fields.

    `depth` counts the archives around them.
    """

    where: str
    name: str
    stream: io.BufferedReader
    columns: Columns = field(default_factory=Columns)
    meter: Meter = field(default_factory=Meter)
    depth: int = 0

    @classmethod
    def counted(cls, where: str, name: str, stream: BinaryIO, columns: Columns) -> Source:
        """A file, or standard input."""
        meter = Meter()
        return cls(where, name, _buffered(stream, meter.take), columns, meter)

    def within(self, stream: Bytes, *, name: str, where: str) -> Source:
        """What expands from it."""
        inner = _buffered(stream, self.meter.expand)
        return replace(self, where=where, name=name, stream=inner, depth=self.depth + 1)

    def whole(self) -> bytes:
        """All that is left of it; Unread where that is too much for one document."""
        data = self.stream.read(MOST + 1)
        if len(data) > MOST:
            raise Unread(
                f"is larger than {MOST // 1_000_000} MB: split it into articles, as files or as JSON Lines with one a line"
            )
        return data

    def placed(self) -> BinaryIO:
        """The stream, or all that it holds where it cannot be read from any place; Unread where that is too much."""
        if self.stream.seekable():
            return self.stream
        data = self.stream.read(HELD + 1)
        if len(data) > HELD:
            raise Unread(
                f"is larger than {HELD // 1_000_000} MB, too much to hold: give it as a file of its own"
            )
        return io.BytesIO(data)


Reader: TypeAlias = Callable[[Source], Iterator[Found]]


def _buffered(stream: Bytes, count: Callable[[int], None]) -> io.BufferedReader:
    return io.BufferedReader(Counted(stream, count), 1 << 16)


def refused(where: str, message: str, value: str | None = None, *, rule: str = "read") -> Finding:
    """The finding that something is not read."""
    return Finding(rule, where, message, value)


def strangers(where: str, suffixes: Counter[str]) -> Iterator[Finding]:
    """The finding on files whose kinds are not read, if there are any, by their suffixes."""
    if suffixes:
        listed = ", ".join(f"{suffix or 'no suffix'} ({count})" for suffix, count in sorted(suffixes.items()))
        yield refused(where, f"{suffixes.total()} files are of kinds that are not read: {listed}", listed)


def needed(module: str, *, extra: str) -> ModuleType:
    """A library that not everybody needs, kept from printing what it mends; Unread tells how to get it."""
    try:
        library = import_module(module)
    except ModuleNotFoundError as error:
        raise Unread(f"needs {error.name}: pip install 'geopolitics-kg[{extra}]'") from error
    logging.getLogger(module.partition(".")[0]).setLevel(logging.CRITICAL)
    return library
