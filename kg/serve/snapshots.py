"""The state of the store that readers see: a view by hard links, made anew when the store has changed."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack
from pathlib import Path

from kg.store.snapshot import view

_STALE = 0.5  # seconds for which a look at the store's files holds


class Snapshot:
    """A view that is kept for as long as somebody reads it."""

    def __init__(self, path: Path, stamp: object) -> None:
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
        self._looked = 0.0
        self._making = asyncio.Lock()

    async def current(self) -> Snapshot:
        """The view of the store as it is now, or was half a second ago where nobody said otherwise."""
        async with self._making:
            if not self._kept or time.monotonic() - self._looked > _STALE:
                await asyncio.to_thread(self._look)
            self._sweep()
            return self._kept[-1]

    def expire(self) -> None:
        """Says that the store has changed: the next reader sees it so."""
        self._looked = 0.0

    def close(self) -> None:
        """Removes all views."""
        for snapshot in self._kept:
            snapshot.close()
        self._kept.clear()

    def _look(self) -> None:
        looked, now = time.monotonic(), _stamp(self._path)
        if not self._kept or self._kept[-1].stamp != now:
            self._kept.append(Snapshot(self._path, now))
        self._looked = looked

    def _sweep(self) -> None:
        old = [snapshot for snapshot in self._kept[:-1] if not snapshot.users]
        for snapshot in old:
            snapshot.close()
        self._kept = [snapshot for snapshot in self._kept if snapshot not in old]


def _stamp(path: Path) -> tuple[tuple[str, int], ...]:
    """What differs whenever the store does: its tables are never rewritten, its log and its manifest only grow."""
    files = (
        entry
        for entry in path.iterdir()
        if entry.name.startswith("MANIFEST-") or entry.suffix in {".sst", ".log"}
    )
    return tuple(sorted((entry.name, _size(entry)) for entry in files))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:  # merged away meanwhile
        return -1
