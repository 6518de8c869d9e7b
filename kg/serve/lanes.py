"""Places to work in, and the lines before them: bounded, so that a crowd is told to come back and not kept."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Protocol

from kg.serve.limits import Limits, Refused


class Stoppable(Protocol):
    """What can be made to let others go first, be stopped where it is, and be let go on."""

    def give_way(self) -> None: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...


class Lane:
    """A number of places, and a line for them."""

    def __init__(self, places: int, line: int) -> None:
        self._free = asyncio.Semaphore(places)
        self._line = line
        self.places = places
        self.waiting = 0
        self.working = 0

    @property
    def open(self) -> bool:
        """Whether there is a place without waiting."""
        return not self._free.locked()

    async def enter(self) -> None:
        """Waits for a place; Refused (429) where the line is full."""
        if not self.open and self.waiting >= self._line:
            raise Refused(429, "the server is busy and its line is full: try again shortly", retry_after="1")
        self.waiting += 1
        try:
            await self._free.acquire()
        finally:
            self.waiting -= 1
        self.working += 1

    def leave(self) -> None:
        """Gives a place back."""
        self.working -= 1
        self._free.release()


class Lanes:
    """The lanes of a server: short work, long work and changes to the store, one at a time."""

    def __init__(self, limits: Limits) -> None:
        self.quick = Lane(limits.quick, limits.queue * 4)
        self.long = Lane(limits.long, limits.queue)
        self.write = Lane(1, limits.queue)


class Place:
    """A place in a lane, given back at the end; one in the quick lane can be changed for one in the long."""

    def __init__(self, lanes: Lanes, lane: Lane) -> None:
        self._lanes = lanes
        self._lane = lane
        self._held: Lane | None = None

    @property
    def wanted(self) -> bool:
        """Whether others wait for it."""
        return self._lane.waiting > 0

    async def lengthen(self, work: Stoppable) -> None:
        """Moves work that turns out long to the long lane, stopped for as long as it waits there."""
        if self._held is not self._lanes.quick:
            return
        work.give_way()
        if self._lanes.long.open:
            await self._move()
            return
        work.pause()
        try:
            await self._move()
        finally:
            work.resume()

    async def _move(self) -> None:
        self._leave()
        await self._lanes.long.enter()
        self._held = self._lanes.long

    def _leave(self) -> None:
        if self._held:
            self._held.leave()
            self._held = None

    async def __aenter__(self) -> Place:
        await self._lane.enter()
        self._held = self._lane
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()
