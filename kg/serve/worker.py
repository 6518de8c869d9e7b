"""A worker: answers one request after another from a snapshot, or from the store itself where it writes."""

from __future__ import annotations

import resource
import socket
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import pyoxigraph as ox

from kg import store
from kg.records import KgError
from kg.serve import changes, reading, wire
from kg.serve.answer import Answer
from kg.serve.limits import Refused

Job: TypeAlias = Callable[[store.Store, Mapping[str, Any], bytes, Answer], None]


def _drawn(name: str) -> Job:
    """A job of the explorer: it brings numpy and all that draws along, which other workers do without."""

    def job(graph: store.Store, job: Mapping[str, Any], body: bytes, answer: Answer) -> None:
        from kg.serve import drawing

        getattr(drawing, name)(graph, job, body, answer)

    return job


JOBS: Mapping[str, Job] = MappingProxyType(
    {
        "query": reading.query,
        "question": reading.question,
        "graph": reading.graph,
        "update": changes.update,
        "put": changes.put,
        "post": changes.post,
        "delete": changes.delete,
        **{name: _drawn(name) for name in ("explore", "neighbours", "names")},
    }
)

_FLUSH = 1 << 18  # bytes of changes after which tables are written: a reader reads the rest again


def work(line: socket.socket, memory: int) -> None:
    """Opens the store that the first frame names, then answers jobs until the server hangs up."""
    first = wire.unpacked(wire.take(line)[1])
    try:
        graph = _opened(first)
    except (KgError, OSError) as error:
        _fail(line, 503, str(error))
        return
    wire.put(line, (wire.END, b""))
    _cap(memory)
    unflushed = 0
    while True:
        job = wire.unpacked(wire.take(line)[1])
        body = wire.take(line)[1]
        _allow(job["seconds"])
        unflushed += 0 if graph.readonly else len(body)
        _answer(graph, job, body, line, flush=unflushed > _FLUSH)
        unflushed = 0 if unflushed > _FLUSH else unflushed


def _answer(
    graph: store.Store, job: Mapping[str, Any], body: bytes, line: socket.socket, *, flush: bool
) -> None:
    answer = Answer(line, gzip=job.get("gzip", False))
    try:
        JOBS[job["job"]](graph, job, body, answer)
        if flush:
            graph.rdf.flush()
        answer.finish()
    except Refused as error:
        _fail(line, error.status, str(error))
    except store.QueryError as error:
        _fail(line, 400, str(error))
    except (KgError, OSError) as error:
        _fail(line, 503, str(error))
    except MemoryError:
        _fail(line, 503, "the request needs more memory than this server gives to one: ask for less")


def _fail(line: socket.socket, status: int, why: str) -> None:
    wire.put(line, (wire.FAIL, wire.packed({"status": status, "why": why})))


def _opened(first: Mapping[str, Any]) -> store.Store:
    path = Path(first["path"])
    if first["write"]:
        return store.open(path)
    return store.Store(ox.Store.read_only(str(path)), path=path, readonly=True, held=ExitStack())


def _cap(memory: int) -> None:
    """Bounds the address space: what it is now, and `memory` bytes more."""
    with suppress(OSError, ValueError):  # where the system keeps no such bound, there is none
        now = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + memory, now + memory))


def _allow(seconds: float) -> None:
    """Bounds the processor time, so that a worker whose server was killed ends by itself."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))
