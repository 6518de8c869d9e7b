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

    async def _quickly(self, frame: asyncio.Future[Frame]) -> bool:
        """Whether the answer begins within the grace, of processor time, and of less where others wait for the place."""
        begun = self._worker.used()
        for _ in range(_LOOKS):
            if await self._came(frame, self._limits.grace / _SLICES):
                return True
            if self._worker.used() - begun > self._limits.grace / (_SLICES if self._place.wanted else 1):
                break
        return False

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
                503,
                f"the request took more than {most} of memory, or nests too deep, and was ended: ask for less",
            ) from error
        finally:
            frame.cancel()

    async def _came(self, frame: asyncio.Future[Frame], seconds: float) -> bool:
        begun = time.monotonic()
        done, _ = await asyncio.wait({frame}, timeout=max(seconds, 0))
        self._left -= time.monotonic() - begun
        return bool(done)
