"""Two hundred requests that mean harm, at once: each gets its status, and others are answered meanwhile and after."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections import Counter
from pathlib import Path

import httpx
import pytest
from served import address, filled, serving, started, until, works_long

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from attacks import TOKEN, Attack, attacks, sent

LIMITS = ("--timeout", "2", "--memory", "256", "--max-body", "1", "--allow-update", "--token", TOKEN)
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


async def probed(http: httpx.AsyncClient, over: asyncio.Event) -> list[int]:
    statuses = []
    while not over.is_set():
        statuses.append((await http.get("/sparql", params={"query": "ASK {}"})).status_code)
        await asyncio.sleep(0.05)
    return statuses


async def attacked(base: str) -> tuple[list[tuple[Attack, int]], list[int]]:
    async with httpx.AsyncClient(base_url=base, timeout=30) as friend:
        over = asyncio.Event()
        probing = asyncio.create_task(probed(friend, over))
        each = list(attacks())
        statuses = await asyncio.gather(*(sent(base, attack) for attack in each))
        over.set()
        return list(zip(each, statuses, strict=True)), await probing


def test_two_hundred_hostile_requests_get_their_status_and_others_their_answers(tmp_path: Path) -> None:
    with serving(filled(tmp_path / "store"), *LIMITS) as base:
        answers, probes = asyncio.run(attacked(base))
        assert len(answers) >= 200
        assert [
            f"{attack.family}: {status} for {bytes(attack)[:80]!r}"
            for attack, status in answers
            if status not in attack.statuses
        ] == []
        assert Counter(probes).keys() == {200}
        assert len(probes) >= 10
        told = httpx.get(f"{base}/metrics").text
        assert all(
            f'kg_{what}{{lane="{lane}"}} 0' in told
            for what in ("working", "waiting")
            for lane in ("quick", "long")
        )


def below(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def worked(pid: int) -> int:
    return int(Path(f"/proc/{pid}/schedstat").read_text("ascii").split()[0])


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to look for processes in")
def test_a_worker_killed_from_outside_is_replaced_and_its_client_is_told(tmp_path: Path) -> None:
    server = started(filled(tmp_path / "store"), "--allow-update")
    base = address(server)
    with httpx.Client(base_url=base, timeout=30) as http:
        answers: list[httpx.Response] = []
        asking = threading.Thread(
            target=lambda: answers.append(http.get("/sparql", params={"query": RUNAWAY}))
        )
        asking.start()
        until(lambda: works_long(base))
        (nursery,) = below(server.pid)
        os.kill(max(below(nursery), key=worked), signal.SIGKILL)
        asking.join(60)
        assert [(answer.status_code, "killed from outside" in answer.text) for answer in answers] == [
            (503, True)
        ]
        for victim in (*below(nursery), nursery):
            os.kill(victim, signal.SIGKILL)
        statuses = [http.get("/sparql", params={"query": "ASK {}"}).status_code for _ in range(20)]
        assert set(statuses) <= {200, 503}
        assert statuses[-10:] == [200] * 10
        server.terminate()
        assert server.wait(60) == 0
    assert server.stdout
    server.stdout.close()
