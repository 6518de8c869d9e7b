"""What somebody decided of identifiers as RDF: a named graph of its own, and the documents that follow it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import vocab
from kg.graph.read import readings
from kg.graph.terms import Names, Statement, decode, encode, is_iri, node, prefixed, present, text
from kg.graph.write import made_by, quads
from kg.records import BASE, Actor, Decision, Reading, Run, digest

_GRAPH = "decisions"


def decisions_graph(*, base: str = BASE) -> str:
    """The IRI of the graph of decisions."""
    return base + _GRAPH


def decision_quads(decisions: Iterable[Decision], run: Run, *, base: str = BASE) -> list[Quad]:
    """The quads of the graph of decisions, sorted; none where there are none."""
    graph = node(decisions_graph(base=base))
    names, rows = Names(graph, base), tuple(decisions)
    statements = {part for row in rows for part in (*_decision(row, run, names), *made_by(run, names))}
    return sorted((Quad(*statement, graph) for statement in statements), key=str)


def _decision(row: Decision, run: Run, names: Names) -> Iterator[Statement]:
    this = names.entity(f"decision/{digest(row.id, row.doc)}")
    yield this, prefixed("rdf:type"), prefixed("kg:Decision")
    yield from present(
        this,
        {
            "kg:replaced": names.entity(row.id),
            "kg:replacement": names.entity(row.into),
            "kg:replacementClass": prefixed("kg:" + row.type),
            "kg:inDocument": node(row.doc) if row.doc else None,
            "rdfs:label": text(row.label, language="en"),
            "skos:note": text(row.why) if row.why else None,
            "prov:wasGeneratedBy": names.entity("run/" + run.id),
        },
    )


def rewritten(held: Iterable[Quad], change: Callable[[Reading], Reading], *, base: str = BASE) -> list[Quad]:
    """The quads of a document's graph after a change of its reading; what readings do not hold stays as it is."""
    old = set(held)
    for reading in readings(old, base=base):
        was, new = (set(quads(each, None, base=base)) for each in (reading, change(reading)))
        old = (old - (was - new)) | (new - was)
    return sorted(old, key=str)


def entity(source: Store, name: str, *, base: str = BASE) -> Actor | None:
    """The label and class that documents give an identifier, the first of each; None where no document has it."""
    this = NamedNode(base + encode(name))
    labels = sorted(
        found.value for found in _values(source, this, "skos:prefLabel") if isinstance(found, Literal)
    )
    classes = (found.value for found in _values(source, this, "rdf:type") if isinstance(found, NamedNode))
    own = sorted(decode(cls.removeprefix(vocab.KG)) for cls in classes if cls.startswith(vocab.KG))
    return Actor(name, labels[0], own[0]) if labels and own else None


def _values(source: Store, this: NamedNode, name: str) -> Iterator[object]:
    return (quad.object for quad in source.quads_for_pattern(this, prefixed(name), None))


def mentioning(source: Store, name: str, *, base: str = BASE) -> list[str]:
    """The documents in which a claim speaks of an identifier, sorted."""
    links = source.quads_for_pattern(None, prefixed("kg:refersTo"), NamedNode(base + encode(name)))
    standing = (quad for quad in links if not _replaced(source, quad))
    return sorted({quad.graph_name.value for quad in standing if isinstance(quad.graph_name, NamedNode)})


def touching(source: Store, names: Iterable[str], *, base: str = BASE) -> list[str]:
    """The documents in which a link, also one that a decision has replaced, leads to one of some identifiers; sorted."""
    found = (
        source.quads_for_pattern(None, prefixed(step), NamedNode(base + encode(name)))
        for name in names
        for step in ("kg:refersTo", "kg:actingFor")
    )
    return sorted(
        {quad.graph_name.value for quads in found for quad in quads if isinstance(quad.graph_name, NamedNode)}
    )


def _replaced(source: Store, link: Quad) -> bool:
    """Whether a decision has put another link in place of one."""
    newer = source.quads_for_pattern(None, prefixed("prov:wasRevisionOf"), link.subject, link.graph_name)
    return any(True for _ in newer)


def documents_called(source: Store, name: str) -> list[str]:
    """The documents with a name: an IRI, a title, or the name of the file that was read; sorted."""
    if is_iri(name) and _is_article(source, NamedNode(name)):
        return [name]
    literal = Literal(name)
    found = (source.quads_for_pattern(None, prefixed(each), literal) for each in ("dct:title", "kg:path"))
    return sorted(
        {quad.graph_name.value for quads in found for quad in quads if isinstance(quad.graph_name, NamedNode)}
    )


def _is_article(source: Store, this: NamedNode) -> bool:
    return any(source.quads_for_pattern(this, prefixed("rdf:type"), prefixed("schema:NewsArticle"), this))
