"""Processes that read documents side by side, with one loaded engine between them; what they make comes in the order of the input."""

from __future__ import annotations

import gc
import os
import signal
import sys
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from typing import TypeVar

from kg.build.engine import Engine
from kg.build.pages import Outcome, Page, pages
from kg.records import BASE, Decision, Document, Finding, KgError

Found = Document | Finding | Outcome
Item = TypeVar("Item")

_DOCUMENTS, _CHARACTERS = 32, 16_000  # of a batch, at most: a part of a second's work
_AHEAD = 3  # batches that wait for each process

_engine: Engine  # of a worker process


class Crew:
    """Processes that make pages as one would, and as fast as there are of them."""

    def __init__(self, pool: ProcessPoolExecutor, jobs: int) -> None:
        self._pool = pool
        self._most = _AHEAD * jobs

    def pages(
        self, found: Iterable[Found], *, decisions: Sequence[Decision] = (), base: str = BASE
    ) -> Iterator[Page | Outcome]:
        """The page of each document, as `kg.build.pages` makes them; no more documents are taken than are in work.

        A process that was killed, as for want of memory, raises KgError.
        """
        waiting: deque[Future[list[Page | Outcome]]] = deque()
        try:
            for batch in batches(found):
                waiting.append(self._pool.submit(_made, batch, decisions, base))
                if len(waiting) > self._most:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise KgError(
                "a process that reads was ended from outside, perhaps for want of memory: what was kept stays; "
                "run the same command again to go on, with fewer --jobs if it recurs"
            ) from error


def batches(found: Iterable[Found]) -> Iterator[list[Found]]:
    """What is found, in runs of about the same work."""
    batch: list[Found] = []
    size = 0
    for each in found:
        batch.append(each)
        size += len(each.text) if isinstance(each, Document) else 0
        if len(batch) >= _DOCUMENTS or size >= _CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@contextmanager
def crew(engine: Engine, *, jobs: int) -> Iterator[Crew | None]:
    """Processes that read with an engine, until the block ends; None for one job, which needs no other process.

    Enter it before a store is opened for writing: where processes are forked they hold what is open.
    """
    if jobs < 2:
        yield None
        return
    method = "fork" if sys.platform == "linux" else "spawn"  # a fork shares the engine's memory
    pool = ProcessPoolExecutor(jobs, get_context(method), initializer=_start, initargs=(engine.warm(),))
    try:
        with warnings.catch_warnings():
            # Python warns where threads run; those of numpy and onnxruntime are idle and hold no locks.
            warnings.simplefilter("ignore", DeprecationWarning)
            pool.submit(os.getpid).result()
        yield Crew(pool, jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def _start(engine: Engine) -> None:
    global _engine
    _engine = engine
    gc.freeze()  # what is shared is no garbage: to look through it would copy it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then ends this process
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _made(batch: list[Found], decisions: Sequence[Decision], base: str) -> list[Page | Outcome]:
    return [*pages(_engine, batch, decisions=decisions, base=base)]
