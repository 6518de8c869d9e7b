"""What a worker writes to the store: updates, and whole graphs put, added to and taken away.

Each is one transaction of the library's: a worker that is killed at its limit leaves the store as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from typing import Any

import pyoxigraph as ox
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from kg import store, vocab
from kg.serve.answer import Answer
from kg.serve.dataset import Dataset, node, using
from kg.serve.guard import refuse
from kg.serve.limits import Refused
from kg.serve.negotiation import PARSERS
from kg.serve.reading import holds
from kg.store.sparql import explained

Name = NamedNode | DefaultGraph


def update(graph: store.Store, job: Mapping[str, Any], body: bytes, answer: Answer) -> None:
    """Runs an update, the text of the body, over the job's dataset."""
    written = body.decode("utf-8")
    refuse(written)
    text = using(written, Dataset(tuple(job["default"]), tuple(job["named"])))
    try:
        graph.rdf.update(text, base_iri=job["base"], prefixes=dict(vocab.PREFIXES))
    except SyntaxError as error:
        raise Refused(400, explained(text, str(error))) from error
    except (ValueError, RuntimeError) as error:
        raise Refused(400, f"the update cannot be run: {error}") from error
    answer.status = 204


def put(graph: store.Store, job: Mapping[str, Any], body: bytes, answer: Answer) -> None:
    """Puts the body's triples in place of a graph's: 201 where it is new, else 204."""
    name = _name(job)
    old = set(graph.rdf.quads_for_pattern(None, None, None, name))
    answer.status = _status(graph, name)
    if not old:
        _add(graph, job, body, name)
        return
    new = set(_parsed(job, body, name))
    if old != new:
        graph.rdf.update(" ; ".join(_changes(name, old, new)))


def post(graph: store.Store, job: Mapping[str, Any], body: bytes, answer: Answer) -> None:
    """Adds the body's triples to a graph: 201 where it is new, else 204."""
    name = _name(job)
    answer.status = _status(graph, name)
    _add(graph, job, body, name)


def delete(graph: store.Store, job: Mapping[str, Any], body: bytes, answer: Answer) -> None:
    """Takes a graph away; 404 where the store does not hold it."""
    name = _name(job)
    if not holds(graph, name):
        raise Refused(404, f"the store holds no graph {name}")
    graph.rdf.update(f"DROP {_spelled(name)}")
    answer.status = 204


def _add(graph: store.Store, job: Mapping[str, Any], body: bytes, name: Name) -> None:
    """Adds the body in one transaction; the library reads a body of triples itself, in half the time."""
    (kind, begin, end), *more = job["parts"]
    if not more and not PARSERS[kind].supports_datasets:
        with _explained(kind):
            graph.rdf.load(body[begin:end], PARSERS[kind], base_iri=job["base"], to_graph=name)
    else:
        graph.rdf.extend(set(_parsed(job, body, name)))
    if isinstance(name, NamedNode):
        graph.rdf.add_graph(name)


def _changes(name: Name, old: Set[Quad], new: Set[Quad]) -> Iterator[str]:
    """The updates from one to the other: as few triples as can be named, which a node without a name cannot."""
    gone = old - new
    if any(isinstance(term, BlankNode) for quad in gone for term in (quad.subject, quad.object)):
        gone, old = set(), set()
        yield f"CLEAR {_spelled(name)}"
    if gone:
        yield f"DELETE DATA {{ {_block(name, gone)} }}"
    if new - old:
        yield f"INSERT DATA {{ {_block(name, new - old)} }}"


def _spelled(name: Name) -> str:
    return "DEFAULT" if isinstance(name, DefaultGraph) else f"GRAPH {name}"


def _block(name: Name, quads: Iterable[Quad]) -> str:
    triples = "\n".join(f"{quad.triple} ." for quad in quads)
    return triples if isinstance(name, DefaultGraph) else f"GRAPH {name} {{ {triples} }}"


def _status(graph: store.Store, name: Name) -> int:
    """204 where the graph is there to be changed, else 201; the default graph is there once it holds anything."""
    if isinstance(name, DefaultGraph):
        there = any(True for _ in graph.rdf.quads_for_pattern(None, None, None, name))
    else:
        there = holds(graph, name)
    return 204 if there else 201


def _name(job: Mapping[str, Any]) -> Name:
    return node(job["graph"]) if job["graph"] else DefaultGraph()


def _parsed(job: Mapping[str, Any], body: bytes, name: Name) -> Iterator[Quad]:
    """The body's triples, in the graph: one document, or the parts of a form, each with a media type."""
    for kind, begin, end in job["parts"]:
        with _explained(kind):
            for quad in ox.parse(
                body[begin:end], PARSERS[kind], base_iri=job["base"], rename_blank_nodes=True
            ):
                yield Quad(quad.subject, quad.predicate, quad.object, name)


@contextmanager
def _explained(kind: str) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        place = f"line {error.lineno}, column {error.offset}: " if error.lineno else ""
        raise Refused(400, f"{place}the body is no {kind}: {error.msg}") from error
    except ValueError as error:
        raise Refused(400, f"the body is no {kind}: {error}") from error
