"""kg.serve's places and lines: bounded, in order, and never held by long work where short work waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from kg.serve.lanes import Lane, Lanes, Place
from kg.serve.limits import Limits, Refused

ONE = Limits(quick=1, long=1, queue=1)


class Work:
    """What was done to it, in order."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def give_way(self) -> None:
        self.told.append("give way")

    def pause(self) -> None:
        self.told.append("pause")

    def resume(self) -> None:
        self.told.append("resume")


def run(story: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(story(), 10))  # type: ignore[arg-type]


def test_a_full_line_is_told_to_come_back() -> None:
    async def story() -> None:
        lane = Lane(1, 1)
        await lane.enter()
        waiting = asyncio.create_task(lane.enter())
        await asyncio.sleep(0)
        with pytest.raises(Refused) as refused:
            await lane.enter()
        assert (refused.value.status, refused.value.headers) == (429, {"retry-after": "1"})
        lane.leave()
        await waiting
        assert (lane.working, lane.waiting) == (1, 0)

    run(story)


def test_who_gives_up_waiting_leaves_the_line() -> None:
    async def story() -> None:
        lane = Lane(1, 1)
        await lane.enter()
        waiting = asyncio.create_task(lane.enter())
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.wait({waiting})
        assert lane.waiting == 0
        lane.leave()
        await lane.enter()

    run(story)


def test_long_work_makes_room_for_short_work_and_waits_stopped() -> None:
    async def story() -> None:
        lanes, first, second = Lanes(ONE), Work(), Work()
        async with Place(lanes, lanes.quick) as place:
            await place.lengthen(first)
            assert (lanes.quick.working, lanes.long.working) == (0, 1)
            async with Place(lanes, lanes.quick) as other:
                moving = asyncio.create_task(other.lengthen(second))
                await asyncio.sleep(0)
                assert second.told == ["give way", "pause"]
                async with Place(lanes, lanes.quick):
                    assert lanes.quick.working == 1
                await place.__aexit__(None, None, None)
                await moving
        assert first.told == ["give way"]
        assert second.told == ["give way", "pause", "resume"]
        assert [lane.working for lane in (lanes.quick, lanes.long, lanes.write)] == [0, 0, 0]

    run(story)


def test_work_that_finds_no_place_in_the_line_is_let_go_on_to_be_ended() -> None:
    async def story() -> None:
        lanes, work = Lanes(Limits(quick=1, long=1, queue=0)), Work()
        await lanes.long.enter()
        with pytest.raises(Refused):
            async with Place(lanes, lanes.quick) as place:
                await place.lengthen(work)
        assert work.told == ["give way", "pause", "resume"]
        assert lanes.quick.working == 0

    run(story)
