"""RDF back to readings: what `quads` wrote, from a store or from quads, one named graph at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import vocab
from kg.graph.terms import GraphError, Names, decode, prefixed
from kg.records import BASE, Actor, Attribution, Document, Fact, Link, Reading, Sentence, Span, Time


@cache
def _iri(name: str) -> str:
    return prefixed(name).value


def readings(source: Store | Iterable[Quad], *, base: str = BASE) -> Iterator[Reading]:
    """The readings in a store or in quads, in the order of their documents' ids, each fact as it was written.

    Facts come in the order of the text; contexts, aliases and matches are sets and come sorted; that an actor
    acts for itself goes without saying. A graph without a news article is passed over; one in which a claim
    lacks a part raises GraphError with both.
    """
    for document, found in _graphs(source):
        page = _Page(found, Names(NamedNode(document), base))
        if _iri("schema:NewsArticle") in page.all(document, "rdf:type"):
            yield _reading(page, document)


def _graphs(source: Store | Iterable[Quad]) -> Iterator[tuple[str, Iterable[Quad]]]:
    if isinstance(source, Store):
        for name in sorted(graph.value for graph in source.named_graphs() if isinstance(graph, NamedNode)):
            yield name, source.quads_for_pattern(None, None, None, NamedNode(name))
        return
    groups: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad in source:
        if isinstance(quad.graph_name, NamedNode):
            groups[quad.graph_name.value].append(quad)
    yield from sorted(groups.items())


class _Page:
    """A named graph as texts by subject and predicate."""

    def __init__(self, quads: Iterable[Quad], names: Names) -> None:
        self.names = names
        self._values: dict[tuple[str, str], list[str]] = {}
        for quad in quads:
            subject, predicate, value = quad.triple
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                self._values.setdefault((subject.value, predicate.value), []).append(value.value)

    def having(self, name: str) -> list[str]:
        """The nodes that have a property."""
        return sorted(node for node, predicate in self._values if predicate == _iri(name))

    def all(self, node: str, name: str) -> list[str]:
        """The values of a node's property, sorted."""
        return sorted(self._values.get((node, _iri(name)), ()))

    def get(self, node: str, name: str) -> str | None:
        """The value of a node's property, or None."""
        return min(self._values.get((node, _iri(name)), ()), default=None)

    def need(self, node: str, name: str) -> str:
        """The value of a property that no node may lack."""
        if (value := self.get(node, name)) is None:
            raise self.broken(node, name)
        return value

    def broken(self, node: str, part: str) -> GraphError:
        """The error that a graph which nobody wrote whole deserves."""
        graph = self.names.document.value
        return GraphError(f"{node} in the graph {graph} lacks {part}: build that document again")

    def local(self, node: str, name: str) -> str | None:
        """The local name that a node's property leads to, or None."""
        value = self.get(node, name)
        return None if value is None else self.names.local(value)


def _reading(page: _Page, document: str) -> Reading:
    facts = [_fact(page, claim) for claim in page.having("kg:about")]
    return Reading(
        document=_document(page, document),
        facts=tuple(sorted(facts, key=_place_in_text)),
        actors=tuple(_actor(page, node) for node in page.having("skos:prefLabel")),
    )


def _place_in_text(fact: Fact) -> tuple[int, int, int, int, str]:
    other = fact.object.mention.begin if fact.object else -1
    return fact.sentence.begin, fact.trigger.begin, fact.subject.mention.begin, other, fact.id


def _document(page: _Page, node: str) -> Document:
    return Document(
        id=node,
        text=page.get(node, "nif:isString") or "",
        published=page.get(node, "dct:issued"),
        title=page.get(node, "dct:title"),
        url=page.get(node, "dct:source"),
        publisher=page.get(node, "dct:publisher"),
        path=page.get(node, "kg:path"),
    )


def _actor(page: _Page, node: str) -> Actor:
    return Actor(
        id=page.names.local(node),
        label=page.need(node, "skos:prefLabel"),
        type=_type(page, node),
        aliases=tuple(page.all(node, "skos:altLabel")),
        same_as=tuple(page.all(node, "skos:exactMatch")),
        acts_for=page.local(node, "kg:actsFor"),
        of_state=page.local(node, "kg:ofState"),
        unlisted=page.get(node, "kg:unlisted") == "true",
    )


