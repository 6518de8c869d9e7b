"""What lies compressed or in archives, expanded as far as is safe."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from kg.read.kinds import known, read
from kg.read.sources import Bytes, Found, Reader, Source, Unread, needed, refused, strangers

DEEPEST = 3  # archives within archives


def _compressed(suffix: str, open_: Callable[[BinaryIO], Bytes]) -> Reader:
    """The reader of one file that was compressed; its name without the suffix tells its kind."""

    def expand(source: Source) -> Iterator[Found]:
        stream = open_(_shallow(source).stream)
        inner = source.name[: -len(suffix)] if source.name.lower().endswith(suffix) else source.name
        yield from read(source.within(stream, name=inner, where=source.where))

    return expand


def _zstd(stream: BinaryIO) -> Bytes:
    library = needed("zstandard", extra="zstd")
    expanding: Bytes = library.ZstdDecompressor().stream_reader(stream, read_across_frames=True)
    return expanding


def zip_(source: Source) -> Iterator[Found]:
    """The files of a zip archive in the order of their names, those of kinds that are known."""
    strange: Counter[str] = Counter()
    with opened(_shallow(source)) as files:
        for name in sorted(_shown(files)):
            if known(name):
                yield from _member(files, name, source)
            else:
                strange[PurePosixPath(name).suffix.lower()] += 1
    yield from strangers(source.where, strange)


def opened(source: Source) -> zipfile.ZipFile:
    """A zip archive, its files not yet read."""
    try:
        return zipfile.ZipFile(source.placed())
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise Unread(f"is a damaged zip archive ({error})") from error


def member(files: zipfile.ZipFile, name: str, source: Source) -> Source:
    """One file of an archive."""
    try:
        stream = files.open(name)
    except (KeyError, RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
        raise Unread(f"cannot be taken from its archive ({error})") from error
    return source.within(stream, name=name, where=f"{source.where}/{name}")


def _member(files: zipfile.ZipFile, name: str, source: Source) -> Iterator[Found]:
    try:
        inner = member(files, name, source)
    except Unread as error:
        yield refused(f"{source.where}/{name}", str(error))
        return
    with inner.stream:
        yield from read(inner)


def _shown(files: zipfile.ZipFile) -> set[str]:
    """The names of files, without folders and what is hidden."""
    names = {each.filename for each in files.infolist() if not each.is_dir()}
    return {name for name in names if not any(part.startswith((".", "__MACOSX")) for part in name.split("/"))}


def _shallow(source: Source) -> Source:
    if source.depth >= DEEPEST:
        raise Unread(f"lies in more than {DEEPEST} archives: unpack it first")
    return source


gz = _compressed(".gz", lambda stream: gzip.GzipFile(fileobj=stream, mode="rb"))
bz2_ = _compressed(".bz2", bz2.BZ2File)
xz = _compressed(".xz", lzma.LZMAFile)
zst = _compressed(".zst", _zstd)
