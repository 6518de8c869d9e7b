"""Which facts tell of one event: in PLOVER compound actors stay one event, which links split into facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.records import Fact


def tellings(facts: Iterable[Fact]) -> list[tuple[Fact, ...]]:
    """The facts that one trigger yields for several subjects and objects, together; facts without event alone."""
    groups: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[_telling(fact)].append(fact)
    return [tuple(group) for group in groups.values()]


def _telling(fact: Fact) -> tuple[object, ...]:
    if fact.event is None:
        return (fact.doc, fact.id)
    return (fact.doc, fact.event, fact.trigger, fact.symmetric, fact.polarity, fact.modality, fact.time)


def parties(facts: Iterable[Fact]) -> tuple[list[str], list[str]]:
    """The identifiers of actors and recipients, sorted; all sides of a symmetric event are its actors."""
    actors: set[str] = set()
    recipients: set[str] = set()
    for fact in facts:
        actors.add(fact.subject.id)
        if fact.object:
            (actors if fact.symmetric else recipients).add(fact.object.id)
    return sorted(actors), sorted(recipients)
