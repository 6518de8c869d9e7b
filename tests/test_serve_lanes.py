"""kg.serve's places and lines: bounded, in order, and never held by long work where short work waits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from kg.serve.asker import Asker, asker
from kg.serve.lanes import Lane, Lanes
from kg.serve.limits import Limits, Refused
from kg.serve.place import Place

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


def test_who_floods_stands_in_its_own_way() -> None:
    async def story() -> None:
        lane, served = Lane(1, 8), []

        async def one(client: str) -> None:
            await lane.enter(Asker(client))
            served.append(client)
            await asyncio.sleep(0)
            lane.leave(Asker(client))

        await asyncio.gather(*(one("flood") for _ in range(5)), one("friend"))
        assert served == ["flood", "friend", *["flood"] * 4]

    run(story)


def test_the_lightest_of_a_client_goes_first() -> None:
    async def story() -> None:
        lane, served = Lane(1, 8), []

        async def one(weight: int) -> None:
            await lane.enter(Asker("x", weight))
            served.append(weight)
            await asyncio.sleep(0)
            lane.leave(Asker("x", weight))

        await asyncio.gather(*(one(weight) for weight in (9, 8, 2, 5, 0)))
        assert served == [9, 0, 2, 5, 8]

    run(story)


def test_a_kept_place_takes_what_is_light_and_a_share_leaves_room_for_others() -> None:
    async def story() -> None:
        lane = Lane(3, 8, share=2, kept=1)
        heavy, light = Asker("x", 50), Asker("x", 1)
        await lane.enter(heavy)
        assert (lane.open(heavy), lane.open(light)) == (True, True)
        await lane.enter(heavy)
        assert (lane.open(Asker("y", 50)), lane.open(Asker("y", 1)), lane.open(light)) == (False, True, False)

    run(story)


def test_a_full_line_turns_away_who_makes_it_long_and_not_who_comes_last() -> None:
    async def story() -> None:
        lane = Lane(1, 2)
        await lane.enter(Asker("flood"))
        flood = [asyncio.create_task(lane.enter(Asker("flood"))) for _ in range(2)]
        await asyncio.sleep(0)
        friend = asyncio.create_task(lane.enter(Asker("friend")))
        await asyncio.wait(flood, return_when=asyncio.FIRST_COMPLETED)
        assert [task.done() for task in flood] == [False, True]
        assert isinstance(flood[1].exception(), Refused)
        lane.leave(Asker("flood"))
        await friend
        flood[0].cancel()
        await asyncio.wait(flood)
        lane.leave(Asker("friend"))
        assert (lane.working, lane.waiting) == (0, 0)

    run(story)


@pytest.mark.parametrize(
    ("query", "light"),
    [
        ("ASK {}", True),
        ("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", True),
        ("SELECT ?who ?whom { ?who kg:accuses ?whom }", True),
        ("ASK { <x:a*b+c> ?p '?a ?b ?c ?d [*+]' }", True),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", False),
        ("ASK { ?a (!<x:a>)* ?b }", False),
        ("ASK { [] ?p [] . [] ?q [] }", False),
        ("ASK { } #" + "x" * 5000, False),
    ],
)
def test_the_look_of_a_query_tells_what_it_weighs(query: str, light: bool) -> None:
    assert asker({"job": "query", "client": "x"}, query.encode()).light == light
