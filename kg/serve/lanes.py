"""Places to work in, and the lines before them: bounded and fair, so that who floods one stands in its own way."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from kg.serve.asker import ANYBODY, Asker
from kg.serve.limits import Limits, Refused


@dataclass(frozen=True, slots=True, eq=False)
class _Waiter:
    asker: Asker
    number: int
    turn: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Lane:
    """A number of places, and a line for them.

    It is the turn of the client that has fewest places, of these of who was served longest ago, and of the
    lightest that it asks for. A client has at most `share` of the places; `kept` ones are for what is light.
    Where the line is full, the last of whoever makes it longest is turned away.
    """

    def __init__(self, places: int, line: int, *, share: int | None = None, kept: int = 0) -> None:
        self.places = places
        self._length, self._share, self._kept = line, share or places, kept
        self._numbers = count()
        self._line: list[_Waiter] = []
        self._held = Counter[str]()
        self._served: dict[str, int] = {}  # when a client was last, of those that are here

    @property
    def working(self) -> int:
        """How many have a place."""
        return self._held.total()

    @property
    def waiting(self) -> int:
        """How many stand in line."""
        return len(self._line)

    def open(self, asker: Asker = ANYBODY) -> bool:
        """Whether there is a place for someone at this moment."""
        free = self.places - self.working
        return free > (0 if asker.light else self._kept) and self._held[asker.client] < self._share

    async def enter(self, asker: Asker = ANYBODY) -> None:
        """Waits for a place; Refused (429) where the line is full, at once or when others have more right to it."""
        waiter = _Waiter(asker, next(self._numbers))
        self._line.append(waiter)
        self._admit()
        if self.waiting > self._length:
            self._turn_away()
        try:
            await waiter.turn
        except asyncio.CancelledError:
            if waiter in self._line:
                self._line.remove(waiter)
            elif not waiter.turn.exception():
                self.leave(asker)
            raise

    def leave(self, asker: Asker = ANYBODY) -> None:
        """Gives a place back."""
        self._held -= Counter({asker.client: 1})
        self._admit()
        if not self._held[asker.client] and all(each.asker.client != asker.client for each in self._line):
            self._served.pop(asker.client, None)

    def _admit(self) -> None:
        while self.working < self.places and (
            following := next((each for each in self._turns() if self.open(each.asker)), None)
        ):
            self._line.remove(following)
            self._held[following.asker.client] += 1
            self._served[following.asker.client] = next(self._numbers)
            following.turn.set_result(None)

    def _turn_away(self) -> None:
        *_, last = self._turns()
        self._line.remove(last)
        last.turn.set_exception(
            Refused(429, "the server is busy and its line is full: try again shortly", retry_after="1")
        )

    def _turns(self) -> Iterator[_Waiter]:
        before = +self._held
        ranked = []
        waiting = (each for each in self._line if not each.turn.done())  # who gave up may not have left yet
        for waiter in sorted(waiting, key=lambda each: (each.asker.weight, each.number)):
            client, weight = waiter.asker.client, waiter.asker.weight
            ranked.append((before[client], self._served.get(client, -1), weight, waiter.number, waiter))
            before[client] += 1
        return (waiter for *_, waiter in sorted(ranked))


class Lanes:
    """The lanes of a server: short work, long work and changes to the store, one at a time."""

    def __init__(self, limits: Limits) -> None:
        self.quick = Lane(limits.quick, limits.queue * 4, kept=min(1, limits.quick - 1))
        self.long = Lane(limits.long, limits.queue, share=max(1, limits.long - 1))
        self.write = Lane(1, limits.queue)
