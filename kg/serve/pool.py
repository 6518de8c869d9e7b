"""The workers of a server: readers on the newest snapshot, and one writer where changes are allowed."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from kg.serve.asker import asker
from kg.serve.crew import Nursery, Worker
from kg.serve.lanes import Lanes
from kg.serve.limits import Limits, Refused
from kg.serve.place import Place
from kg.serve.ready import Ready
from kg.serve.run import Run
from kg.serve.snapshots import Snapshots

_HEAVY = 5  # niceness of who works on what may take long, so that what may not goes first
_TRIES, _PAUSE = 20, 0.1


class Pool:
    """Starts, lends and ends workers; `ended` counts those that were killed, by the reason."""

    def __init__(self, path: Path, limits: Limits, *, write: bool) -> None:
        self.limits = limits
        self.lanes = Lanes(limits)
        self.ended: Counter[str] = Counter()
        self._path, self._write = path, write
        self._snapshots = Snapshots(path)
        self._nursery = Nursery(limits)
        self._light = Ready(self._nursery, self._snapshots, limits.quick, niceness=0)
        self._heavy = Ready(self._nursery, self._snapshots, max(1, limits.quick // 2), niceness=_HEAVY)
        self._writer: Worker | None = None

    async def open(self) -> None:
        """Starts what the first requests need, so that a store that cannot be opened stops the server now."""
        if self._write:
            self._writer = await self._nursery.worker(self._path, write=True)
        await self._light.fill()
        await self._heavy.fill()

    async def close(self) -> None:
        """Ends the workers and removes their snapshots."""
        self._light.close()
        self._heavy.close()
        if self._writer:
            self._writer.close()
        await self._nursery.close()
        self._snapshots.close()

    async def stamp(self) -> object:
        """What differs whenever the store does."""
        return (await self._snapshots.current()).stamp

    @asynccontextmanager
    async def read(self, job: Mapping[str, Any], body: bytes = b"") -> AsyncIterator[Run]:
        """Runs a job on the newest snapshot; what is not read to its end is killed when the block ends."""
        who = asker(job, body)
        ready = self._light if who.light else self._heavy
        async with Place(self.lanes, self.lanes.quick, who) as place:
            worker = await ready.take()
            run = Run(worker, place, self.limits, self._lost)
            try:
                await worker.ask({**job, "seconds": self.limits.timeout}, body)
                await run.head()
                yield run
            finally:
                ready.give(worker, whole=run.whole)

    @asynccontextmanager
    async def write(self, job: Mapping[str, Any], body: bytes = b"") -> AsyncIterator[Run]:
        """Runs a job on the store itself, one at a time; a killed one changes nothing."""
        async with Place(self.lanes, self.lanes.write, asker(job, body)) as place:
            if self._writer is None or not self._writer.alive:
                self._writer = await self._reopened()
            worker = self._writer
            run = Run(worker, place, self.limits, self._lost)
            try:
                await worker.ask({**job, "seconds": self.limits.timeout}, body)
                await run.head()
                self._snapshots.expire()
                yield run
            finally:
                if not run.whole:
                    worker.kill()
                    self._writer = None

    async def _reopened(self) -> Worker:
        """A new writer in place of one that was killed, and may not yet have let go of the store."""
        for _ in range(_TRIES):
            with suppress(Refused):
                return await self._nursery.worker(self._path, write=True)
            await asyncio.sleep(_PAUSE)
        return await self._nursery.worker(self._path, write=True)

    def _lost(self, reason: str) -> None:
        self.ended[reason] += 1
