"""The graphs that a request asks over, as its parameters name them (SPARQL 1.1 Protocol, 2.1.4 and 2.2.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.serve.limits import Refused
from kg.store.lexing import tokens


@dataclass(frozen=True, slots=True)
class Dataset:
    """The IRIs of the graphs that make the default graph, and of those that GRAPH sees; neither: all of them."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.default or self.named)

    def graphs(self) -> tuple[list[NamedNode], list[NamedNode]]:
        """The default and the named graphs as terms; what is no IRI is refused."""
        return [node(iri) for iri in self.default], [node(iri) for iri in self.named]


def node(iri: str) -> NamedNode:
    """The term for an IRI; what is none is refused."""
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise Refused(400, f"{iri!r} is no absolute IRI: {error}") from error


def using(update: str, dataset: Dataset) -> str:
    """The update with USING clauses for the dataset, which the library takes in no other way.

    They go before the WHERE of each operation; an update with USING or WITH of its own is refused, as the
    protocol has it, and so is one whose words cannot be told from its strings.
    """
    if not dataset:
        return update
    clauses = " ".join(_clauses(dataset))
    marks = list(_marks(update))
    words = [word for word, _, _ in marks]
    if own := sorted({"USING", "WITH"} & set(words)):
        raise Refused(400, f"the update says {own[0]}, and the request names graphs too: use one of them")
    parts, at = [], 0
    for number, (word, begin, _) in enumerate(marks):
        if word != "WHERE":
            continue
        pattern = _shortcut(update, marks, number)
        parts.append(f"{update[at:begin]}{pattern} {clauses} ")
        at = begin
    return "".join(parts) + update[at:]


def _clauses(dataset: Dataset) -> Iterator[str]:
    default, named = dataset.graphs()
    yield from (f"USING {graph}" for graph in default)
    yield from (f"USING NAMED {graph}" for graph in named)


def _shortcut(update: str, marks: Sequence[tuple[str, int, int]], at: int) -> str:
    """The template that DELETE WHERE leaves out: its pattern, said twice."""
    if at and marks[at - 1][0] == "DELETE" and len(marks) > at + 2:
        return update[marks[at + 1][1] : marks[at + 2][2]]
    return ""


def _marks(update: str) -> Iterator[tuple[str, int, int]]:
    """The words outside braces and the outermost braces, each with where it begins and ends."""
    depth = 0
    for token in tokens(update):
        if token.lastgroup == "doubtful" or (depth == 0 and re.search(r"\\", token[0])):
            raise Refused(
                400, f"the update cannot take the request's graphs near {token[0]!r}: write USING in it"
            )
        if token.lastgroup == "brace":
            opens = token[0] == "{"
            depth += opens
            if depth == 1:
                yield token[0], *token.span()
            depth -= not opens
        elif token.lastgroup == "word" and depth == 0:
            yield token[0].upper(), *token.span()
