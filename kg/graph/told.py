"""What claims are about: an event for each act, a state of affairs for each standing relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode

from kg import vocab
from kg.graph.terms import Names, Statement, day, prefixed, text
from kg.records import Fact, digest
from kg.tellings import parties, tellings


def told(facts: Iterable[Fact], names: Names) -> Iterator[tuple[NamedNode, tuple[Fact, ...]]]:
    """The node of each event or state of affairs, with the facts that tell of it."""
    for telling in tellings(facts):
        yield (_event if telling[0].event else _state)(telling, names), telling


def _event(facts: tuple[Fact, ...], names: Names) -> NamedNode:
    first = facts[0]
    actors, recipients = parties(facts)
    # An undated event is told of by its document alone: the day of publication would fuse what nobody dated.
    days = (first.time.earliest, first.time.latest) if first.time else (names.document.value,)
    return names.entity("event/" + digest(str(first.event), *actors, "", *recipients, "", *days))


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
