"""The invented readings of the store's benchmark are the same each time, break no rule, and have copies among them."""

from __future__ import annotations

import sys
from pathlib import Path

from samples import RUN

from kg import check, graph, store

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from invented import readings


def test_invented_readings_are_the_same_each_time_and_sound() -> None:
    found = list(readings(12))
    assert found == list(readings(12))
    assert found != list(readings(12, seed=1))
    held = store.memory(quad for each in found for quad in graph.quads(each, RUN))
    held.replace(graph.copies_graph(), graph.copies(held.rdf))
    assert check.check(held.rdf) == []
    assert held.quads(graph.copies_graph())
