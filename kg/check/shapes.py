"""The SHACL shapes, read once from ontology/shapes.ttl into what `kg.check.validate` asks of a node.

pySHACL took 12 s for 63,000 quads; a test shows that ours finds exactly what it finds. Terms are N-Triples tokens
throughout (``<https://…>``, ``"text"``): as plain text they are hashed and compared several times as fast as terms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse

from kg import vocab
from kg.records import KgError

Node: TypeAlias = NamedNode | BlankNode | Literal
_SH = "http://www.w3.org/ns/shacl#"
_RDF = vocab.PREFIXES["rdf"]
_STRUCTURE = {"path", "property", "targetClass", "targetSubjectsOf", "message"}
_PLAIN = {
    *("minCount", "maxCount", "datatype", "nodeKind", "class", "in", "hasValue", "pattern", "minLength"),
    *("minInclusive", "maxInclusive", "lessThan", "lessThanOrEquals"),
}


class ShapeError(KgError):
    """A shape that says something that this program does not check."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One thing asked of a node or of its values: SHACL's name of it, and the tokens that it names."""

    kind: str
    wanted: tuple[str, ...]
    message: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """What is asked of a node itself, of the values of a property, of its only value, and even where there is none."""

    name: str
    own: tuple[Constraint, ...]
    many: Mapping[str, tuple[Constraint, ...]]
    single: Mapping[str, tuple[Constraint, ...]]
    none: Mapping[str, tuple[Constraint, ...]]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes that nodes of a class, and nodes that have a property, must conform to."""

    of_class: Mapping[str, tuple[Shape, ...]]
    of_subjects: Mapping[str, tuple[Shape, ...]]


@cache
def shapes() -> Shapes:
    """The shapes of the ontology; one that asks for more than is checked raises ShapeError."""
    nodes = _nodes()
    of_class: defaultdict[str, list[Shape]] = defaultdict(list)
    of_subjects: defaultdict[str, list[Shape]] = defaultdict(list)
    for iri in sorted(nodes, key=str):
        if _SH + "NodeShape" in {node.value for node in nodes[iri].get(_RDF + "type", ())}:
            shape = _shape(iri, nodes)
            for target in nodes[iri].get(_SH + "targetClass", ()):
                for cls in below(str(target)):
                    of_class[cls].append(shape)
            for target in nodes[iri].get(_SH + "targetSubjectsOf", ()):
                of_subjects[str(target)].append(shape)
    return Shapes(_frozen(of_class), _frozen(of_subjects))


def _frozen(found: Mapping[str, list[Shape]]) -> Mapping[str, tuple[Shape, ...]]:
    return MappingProxyType({name: tuple(dict.fromkeys(of)) for name, of in found.items()})


_Nodes: TypeAlias = Mapping[Node, Mapping[str, list[Node]]]


def _nodes() -> _Nodes:
    found: defaultdict[Node, defaultdict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value, _ in parse(
        path=str(vocab.ontology_path("shapes.ttl")), format=RdfFormat.TURTLE
    ):
        assert isinstance(subject, Node) and isinstance(value, Node)  # noqa: PT018  # plain RDF 1.1
        found[subject][predicate.value].append(value)
    return found


def _shape(iri: Node, nodes: _Nodes) -> Shape:
    parts: defaultdict[str, tuple[Constraint, ...]] = defaultdict(tuple)
    for part in nodes[iri].get(_SH + "property", ()):
        (path,) = nodes[part][_SH + "path"]
        parts[str(path)] += tuple(_constraints(part, nodes))
    return Shape(
        name=iri.value.rpartition("#")[2],
        own=tuple(_constraints(iri, nodes)),
        many=dict(parts),
        single={
            path: tuple(each for each in asked if not _met_by_one(each)) for path, asked in parts.items()
        },
        none={
            path: found for path, asked in parts.items() if (found := tuple(filter(_unmet_by_none, asked)))
        },
    )


def _met_by_one(asked: Constraint) -> bool:
    return asked.kind in ("minCount", "maxCount") and asked.wanted == ("1",)


def _unmet_by_none(asked: Constraint) -> bool:
    return asked.kind in ("minCount", "hasValue")


def _constraints(node: Node, nodes: _Nodes) -> Iterator[Constraint]:
    said = {iri.removeprefix(_SH): values for iri, values in nodes[node].items() if iri.startswith(_SH)}
    message = said["message"][0].value if "message" in said else None
    for kind, values in said.items():
        if kind == "or":
            yield Constraint(kind, tuple(_alternatives(values[0], nodes)), message)
        elif kind == "in":
            yield Constraint(kind, tuple(map(str, _listed(values[0], nodes))), message)
        elif kind in _PLAIN:
            yield from (Constraint(kind, (_wanted(kind, value),), message) for value in values)
        elif kind not in _STRUCTURE:
            raise ShapeError(
                f"{node} uses sh:{kind}, which kg.check does not know: teach it, or say it with a query"
            )


def _wanted(kind: str, value: Node) -> str:
    plain = kind in ("minCount", "maxCount", "minLength", "minInclusive", "maxInclusive", "pattern")
    return value.value if plain else str(value)


def _alternatives(head: Node, nodes: _Nodes) -> Iterator[str]:
    """The classes of an ``sh:or``, which must name classes alone."""
    for node in _listed(head, nodes):
        if list(nodes[node]) != [_SH + "class"]:
            raise ShapeError(
                f"sh:or of {node} holds more than one sh:class: kg.check knows classes only there"
            )
        yield str(nodes[node][_SH + "class"][0])


def _listed(head: Node, nodes: _Nodes) -> Iterator[Node]:
    while head.value != _RDF + "nil":
        yield nodes[head][_RDF + "first"][0]
        head = nodes[head][_RDF + "rest"][0]


@cache
def below(cls: str) -> frozenset[str]:
    """A class and all below it in the ontology, as tokens."""
    found, size = {cls}, 0
    while size != len(found):
        size = len(found)
        found |= {sub for sub, above in _hierarchy() if above in found}
    return frozenset(found)


@cache
def _hierarchy() -> tuple[tuple[str, str], ...]:
    ontology = parse(path=str(vocab.ontology_path("kg.ttl")), format=RdfFormat.TURTLE)
    above = vocab.PREFIXES["rdfs"] + "subClassOf"
    return tuple((str(quad.subject), str(quad.object)) for quad in ontology if quad.predicate.value == above)
