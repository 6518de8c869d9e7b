"""Servers that are started to be measured, ours and a peer, and the memory that they take."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from attacks import TOKEN
from pyoxigraph import RdfFormat

from kg import store

LIMITS = ("--timeout", "2", "--memory", "256", "--max-body", "1", "--allow-update")
PEER = Path(sys.executable).parent / "oxigraph"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: its address, its process, and where it takes queries."""

    base: str
    pid: int
    path: str = "/sparql"


@contextmanager
def ours(store_path: Path) -> Iterator[Server]:
    """`kg serve` over a store."""
    options = ["serve", "--store", str(store_path), "--port", "0", *LIMITS]
    with _running([sys.executable, "-m", "kg", *options], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield Server(process.stdout.readline().split(" at ")[1].split()[0].rstrip("/"), process.pid)


@contextmanager
def peer(store_path: Path) -> Iterator[Server]:
    """`oxigraph serve` over a copy of it, with the same limit of time: it has no other."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder, store.open(store_path, readonly=True) as held:
        held.rdf.dump(f"{folder}/all.nq", RdfFormat.N_QUADS)
        ox.Store(f"{folder}/store").bulk_load(path=f"{folder}/all.nq")
        command = [str(PEER), "serve", "--location", f"{folder}/store", "--bind", f"127.0.0.1:{port}"]
        options = ["--union-default-graph", "--timeout-s", LIMITS[1]]
        with _running([*command, *options], stderr=subprocess.DEVNULL) as process:
            time.sleep(3)
            yield Server(f"http://127.0.0.1:{port}", process.pid, "/query")


@contextmanager
def _running(command: Sequence[str], **streams: Any) -> Iterator[subprocess.Popen[str]]:
    environment = {**os.environ, "KG_TOKEN": TOKEN}
    process = subprocess.Popen(command, env=environment, start_new_session=True, **streams)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


def resident(pid: int) -> float:
    """MiB of a process and of all below it, each shared page counted once among those that share it."""
    return sum(_share(each) for each in (pid, *below(pid)))


def below(pid: int) -> Iterator[int]:
    """The processes that a process started, and those that they did."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return
    for child in children:
        yield int(child)
        yield from below(int(child))


def _share(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
