"""pySHACL over quads: the border to rdflib."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import pyshacl
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize
from rdflib import SH, Graph
from rdflib.term import Node

from kg import vocab
from kg.records import Finding

_SUBCLASS = NamedNode(vocab.PREFIXES["rdfs"] + "subClassOf")


def results(quads: Iterable[Quad]) -> Iterator[Finding]:
    """One finding for each validation result."""
    shapes, owners = _shapes()
    _, report, _ = pyshacl.validate(_graph(quads), shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    for result in report.objects(None, SH.result):
        yield _finding(report, result, owners)


def _finding(report: Graph, result: Node, owners: dict[Node, str]) -> Finding:
    part = dict(report.predicate_objects(result))
    where = f"{_local(part[SH.resultPath])}: " if SH.resultPath in part else ""
    value = str(part[SH.value]) if SH.value in part else None
    return Finding(
        owners[part[SH.sourceShape]], str(part[SH.focusNode]), f"{where}{part[SH.resultMessage]}", value
    )


def _local(term: Node) -> str:
    return str(term).rpartition("#")[2]


@cache
def _shapes() -> tuple[Graph, dict[Node, str]]:
    """The shapes, and for each of them and their property shapes the name of the shape."""
    shapes = Graph().parse(vocab.ontology_path("shapes.ttl"))
    names = {shape: _local(shape) for shape in shapes.subjects(None, SH.NodeShape)}
    parts = {part: names[shape] for shape in names for part in shapes.objects(shape, SH.property)}
    return shapes, names | parts


def _graph(quads: Iterable[Quad]) -> Graph:
    """The quads without their graph names, with the class hierarchy that ``sh:class`` follows."""
    triples = (quad.triple for part in (_hierarchy(), quads) for quad in part)
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")


@cache
def _hierarchy() -> tuple[Quad, ...]:
    ontology = parse(path=str(vocab.ontology_path("kg.ttl")))
    return tuple(quad for quad in ontology if quad.predicate == _SUBCLASS)
