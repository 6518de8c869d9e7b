"""SPARQL over the union of a store's graphs: as rows, as quads, or as a file in a standard form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, QueryResultsFormat, RdfFormat

from kg import vocab
from kg.store.disk import Store
from kg.store.guard import QueryError, refuse
from kg.store.questions import Question
from kg.store.terms import bound

FORMATS: Mapping[str, QueryResultsFormat | RdfFormat] = MappingProxyType(
    {
        "csv": QueryResultsFormat.CSV,
        "json": QueryResultsFormat.JSON,
        "tsv": QueryResultsFormat.TSV,
        "xml": QueryResultsFormat.XML,
        "turtle": RdfFormat.TURTLE,
        "ntriples": RdfFormat.N_TRIPLES,
        "jsonld": RdfFormat.JSON_LD,
    }
)
_NONE: Mapping[str, str] = MappingProxyType({})
_WHERE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_TOKEN = re.compile(r'"[{}().;,|/^]"|(?<!\{)\b[A-Z]{3,}\b')
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a SELECT, in its order; an unbound variable is None, a term its IRI or its text."""

    variables: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


def select(store: Store, query: str | Question, *, bindings: Mapping[str, str] = _NONE) -> Table:
    """The rows of a SELECT or of a named question.

    `bindings` are words that `kg.store.terms.term` reads; the query never holds them as text. A query that is
    wrong, asks for no rows or calls out to the network raises QueryError.
    """
    found = _run(store, query, bindings)
    if not isinstance(found, ox.QuerySolutions):
        raise QueryError(f"the query is {_kind(found)}, and a table needs SELECT")
    variables = tuple(variable.value for variable in found.variables)
    return Table(variables, tuple(tuple(_text(term) for term in row) for row in found))


def _text(term: object) -> str | None:
    if term is None or isinstance(term, NamedNode | Literal | BlankNode):
        return term and term.value
    return str(term)


def ask(store: Store, query: str | Question, *, bindings: Mapping[str, str] = _NONE) -> bool:
    """The answer of an ASK; errors as in `select`."""
    found = _run(store, query, bindings)
    if not isinstance(found, ox.QueryBoolean):
        raise QueryError(f"the query is {_kind(found)}, and yes or no needs ASK")
    return bool(found)


def construct(store: Store, query: str | Question, *, bindings: Mapping[str, str] = _NONE) -> list[ox.Triple]:
    """The triples of a CONSTRUCT or DESCRIBE, sorted, none twice; errors as in `select`."""
    found = _run(store, query, bindings)
    if not isinstance(found, ox.QueryTriples):
        raise QueryError(f"the query is {_kind(found)}, and a graph needs CONSTRUCT or DESCRIBE")
    return sorted(set(found), key=str)


def serialize(
    store: Store, query: str | Question, form: str, *, bindings: Mapping[str, str] = _NONE
) -> bytes:
    """The answer as a file of one of FORMATS: rows as csv, json, tsv or xml, graphs as turtle or the like."""
    if form not in FORMATS:
        raise QueryError(f"there is no format {form!r}: the formats are {', '.join(FORMATS)}")
    wanted = FORMATS[form]
    if isinstance(wanted, RdfFormat):
        triples = construct(store, query, bindings=bindings)
        return ox.serialize(triples, format=wanted, prefixes=dict(vocab.PREFIXES)) or b""
    found = _run(store, query, bindings)
    if isinstance(found, ox.QueryTriples):
        raise QueryError(f"the query is {_kind(found)}, and {form} needs SELECT or ASK: ask for turtle")
    return found.serialize(format=wanted) or b""


def _run(
    store: Store, query: str | Question, bindings: Mapping[str, str]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    named = query if isinstance(query, Question) else None
    sparql = named.sparql if named else str(query)
    refuse(sparql)
    terms = bound(store, bindings, question=named)
    try:
        return store.rdf.query(
            sparql, prefixes=dict(vocab.PREFIXES), use_default_graph_as_union=True, substitutions=dict(terms)
        )
    except SyntaxError as error:
        raise QueryError(explained(sparql, str(error))) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(_unbound(str(error)) or f"the query cannot be run: {error}") from error


def _kind(found: object) -> str:
    if isinstance(found, ox.QuerySolutions):
        return "a SELECT"
    return "an ASK" if isinstance(found, ox.QueryBoolean) else "a CONSTRUCT or DESCRIBE"


def explained(sparql: str, message: str) -> str:
    """The place of an error with its line and a caret, and what could stand there."""
    found = _WHERE.search(message)
    if found is None:
        return f"the query is wrong: {message}"
    line, column = int(found[1]), int(found[2])
    lines = sparql.split("\n")
    shown = lines[line - 1] if line <= len(lines) else ""
    return f"line {line}, column {column}: {_expected(found[3])}\n  {shown}\n  {' ' * (column - 1)}^"


def _unbound(message: str) -> str | None:
    found = re.search(r"variable (\?\w+) in its SELECT", message)
    return f"{found[1]} is given a value, so the query must name it after SELECT" if found else None


def _expected(message: str) -> str:
    if "Prefix not found" in message:
        return f"a prefix is not declared; those known without PREFIX are {', '.join(vocab.PREFIXES)}"
    starts = ["a variable or a value"] if '"?"' in message else []
    tokens = [*starts, *_TOKEN.findall(message)][:_SHOWN]
    return f"expected {' or '.join(tokens)}" if tokens else message
