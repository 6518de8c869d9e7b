"""Terms for the variables of a query that goes to a server: as VALUES, for the protocol knows no bindings."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Variable

from kg.store.guard import QueryError
from kg.store.lexing import tokens


def inlined(sparql: str, terms: Mapping[Variable, NamedNode | Literal]) -> str:
    """The query with a row of VALUES at the head of its outermost group; terms are written as N-Triples are."""
    if not terms:
        return sparql
    at = _head(sparql)
    names, values = " ".join(map(str, terms)), " ".join(map(str, terms.values()))
    return f"{sparql[:at]} VALUES ({names}) {{ ({values}) }} {sparql[at:]}"


def _head(sparql: str) -> int:
    """Where the outermost group of a query's pattern begins, behind its brace."""
    depth, template = 0, False
    for token in tokens(sparql):
        match token[0].upper():
            case "CONSTRUCT":
                template = True
            case "WHERE" if depth == 0:
                template = False
            case "{":
                if depth == 0 and not template:
                    return token.end()
                depth += 1
            case "}":
                depth -= 1
                template = template and depth > 0
    raise QueryError("the query has no group in braces, so no variable of it can be given a value")
