"""A reader's own view of a store that a writer may be writing to: hard links, and no waiting on either side.

RocksDB forbids reading a folder that another process writes, and only the writer can ask for a backup. But
its table files never change once written, and every change of which files count is appended to its manifest.
So a copy is whole when the manifest is the same before and after; the log of late writes, which may be cut
anywhere, RocksDB reads up to the last whole transaction.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from kg.records import KgError
from kg.store.lock import take

READERS = ".readers"
DRAFTS = "bulk-*.sst"  # tables that Oxigraph writes before RocksDB takes them in under names of its own
_TRIES = 20


class StoreError(KgError):
    """A store that cannot be opened, read or written."""


@contextmanager
def view(store: Path) -> Iterator[Path]:
    """A folder that holds the store as it is now, gone when the reader is done."""
    sweep(store)
    folder = _folder(store)
    lock = take(folder / "lock")
    try:
        _copy(store, folder / "store")
        yield folder / "store"
    finally:
        if lock:
            lock.close()
        shutil.rmtree(folder, ignore_errors=True)


def _folder(store: Path) -> Path:
    """A folder beside the tables, where links can be made, or elsewhere if the reader may not write there."""
    try:
        (store / READERS).mkdir(exist_ok=True)
        return Path(mkdtemp(dir=store / READERS))
    except OSError:
        return Path(mkdtemp(prefix="kg-"))


def sweep(store: Path) -> None:
    """Removes the views of readers that were killed."""
    for lock in sorted((store / READERS).glob("*/lock")):
        if held := take(lock):
            held.close()
            shutil.rmtree(lock.parent, ignore_errors=True)


def _copy(store: Path, target: Path) -> None:
    missing = "no file"
    for _ in range(_TRIES):
        try:
            before = _stamp(store)
            _link(store, target)
            if _stamp(store) == before:
                return
        except FileNotFoundError as error:
            missing = error.filename
    raise StoreError(
        f"the store {store} cannot be read: it lacks {missing}, or changes too fast; try again later"
    )


def _stamp(store: Path) -> tuple[str, int, tuple[str, ...]]:
    manifest = (store / "CURRENT").read_text("ascii").strip()
    names = sorted(path.name for path in store.iterdir() if path.suffix == ".log" or _is_table(path))
    return manifest, (store / manifest).stat().st_size, tuple(names)


def _link(store: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for path in sorted(store.iterdir()):
        if _is_table(path):
            _share(path, target / path.name)
        elif path.suffix == ".log" or path.name.startswith(("CURRENT", "MANIFEST-", "OPTIONS-")):
            shutil.copyfile(path, target / path.name)


def _is_table(path: Path) -> bool:
    return path.suffix == ".sst" and not path.match(DRAFTS)


def _share(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, or one without links
        shutil.copyfile(path, target)
