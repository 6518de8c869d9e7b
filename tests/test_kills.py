"""A build that is killed leaves whole documents, and goes on to the graph of one that nobody killed."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kg import graph, store

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from kills import RUN, Fates, builds, loads


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kills")


def test_killed_builds_lose_nothing_and_can_be_taken_up(folder: Path) -> None:
    *said, last = builds(folder, 8, 4, random.Random(0))
    assert last.endswith("0 faults (bar 0)"), said


def test_killed_loads_are_refused_or_whole(folder: Path) -> None:
    (said,) = loads(folder, 2, random.Random(0))
    assert said.endswith("0 faults (bar 0)")


def test_what_is_missing_or_by_halves_is_a_fault() -> None:
    from invented import readings

    (first, *_) = readings(1)
    old = replace(first, facts=first.facts[1:])
    forms = [graph.canonical_nquads(graph.quads(each, RUN)) for each in (old, first)]
    name = first.document.id
    fates = Fates({name: forms[0]}, {name: forms[1]}, forms[1])
    quads = graph.quads(first, RUN)
    assert list(fates.faults(store.memory(graph.quads(old, RUN)), frozenset())) == []
    assert list(fates.faults(store.memory(quads), frozenset([name]))) == []
    (missing,) = fates.faults(store.memory(graph.quads(old, RUN)), frozenset([name]))
    assert "told as done" in missing
    (half,) = fates.faults(store.memory(quads[::2]), frozenset())
    assert "neither what it was" in half
    assert len(list(fates.faults(store.memory(), frozenset()))) == 1
