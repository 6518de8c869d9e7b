"""What a document comes to before it is stored: its quads, ready to be put into a store or sent to another process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox
from pyoxigraph import Quad, RdfFormat

from kg import graph, link
from kg.build.engine import Engine
from kg.records import BASE, Decision, Document, Finding, Reading

_FATES = {"language": "set aside", "doubt": "noted", "furniture": "noted"}  # by rule, where it is not refused


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: new, replaced, unchanged, refused, set aside, removed or noted.

    Its claims are counted, and the findings tell the reasons; `document` is its IRI, where it became a document at all.
    """

    path: str
    fate: str
    claims: int = 0
    findings: tuple[Finding, ...] = ()
    document: str | None = None

    @classmethod
    def told(cls, finding: Finding) -> Outcome:
        """That of what could not be read, parsed or written; a note on a document that is read after all is "noted"."""
        return cls(finding.focus, _FATES.get(finding.rule, "refused"), 0, (finding,))


@dataclass(frozen=True, slots=True)
class Page:
    """A document's named graph, and what is told of it."""

    document: str
    path: str
    quads: Sequence[Quad]
    claims: int
    findings: tuple[Finding, ...]

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process, the same: quads go as N-Quads, a third of the time that they take one by one."""
        return _arrived, (self.document, self.path, self.nquads(), self.claims, self.findings)

    def nquads(self) -> bytes:
        """The graph as N-Quads."""
        return ox.serialize(self.quads, format=RdfFormat.N_QUADS) or b""


def _arrived(document: str, path: str, nquads: bytes, claims: int, findings: tuple[Finding, ...]) -> Page:
    return Page(document, path, [*ox.parse(nquads, format=RdfFormat.N_QUADS)], claims, findings)


def pages(
    engine: Engine,
    found: Iterable[Document | Finding | Outcome],
    *,
    decisions: Sequence[Decision] = (),
    base: str = BASE,
) -> Iterator[Page | Outcome]:
    """The page of each document, by the decisions on identity, or why it has none; outcomes are passed on in their places."""
    for each in found:
        made = engine.reading(each) if isinstance(each, Document) else each
        if isinstance(made, Reading):
            yield _page(link.decided(made, decisions), engine, base)
        else:
            yield Outcome.told(made) if isinstance(made, Finding) else made


def _page(reading: Reading, engine: Engine, base: str) -> Page | Outcome:
    path = reading.document.path or reading.document.id
    try:
        quads = graph.quads(reading, engine.run, base=base)
    except graph.GraphError as error:
        return Outcome.told(Finding("graph", path, str(error)))
    claims = len({fact.id for fact in reading.facts})
    return Page(reading.document.id, path, quads, claims, reading.refused)
