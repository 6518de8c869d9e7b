"""Names and titles of the tables in a text: one pass, the longest first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

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


class Runs(NamedTuple):
    """The runs of letters and digits of a text, and the offsets at which they begin and end."""

    text: str
    words: Sequence[str]
    begins: Sequence[int]
    ends: Sequence[int]


def runs(text: str) -> Runs:
    """The runs of a text, found once for all tables."""
    found = list(_RUN.finditer(text))
    return Runs(text, [run[0] for run in found], [run.start() for run in found], [run.end() for run in found])


def names(found: Runs, starts: Sequence[int], gazetteer: Gazetteer) -> Iterator[Match[tuple[Sense, ...]]]:
    """The names in a text whose tokens begin at the offsets; case counts."""
    words = [_cased(word, gazetteer.reach) if word.isupper() else word for word in found.words]
    return _matches(found, words, starts, gazetteer.names, gazetteer.reach)


def titles(found: Runs, starts: Sequence[int], gazetteer: Gazetteer) -> Iterator[Match[tuple[Title, ...]]]:
    """The titles in a text whose tokens begin at the offsets, whatever their case."""
    words = [word.lower() for word in found.words]
    return _matches(found, words, starts, gazetteer.titles, gazetteer.title_reach)


def _matches(
    found: Runs, words: Sequence[str], starts: Sequence[int], table: Mapping[str, T], reach: Mapping[str, int]
) -> Iterator[Match[T]]:
    after = 0
    for at, word in enumerate(words):
        if at < after or word not in reach:
            continue
        if size := _longest(found, words, at, table, reach[word]):
            after = at + size
            begin, end = found.begins[at], found.ends[after - 1]
            first, last = bisect_right(starts, begin) - 1, bisect_right(starts, end - 1) - 1
            yield Match(first, last + 1, table[" ".join(words[at:after])])


def _cased(word: str, reach: Mapping[str, int]) -> str:
    """A word written in capitals only, as in a dateline, as the table has it."""
    return word.title() if len(word) > 3 and word not in reach else word


def _longest(found: Runs, words: Sequence[str], at: int, table: Mapping[str, T], most: int) -> int:
    """How many runs from `at` on make the longest name of the table."""
    text, begins, ends = found.text, found.begins, found.ends
    joined, most = 1, min(most, len(words) - at)
    while joined < most and _GAP.fullmatch(text, ends[at + joined - 1], begins[at + joined]):
        joined += 1
    return next((size for size in range(joined, 0, -1) if " ".join(words[at : at + size]) in table), 0)
