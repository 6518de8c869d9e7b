"""A server of our own for tests: `kg serve` in a process, on a free port, over a small store."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
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
