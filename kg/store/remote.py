"""A SPARQL 1.1 store behind http, by the standard protocols: queries by POST, a document by one PUT of its graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote, urlencode, urlunsplit

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, RdfFormat, Variable

from kg import vocab
from kg.store import virtuoso
from kg.store.guard import QueryError
from kg.store.http import Client, server
from kg.store.inline import inlined
from kg.store.lexing import tokens
from kg.store.snapshot import StoreError

# Where the graphs are that go with an address of queries: kg serve and Oxigraph; for others both are given.
_GRAPHS = MappingProxyType({"sparql": "graph", "query": "store"})
_FORM = MappingProxyType({"Content-Type": "application/x-www-form-urlencoded"})
_TRIPLES = "application/n-triples"
_ROWS = "application/sparql-results+json"
_BUILDS = frozenset({"CONSTRUCT", "DESCRIBE"})
_FIRST = _BUILDS | {"SELECT", "ASK"}
_NONE: Mapping[Variable, NamedNode | Literal] = MappingProxyType({})


def is_remote(where: object) -> bool:
    """Whether a store is named by an http address."""
    return str(where).startswith(("http://", "https://"))


class Endpoint:
    """What we use of an Oxigraph store, answered by a server."""

    def __init__(self, address: str) -> None:
        queries, comma, graphs = address.partition(",")
        self._queries, self._client = server(queries), Client(server(queries))
        last = self._queries.path.rpartition("/")[2]
        if not comma and last not in _GRAPHS:
            raise StoreError(
                f"{address}: the addresses known are those that end in /{' and /'.join(_GRAPHS)}; for another store "
                "give that of queries and that of its graphs (Graph Store Protocol) with a comma between"
            )
        self._graphs = server(graphs) if comma else self._queries._replace(path=self._beside(_GRAPHS[last]))
        self._stores = Client(self._graphs)

    def _beside(self, name: str) -> str:
        return self._queries.path.rpartition("/")[0] + "/" + name

    def query(
        self,
        sparql: str,
        *,
        prefixes: Mapping[str, str] = vocab.PREFIXES,
        use_default_graph_as_union: bool = True,
        substitutions: Mapping[Variable, NamedNode | Literal] = _NONE,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """The answer to a query over all graphs, read whole."""
        head = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in prefixes.items())
        asked = {"query": f"{head} {inlined(sparql, substitutions)}"}
        if use_default_graph_as_union:
            asked["union-default-graph"] = ""  # Oxigraph must be told; others take the union by default
        kind = _TRIPLES if _builds(sparql) else _ROWS
        answer = self._client.ask(
            "POST", self._queries.path, body=urlencode(asked).encode(), headers={**_FORM, "Accept": kind}
        )
        if answer.kind != kind:
            raise QueryError(f"the server answers {answer.kind}, which is not {kind}")
        if limit := answer.headers.get(virtuoso.CUT):
            raise QueryError(
                f"the server cuts its answers at {limit} rows: raise ResultSetMaxRows in its virtuoso.ini, "
                "or write a smaller LIMIT"
            )
        return _triples(answer.body) if kind == _TRIPLES else _rows(answer.body)

    def named_graphs(self) -> Iterator[NamedNode]:
        """The names of the graphs."""
        return (
            row[0]
            for row in self._rows(f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} {virtuoso.NOT_SYSTEM} }}")
        )

    def quads_for_pattern(
        self,
        subject: NamedNode | None,
        predicate: NamedNode | None,
        object: NamedNode | Literal | None,
        graph: NamedNode | None = None,
    ) -> Iterator[Quad]:
        """The quads that fit."""
        given = (subject, predicate, object, graph)
        s, p, o, g = (term or Variable(name) for term, name in zip(given, "spog", strict=True))
        for row in self._rows(
            f"SELECT * {{ GRAPH {g} {{ {s} {p} {o} }} {'' if graph else virtuoso.NOT_SYSTEM} }}"
        ):
            found: list[Any] = [term or row[name] for term, name in zip(given, "spog", strict=True)]
            yield Quad(*found)

    def _rows(self, sparql: str) -> Iterator[ox.QuerySolution]:
        rows = self.query(sparql)
        assert isinstance(rows, ox.QuerySolutions)
        return iter(rows)

    def __iter__(self) -> Iterator[Quad]:
        return self.quads_for_pattern(None, None, None)

    def __len__(self) -> int:
        ((count,),) = self._rows(
            f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} {virtuoso.NOT_SYSTEM} }}"
        )
        return int(count.value)

    def put(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Puts a graph in place of the one of its name, or takes it away where there is nothing to put."""
        body = ox.serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
        asked = "&" if self._graphs.query else "?"
        path = urlunsplit(("", "", self._graphs.path, self._graphs.query, ""))
        self._stores.ask(
            "PUT" if body else "DELETE",
            f"{path}{asked}graph={quote(graph.value, safe='')}",
            body=body or None,
            headers={"Content-Type": _TRIPLES},
            missing=not body,
        )

    def flush(self) -> None:
        """Nothing: a server answers when it has written."""

    def close(self) -> None:
        """Lets go of the connections."""
        self._client.close()
        self._stores.close()


def _builds(sparql: str) -> bool:
    """Whether a query answers triples: its first word, behind the names that it declares, tells."""
    words = (
        token for token in tokens(sparql) if token.lastgroup == "word" and sparql[token.end() :][:1] != ":"
    )
    return next((word for each in words if (word := each[0].upper()) in _FIRST), "") in _BUILDS


def _rows(data: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    return virtuoso.truth(ox.parse_query_results(virtuoso.standard(data), format=QueryResultsFormat.JSON))


def _triples(data: bytes) -> ox.QueryTriples:
    held = ox.Store()
    held.load(data, format=RdfFormat.N_TRIPLES)
    found = held.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(found, ox.QueryTriples)
    return found
