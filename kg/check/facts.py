"""The closed check of a fact before it is written: microseconds, where the shapes take milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from kg import vocab
from kg.records import Attribution, Fact, Finding, Link, Sentence, Span

_Broken = Iterator[tuple[str, str | None]]


def refusals(fact: Fact) -> list[Finding]:
    """Why a fact may not be written: an empty list where it may."""
    focus = f"{fact.doc}#char={fact.sentence.begin},{fact.sentence.end}"
    found = ((rule, *what) for rule, broken in _RULES.items() for what in broken(fact))
    return [Finding(rule, focus, message, value) for rule, message, value in found]


def _links(fact: Fact) -> Iterator[tuple[str, Link]]:
    named = {"subject": fact.subject, "object": fact.object, "place": fact.place}
    yield from ((name, link) for name, link in named.items() if link)
    yield from (("source", said.link) for said in _said(fact))


def _said(fact: Fact) -> tuple[Attribution, ...]:
    return (fact.attribution, *fact.attribution.chain) if fact.attribution else ()


def _class(fact: Fact) -> _Broken:
    for name, link in _links(fact):
        if link.type not in vocab.classes() or not vocab.is_a(link.type, "Entity"):
            yield f"the {name} {link.label!r} has a class that no entity can have", link.type
    if fact.place and fact.place.type in vocab.classes() and not vocab.is_a(fact.place.type, "Place"):
        yield f"the place {fact.place.label!r} is no place", fact.place.type


def _domain(fact: Fact) -> _Broken:
    types = (fact.subject.type, fact.object.type if fact.object else None)
    known = {None, *vocab.classes()}.issuperset(types) and fact.relation in vocab.relations()
    if known and (reason := vocab.refusal(fact.relation, *types)):
        yield reason, f"{types[0]} {fact.relation} {types[1]}"


def _relation(fact: Fact) -> _Broken:
    if fact.relation not in vocab.relations():
        yield "the ontology has no such relation", fact.relation
    if (fact.phrase is not None) != (fact.relation == "relatedTo"):
        yield "an open relation, and no other, carries the words of the text", fact.phrase
    if fact.event is None and fact.object is None and fact.content is None:
        yield "a state of affairs needs an object or a content", fact.relation


def _event(fact: Fact) -> _Broken:
    if fact.event is None:
        if any(fact.relation == kind.relation for kind in vocab.events().values()):
            yield "a relation of events needs the type of the event", fact.relation
        return
    if (kind := vocab.events().get(fact.event)) is None:
        yield "the ontology has no such event type", fact.event
        return
    if fact.relation != kind.relation:
        yield f"the relation of {kind.name} is {kind.relation}", fact.relation
    if fact.mode not in (None, *kind.modes):
        yield f"the modes of {kind.name} are {', '.join(kind.modes) or 'none'}", fact.mode
    if fact.quad != kind.quad:
        yield f"the quad class of {kind.name} is {kind.quad}", fact.quad


def _closed(fact: Fact) -> _Broken:
    values = [("Polarities", fact.polarity), ("Modalities", fact.modality)]
    values += [("Contexts", context) for context in fact.context]
    values += [("Vias", link.via) for _, link in _links(fact)]
    for scheme, value in values:
        if value not in vocab.notations(scheme):
            yield f"not one of the {scheme.lower()} {', '.join(vocab.notations(scheme))}", value


def _offsets(fact: Fact) -> _Broken:
    spans: list[Span | Sentence | None] = [fact.sentence, fact.trigger, fact.content]
    for span in (*spans, *(link.mention for _, link in _links(fact))):
        if span and not (0 <= span.begin < span.end and span.end - span.begin == len(span.text)):
            yield f"the offsets {span.begin} to {span.end} are not those of the text", span.text
    if not (fact.sentence.begin <= fact.trigger.begin and fact.trigger.end <= fact.sentence.end):
        yield "the trigger lies outside its sentence", fact.trigger.text


def _time(fact: Fact) -> _Broken:
    days = [fact.published, *([fact.time.earliest, fact.time.latest] if fact.time else [])]
    wrong = [day for day in days if day is not None and not _is_day(day)]
    yield from (("not a day as in 2025-06-05", day) for day in wrong)
    if fact.time and not wrong and fact.time.earliest > fact.time.latest:
        yield "the first day comes after the last", f"{fact.time.earliest} to {fact.time.latest}"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _confidence(fact: Fact) -> _Broken:
    if not 0 <= fact.confidence <= 1:
        yield "a confidence lies between 0 and 1", str(fact.confidence)


_RULES: dict[str, Callable[[Fact], _Broken]] = {
    "class": _class,
    "domain": _domain,
    "relation": _relation,
    "event": _event,
    "closed-list": _closed,
    "offsets": _offsets,
    "time": _time,
    "confidence": _confidence,
}
