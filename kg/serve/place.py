"""A place in a lane, held for as long as a job is under way."""

from __future__ import annotations

from dataclasses import replace
from types import TracebackType
from typing import Protocol

from kg.serve.asker import ANYBODY, Asker
from kg.serve.lanes import Lane, Lanes


class Stoppable(Protocol):
    """What can be made to let others go first, be stopped where it is, and be let go on."""

    def give_way(self) -> None: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...


class Place:
    """A place in a lane, given back at the end; one in the quick lane can be changed for one in the long."""

    def __init__(self, lanes: Lanes, lane: Lane, asker: Asker = ANYBODY) -> None:
        self._lanes = lanes
        self._lane = lane
        self._asker = asker
        self._held: Lane | None = None

    @property
    def wanted(self) -> bool:
        """Whether others wait for it."""
        return self._lane.waiting > 0

    async def lengthen(self, work: Stoppable) -> None:
        """Moves work that turns out long to the long lane, stopped for as long as it waits there."""
        if self._held is not self._lanes.quick:
            return
        self._leave()
        self._asker = replace(self._asker, weight=0)  # long it is, whatever it looked like
        work.give_way()
        if self._lanes.long.open(self._asker):
            await self._enter(self._lanes.long)
            return
        work.pause()
        try:
            await self._enter(self._lanes.long)
        finally:
            work.resume()

    async def _enter(self, lane: Lane) -> None:
        await lane.enter(self._asker)
        self._held = lane

    def _leave(self) -> None:
        if self._held:
            self._held.leave(self._asker)
            self._held = None

    async def __aenter__(self) -> Place:
        await self._enter(self._lane)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()
