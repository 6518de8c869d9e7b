"""What the endpoints share: the pool, the limits, the token, and the counts of what was answered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.serve.kept import Kept
from kg.serve.limits import Limits
from kg.serve.pool import Pool


@dataclass(frozen=True, slots=True)
class Service:
    """A server's parts; without a token it only reads."""

    pool: Pool
    limits: Limits
    token: str | None = None
    statuses: Counter[int] = field(default_factory=Counter)
    opened: Kept = field(default_factory=Kept)
