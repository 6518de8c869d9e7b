"""Files, folders and standard input: what lies where, in the order of the names."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from kg.read import kinds
from kg.read.columns import Columns
from kg.read.progress import Progress
from kg.read.sources import Bomb, Found, Source, refused, strangers


def found(path: Path, *, columns: Columns, stdin: BinaryIO | None, progress: Progress) -> Iterator[Found]:
    """What lies at a path: a file, a folder in the order of its names, or standard input for ``-``."""
    if str(path) == "-":
        yield from _read(Source.counted("-", "", stdin or sys.stdin.buffer, columns), progress)
    elif path.is_dir():
        yield from _folder(path, columns, progress)
    else:
        yield from _file(path, columns, progress)


def paths(path: Path) -> Iterator[Path]:
    """The files that `found` would read at a path, in its order."""
    if path.is_dir():
        yield from (file for file in _files(path, []) if kinds.known(file.name))
    elif path.exists():
        yield path


def _file(path: Path, columns: Columns, progress: Progress) -> Iterator[Found]:
    where = _shown(path)
    try:
        with path.open("rb", buffering=0) as stream:
            source = Source.counted(where, path.name, stream, columns)
            yield from _read(source, progress, size=os.fstat(stream.fileno()).st_size)
    except FileNotFoundError:
        yield refused(where, "there is no such file: check the path", where)
    except OSError as error:
        yield refused(where, f"cannot be opened: {error.strerror}", where)


def _read(source: Source, progress: Progress, *, size: int | None = None) -> Iterator[Found]:
    """What a source holds, while its bytes are counted; an archive may be read more than once, and then not to its end."""
    before = progress.done
    try:
        for each in kinds.read(source):
            progress.done = before + min(source.meter.taken, size or source.meter.taken)
            yield each
    except Bomb as error:
        yield refused(source.where, str(error))
    progress.done = before + (size or source.meter.taken)


def _shown(path: Path) -> str:
    """A path as text that can be printed: names of files may hold any bytes."""
    return os.fsencode(path).decode("utf-8", "replace")


def _folder(path: Path, columns: Columns, progress: Progress) -> Iterator[Found]:
    strange: Counter[str] = Counter()
    closed: list[OSError] = []
    any_ = False
    for file in _files(path, closed):
        if kinds.known(file.name):
            any_ = True
            yield from _file(file, columns, progress)
        else:
            strange[file.suffix.lower()] += 1
    yield from (
        refused(_shown(Path(error.filename)), f"cannot be opened: {error.strerror}") for error in closed
    )
    yield from strangers(_shown(path), strange)
    if not any_:
        yield refused(_shown(path), f"the folder holds nothing to read: the kinds are {kinds.kinds()}")


def _files(path: Path, closed: list[OSError]) -> Iterator[Path]:
    for folder, inner, names in os.walk(path, onerror=closed.append):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not name.startswith("."))
