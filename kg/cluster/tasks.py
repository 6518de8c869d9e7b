"""The work on Dask: a task reads some hundred documents and writes a shard; killed workers' tasks go to others."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any

from kg.build import Engine, pages
from kg.cluster.shards import Shard
from kg.records import Decision, Document, Finding, KgError, Run

DOCUMENTS = 200  # of a task: some ten seconds' work, so that a killed worker costs little
RETRIES = 3
_AHEAD = 3  # tasks that wait for each thread of a worker
_PATIENCE = 30  # seconds that a scheduler has to answer

_turn = Lock()  # an engine reads one document at a time, however many threads a worker has


class ClusterError(KgError):
    """A scheduler that does not answer, or workers that cannot do the work."""


def written(
    engine: Engine,
    found: Iterable[Document | Finding],
    *,
    address: str,
    folder: Path,
    decisions: Sequence[Decision],
    base: str,
    anew: bool,
) -> Iterator[Shard]:
    """The shards of all that is found, in its order, each as it is there; those that were there are not made again.

    No more documents are held than are in work.
    """
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    waiting: deque[tuple[Shard, Any]] = deque()
    with _client(address) as client:
        for batch in _batches(found):
            shard = Shard.of(folder, batch, run=engine.run, decisions=decisions, base=base)
            done = shard.graphs.exists() and not anew
            waiting.append(
                (shard, None if done else _submitted(client, engine, batch, shard, decisions, base))
            )
            while len(waiting) > _room(client):
                yield _done(*waiting.popleft())
        while waiting:
            yield _done(*waiting.popleft())


def _client(address: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise ClusterError(
            "--cluster needs Dask: pip install 'geopolitics-kg[cluster]', here and on the workers"
        ) from error
    try:
        client: Any = distributed.Client  # its types are not told
        return client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ClusterError(
            f"no Dask scheduler answers at {address}: start one with `dask scheduler`, and workers with "
            "`dask worker ADDRESS --nthreads 1`"
        ) from error


def _batches(found: Iterable[Document | Finding]) -> Iterator[list[Document | Finding]]:
    rest = iter(found)
    while batch := list(islice(rest, DOCUMENTS)):
        yield batch


def _room(client: Any) -> int:
    threads: dict[str, int] = client.nthreads()  # by worker; they come and go
    return _AHEAD * max(1, sum(threads.values()))


def _submitted(
    client: Any,
    engine: Engine,
    batch: list[Document | Finding],
    shard: Shard,
    decisions: Sequence[Decision],
    base: str,
) -> Any:
    given = (engine, engine.run, batch, shard, decisions, base)
    return client.submit(_write, *given, key=f"kg-{shard.graphs.stem}", retries=RETRIES)


def _write(
    engine: Engine,
    run: Run,
    batch: list[Document | Finding],
    shard: Shard,
    decisions: Sequence[Decision],
    base: str,
) -> None:
    """Make a shard, on a worker; the engine that comes is the worker's own, loaded once."""
    with _turn:
        if engine.run != run:
            raise ClusterError(
                f"this worker reads as run {engine.run.id}, and {run.id} is asked for: give it the same version of kg, "
                "the same model and tables"
            )
        shard.write(pages(engine, batch, decisions=decisions, base=base))


def _done(shard: Shard, task: Any) -> Shard:
    if task is not None:
        try:
            task.result()
        except KgError:
            raise
        except Exception as error:
            raise ClusterError(
                f"the shard {shard.graphs.name} cannot be made: {type(error).__name__}: {error}. Shards that are done "
                "stay: mend the cause, and run the same command again"
            ) from error
    if not shard.graphs.exists():
        raise ClusterError(
            f"{shard.graphs} was written elsewhere: --shards must name a folder that all workers share"
        )
    return shard
