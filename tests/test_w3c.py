"""The W3C's tests of SPARQL 1.1, where the suite lies beside the checkout."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import w3c

ROOT = Path(__file__).parents[1]
SUITE = ROOT.parent / "shared/benchmarks/w3c/sparql/sparql11"
DOCUMENT = (ROOT / "docs/conformance.md").read_text("utf-8")
pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason=f"the W3C's test suite is not at {SUITE}")


def test_queries_and_updates_fail_only_as_documented_and_never_where_the_bare_library_passes() -> None:
    with w3c.started() as server:
        found, bare = w3c.evaluated(list(w3c.cases(SUITE)), server)
    failed = sorted(f"{each.suite} {each.test}" for each in found if each.wrong)
    assert failed == sorted(re.findall(r"^- `([\w-]+ [\w-]+)`: ", DOCUMENT, re.MULTILINE))
    assert w3c.worse(found, bare) == []
    assert [row for row in w3c.table(found, bare) if row not in DOCUMENT.splitlines()] == []


def test_every_test_of_the_protocols_passes() -> None:
    with w3c.started() as server:
        found = list(w3c.outcomes(SUITE, server))
    assert [f"{each.test}: {each.wrong}" for each in found if each.wrong] == []
    assert Counter(each.suite for each in found) == {
        "protocol": 34,
        "graph-store-protocol": 14,
        "http-rdf-update": 17,
        "service-description": 3,
    }
    assert [row for row in w3c.table(found, ()) if row not in DOCUMENT.splitlines()] == []
