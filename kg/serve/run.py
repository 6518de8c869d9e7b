"""A job under way: its head, its pieces, and the clock that runs while the worker works and not while a client reads."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Callable, Mapping

from kg.serve import wire
from kg.serve.crew import Worker
from kg.serve.limits import Limits, Refused
from kg.serve.place import Place

_REASONS: Mapping[int, str] = {signal.SIGKILL: "killed", signal.SIGTERM: "killed", signal.SIGXCPU: "timeout"}
_TOLD = {
    "timeout": "the request took longer than {timeout} and was ended: narrow it, or ask for less",
    "memory": "the request took more than {memory} of memory, or nests too deep, and was ended: ask for less",
    "killed": "the worker of the request was killed from outside, as for want of memory: try again",
}
_SLICES = 8
_LOOKS = 4 * _SLICES  # a worker that waits for the disk, or for its turn, is not kept out for that at once


class Run:
    """What a worker answers to one job."""

    def __init__(self, worker: Worker, place: Place, limits: Limits, lost: Callable[[str], None]) -> None:
        self.status = 200
        self.headers: dict[str, str] = {}
        self.whole = False
        self._worker, self._place, self._limits, self._lost = worker, place, limits, lost
        self._left = limits.timeout
        self._small: list[bytes] = []

    async def head(self) -> None:
        """Waits for status and headers; work that outlasts the grace, or whose answer is large, is long work.

        A small answer is taken whole, so that the worker is done with it whatever the client does.
        """
        frame = asyncio.ensure_future(wire.receive(self._worker.reader))
        try:
            if not await self._quickly(frame):
                await self._place.lengthen(self._worker)
            kind, content = await self._next(frame)
        finally:
            frame.cancel()
        told = wire.unpacked(content)
        if kind == wire.FAIL:
            self.whole = True
            raise Refused(told["status"], told["why"])
        self.status, self.headers = told["status"], told["headers"]
        if self.status == 204 or "content-length" in self.headers:
            self._small = [piece async for piece in self._pieces()]
        else:
            await self._place.lengthen(self._worker)

    async def pieces(self) -> AsyncIterator[bytes]:
        """The pieces of the answer; Refused where the worker ends before the last."""
        for piece in self._small:
            yield piece
        if not self.whole:
            async for piece in self._pieces():
                yield piece

    async def _pieces(self) -> AsyncIterator[bytes]:
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

    async def _quickly(self, frame: asyncio.Future[wire.Frame]) -> bool:
        """Whether the answer begins within the grace, of processor time, and of less where others wait for the place."""
        begun = self._worker.used()
        for _ in range(_LOOKS):
            if await self._came(frame, self._limits.grace / _SLICES):
                return True
            if self._worker.used() - begun > self._limits.grace / (_SLICES if self._place.wanted else 1):
                break
        return False

    async def _next(self, frame: asyncio.Future[wire.Frame]) -> wire.Frame:
        try:
            if not await self._came(frame, self._left):
                raise self._ended("timeout")
            return frame.result()
        except (asyncio.IncompleteReadError, OSError) as error:
            raise await self._fallen() from error
        finally:
            frame.cancel()

    async def _came(self, frame: asyncio.Future[wire.Frame], seconds: float) -> bool:
        begun = time.monotonic()
        done, _ = await asyncio.wait({frame}, timeout=max(seconds, 0))
        self._left -= time.monotonic() - begun
        return bool(done)

    async def _fallen(self) -> Refused:
        """Why a worker is gone that was not told to go."""
        return self._ended(_REASONS.get(await self._worker.end(), "memory"))

    def _ended(self, reason: str) -> Refused:
        self._lost(reason)
        timeout, memory = f"{self._limits.timeout:g} seconds", f"{self._limits.memory >> 20} MiB"
        return Refused(503, _TOLD[reason].format(timeout=timeout, memory=memory))
