"""The process that workers are forked from: it holds the library and nothing else, so that a fork is cheap and safe.

    python -m kg.serve.nursery FD MEMORY

On the socket FD it is sent one end of a pair of sockets, and a niceness, for each worker that it is to start.
It ends, and its idle workers with it, when the server does.
"""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import select
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path

from kg.serve import wire, worker

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # Linux, sched.h
_ON_PARENTS_DEATH = 1  # Linux, prctl.h
_QUIET = 1.0  # seconds without an order


def main() -> None:
    """Forks a worker for each socket that comes, until the server is gone."""
    orders, memory = socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2])
    cut_off()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, lambda *_: _tell(orders))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    learnt = False
    gc.freeze()  # or the first collection of each worker copies what all of them share
    while True:
        if not learnt and not select.select([orders], [], [], _QUIET)[0]:
            learnt = _learn()
        word, lines, _, _ = socket.recv_fds(orders, 1, 1)
        if not word:
            return
        line = socket.socket(fileno=lines[0])
        if os.fork() == 0:
            orders.close()
            os.nice(word[0])
            _live(line, memory)
        line.close()


def _learn() -> bool:
    """Loads what the explorer draws with, in the first quiet moment: the server is there at once, and no worker loads it again."""
    from kg.serve import drawing

    gc.freeze()
    return bool(drawing)


def _tell(orders: socket.socket) -> None:
    """Says which workers have ended, and by which signal."""
    with suppress(ChildProcessError, OSError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            orders.sendall(wire.ENDED.pack(pid, os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0))


def _live(line: socket.socket, memory: int) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with suppress(OSError):  # where memory runs out, a worker ends before the server does
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")
    with suppress(AttributeError):
        ctypes.CDLL(None).prctl(_ON_PARENTS_DEATH, signal.SIGKILL)
    os.dup2(
        os.open(os.devnull, os.O_WRONLY), 2
    )  # what the library says as it runs out of memory is for nobody
    try:
        wire.put(line, (wire.PID, str(os.getpid()).encode()))
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
