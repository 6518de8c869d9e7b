"""Workers that wait on the newest snapshot, so that nobody waits for one to start."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from kg.serve.crew import Nursery, Worker
from kg.serve.limits import Refused
from kg.serve.snapshots import Snapshot, Snapshots

_PAUSE = 0.1  # seconds before others are started: where changes follow one another, for few of them


class Ready:
    """Lends workers of some niceness, and starts others in their place, so that `size` of them wait."""

    def __init__(self, nursery: Nursery, snapshots: Snapshots, size: int, *, niceness: int) -> None:
        self._nursery, self._snapshots, self._size, self._niceness = nursery, snapshots, size, niceness
        self._idle: list[Worker] = []
        self._filling: asyncio.Task[None] | None = None

    async def take(self) -> Worker:
        """A worker on the newest snapshot; Refused where none can be started."""
        snapshot = await self._snapshots.current()
        self._let_go(snapshot)
        worker = self._idle.pop() if self._idle else await self._hired(snapshot)
        if self._filling is None or self._filling.done():
            self._filling = asyncio.create_task(self._refill())
        return worker

    def give(self, worker: Worker, *, whole: bool) -> None:
        """Takes a worker back, or ends it where it is not done, is worn, or is one too many."""
        if not whole:
            worker.kill()
        elif not worker.fit or len(self._idle) >= self._size:
            worker.close()
        else:
            self._idle.append(worker)

    async def fill(self) -> None:
        """Starts as many as are to wait; Refused where the store cannot be opened."""
        while len(self._idle) < self._size:
            self._idle.append(await self._hired(await self._snapshots.current()))

    def close(self) -> None:
        """Ends those that wait."""
        if self._filling:
            self._filling.cancel()
        for worker in self._idle:
            worker.close()

    async def _refill(self) -> None:
        await asyncio.sleep(_PAUSE)
        with suppress(Refused):  # who needs one next is told
            await self.fill()

    def _let_go(self, snapshot: Snapshot) -> None:
        held, self._idle = self._idle, []
        for worker in held:
            if worker.snapshot is snapshot and worker.fit:
                self._idle.append(worker)
            else:
                worker.close()

    async def _hired(self, snapshot: Snapshot) -> Worker:
        snapshot.users += 1
        try:
            worker = await self._nursery.worker(snapshot.folder, write=False, niceness=self._niceness)
        except BaseException:
            snapshot.users -= 1
            raise
        worker.snapshot = snapshot
        return worker
