"""Files that are written whole or not at all: under another name first, which is then made theirs."""

from __future__ import annotations

import os
from pathlib import Path


def put(path: Path, data: bytes) -> None:
    """Write a file: who sees it under its name sees all of it. OSError where it cannot be written."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(data)
    draft.replace(path)
