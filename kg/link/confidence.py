"""How far a claim can be trusted once its names are linked: the share that was right of claims like it.

The table is calibration.toml, counted from claims that a reader judged (benchmarks/calibration.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from kg.records import Claim, guessed
from kg.rules import RULES, RulesError, allowed, toml

KINDS = ("event", "state", "open", "near")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a claim: its kind, whether it is asserted and positive, its rule's confidence, how its sides were linked."""

    kind: str
    plain: bool
    rule: float
    ways: frozenset[str]


@dataclass(frozen=True, slots=True)
class Row:
    """Claims of one sort, and how many of those judged were right; calibration.toml tells the fields."""

    kinds: frozenset[str]
    right: int
    judged: int
    plain: bool | None = None
    least: float = 0.0
    without: frozenset[str] = frozenset()

    @property
    def confidence(self) -> float:
        """The share to expect of further such claims, by Laplace's rule of succession."""
        return round((self.right + 1) / (self.judged + 2), 2)

    def fits(self, known: Known) -> bool:
        """Whether a claim is of this sort."""
        return (
            known.kind in self.kinds
            and self.plain in (None, known.plain)
            and known.rule >= self.least
            and self.without.isdisjoint(known.ways)
        )


def confidence(claim: Claim, *ways: str) -> float:
    """The confidence of a claim whose sides were linked in these ways: its rule's own where no row fits."""
    plain = (claim.polarity, claim.modality) == ("positive", "asserted")
    known = Known(kind(claim.rule, claim.event), plain, claim.confidence, frozenset(ways))
    row = fitting(rows(), known)
    return row.confidence if row else claim.confidence


def kind(rule: str, event: str | None) -> str:
    """What a claim tells of, an event or a state of affairs, or that no row of the lexicon vouches for it."""
    if guessed(rule):
        return rule.partition(":")[0]
    return "event" if event else "state"


def fitting(table: tuple[Row, ...], known: Known) -> Row | None:
    """The first row that fits."""
    return next((row for row in table if row.fits(known)), None)


@cache
def rows(path: Path = RULES / "calibration.toml") -> tuple[Row, ...]:
    """Read the table; RulesError names the file, the row and what is allowed."""
    return tuple(_rows(path, toml(path).get("row", [])))


def _rows(path: Path, table: list[Mapping[str, Any]]) -> Iterator[Row]:
    for number, given in enumerate(table, start=1):
        allowed(path, str(number), "field", *given, values=[field.name for field in fields(Row)])
        allowed(path, str(number), "kind", *given.get("kinds", ()), values=KINDS)
        words: dict[str, Any] = {
            name: frozenset(given[name]) for name in ("kinds", "without") if name in given
        }
        try:
            yield Row(**{**given, **words})
        except TypeError as error:
            raise RulesError(f"{path}: row {number}: {error}; give kinds, right and judged") from error
