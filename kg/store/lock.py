"""A lock on a file that the system lets go of when its holder ends, however it ends."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def take(path: Path) -> BinaryIO | None:
    """The open file that holds the lock until it is closed, or None where another holds it."""
    file = path.open("ab")
    try:
        _lock(file)
    except OSError:
        file.close()
        return None
    return file
