"""What claims are about: an event for each act, a state of affairs for each standing relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from pyoxigraph import NamedNode

from kg import vocab
from kg.graph.terms import Names, Statement, day, prefixed, text
from kg.records import Fact, digest
from kg.tellings import parties, tellings

Act: TypeAlias = tuple[str, tuple[str, ...], tuple[str, ...]]  # type, actors, recipients
Days: TypeAlias = tuple[str, str]


def told(facts: Iterable[Fact], names: Names) -> Iterator[tuple[NamedNode, tuple[Fact, ...]]]:
    """The node of each event or state of affairs, with the facts that tell of it."""
    found = tellings(facts)
    days = _days(found)
    for telling in found:
        yield (_event(telling, names, days) if telling[0].event else _state(telling, names)), telling


def _event(facts: tuple[Fact, ...], names: Names, days: Mapping[Act, Days]) -> NamedNode:
    act = _act(facts)
    # An undated event is told of by its document alone: the day of publication would fuse what nobody dated.
    when = days.get(act) or _own(facts) or (names.document.value,)
    event, actors, recipients = act
    return names.entity("event/" + digest(event, *actors, "", *recipients, "", *when))


def _days(found: Iterable[tuple[Fact, ...]]) -> Mapping[Act, Days]:
    """The days of each act that a document tells of, where all that it says of them agrees with the narrowest."""
    said: dict[Act, set[Days]] = {}
    for facts in found:
        if facts[0].event and (own := _own(facts)):
            said.setdefault(_act(facts), set()).add(own)
    narrowest = {
        act: (max(day for day, _ in days), min(day for _, day in days)) for act, days in said.items()
    }
    return {act: days for act, days in narrowest.items() if days in said[act]}


def _own(facts: tuple[Fact, ...]) -> Days | None:
    time = facts[0].time
    return (time.earliest, time.latest) if time else None


def _act(facts: tuple[Fact, ...]) -> Act:
    actors, recipients = parties(facts)
    return str(facts[0].event), tuple(actors), tuple(recipients)


def _state(facts: tuple[Fact, ...], names: Names) -> NamedNode:
    (fact,) = facts
    what = fact.object.id if fact.object else ""
    words = fact.content.text if fact.content and not fact.object else ""
    return names.entity("state/" + digest(fact.subject.id, fact.relation, what, fact.phrase or "", words))


def event(node: NamedNode, facts: tuple[Fact, ...], names: Names) -> Iterator[Statement]:
    """The statements on an event."""
    actors, recipients = parties(facts)
    kind = vocab.events()[str(facts[0].event)]
    for cls in ("sem:Event", "kg:" + kind.cls):
        yield node, prefixed("rdf:type"), prefixed(cls)
    for actor in actors:
        yield node, prefixed("kg:actor"), names.entity(actor)
    for recipient in recipients:
        yield node, prefixed("kg:recipient"), names.entity(recipient)
    for fact in facts:
        yield from manner(node, fact, names)


def state(node: NamedNode, facts: tuple[Fact, ...], names: Names) -> Iterator[Statement]:
    """The statements on a state of affairs."""
    (fact,) = facts
    yield node, prefixed("rdf:type"), prefixed("kg:StateOfAffairs")
    yield from relation(node, fact, names)


def relation(node: NamedNode, fact: Fact, names: Names) -> Iterator[Statement]:
    """Subject, relation and object, of a claim as of a state of affairs."""
    yield node, prefixed("kg:subject"), names.entity(fact.subject.id)
    yield node, prefixed("kg:relation"), prefixed("kg:" + fact.relation)
    if fact.object:
        yield node, prefixed("kg:object"), names.entity(fact.object.id)


def manner(node: NamedNode, fact: Fact, names: Names) -> Iterator[Statement]:
    """When, where and how, of a claim as of an event: an event gathers what each of its claims says."""
    contexts = (("kg:context", context) for context in fact.context)
    for name, value in (("kg:mode", fact.mode), ("kg:quad", fact.quad), *contexts):
        if value is not None:
            yield node, prefixed(name), text(value)
    if fact.time:
        yield node, prefixed("kg:earliest"), day(fact.time.earliest)
        yield node, prefixed("kg:latest"), day(fact.time.latest)
        yield node, prefixed("kg:timeText"), text(fact.time.text)
    if fact.place:
        yield node, prefixed("kg:place"), names.entity(fact.place.id)
