"""What a worker reads from a snapshot: the answers of queries and of named questions, and graphs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any, cast

import pyoxigraph as ox
from pyoxigraph import DefaultGraph

from kg import store, vocab
from kg.serve.answer import Answer
from kg.serve.dataset import Dataset, node
from kg.serve.guard import refuse
from kg.serve.limits import Refused
from kg.serve.negotiation import GRAPHS, ROWS, choose
from kg.store.sparql import explained
from kg.store.terms import bound

Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples


def query(graph: store.Store, job: Mapping[str, Any], body: bytes, answer: Answer) -> None:
    """Answers SPARQL, the text of the body, over the job's dataset or the union of all graphs."""
    sparql = body.decode("utf-8")
    refuse(sparql)
    over = Dataset(tuple(job["default"]), tuple(job["named"]))
    chosen = dict(zip(("default_graph", "named_graphs"), over.graphs(), strict=True)) if over else {}
    _answer(graph, sparql, job["accept"], answer, base_iri=job["base"], **chosen)


def question(graph: store.Store, job: Mapping[str, Any], body: bytes, answer: Answer) -> None:
    """Answers a named question with the job's parameters bound as terms."""
    try:
        asked = store.question(job["name"])
    except store.QueryError as error:
        raise Refused(404, str(error)) from error
    terms = bound(graph, job["parameters"], question=asked)
    _answer(graph, asked.sparql, job["accept"], answer, substitutions=dict(terms))


def _answer(graph: store.Store, sparql: str, accept: str, answer: Answer, **options: Any) -> None:
    union = "default_graph" not in options
    try:
        found = graph.rdf.query(
            sparql, prefixes=dict(vocab.PREFIXES), use_default_graph_as_union=union, **options
        )
        _write(found, accept, answer)
    except SyntaxError as error:
        raise Refused(400, explained(sparql, str(error))) from error
    except (ValueError, RuntimeError) as error:
        raise Refused(400, f"the query cannot be run: {error}") from error


def _write(found: Found, accept: str, answer: Answer) -> None:
    out = cast(IO[bytes], answer)
    if isinstance(found, ox.QueryTriples):
        form = choose(accept, GRAPHS)
        answer.headers["content-type"] = form.header
        ox.serialize(found, out, form.writes, prefixes=dict(vocab.PREFIXES))
    else:
        table = choose(accept, ROWS)
        answer.headers["content-type"] = table.header
        found.serialize(out, table.writes)


def graph(graph: store.Store, job: Mapping[str, Any], body: bytes, answer: Answer) -> None:
    """Writes one graph; 404 where the store does not hold it."""
    form = choose(job["accept"], GRAPHS)
    name = node(job["graph"]) if job["graph"] else DefaultGraph()
    if not holds(graph, name):
        raise Refused(404, f"the store holds no graph {name}")
    answer.headers["content-type"] = form.header
    out = cast(IO[bytes], answer)
    if form.writes.supports_datasets and not isinstance(name, DefaultGraph):
        quads = graph.rdf.quads_for_pattern(None, None, None, name)
        ox.serialize(quads, out, form.writes, prefixes=dict(vocab.PREFIXES))
    else:
        graph.rdf.dump(out, form.writes, from_graph=name, prefixes=dict(vocab.PREFIXES))


def holds(graph: store.Store, name: ox.NamedNode | DefaultGraph) -> bool:
    """Whether the store has a graph; the default graph is always there."""
    return isinstance(name, DefaultGraph) or graph.rdf.contains_named_graph(name)
