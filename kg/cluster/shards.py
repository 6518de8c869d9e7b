"""Shards: the graphs of some documents as one file of N-Quads, and what became of each of them in another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import Quad

from kg.build import Outcome, Page
from kg.records import Decision, Document, Finding, Run, digest
from kg.store import Store
from kg.whole import put


@dataclass(frozen=True, slots=True)
class Shard:
    """The place of a shard, whether or not it is there yet."""

    graphs: Path

    @classmethod
    def of(
        cls,
        folder: Path,
        found: Iterable[Document | Finding],
        *,
        run: Run,
        decisions: Sequence[Decision],
        base: str,
    ) -> Shard:
        """The shard of some documents, named by all that its content depends on."""
        parts = (repr(astuple(each)) for each in (run, *decisions, *found))
        return cls(folder / f"{digest(base, *parts)}.nq")

    @property
    def fates(self) -> Path:
        """The file that tells what became of the documents, a JSON object a line."""
        return self.graphs.with_suffix(".jsonl")

    def write(self, made: Iterable[Page | Outcome]) -> None:
        """Write what was made: whoever sees the graphs under their name sees them whole, and the fates too."""
        pages, lines = [], []
        for each in made:
            if isinstance(each, Page):
                pages.append(each.nquads())
                each = Outcome(each.path, "new", each.claims, each.findings, each.document)
            lines.append(json.dumps(asdict(each), ensure_ascii=False) + "\n")
        put(self.fates, "".join(lines).encode("utf-8", "surrogatepass"))
        put(self.graphs, b"".join(pages))

    def outcomes(self) -> Iterator[Outcome]:
        """What became of each document, in the order of the input; one that has a graph is new."""
        for line in self.fates.read_bytes().decode("utf-8", "surrogatepass").splitlines():
            row = json.loads(line)
            yield Outcome(**row | {"findings": tuple(Finding(**each) for each in row["findings"])})

    def pages(self) -> Iterator[Page | Outcome]:
        """The page of each document, or why it has none, in the order of the input."""
        graphs = groupby(self.quads(), lambda quad: quad.graph_name)
        for each in self.outcomes():
            if each.fate == "new" and each.document:
                _, quads = next(graphs)
                yield Page(each.document, each.path, [*quads], each.claims, each.findings)
            else:
                yield each

    def quads(self) -> Iterator[Quad]:
        """The graphs, document by document."""
        return iter(ox.parse(path=self.graphs, format=ox.RdfFormat.N_QUADS))


def loaded(shards: Iterable[Shard], store: Store) -> None:
    """Fill an empty store with shards."""
    store.load(quad for shard in shards for quad in shard.quads())
