"""pySHACL over quads: what ours is held against."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pyshacl
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize
from rdflib import SH, BNode, Graph
from rdflib.term import Node

from kg import vocab

_SUBCLASS = NamedNode(vocab.PREFIXES["rdfs"] + "subClassOf")


def results(quads: Iterable[Quad]) -> set[tuple[str, ...]]:
    """The name of the shape, the node, the path, the kind of constraint and the value of each result."""
    shapes, owners = _shapes()
    _, report, _ = pyshacl.validate(_graph(quads), shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    return {_result(report, node, owners) for node in report.objects(None, SH.result)}


def _result(report: Graph, node: Node, owners: dict[Node, str]) -> tuple[str, ...]:
    part = dict(report.predicate_objects(node))
    kind = str(part[SH.sourceConstraintComponent]).rpartition("#")[2].removesuffix("ConstraintComponent")
    path, value = (str(part.get(each, "")) for each in (SH.resultPath, SH.value))
    focus = part[SH.focusNode]
    assert not isinstance(focus, BNode)
    return owners[part[SH.sourceShape]], str(focus), path, kind[0].lower() + kind[1:], value


@cache
def _shapes() -> tuple[Graph, dict[Node, str]]:
    shapes = Graph().parse(vocab.ontology_path("shapes.ttl"))
    names = {shape: str(shape).rpartition("#")[2] for shape in shapes.subjects(None, SH.NodeShape)}
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
