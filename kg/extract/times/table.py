"""The table of expressions of time as read, kg/rules/times.toml, and the records made of its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from kg.rules import RULES, toml

Kind: TypeAlias = Literal["point", "duration", "since", "until"]
Tense: TypeAlias = Literal["past", "future"]
Words: TypeAlias = dict[str, Any]

TABLE: dict[str, Any] = toml(RULES / "times.toml")


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table; `before` and `between` stand around the dates of a rule that is made of others.

    `hints` are the words and word classes without which its pattern matches nothing.
    """

    reads: str
    kind: Kind = "point"
    cycle: str | None = None
    pattern: re.Pattern[str] | None = None
    lead: re.Pattern[str] | None = None
    before: re.Pattern[str] | None = None
    between: re.Pattern[str] | None = None
    hints: frozenset[str] = frozenset()

    @property
    def yearless(self) -> bool:
        """Whether the text about it tells which year it is of: "in May", "the end of the year"."""
        return self.cycle == "year" or self.reads in TABLE["yearless"]


@dataclass(frozen=True, slots=True)
class Expression:
    """A rule and where it matched, with the values of its word classes and the expressions in it."""

    begin: int
    end: int
    rule: Rule
    words: Words
    parts: tuple[Expression, ...] = ()
