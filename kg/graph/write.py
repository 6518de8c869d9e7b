"""A reading as RDF: one named graph a document, a node for what is told, a claim node for each telling of it.

Every node has an IRI made from its content, so that the same reading gives the same quads, and the same event
told by ten documents is one node with ten claims. The terms are those of ontology/kg.ttl.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab
from kg.graph.claims import claim
from kg.graph.declared import declared
from kg.graph.sketch import sketch
from kg.graph.terms import GraphError, Names, Statement, day, is_iri, node, prefixed, present, text
from kg.graph.told import event, state, told
from kg.records import BASE, Actor, Document, Fact, Link, Reading, Run, digest, guessed

_TYPE = prefixed("rdf:type")


def quads(reading: Reading, run: Run | None, *, base: str = BASE) -> list[Quad]:
    """The quads of a document's named graph, sorted.

    Of facts that share an id the surest stands; what was refused is not written. A document whose id is no
    absolute IRI, and facts that disagree on the label or type of an actor, raise GraphError.
    """
    names = Names.of(reading.document, base=base)
    statements = {statement for part in _parts(reading, run, names) for statement in part}
    return sorted((Quad(*statement, names.document) for statement in statements), key=str)


def _parts(reading: Reading, run: Run | None, names: Names) -> Iterator[Iterable[Statement]]:
    facts = _surest(reading.facts)
    yield _document(reading.document)
    yield from (_actor(actor, names) for actor in _actors(reading.actors, facts))
    if run:
        yield made_by(run, names)
    yield declared(facts, names)
    for about, telling in told(facts, names):
        yield (event if telling[0].event else state)(about, telling, names)
        yield from (claim(fact, about, run, names) for fact in telling)
    yield from (_direct(fact, names) for fact in facts if _stands(fact))


def _surest(facts: Iterable[Fact]) -> list[Fact]:
    best: dict[str, Fact] = {}
    for fact in facts:
        if fact.id not in best or fact.confidence > best[fact.id].confidence:
            best[fact.id] = fact
    return list(best.values())


def _document(document: Document) -> Iterator[Statement]:
    this = node(document.id)
    yield this, _TYPE, prefixed("schema:NewsArticle")
    if document.text:
        yield this, _TYPE, prefixed("nif:Context")
        yield this, prefixed("nif:isString"), text(document.text)
    yield from present(
        this,
        {
            "kg:contentHash": text(digest(document.text)),
            "kg:sketch": text(marks) if (marks := sketch(document.text)) else None,
            "kg:path": text(PurePath(document.path).name) if document.path else None,
            "dct:issued": day(document.published) if document.published else None,
            "dct:title": text(document.title) if document.title else None,
            "dct:publisher": text(document.publisher) if document.publisher else None,
            "dct:source": _source(document.url) if document.url else None,
        },
    )


def _source(url: str) -> NamedNode | Literal:
    return node(url) if is_iri(url) else text(url)


def made_by(run: Run, names: Names) -> Iterator[Statement]:
    """The statements on a run and on the program that it was a run of."""
    this, agent = names.entity("run/" + run.id), names.entity("agent/kg-" + run.version)
    yield this, _TYPE, prefixed("prov:Activity")
    yield this, prefixed("prov:wasAssociatedWith"), agent
    yield this, prefixed("kg:version"), text(run.version)
    yield this, prefixed("kg:modelHash"), text(run.model)
    yield this, prefixed("kg:rulesHash"), text(run.rules)
    for option in run.options:
        yield this, prefixed("kg:option"), text(option)
    yield agent, _TYPE, prefixed("prov:SoftwareAgent")


def _actors(actors: Iterable[Actor], facts: Iterable[Fact]) -> list[Actor]:
    known = {actor.id: actor for actor in actors}
    for link in (link for fact in facts for link in fact.links):
        if link.id not in known:
            known[link.id] = Actor(link.id, link.label, link.type, of_state=link.of_state)
        actor = known[link.id]
        if (actor.label, actor.type) != (link.label, link.type):
            here = f"{link.label!r} ({link.type}) at characters {link.mention.begin}-{link.mention.end}"
            what = f"{actor.id!r} is {actor.label!r} ({actor.type}), but {here}"
            raise GraphError(f"{what}: two things need two identifiers")
    return list(known.values())


def _actor(actor: Actor, names: Names) -> Iterator[Statement]:
    this = names.entity(actor.id)
    yield this, _TYPE, prefixed("kg:" + actor.type)
    yield this, prefixed("skos:prefLabel"), text(actor.label, language="en")
    for alias in actor.aliases:
        yield this, prefixed("skos:altLabel"), text(alias, language="en")
    for same in actor.same_as:
        yield this, prefixed("skos:exactMatch"), node(same)
    if actor.acts_for and actor.acts_for != actor.id:
        yield this, prefixed("kg:actsFor"), names.entity(actor.acts_for)
    if actor.of_state and actor.of_state != actor.id:
        yield this, prefixed("kg:ofState"), names.entity(actor.of_state)
    if actor.unlisted:
        yield this, prefixed("kg:unlisted"), Literal(True)


def _stands(fact: Fact) -> bool:
    """Whether the document, or a news outlet that it relays and that is no party, asserts the relation."""
    plain = (
        fact.phrase is None
        and not guessed(fact.rule)
        and fact.polarity == "positive"
        and fact.modality == "asserted"
    )
    if not plain or fact.object is None or fact.object.id == fact.subject.id:
        return False
    if fact.attribution is None:
        return fact.within is None
    parties = {party for link in (fact.subject, fact.object) for party in (link.id, link.acts_for)} - {None}
    return all(
        _outlet(link) and parties.isdisjoint((link.id, link.acts_for)) for link in fact.attribution.links
    )


def _outlet(link: Link) -> bool:
    return vocab.is_a(link.type, "MediaOutlet")


def _direct(fact: Fact, names: Names) -> Iterator[Statement]:
    if fact.object:
        subject, other = names.entity(fact.subject.id), names.entity(fact.object.id)
        verb = prefixed("kg:" + fact.relation)
        yield subject, verb, other
        if fact.symmetric:
            yield other, verb, subject
