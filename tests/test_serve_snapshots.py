"""kg.serve's snapshots: a change that was acknowledged, or that has settled on the disk, is in the next one."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from served import AUTHORIZED, client, filled

from kg.serve import snapshots
from kg.serve.snapshots import Snapshots
from kg.store.snapshot import view

LOG, MANIFEST = "000002.log", "MANIFEST-000001"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """What a view is made of, no more."""
    for name, text in (("CURRENT", MANIFEST), (MANIFEST, "tables"), (LOG, "old")):
        (tmp_path / name).write_text(text)
        aged(tmp_path / name, time.time_ns() - 10**10)
    return tmp_path


@pytest.fixture
def wary(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each reader has the files looked at."""
    monkeypatch.setattr(snapshots, "_STALE", -1)


def aged(path: Path, nanoseconds: int) -> None:
    os.utime(path, ns=(nanoseconds, nanoseconds))


def told(path: Path, story: Callable[[Snapshots], Coroutine[Any, Any, None]]) -> None:
    kept = Snapshots(path)
    try:
        asyncio.run(asyncio.wait_for(story(kept), 60))
    finally:
        kept.close()


async def log(kept: Snapshots) -> str:
    return ((await kept.current()).folder / LOG).read_text()


@pytest.mark.usefixtures("wary")
def test_a_store_that_stays_as_it_is_is_looked_at_and_not_linked_again(files: Path) -> None:
    async def story(kept: Snapshots) -> None:
        assert await kept.current() is await kept.current()

    told(files, story)


@pytest.mark.usefixtures("wary")
@pytest.mark.parametrize("late", [False, True])
def test_a_log_that_is_written_over_is_seen_though_its_size_and_even_its_time_stay(
    files: Path, late: bool
) -> None:
    async def story(kept: Snapshots) -> None:
        now = time.time_ns()
        if late:
            aged(files / LOG, now)
        assert await log(kept) == "old"
        (files / LOG).write_text("new")
        if late:
            aged(files / LOG, now)
        assert await log(kept) == "new"

    told(files, story)


def test_a_change_that_is_told_of_is_seen_at_once(files: Path) -> None:
    async def story(kept: Snapshots) -> None:
        assert await log(kept) == "old"
        (files / LOG).write_text("new")
        kept.expire()
        assert await log(kept) == "new"

    told(files, story)


def test_a_change_that_is_told_of_while_a_snapshot_is_made_is_in_the_next(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked, changed = Event(), Event()

    @contextmanager
    def slow(store: Path) -> Iterator[Path]:
        with view(store) as folder:
            linked.set()
            changed.wait(30)
            yield folder

    monkeypatch.setattr(snapshots, "view", slow)

    async def story(kept: Snapshots) -> None:
        early = asyncio.create_task(log(kept))
        await asyncio.to_thread(linked.wait, 30)
        (files / LOG).write_text("new")
        kept.expire()
        changed.set()
        assert await early == "old"
        assert await log(kept) == "new"

    told(files, story)


def test_each_of_many_changes_is_seen_by_who_asks_after_its_answer(tmp_path: Path) -> None:
    """As many as make the store write over its logs, which it does after two of these graphs or three."""
    graph = "\n".join(f"<x:s{number}> <x:p> '{'text ' * 40}{number}' ." for number in range(1_100))
    headers = {**AUTHORIZED, "content-type": "text/turtle"}
    with client(filled(tmp_path / "store"), "--allow-update") as http:

        def seen(where: str) -> tuple[int, bool]:
            asked = http.get("/sparql", params={"query": f"ASK {{ GRAPH <{where}> {{ ?s ?p ?o }} }}"})
            return http.get("/graph", params={"graph": where}).status_code, asked.json()["boolean"]

        for number in range(12):
            where = f"x:{number}"
            put = http.put("/graph", params={"graph": where}, content=graph, headers=headers)
            assert (put.status_code, seen(where)) == (201, (200, True)), where
            gone = http.delete("/graph", params={"graph": where}, headers=AUTHORIZED)
            assert (gone.status_code, seen(where)) == (204, (404, False)), where
