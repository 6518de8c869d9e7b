"""A server of our own for tests: `kg serve` in a process, on a free port, over a small store."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx
from samples import RUN, accusation, reading

from kg import graph, store

TOKEN = "a token for tests"
AUTHORIZED = {"authorization": f"Bearer {TOKEN}"}


def filled(path: Path) -> Path:
    """A store with two documents."""
    with store.open(path) as made:
        for doc in ("https://example.org/1", "https://example.org/2"):
            made.replace(doc, graph.quads(reading(accusation(doc=doc), doc=doc), RUN))
    return path


@contextmanager
def serving(path: Path, *options: str) -> Iterator[str]:
    """The address of a server over the store, which is told to end, and does, when the block does."""
    server = started(path, *options)
    try:
        yield address(server)
    finally:
        server.terminate()
        assert server.wait(20) == 0
        if server.stdout:
            server.stdout.close()


def started(path: Path, *options: str) -> subprocess.Popen[str]:
    """The process of a server on a free port."""
    return subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", "--store", str(path), "--port", "0", *options],
        stdout=subprocess.PIPE,
        env={**os.environ, "KG_TOKEN": TOKEN},
        text=True,
    )


def address(server: subprocess.Popen[str]) -> str:
    """Where a server that has started listens."""
    assert server.stdout
    line = server.stdout.readline()
    assert " at " in line, "the server did not start"
    return line.split(" at ")[1].split()[0].rstrip("/")


@contextmanager
def client(path: Path, *options: str, headers: Sequence[tuple[str, str]] = ()) -> Iterator[httpx.Client]:
    """A client of a server over the store."""
    with serving(path, *options) as base, httpx.Client(base_url=base, timeout=30, headers=headers) as made:
        yield made


def until(happens: Callable[[], bool]) -> None:
    """Waits for what is to happen, for half a minute at most."""
    end = time.monotonic() + 30
    while not happens():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def works_long(base: str) -> bool:
    """Whether a server has a request in its long lane."""
    return 'kg_working{lane="long"} 1' in httpx.get(f"{base}/metrics", timeout=20).text
