"""RDF files and other libraries' graphs from stores and quads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, Triple
from pyoxigraph import serialize as write

from kg import vocab
from kg.graph.terms import GraphError

if TYPE_CHECKING:
    import rdflib
    from rdflib import Dataset, URIRef

FORMS: Mapping[str, RdfFormat] = MappingProxyType(
    {
        "nquads": RdfFormat.N_QUADS,
        "trig": RdfFormat.TRIG,
        "turtle": RdfFormat.TURTLE,
        "jsonld": RdfFormat.JSON_LD,
    }
)


def canonical_nquads(source: Store | Iterable[Quad]) -> bytes:
    """N-Quads in UTF-8, one line a quad, sorted, none twice: equal graphs give equal bytes.

    No node of ours is blank, so sorting is all that canonical form takes.
    """
    lines = _written(source, RdfFormat.N_QUADS).splitlines(keepends=True)
    return b"".join(sorted(set(lines)))


def serialize(source: Store | Iterable[Quad], form: str) -> bytes:
    """Quads as a file of one of FORMS, sorted; Turtle has no graphs and holds the union of them all."""
    if form not in FORMS:
        raise GraphError(f"there is no RDF form {form!r}; the forms are {', '.join(FORMS)}")
    if form == "nquads":
        return canonical_nquads(source)
    if FORMS[form].supports_datasets:
        return _written(sorted(source, key=_by_graph), FORMS[form])
    return _written(sorted({quad.triple for quad in source}, key=str), FORMS[form])


def _written(source: Iterable[Quad] | Iterable[Triple], form: RdfFormat) -> bytes:
    return write(source, format=form, prefixes=dict(vocab.PREFIXES)) or b""


def _by_graph(quad: Quad) -> tuple[str, str]:
    return str(quad.graph_name), str(quad)


def dataset(source: Store | Iterable[Quad]) -> Dataset:
    """The quads as an rdflib Dataset whose default graph is the union, for notebooks."""
    from rdflib import Dataset

    found = Dataset(default_union=True)
    for quad in source:
        subject, predicate, other = (_in_rdflib(term) for term in quad.triple)
        found.add((subject, predicate, other, found.graph(_in_rdflib(quad.graph_name))))
    for prefix, namespace in vocab.PREFIXES.items():
        found.bind(prefix, namespace, replace=True)
    return found


def _in_rdflib(term: object) -> URIRef | rdflib.Literal:
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, Literal) and term.language:
        return rdflib.Literal(term.value, lang=term.language)
    if isinstance(term, Literal):
        return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)
    raise GraphError(f"{term} is no IRI and no literal, as every term of ours is: read it with rdflib itself")
