"""The workers as the server sees them: started by the nursery, asked over a socket, stopped, or killed."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from kg.serve import wire
from kg.serve.limits import Limits, Refused, ServeError
from kg.serve.snapshots import Snapshot

_WORN = 200  # jobs after which a worker goes, and the memory that it gathered with it
_LOW = 10  # niceness
_OPENING = 30.0
_TOLD = 1.0


class Worker:
    """A process that answers one job at a time from one snapshot."""

    def __init__(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        pid: int,
        ended: asyncio.Future[int],
    ) -> None:
        self.reader, self.writer, self.pid = reader, writer, pid
        self._ended = ended
        self.snapshot: Snapshot | None = None
        self.jobs = 0

    async def ask(self, job: dict[str, Any], body: bytes) -> None:
        """Sends a job."""
        self.jobs += 1
        with suppress(ConnectionError):  # it is dead: what is read next says so
            await wire.send(self.writer, (wire.JOB, wire.packed(job)), (wire.DATA, body))

    def pause(self) -> None:
        """Stops it where it is."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Lets it go on."""
        self._signal(signal.SIGCONT)

    def give_way(self) -> None:
        """Lets shorter work go first, for good: a process may not raise itself again, so this is its last job."""
        self.jobs = _WORN
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _LOW)

    def used(self) -> float:
        """Seconds of processor time that it has used; where the system does not say, of time that has passed."""
        try:
            return int(Path(f"/proc/{self.pid}/schedstat").read_text("ascii").split()[0]) / 1e9
        except (OSError, ValueError, IndexError):
            return time.monotonic()

    def kill(self) -> None:
        """Ends it at once, whatever it does."""
        self._signal(signal.SIGKILL)
        self.close()

    async def end(self) -> int:
        """The signal that ended it, of which the nursery tells soon; 0 where it does not."""
        await asyncio.wait({self._ended}, timeout=_TOLD)
        return self._ended.result() if self._ended.done() else 0

    def close(self) -> None:
        """Hangs up: an idle worker ends."""
        self.writer.close()
        if self.snapshot:
            self.snapshot.users -= 1
            self.snapshot = None

    @property
    def alive(self) -> bool:
        """Whether it is there, as far as is known."""
        return not self.reader.at_eof()

    @property
    def fit(self) -> bool:
        """Whether it may take another job."""
        return self.alive and self.jobs < _WORN

    def _signal(self, number: signal.Signals) -> None:
        # While its end of the socket is open to us, the process is there and the number is its own.
        if not self.writer.is_closing() and not self.reader.at_eof():
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)


class Nursery:
    """The process that workers are forked from, and which tells how they end; another where somebody kills it."""

    def __init__(self, limits: Limits) -> None:
        if not hasattr(os, "fork"):
            raise ServeError("kg serve needs a system that forks, such as Linux or macOS")
        self._memory = limits.memory
        self._alive: dict[int, asyncio.Future[int]] = {}
        self._start()

    def _start(self) -> None:
        self._orders, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kg.serve.nursery", str(theirs.fileno()), str(self._memory)],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                env=_environment(),
            )
        asyncio.get_running_loop().add_reader(self._orders, self._hear, self._orders)

    def _hear(self, orders: socket.socket) -> None:
        told = b""
        with suppress(ConnectionError):
            told = orders.recv(wire.ENDED.size, socket.MSG_DONTWAIT)
        if not told:
            _hang_up(orders)
            while self._alive:
                self._alive.popitem()[1].set_result(signal.SIGKILL)  # none outlives the nursery
            return
        pid, number = wire.ENDED.unpack(told)
        if ended := self._alive.pop(pid, None):
            ended.set_result(number)

    async def worker(self, path: Path, *, write: bool, niceness: int = 0) -> Worker:
        """A new worker on a snapshot, or, to write, on the store itself; Refused where it cannot be opened."""
        if self._process.poll() is not None:
            self._start()
        ours, theirs = socket.socketpair()
        reader, writer = await asyncio.open_connection(sock=ours)
        try:
            with theirs:
                socket.send_fds(self._orders, [bytes([niceness])], [theirs.fileno()])
            async with asyncio.timeout(_OPENING):
                pid = int((await wire.receive(reader))[1])
                ended = self._alive[pid] = asyncio.get_running_loop().create_future()
                await wire.send(writer, (wire.JOB, wire.packed({"path": str(path), "write": write})))
                kind, content = await wire.receive(reader)
        except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
            writer.close()
            raise Refused(503, "no worker could be started: try again", retry_after="1") from error
        if kind == wire.FAIL:
            writer.close()
            raise Refused(503, str(wire.unpacked(content)["why"]), retry_after="5")
        return Worker(reader, writer, pid, ended)

    async def close(self) -> None:
        """Ends the nursery; its workers end as they are hung up on."""
        _hang_up(self._orders)
        await asyncio.to_thread(self._wait)

    def _wait(self) -> None:
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _hang_up(orders: socket.socket) -> None:
    if orders.fileno() >= 0:
        asyncio.get_running_loop().remove_reader(orders)
        orders.close()


def _environment() -> dict[str, str]:
    """That of the server, without its secret, and with few threads and arenas: their address space would count."""
    kept = {name: value for name, value in os.environ.items() if name != "KG_TOKEN"}
    return {**kept, "MALLOC_ARENA_MAX": "2", "RAYON_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
