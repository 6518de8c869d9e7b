"""Who asks, and for how much by the look of it: what decides whose turn it is where there is a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kg.store.lexing import tokens

_LIGHT = 3  # one pattern, whatever stands in it
_MIDDLE = 8  # what we ask ourselves: a few patterns
_HEAVY = 100
_LONGEST = 4096  # bytes that are looked through before anything is answered; a longer text is heavy
_TELLING = {"*": 8, "+": 8, "[": 1, "_": 1}  # walks of any length, and nodes without a name


@dataclass(frozen=True, slots=True)
class Asker:
    """A client, by its address, and the weight of what it asks for; the lighter is answered first."""

    client: str = ""
    weight: int = 0

    @property
    def light(self) -> bool:
        """Whether it should take no time: it may use the place that is kept for such."""
        return self.weight <= _LIGHT


ANYBODY = Asker()


def asker(job: Mapping[str, Any], body: bytes) -> Asker:
    """Who asks for a job, and what it weighs."""
    guessed = _looked(body) if job["job"] == "query" else 0 if job["job"] == "graph" else _MIDDLE
    return Asker(job.get("client", ""), guessed)


def _looked(body: bytes) -> int:
    return weight(body.decode("utf-8", "replace")) if len(body) <= _LONGEST else _HEAVY


def weight(sparql: str) -> int:
    """How much a query asks for, guessed from what its patterns leave open: variables, and paths of any length.

    A guess is enough: who looks light and is not loses the place after a moment, as all do that take longer.
    """
    return sum(_weights(sparql))


def _weights(sparql: str) -> Iterator[int]:
    depth = 0
    found = list(tokens(sparql))
    for token, following in pairwise([*found, None]):
        assert token
        if token.lastgroup == "brace":
            depth += 1 if token[0] == "{" else -1
        if depth > 0:
            between = sparql[token.end() : following.start() if following else len(sparql)]
            yield token.lastgroup == "name" and token[0][0] in "?$"
            yield from (_TELLING.get(mark, 0) for mark in between)
