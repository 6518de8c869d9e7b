"""One Chromium for all tests of the view; they are skipped where there is none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import Chromium, found


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    if not found():
        pytest.skip("no chromium on this machine: the view is not driven")
    driven = Chromium()
    yield driven
    driven.close()
