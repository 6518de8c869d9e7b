"""The same build on many machines: Dask workers write shards into a folder that all of them see, and one store takes them in.

Workers need this package in the same version, the same tables and models under the same paths, and the folder. A shard is
written under another name and then renamed, so that a run that was cut short goes on with what is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.build import Engine, Outcome, compare, stored
from kg.cluster.tasks import ClusterError, written
from kg.decide import settled
from kg.records import BASE, Document, Finding
from kg.store import Store

__all__ = ["ClusterError", "build"]


def build(
    engine: Engine,
    found: Iterable[Document | Finding],
    store: Store,
    *,
    address: str,
    shards: Path,
    base: str = BASE,
    anew: bool = False,
) -> Iterator[Outcome]:
    """Read each document on the workers of a Dask scheduler, and tell its fate; the graph is that of `kg.build.build`.

    Documents go into the store as their shards are done. Where `anew`, shards that are there are written again. A scheduler
    that does not answer, and workers that cannot do the work, raise ClusterError.
    """
    decisions = settled(store, base=base)
    made = written(engine, found, address=address, folder=shards, decisions=decisions, base=base, anew=anew)
    yield from stored((page for shard in made for page in shard.pages()), store)
    compare(store, base=base)
