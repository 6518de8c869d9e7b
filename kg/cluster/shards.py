"""Shards: the graphs of some documents as one file of N-Quads, and what became of each of them in another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, astuple, dataclass, replace
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

    def quads(self) -> Iterator[Quad]:
        """The graphs, document by document."""
        return iter(ox.parse(path=self.graphs, format=ox.RdfFormat.N_QUADS))


def loaded(shards: Iterable[Shard], store: Store) -> None:
    """Fill an empty store with shards."""
    store.load(quad for shard in shards for quad in shard.quads())


def replaced(shard: Shard, store: Store, *, known: AbstractSet[str]) -> Iterator[Outcome]:
    """Put each document of a shard into a store, one transaction or PUT a document, and tell its fate."""
    graphs = ((name.value, [*quads]) for name, quads in groupby(shard.quads(), lambda quad: quad.graph_name))
    for outcome in shard.outcomes():
        if outcome.fate != "new":
            yield outcome
            continue
        name, quads = next(graphs)
        fate = ("replaced" if name in known else "new") if store.replace(name, quads) else "unchanged"
        yield replace(outcome, fate=fate)
