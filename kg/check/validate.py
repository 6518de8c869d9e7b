"""Triples held against the shapes: what SHACL Core says, as far as our shapes use it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from kg.check.constraints import RULES, TYPE, Props, Triples
from kg.check.shapes import Constraint, Shape, shapes
from kg.check.tokens import text
from kg.records import Finding

_NONE: tuple[str, ...] = ()


class Result(NamedTuple):
    """A constraint that a node breaks: the name of the shape, tokens of node, path and value, and what is asked."""

    shape: str
    focus: str
    path: str | None
    value: str | None
    asked: Constraint


def results(triples: str) -> Iterator[Result]:
    """What the shapes find in N-Triples that stand by themselves."""
    graph, known = _graph(triples), shapes()
    for node, props in graph.nodes.items():
        found = [shape for cls in props.get(TYPE, _NONE) for shape in known.of_class.get(cls, ())]
        found += [shape for path in props for shape in known.of_subjects.get(path, ())]
        for shape in dict.fromkeys(found) if len(found) > 1 else found:
            yield from _broken(shape, node, props, graph)


def _graph(triples: str) -> Triples:
    nodes: defaultdict[str, Props] = defaultdict(dict)
    for line in dict.fromkeys(triples.split(" .\n")[:-1]):
        subject, predicate, value = line.split(" ", 2)
        nodes[subject].setdefault(predicate, []).append(value)
    return Triples(nodes)


def _broken(shape: Shape, node: str, props: Props, graph: Triples) -> Iterator[Result]:
    for asked in shape.own:
        for value in RULES[asked.kind](asked.wanted, [node], props, graph):
            yield Result(shape.name, node, None, value, asked)
    for path, values in props.items():
        for asked in (shape.single if len(values) == 1 else shape.many).get(path, ()):
            for value in RULES[asked.kind](asked.wanted, values, props, graph):
                yield Result(shape.name, node, path, value, asked)
    for path, constraints in shape.none.items():
        if path not in props:
            yield from (Result(shape.name, node, path, None, asked) for asked in constraints)


_MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "minCount": "is needed at least {0} times",
        "maxCount": "may stand at most {0} times",
        "hasValue": "is not {0}",
        "class": "is no {0}",
        "or": "is none of {0}",
        "in": "is none of {0}",
        "nodeKind": "is no {0}",
        "datatype": "is no {0}",
        "minInclusive": "is less than {0}",
        "maxInclusive": "is more than {0}",
        "lessThan": "does not come before {0}",
        "lessThanOrEquals": "comes after {0}",
        "minLength": "has fewer characters than {0}",
        "pattern": "does not match {0}",
    }
)


def finding(result: Result) -> Finding:
    """A result in words."""
    asked = result.asked
    told = asked.message or _MESSAGES[asked.kind].format(", ".join(map(_short, asked.wanted)))
    where = f"{_short(result.path)}: " if result.path else ""
    return Finding(
        result.shape, text(result.focus), where + told, None if result.value is None else text(result.value)
    )


def _short(token: str) -> str:
    return re.split("[#/]", token[:-1])[-1] if token.startswith("<") else token.strip('"')