def _type(page: _Page, node: str) -> str:
    for cls in page.all(node, "rdf:type"):
        if cls.startswith(vocab.KG):
            return decode(cls.removeprefix(vocab.KG))
    raise page.broken(node, "a class of the ontology")


def _fact(page: _Page, node: str) -> Fact:
    def span(name: str) -> Span | None:
        return _span(page, where) if (where := page.get(node, name)) else None

    def link(name: str) -> Link | None:
        return _link(page, where) if (where := page.get(node, name)) else None

    source = page.get(node, "kg:attributionLink")
    return Fact(
        id=page.names.local(node).removeprefix("claim/"),
        doc=page.names.document.value,
        published=page.get(page.names.document.value, "dct:issued"),
        sentence=_sentence(page, page.need(node, "prov:wasDerivedFrom")),
        subject=_link(page, page.need(node, "kg:subjectLink")),
        relation=decode(page.need(node, "kg:relation").removeprefix(vocab.KG)),
        object=link("kg:objectLink"),
        trigger=_span(page, page.need(node, "kg:trigger")),
        rule=page.need(node, "kg:rule"),
        confidence=float(page.need(node, "kg:confidence")),
        event=_event_name(page, page.need(node, "kg:about")),
        mode=page.get(node, "kg:mode"),
        context=tuple(page.all(node, "kg:context")),
        quad=page.get(node, "kg:quad"),
        symmetric=page.get(node, "kg:symmetric") == "true",
        content=span("kg:content"),
        polarity=page.need(node, "kg:polarity"),
        modality=page.need(node, "kg:modality"),
        attribution=_attribution(page, source) if source else None,
        within=(page.local(node, "kg:within") or "").removeprefix("claim/") or None,
        time=_time(page, node),
        place=link("kg:placeLink"),
        phrase=page.get(node, "kg:phrase"),
    )


@cache
def event_names() -> Mapping[str, str]:
    """The types of events by the IRIs of their classes."""
    return {kind.iri: name for name, kind in vocab.events().items()}


def _event_name(page: _Page, about: str) -> str | None:
    return next((event_names()[cls] for cls in page.all(about, "rdf:type") if cls in event_names()), None)


def _time(page: _Page, node: str) -> Time | None:
    earliest = page.get(node, "kg:earliest")
    return Time(earliest, page.need(node, "kg:latest"), page.need(node, "kg:timeText")) if earliest else None


def _span(page: _Page, node: str) -> Span:
    begin, end = int(page.need(node, "nif:beginIndex")), int(page.need(node, "nif:endIndex"))
    return Span(begin, end, page.need(node, "nif:anchorOf"))


def _sentence(page: _Page, node: str) -> Sentence:
    span = _span(page, node)
    return Sentence(int(page.need(node, "kg:index")), span.begin, span.end, span.text)


def _link(page: _Page, node: str) -> Link:
    entity, old = page.need(node, "kg:refersTo"), page.get(node, "prov:wasRevisionOf")
    return Link(
        id=page.names.local(entity),
        label=page.need(entity, "skos:prefLabel"),
        type=_type(page, entity),
        mention=_span(page, page.need(node, "kg:mention")),
        via=page.need(node, "kg:via"),
        acts_for=page.local(node, "kg:actingFor"),
        of_state=_of_state(page, entity),
        sector=page.get(node, "kg:sector"),
        rule=page.get(node, "kg:resolution"),
        antecedent=_span(page, where) if (where := page.get(node, "kg:antecedent")) else None,
        revises=_link(page, old) if old else None,
    )


def _of_state(page: _Page, entity: str) -> str | None:
    """The state whose an entity is; a state is its own."""
    own = page.names.local(entity) if _type(page, entity) == "State" else None
    return page.local(entity, "kg:ofState") or own


def _attribution(page: _Page, node: str) -> Attribution:
    outer, *inner = reversed(list(_voices(page, node)))
    return replace(outer, chain=tuple(inner))


def _voices(page: _Page, node: str | None) -> Iterator[Attribution]:
    while node:
        yield Attribution(_link(page, node), page.need(node, "kg:cue"))
        node = page.get(node, "kg:relayedBy")
