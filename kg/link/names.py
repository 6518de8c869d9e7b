"""Names and titles of the tables in a text: one pass, the longest first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.rules.entries import Gazetteer, Sense, Title

T = TypeVar("T")

_RUN = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s\-\u2013'\u2019.&/]|[.,] | & ")  # what may stand between two words of one name


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """The tokens from `start` to `end` (exclusive) and what the tables say of them."""

    start: int
    end: int
    found: T


def names(text: str, starts: Sequence[int], gazetteer: Gazetteer) -> Iterator[Match[tuple[Sense, ...]]]:
    """The names in a text whose tokens begin at the offsets; case counts."""
    return _matches(text, starts, gazetteer.names, gazetteer.reach, str)


def titles(text: str, starts: Sequence[int], gazetteer: Gazetteer) -> Iterator[Match[tuple[Title, ...]]]:
    """The titles in a text whose tokens begin at the offsets, whatever their case."""
    return _matches(text, starts, gazetteer.titles, gazetteer.title_reach, str.lower)


def _matches(
    text: str,
    starts: Sequence[int],
    table: Mapping[str, T],
    reach: Mapping[str, int],
    form: Callable[[str], str],
) -> Iterator[Match[T]]:
    runs = list(_RUN.finditer(text))
    words = [_cased(form(run[0]), reach) for run in runs]
    at = 0
    while at < len(runs):
        most = reach.get(words[at])
        size = _longest(text, runs, words, at, table, most) if most else 0
        if size:
            begin, end = runs[at].start(), runs[at + size - 1].end()
            first, last = bisect_right(starts, begin) - 1, bisect_right(starts, end - 1) - 1
            yield Match(first, last + 1, table[" ".join(words[at : at + size])])
        at += size or 1


def _cased(word: str, reach: Mapping[str, int]) -> str:
    """A word written in capitals only, as in a dateline, as the table has it."""
    return word.title() if len(word) > 3 and word.isupper() and word not in reach else word


def _longest(
    text: str, runs: Sequence[re.Match[str]], words: Sequence[str], at: int, table: Mapping[str, T], most: int
) -> int:
    """How many runs from `at` on make the longest name of the table."""
    joined = 1
    while joined < min(most, len(runs) - at) and _GAP.fullmatch(
        text, runs[at + joined - 1].end(), runs[at + joined].start()
    ):
        joined += 1
    sizes = range(min(most, joined), 0, -1)
    return next((size for size in sizes if " ".join(words[at : at + size]) in table), 0)
