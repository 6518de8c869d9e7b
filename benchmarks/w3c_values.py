"""Whether two answers to a query are the same: numbers by value, blank nodes by what they stand for.

An answer becomes a set of quads in canonical form: its rows are nodes, with an arc a column.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat, Triple

XSD = "http://www.w3.org/2001/XMLSchema#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RESULT_SET = b"ResultSet"  # rows written as a graph, in files of the suite
CSV = "text/csv"
ROWS = {
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "text/tab-separated-values": QueryResultsFormat.TSV,
}
GRAPHS = {"text/turtle": RdfFormat.TURTLE, "application/n-triples": RdfFormat.N_TRIPLES}
Term = NamedNode | BlankNode | Literal | Triple
Answer = bool | tuple[tuple[str, ...], frozenset[Quad]] | frozenset[Quad]


def _exact(text: str) -> str:
    return f"{Decimal(text).normalize():f}"


# The store keeps whole numbers of every kind as integers: the value stays, and the narrower name of the type goes.
WHOLE = frozenset(
    {"negativeInteger", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger"}
    | {"byte", "short", "int", "long", "unsignedByte", "unsignedShort", "unsignedInt", "unsignedLong"}
)
NUMBERS: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("integer", "decimal"), _exact),
    **dict.fromkeys(("double", "float"), lambda text: repr(float(text))),
    "boolean": lambda text: {"1": "true", "0": "false"}.get(text, text),
}


def answer(kind: str, body: bytes, *, ordered: bool = False, base: str | None = None) -> Answer:
    """An answer in canonical form; of a kind that is none of those above, ValueError."""
    if kind == CSV:
        names, *rows = csv.reader(io.StringIO(body.decode()))
        return tuple(sorted(names)), _table(names, [[_cell(text) for text in row] for row in rows], ordered)
    if kind in GRAPHS and RESULT_SET in body:
        return _told(body, base)
    if kind in GRAPHS:
        return canonical(quad for quad in ox.parse(body, format=GRAPHS[kind], base_iri=base))
    if kind not in ROWS:
        raise ValueError(f"the answer is {kind}: {body[:80]!r}")
    found = ox.parse_query_results(body, format=ROWS[kind])
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    variables = [each.value for each in found.variables]
    return tuple(sorted(variables)), _table(variables, list(found), ordered)


def _told(body: bytes, base: str | None) -> Answer:
    held = ox.Store()
    held.load(body, format=RdfFormat.TURTLE, base_iri=base)

    def objects(node: Term | None, name: str) -> list[Term]:
        return [quad.object for quad in held.quads_for_pattern(node, NamedNode(RS + name), None)]

    names = [each.value for each in objects(None, "resultVariable")]
    rows = []
    for solution in objects(None, "solution"):
        bound = {
            objects(each, "variable")[0].value: objects(each, "value")[0]
            for each in objects(solution, "binding")
        }
        rows.append([bound.get(name) for name in names])
    return tuple(sorted(names)), _table(names, rows, False)


def canonical(quads: Iterable[Quad]) -> frozenset[Quad]:
    """Quads with their numbers and blank nodes in one form."""
    held = ox.Dataset(
        Quad(_valued(quad.subject), quad.predicate, _valued(quad.object), quad.graph_name) for quad in quads
    )
    held.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(held)


def _table(names: Sequence[str], rows: Sequence[Iterable[Term | None]], ordered: bool) -> frozenset[Quad]:
    arcs = [NamedNode(f"urn:column:{name}") for name in names]
    place = NamedNode("urn:row")
    quads = []
    for number, row in enumerate(rows):
        node = BlankNode(f"row{number}")
        quads.append(Quad(node, place, Literal(number if ordered else 0)))
        quads += [Quad(node, arc, term) for arc, term in zip(arcs, row, strict=True) if term is not None]
    return canonical(quads)


def _valued(term: Term) -> Term:
    if not isinstance(term, Literal) or not term.datatype.value.startswith(XSD):
        return term
    name = term.datatype.value.removeprefix(XSD)
    kind = "integer" if name in WHOLE else name
    try:
        return Literal(NUMBERS[kind](term.value), datatype=NamedNode(XSD + kind)) if kind in NUMBERS else term
    except (ValueError, InvalidOperation):
        return term


def _cell(text: str) -> Term | None:
    """A field of a CSV file, which says no datatypes and leaves out what is unbound."""
    if text.startswith("_:"):
        return BlankNode(text[2:])
    try:
        return Literal(repr(float(text)))
    except ValueError:
        return Literal(text) if text else None
