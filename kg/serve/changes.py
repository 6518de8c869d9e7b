"""What a worker writes to the store: updates, and whole graphs put, added to and taken away.

Each is one transaction of the library's: a worker that is killed at its limit leaves the store as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg import store, vocab
from kg.serve.answer import Answer
from kg.serve.dataset import Dataset, node, using
from kg.serve.guard import refuse
from kg.serve.limits import Refused
from kg.serve.negotiation import PARSERS
from kg.serve.reading import holds
from kg.store.sparql import _explained as explained

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
    new = set(_parsed(job, body, name))
    there = holds(graph, name)
    _change(graph, name, set(graph.rdf.quads_for_pattern(None, None, None, name)) - new, new)
    answer.status = 204 if there else 201


def post(graph: store.Store, job: Mapping[str, Any], body: bytes, answer: Answer) -> None:
    """Adds the body's triples to a graph: 201 where it is new, else 204."""
    name = _name(job)
    new = set(_parsed(job, body, name))
    there = holds(graph, name)
    _change(graph, name, (), new)
    answer.status = 204 if there else 201


def delete(graph: store.Store, job: Mapping[str, Any], body: bytes, answer: Answer) -> None:
    """Takes a graph away; 404 where the store does not hold it."""
    name = _name(job)
    if not holds(graph, name):
        raise Refused(404, f"the store holds no graph {name}")
    graph.rdf.update("CLEAR DEFAULT" if isinstance(name, DefaultGraph) else f"DROP GRAPH {name}")
    answer.status = 204


def _change(graph: store.Store, name: Name, gone: Iterable[Quad], come: Iterable[Quad]) -> None:
    """One transaction; blank nodes are named by their identifiers, which no SPARQL text could do."""
    gone, come = list(gone), list(come)
    if not gone:
        graph.rdf.extend(come)
    elif any(_blank(quad) for quad in gone):
        _replace(graph, name, come)
    else:
        old, new = (_block(name, quads) for quads in (gone, come))
        graph.rdf.update(f"DELETE DATA {{ {old} }} ; INSERT DATA {{ {new} }}")
    if isinstance(name, NamedNode):
        graph.rdf.add_graph(name)


def _replace(graph: store.Store, name: Name, come: Iterable[Quad]) -> None:
    clear = "CLEAR DEFAULT" if isinstance(name, DefaultGraph) else f"CLEAR GRAPH {name}"
    graph.rdf.update(f"{clear} ; INSERT DATA {{ {_block(name, come)} }}")


def _block(name: Name, quads: Iterable[Quad]) -> str:
    triples = "\n".join(f"{quad.triple} ." for quad in quads)
    return triples if isinstance(name, DefaultGraph) else f"GRAPH {name} {{ {triples} }}"


def _blank(quad: Quad) -> bool:
    return any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object))


def _name(job: Mapping[str, Any]) -> Name:
    return node(job["graph"]) if job["graph"] else DefaultGraph()


def _parsed(job: Mapping[str, Any], body: bytes, name: Name) -> Iterable[Quad]:
    """The body's triples, in the graph: one document, or the parts of a form, each with a media type."""
    for kind, begin, end in job["parts"]:
        try:
            for quad in ox.parse(
                body[begin:end], PARSERS[kind], base_iri=job["base"], rename_blank_nodes=True
            ):
                yield Quad(quad.subject, quad.predicate, quad.object, name)
        except SyntaxError as error:
            place = f"line {error.lineno}, column {error.offset}: " if error.lineno else ""
            raise Refused(400, f"{place}the body is no {kind}: {error.msg}") from error
        except ValueError as error:
            raise Refused(400, f"the body is no {kind}: {error}") from error
