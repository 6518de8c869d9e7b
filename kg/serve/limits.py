"""What one request may take: time, memory, body and place in line."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import KgError

MIB = 1 << 20


class ServeError(KgError):
    """A server that cannot start as asked."""


class Refused(KgError):
    """A request that is not answered: the HTTP status, and why, in words for whoever sent it."""

    def __init__(self, status: int, why: str, **headers: str) -> None:
        super().__init__(why)
        self.status = status
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of a server; times in seconds, sizes in bytes.

    `quick` workers answer what takes less than `grace`, one of them only what looks light; what takes longer
    goes on in one of `long` places, of which a client has all but one at most, or waits for one, stopped, in a
    line of at most `queue`. So a short query never waits for a long one, nor one client for another's flood.
    """

    timeout: float = 30.0
    memory: int = 2048 * MIB
    body: int = 32 * MIB
    patience: float = 10.0
    quick: int = 4
    long: int = 4
    queue: int = 32
    grace: float = 0.25
    connections: int = 512
