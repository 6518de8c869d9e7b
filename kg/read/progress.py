"""How far reading has come, in bytes: known of files of every kind before they are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class Progress:
    """The bytes read so far, of how many, and what was found in them; no total where that cannot be known, as of standard input."""

    done: int = 0
    total: int | None = None
    found: int = 0

    def at(self, count: int) -> tuple[int, int | None]:
        """The bytes behind the first so many of what was found, and of how many; reading runs ahead of the rest of the work."""
        return self.done * count // max(self.found, count, 1), self.total


def size(paths: Iterable[Path]) -> int:
    """The bytes that files take on the disk; one that cannot be looked at takes none."""
    return sum(_size(path) for path in paths)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:  # it went while we looked
        return 0
