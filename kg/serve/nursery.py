"""The process that workers are forked from: it holds the library and nothing else, so that a fork is cheap and safe.

    python -m kg.serve.nursery FD MEMORY

On the socket FD it is sent one end of a pair of sockets for each worker that it is to start. It ends, and its
idle workers with it, when the server does.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
from contextlib import suppress

from kg.serve import wire, worker

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # Linux, sched.h
_ON_PARENTS_DEATH = 1  # Linux, prctl.h


def main() -> None:
    """Forks a worker for each socket that comes, until the server is gone."""
    orders, memory = socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2])
    cut_off()
    for ignored in (signal.SIGINT, signal.SIGCHLD):
        signal.signal(ignored, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        word, lines, _, _ = socket.recv_fds(orders, 1, 1)
        if not word:
            return
        line = socket.socket(fileno=lines[0])
        if os.fork() == 0:
            orders.close()
            _live(line, memory)
        line.close()


def _live(line: socket.socket, memory: int) -> None:
    with suppress(AttributeError):
        ctypes.CDLL(None).prctl(_ON_PARENTS_DEATH, signal.SIGKILL)
    os.dup2(
        os.open(os.devnull, os.O_WRONLY), 2
    )  # what the library says as it runs out of memory is for nobody
    try:
        wire.put(line, wire.PID, str(os.getpid()).encode())
        worker.work(line, memory)
    except (EOFError, OSError):
        pass  # the server has gone, or has done with this worker
    finally:
        os._exit(0)


def cut_off() -> None:
    """Leaves the network, where the system lets a user do so: what the guard should ever miss reaches nobody."""
    user, group = os.getuid(), os.getgid()
    with suppress(OSError, AttributeError):
        if ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NET) == 0:
            for name, line in (
                ("setgroups", "deny"),
                ("uid_map", f"{user} {user} 1"),
                ("gid_map", f"{group} {group} 1"),
            ):
                with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                    file.write(line)


if __name__ == "__main__":
    main()
