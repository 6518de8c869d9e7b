"""kg.tellings: which facts tell of one event, and who took part in it."""

from __future__ import annotations

from typing import Any

import pytest
from samples import CHN, CNN, TRUMP, accusation, link

from kg.records import Span, Time
from kg.tellings import parties, tellings

OTHER = accusation(subject=link(TRUMP, "Xinhua"))


def test_one_trigger_tells_of_one_event() -> None:
    assert tellings([accusation(), OTHER]) == [(accusation(), OTHER)]


@pytest.mark.parametrize(
    "changes",
    [
        {"doc": "https://example.org/2"},
        {"event": "REJECT"},
        {"event": None},
        {"trigger": Span(0, 6, "The US")},
        {"symmetric": True},
        {"polarity": "negative"},
        {"modality": "planned"},
        {"time": Time("2025-06-01", "2025-06-30", "in June")},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_what_differs_in_the_telling_is_told_apart(changes: dict[str, Any]) -> None:
    assert tellings([accusation(), accusation(**changes)]) == [(accusation(),), (accusation(**changes),)]


def test_standing_relations_are_told_one_by_one() -> None:
    facts = [accusation(event=None), accusation(event=None, subject=link(CNN, "Xinhua"))]
    assert tellings(facts) == [(facts[0],), (facts[1],)]


def test_parties_are_sorted_and_all_actors_of_what_is_symmetric() -> None:
    assert parties([OTHER, accusation()]) == (["Donald_Trump", "USA"], ["CHN"])
    assert parties([accusation(symmetric=True, object=link(CHN, "China"))]) == (["CHN", "USA"], [])
    assert parties([accusation(object=None)]) == (["USA"], [])
