"""Which documents copy which: wire copies are found by their texts, and stand in a named graph of their own."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.graph.sketch import alike, buckets, matrix
from kg.graph.terms import node, prefixed
from kg.records import BASE

_GRAPH = "copies"
_SHARE = (
    0.5  # of the runs of four words: cut and reworked copies share so much, independent reports a hundredth
)
_UNDATED = "9999"


def copies_graph(*, base: str = BASE) -> str:
    """The IRI of the graph of copies."""
    return base + _GRAPH


def copies(source: Store, *, base: str = BASE) -> list[Quad]:
    """The quads of the graph of copies, sorted: each copy with the first document of its text, by date and then by IRI.

    They depend on the documents of the store alone, not on the order in which these came.
    """
    found = sorted(_sketched(source))
    names = [name for _, name, _ in found]
    graph, verb = node(copies_graph(base=base)), prefixed("kg:copyOf")
    pairs = zip(names, _firsts([text for _, _, text in found]), strict=True)
    quads = (
        Quad(node(name), verb, node(names[first]), graph) for name, first in pairs if names[first] != name
    )
    return sorted(quads, key=str)


def _sketched(source: Store) -> list[tuple[str, str, str]]:
    """Day, IRI and sketch of each document."""
    issued = {
        quad.subject: quad.object.value
        for quad in source.quads_for_pattern(None, prefixed("dct:issued"), None)
        if isinstance(quad.object, Literal)
    }
    return [
        (issued.get(quad.subject, _UNDATED), quad.subject.value, quad.object.value)
        for quad in source.quads_for_pattern(None, prefixed("kg:sketch"), None)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal)
    ]


def _firsts(sketches: Sequence[str]) -> list[int]:
    """For each sketch the place of the first that it is joined to, by one that is alike or by several in a row."""
    rows, above = matrix(sketches), list(range(len(sketches)))

    def join(bucket: Sequence[int]) -> None:
        for at, place in enumerate(bucket):
            apart = [other for other in bucket[at + 1 :] if first(other) != first(place)]
            for where in alike(rows[apart], rows[place], share=_SHARE).nonzero()[0]:
                low, high = sorted((first(place), first(apart[where])))
                above[high] = low

    def first(place: int) -> int:
        while above[place] != place:
            above[place] = place = above[above[place]]
        return place

    for bucket in buckets(rows):
        if len({first(place) for place in bucket}) > 1:
            join(bucket)
    return [first(place) for place in range(len(sketches))]
