"""What the explorer takes on a large store of invented readings: to open, to open again, to expand, to find a name.

    python benchmarks/explore.py --documents 950      about a million quads

Each request is the best of some rounds, but for the first, which a server answers once for each state of its store.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from urllib.request import urlopen

import invented

from kg import graph, store

ROUNDS = 5
REQUESTS = {
    "open the store again": "/explore",
    "open its most active actor": "/explore?actor=Barbados",
    "open a dyad": "/explore?one=Barbados&two=Cyprus",
    "expand its most active actor": "/explore/data?actor=BRB",
    "the 200 claims after 400": "/explore/data?actor=BRB&skip=400",
    "expand an actor named once": "/explore/data?actor=Person_2900",
    "find a name": "/explore/names?text=georg",
    "a name that is not there": "/explore?actor=Barbadoss",
}


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """The address of a server of its own over a store."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        try:
            yield server.stdout.readline().split(" at ")[1].split()[0].rstrip("/")
        finally:
            server.terminate()


def asked(address: str) -> tuple[float, int]:
    """The seconds that an answer takes, and its bytes."""
    begin = time.perf_counter()
    try:
        with urlopen(address) as answer:
            size = len(answer.read())
    except OSError as error:
        size = len(error.read()) if hasattr(error, "read") else 0
    return time.perf_counter() - begin, size


def told(path: Path) -> Iterator[str]:
    """A line for each request."""
    with store.open(path, readonly=True) as held:
        yield f"{len(held):,} quads"
    with serving(path) as base:
        time.sleep(5)  # the server loads what it draws with in its first quiet moment
        first, size = asked(f"{base}/explore")
        yield f"{'open the store':30} {first:6.2f} s  {size / 1e6:5.2f} MB"
        for what, address in REQUESTS.items():
            took, size = min(asked(base + address) for _ in range(ROUNDS))
            yield f"{what:30} {took:6.2f} s  {size / 1e6:5.2f} MB"


def main() -> None:
    """Makes the store, or takes the one that is named, and prints the lines."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--documents", type=int, default=950)
    options.add_argument("--store", type=Path, help="a store of such readings that is there already")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.store or Path(folder) / "store"
        if not given.store:
            with store.open(path) as made:
                made.load(
                    chain.from_iterable(
                        graph.quads(each, None) for each in invented.readings(given.documents)
                    )
                )
        for line in told(path):
            print(line, flush=True)


if __name__ == "__main__":
    main()
