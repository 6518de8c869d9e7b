"""The workers of a server: readers on the newest snapshot, and one writer where changes are allowed."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from kg.serve.crew import Nursery, Worker
from kg.serve.lanes import Lanes, Place
from kg.serve.limits import Limits, Refused
from kg.serve.run import Run
from kg.serve.snapshots import Snapshots

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
        self._idle: list[Worker] = []
        self._writer: Worker | None = None

    async def open(self) -> None:
        """Starts what the first request needs, so that a store that cannot be opened stops the server now."""
        if self._write:
            self._writer = await self._nursery.worker(self._path, write=True)
        self._idle.append(await self._reader())

    async def close(self) -> None:
        """Ends the workers and removes their snapshots."""
        for worker in [*self._idle, *([self._writer] if self._writer else [])]:
            worker.close()
        await asyncio.to_thread(self._nursery.close)
        self._snapshots.close()

    @asynccontextmanager
    async def read(self, job: Mapping[str, Any], body: bytes = b"") -> AsyncIterator[Run]:
        """Runs a job on the newest snapshot; what is not read to its end is killed when the block ends."""
        async with Place(self.lanes, self.lanes.quick) as place:
            worker = await self._reader()
            run = Run(worker, place, self.limits, self._lost)
            try:
                await worker.ask({**job, "seconds": self.limits.timeout}, body)
                await run.head()
                yield run
            finally:
                self._return(worker, whole=run.whole)

    @asynccontextmanager
    async def write(self, job: Mapping[str, Any], body: bytes = b"") -> AsyncIterator[Run]:
        """Runs a job on the store itself, one at a time; a killed one changes nothing."""
        async with Place(self.lanes, self.lanes.write) as place:
            worker = self._writer = self._writer or await self._reopened()
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

    async def _reader(self) -> Worker:
        snapshot = await self._snapshots.current()
        while self._idle:
            worker = self._idle.pop()
            if worker.snapshot is snapshot and worker.fit:
                return worker
            worker.close()
        snapshot.users += 1
        try:
            worker = await self._nursery.worker(snapshot.folder, write=False)
        except BaseException:
            snapshot.users -= 1
            raise
        worker.snapshot = snapshot
        return worker

    def _return(self, worker: Worker, *, whole: bool) -> None:
        if not whole:
            worker.kill()
        elif not worker.fit or len(self._idle) >= self.limits.quick:
            worker.close()
        else:
            self._idle.append(worker)

    def _lost(self, reason: str) -> None:
        self.ended[reason] += 1
