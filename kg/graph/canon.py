"""RDF files from stores and quads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pyoxigraph import Quad, RdfFormat, Store, Triple
from pyoxigraph import serialize as write

from kg import vocab
from kg.graph.terms import GraphError

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
