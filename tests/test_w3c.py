"""The W3C's tests of the SPARQL protocols, where the suite lies beside the checkout."""

from __future__ import annotations

import runpy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SUITE = ROOT.parent / "shared/benchmarks/w3c/sparql/sparql11"


@pytest.mark.skipif(not SUITE.is_dir(), reason=f"the W3C's test suite is not at {SUITE}")
def test_every_test_of_the_protocols_passes() -> None:
    w3c: dict[str, Any] = runpy.run_path(str(ROOT / "benchmarks/w3c.py"))
    with w3c["started"]() as server:
        found = list(w3c["outcomes"](SUITE, server))
    assert [f"{each.test}: {each.wrong}" for each in found if each.wrong] == []
    assert Counter(each.suite for each in found) == {
        "protocol": 34,
        "graph-store-protocol": 14,
        "http-rdf-update": 17,
        "service-description": 3,
    }
