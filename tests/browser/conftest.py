"""One Chromium for all tests of the view; they are skipped where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chromium import Chromium, found
from driving import Write

from kg.draw import page
from kg.records import Reading


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    if not found():
        pytest.skip("no chromium on this machine: the view is not driven")
    driven = Chromium()
    yield driven
    driven.close()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(readings: Iterable[Reading], **options: Any) -> Path:
        path = tmp_path / "view.html"
        path.write_text(page(readings, **{"title": "Example knowledge graph", **options}), encoding="utf-8")
        return path

    return written
