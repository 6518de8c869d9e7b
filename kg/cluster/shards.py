"""Shards: the graphs of some documents as one file of N-Quads, and what became of each of them in another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from kg.build import Outcome, Page
from kg.records import Decision, Document, Finding, Run, digest
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

    def pages(self) -> Iterator[Page | Outcome]:
        """The page of each document, or why it has none, in the order of the input."""
        quads = ox.parse(path=self.graphs, format=ox.RdfFormat.N_QUADS)
        graphs = groupby(quads, lambda quad: quad.graph_name)
        for line in self.fates.read_bytes().decode("utf-8", "surrogatepass").splitlines():
            row = json.loads(line)
            told = Outcome(**row | {"findings": tuple(Finding(**each) for each in row["findings"])})
            if told.fate == "new" and told.document:
                _, own = next(graphs)
                yield Page(told.document, told.path, [*own], told.claims, told.findings)
            else:
                yield told
