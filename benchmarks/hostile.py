"""What a server feels of two hundred requests that mean harm: ASK meanwhile, and memory before, at the worst and after.

    python benchmarks/hostile.py [--quads 200000] [--rounds 3] [--fuzz 10000]

`kg serve` runs over invented readings. One process sends all attacks at once, from an address of its own and then from
the same as another, which asks every 50 ms, each time on a new connection. A machine that has other work wakes processes
late: by how much is measured too.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from http.client import HTTPConnection
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import quote, urlsplit

import invented
from attacks import CUT, Attack, attacks, sent
from fuzzing import fuzzed
from servers import PEER, Server, ours, peer, resident
from store import QUADS_EACH, RUN

from kg import graph, store

ASKED = ("ASK {}", "ASK { ?a <https://w3id.org/geopolitics-kg/ontology#accuses> ?b }")
PAUSE = 0.05
PATIENCE = 60.0  # seconds
RUNAWAYS = ("join", "walk")
STRANGER, FRIEND = "127.0.0.2", "127.0.0.1"


def stored(path: Path, quads: int) -> None:
    """A store of invented readings."""
    with store.open(path) as held:
        held.load(
            quad
            for reading in invented.readings(max(quads // QUADS_EACH, 1))
            for quad in graph.quads(reading, RUN)
        )


def flood(server: Server, families: Sequence[str], source: str, out: Connection) -> None:
    """Sends attacks at once; to `out` how many, which statuses were not right for them, and which they got."""

    async def one(attack: Attack) -> int:
        try:
            async with asyncio.timeout(PATIENCE):
                return await sent(server.base, attack, source=source)
        except TimeoutError:
            return CUT

    async def all_at_once() -> list[int]:
        return await asyncio.gather(*(one(attack) for attack in each))

    os.setsid()
    os.nice(19)  # with the line above: almost as if it ran on a machine of its own
    chosen = (attack for attack in attacks() if not families or attack.family in families)
    each = [replace(attack, url=attack.url.replace("/sparql", server.path)) for attack in chosen]
    out.send("ready")
    out.recv()
    got = asyncio.run(all_at_once())
    wrong = [
        (attack.family, status)
        for attack, status in zip(each, got, strict=True)
        if status not in attack.statuses
    ]
    out.send((len(each), Counter(wrong), Counter(got)))


def probe(server: Server, out: Connection) -> None:
    """Asks every 50 ms until told to end by `out`, and sends it the times, and how late it woke, in milliseconds."""
    times, late, statuses = [], [], Counter[int]()
    while not out.poll():
        for query in ASKED:
            begin = time.perf_counter()
            line = HTTPConnection(urlsplit(server.base).netloc, timeout=PATIENCE, source_address=(FRIEND, 0))
            line.request("GET", f"{server.path}?query={quote(query)}")
            answer = line.getresponse()
            answer.read()
            line.close()
            times.append(1000 * (time.perf_counter() - begin))
            statuses[answer.status] += 1
            begin = time.perf_counter()
            time.sleep(PAUSE)
            late.append(1000 * (time.perf_counter() - begin - PAUSE))
    out.send((times, late, statuses))


def told(times: Sequence[float]) -> str:
    """Median, 95th percentile and worst of some milliseconds."""
    high = statistics.quantiles(times, n=20)[-1]
    return (
        f"median {statistics.median(times):6.1f}  p95 {high:6.1f}  max {max(times):6.1f} ms of {len(times)}"
    )


def attacked(server: Server, source: str, families: Sequence[str] = ()) -> Iterator[str]:
    """One round: what was answered, how fast others were, and what it took."""
    spawn = get_context("spawn")
    (asker, theirs), (results, sink) = spawn.Pipe(), spawn.Pipe()
    prober = spawn.Process(target=probe, args=(server, theirs))
    flooder = spawn.Process(target=flood, args=(server, families, source, sink))
    flooder.start()
    results.recv()
    prober.start()
    time.sleep(3)
    before = peak = resident(server.pid)
    begin = time.perf_counter()
    results.send("begin")
    while not results.poll(0.1):
        peak = max(peak, resident(server.pid))
    count, wrong, got = results.recv()
    took = time.perf_counter() - begin
    asker.send("end")
    times, late, statuses = asker.recv()
    flooder.join()
    prober.join()
    time.sleep(2)
    yield f"{count} requests from {source} in {took:.0f} s: {dict(sorted(got.items()))}; wrong: {dict(wrong) or 'none'}"
    yield f"  ASK      {told(times)}, {dict(statuses)}"
    yield f"  machine  {told(late)}: how late it wakes who sleeps"
    yield f"  memory   before {before:.0f}, at most {peak:.0f}, after {resident(server.pid):.0f} MiB"


def main() -> None:
    """Measure, and print what was measured beside the bars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--fuzz", type=int, default=0, help="send so many requests drawn at random instead")
    parser.add_argument("--store", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = options.store or Path(name) / "store"
        if not options.store:
            stored(path, options.quads)
        for line in measured(path, options.rounds, options.fuzz):
            print(line, flush=True)


def measured(path: Path, rounds: int, fuzz: int) -> Iterator[str]:
    """What was measured, line by line."""
    stranger = STRANGER if _bindable(STRANGER) else FRIEND
    with ours(path) as server:
        if fuzz:
            yield fuzzed(server.base, fuzz)
            return
        for source in [stranger, FRIEND] * rounds:
            yield from attacked(server, source)
        yield "runaway queries alone, kg serve:"
        yield from attacked(server, stranger, RUNAWAYS)
    if PEER.exists():
        yield "runaway queries alone, oxigraph serve:"
        with peer(path) as server:
            yield from attacked(server, stranger, RUNAWAYS)
    else:
        yield "oxigraph serve is not here: pip install oxigraph, to see it beside"


def _bindable(address: str) -> bool:
    try:
        with socket.create_server((address, 0)):
            return True
    except OSError:
        return False


if __name__ == "__main__":
    main()
