"""The state of the store that readers see: a view by hard links, made anew when the store has changed."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from pathlib import Path

from kg.store.snapshot import view

_STALE = 0.5  # seconds for which a look at the store's files holds
_TICK = 50_000_000  # nanoseconds; a file's time moves on in steps, of ten milliseconds at most


class Snapshot:
    """A view that is kept for as long as somebody reads it."""

    def __init__(self, path: Path, stamp: tuple[int, object]) -> None:
        self.stamp = stamp
        self.users = 0
        self._held = ExitStack()
        self.folder = self._held.enter_context(view(path))

    def close(self) -> None:
        """Removes the view."""
        self._held.close()


class Snapshots:
    """The newest view of a store, and those that workers still read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: list[Snapshot] = []
        self._changes = 0
        self._looked = 0.0
        self._making = asyncio.Lock()

    async def current(self) -> Snapshot:
        """The view of the store as it is now, or was half a second ago where nobody said otherwise."""
        async with self._making:
            if not self._fresh():
                await self._look()
            self._sweep()
            return self._kept[-1]

    def expire(self) -> None:
        """Says that the store has changed: who asks from now on sees it so."""
        self._changes += 1

    def close(self) -> None:
        """Removes all views."""
        for snapshot in self._kept:
            snapshot.close()
        self._kept.clear()

    def _fresh(self) -> bool:
        if not self._kept or time.monotonic() - self._looked > _STALE:
            return False
        changes, _ = self._kept[-1].stamp
        return changes == self._changes

    async def _look(self) -> None:
        # A fifth of a millisecond, for which a thread takes longer. A change that is told of meanwhile still counts.
        looked, now = time.monotonic(), (self._changes, _stamp(self._path))
        if not self._kept or self._kept[-1].stamp != now:
            self._kept.append(await asyncio.to_thread(Snapshot, self._path, now))
        self._looked = looked

    def _sweep(self) -> None:
        old = [snapshot for snapshot in self._kept[:-1] if not snapshot.users]
        for snapshot in old:
            snapshot.close()
        self._kept = [snapshot for snapshot in self._kept if snapshot not in old]


def _stamp(path: Path) -> object:
    """What differs whenever the store does: its tables are never rewritten, and what is written to a log has its time.

    The size tells nothing: a log that is done with becomes the next one, and is written over from its beginning.
    Nor does the time where it has just moved, for more may be written before it moves again: such a stamp is like
    no other.
    """
    now = time.time_ns()
    files = sorted(
        (entry.name, *_told(entry))
        for entry in path.iterdir()
        if entry.name.startswith("MANIFEST-") or entry.suffix in {".sst", ".log"}
    )
    newest = max((changed for *_, changed in files), default=0)
    return (*files, now) if abs(now - newest) < _TICK else tuple(files)


def _told(path: Path) -> tuple[int, int]:
    try:
        told = path.stat()
    except FileNotFoundError:  # merged away meanwhile
        return -1, 0
    return told.st_size, told.st_mtime_ns
