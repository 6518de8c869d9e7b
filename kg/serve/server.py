"""Runs the application on a socket: slow and idle connections end, and SIGTERM lets what is under way finish."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import ipaddress
import signal
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.serve.app import app
from kg.serve.limits import Limits, ServeError
from kg.serve.pool import Pool
from kg.serve.service import Service

_KEPT = 5  # seconds for which an idle connection is kept
_HEAD = 1 << 16  # bytes of a request's first lines


def serve(
    path: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 3030,
    limits: Limits | None = None,
    token: str | None = None,
    origins: Sequence[str] = (),
    told: Callable[[str], None] = print,
) -> None:
    """Serves the store at `path` until SIGTERM or Ctrl-C; with a token, to change it too.

    Calls `told` with the address once it listens. ServeError where the address is taken, StoreError where
    there is no store.
    """
    limits = limits or Limits()
    if path.parts[:1] in (("http:",), ("https:",)):
        raise ServeError("a store behind http has a server already: kg query --store ADDRESS asks it")
    if not (path / "CURRENT").exists():
        raise ServeError(f"there is no store at {path}: make one with kg build --store {path}")
    with _listening(host, port) as listener:
        asyncio.run(_serve(listener, path, limits, token, origins, told))


async def _serve(
    listener: socket.socket,
    path: Path,
    limits: Limits,
    token: str | None,
    origins: Sequence[str],
    told: Callable[[str], None],
) -> None:
    pool = Pool(path, limits, write=token is not None)
    try:
        await pool.open()
        host, port = listener.getsockname()[:2]
        served = app(Service(pool, limits, token), hosts=_hosts(host), origins=origins)
        told(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        for number in (
            signal.SIGINT,
            signal.SIGTERM,
        ):  # caught while serving; uvicorn sends them again afterwards
            signal.signal(number, signal.SIG_IGN)
        await uvicorn.Server(_config(served, limits)).serve(sockets=[listener])
    finally:
        await pool.close()


def _config(served: Any, limits: Limits) -> uvicorn.Config:
    class Patient(Punctual):
        patience = limits.patience

    return uvicorn.Config(
        served,
        http=Patient,
        ws="none",
        lifespan="off",
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_KEPT,
        timeout_graceful_shutdown=int(limits.timeout + limits.patience) + 1,
        limit_concurrency=limits.connections,
        h11_max_incomplete_event_size=_HEAD,
    )


class Punctual(H11Protocol):
    """Ends a connection whose request has not come within `patience` seconds of its first byte, or of connecting."""

    patience = 10.0
    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        if self._between() and self._late is None:
            self._wait()
        super().data_received(data)
        if not self._between():
            self._stop()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def _between(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _wait(self) -> None:
        self._late = self.loop.call_later(self.patience, self._end)

    def _stop(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _end(self) -> None:
        self._late = None
        if self._between() and not self.transport.is_closing():
            self.transport.close()


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=512)
        listener.setsockopt(
            socket.IPPROTO_TCP, socket.TCP_NODELAY, 1
        )  # or each answer waits 40 ms for an acknowledgement
        return listener
    except OSError as error:
        other = "--port" if error.errno in (errno.EADDRINUSE, errno.EACCES) else "--host"
        why = str(error.strerror).partition(" (while")[0]
        raise ServeError(f"{host}:{port} cannot be listened on: {why}; name another {other}") from error


def _hosts(host: str) -> frozenset[str] | None:
    """The names that a request may use: on this machine's own address, no name that another could point here."""
    with contextlib.suppress(ValueError):
        if ipaddress.ip_address(host).is_loopback:
            return frozenset({host, "localhost", "127.0.0.1", "::1"})
    return None
