"""A job under way: its head, its pieces, and the clock that runs while the worker works and not while a client reads."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable

from kg.serve import wire
from kg.serve.crew import Worker
from kg.serve.lanes import Place
from kg.serve.limits import Limits, Refused

Frame = tuple[bytes, bytes]


class Run:
    """What a worker answers to one job."""

    def __init__(self, worker: Worker, place: Place, limits: Limits, lost: Callable[[str], None]) -> None:
        self.status = 200
        self.headers: dict[str, str] = {}
        self.whole = False
        self._worker, self._place, self._limits, self._lost = worker, place, limits, lost
        self._left = limits.timeout

    async def head(self) -> None:
        """Waits for status and headers; work that outlasts the grace, or whose answer is large, is long work."""
        frame = asyncio.ensure_future(wire.receive(self._worker.reader))
        try:
            if not await self._came(frame, min(self._limits.grace, self._left)):
                await self._place.lengthen(self._worker)
            kind, content = await self._next(frame)
        finally:
            frame.cancel()
        told = wire.unpacked(content)
        if kind == wire.FAIL:
            self.whole = True
            raise Refused(told["status"], told["why"])
        self.status, self.headers = told["status"], told["headers"]
        if self.status != 204 and "content-length" not in self.headers:
            await self._place.lengthen(self._worker)

    async def pieces(self) -> AsyncIterator[bytes]:
        """The pieces of the answer; Refused where the worker ends before the last."""
        while True:
            kind, content = await self._next(asyncio.ensure_future(wire.receive(self._worker.reader)))
            if kind == wire.DATA:
                yield content
                continue
            self.whole = True
            if kind == wire.FAIL:
                told = wire.unpacked(content)
                raise Refused(told["status"], told["why"])
            return

    async def _next(self, frame: asyncio.Future[Frame]) -> Frame:
        try:
            if not await self._came(frame, self._left):
                self._lost("timeout")
                limit = f"{self._limits.timeout:g} seconds"
                raise Refused(
                    503, f"the request took longer than {limit} and was ended: narrow it, or ask for less"
                )
            return frame.result()
        except (asyncio.IncompleteReadError, OSError) as error:
            self._lost("memory")
            most = f"{self._limits.memory >> 20} MiB"
            raise Refused(
                503, f"the request took more than {most} of memory and was ended: ask for less"
            ) from error
        finally:
            frame.cancel()

    async def _came(self, frame: asyncio.Future[Frame], seconds: float) -> bool:
        begun = time.monotonic()
        done, _ = await asyncio.wait({frame}, timeout=max(seconds, 0))
        self._left -= time.monotonic() - begun
        return bool(done)
