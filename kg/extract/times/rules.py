"""The rows of the table, compiled once, and the hints by which most of them are passed over in most sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from kg.extract.times.readings import READINGS
from kg.extract.times.table import TABLE, Rule, Tense
from kg.records import KgError

# What stands around a pattern, by its key: a date follows "-" only in "mid-March" and "June 28-July 2"; what opens
# one ends there.
AROUND = {
    "pattern": (r"(?<![\w$€£/])(?<!(?<!\bmid)(?<!\d)-)(?:", r")(?![\w/]|-(?!(?<=\d-)(?-i:[A-Z]))\w)"),
    "lead": (r"\b(?:", r") $"),
    "before": (r"(?<![\w-])(?:", r")$"),
    "between": ("", ""),
}
GROUP = re.compile(
    r"\((?P<opens>\?(?:<?[!=]|-i:|:|P<\w+>))?(?P<inside>(?:[^()\\]|\\.)*)\)(?P<optional>[?*])?"
)


class Trap(NamedTuple):
    """What looks like a date and is none, with the hints without which it matches nothing."""

    pattern: re.Pattern[str]
    hints: frozenset[str]


class Elsewhere(NamedTuple):
    """Words that speak of another year, and the tenses in which that may be the year of a date beside them."""

    pattern: re.Pattern[str]
    tenses: tuple[Tense, ...]


class Rules(NamedTuple):
    """The rules by level: dates, what opens a part of one, what joins or bounds them; what is no date or unsure."""

    dates: tuple[Rule, ...]
    parts: tuple[Rule, ...]
    spans: tuple[Rule, ...]
    traps: tuple[Trap, ...]
    elsewhere: tuple[Elsewhere, ...]


@cache
def rules() -> Rules:
    """The compiled table; KgError names a row that cannot be read."""
    dates, parts, spans = (tuple(map(rule, TABLE[level])) for level in ("date", "part", "span"))
    traps = tuple(
        Trap(compiled("pattern", row["pattern"], named=False), _needed(row["pattern"]))
        for row in TABLE["trap"]
    )
    elsewhere = tuple(
        Elsewhere(compiled("pattern", row["pattern"], named=False), tuple(row["tenses"]))
        for row in TABLE["elsewhere"]
    )
    return Rules(dates, parts, spans, traps, elsewhere)


def rule(row: Mapping[str, Any]) -> Rule:
    """A row with its patterns compiled."""
    unknown = row.keys() - {*AROUND, "reads", "kind", "cycle"}
    if unknown or row.get("reads") not in READINGS:
        known = f"keys {', '.join(sorted(AROUND))}, kind, cycle; readings {', '.join(sorted(READINGS))}"
        raise KgError(f"times.toml: no such key or reading in {row}; there are the {known}")
    patterns = {key: compiled(key, row[key]) for key in AROUND if key in row}
    return Rule(**{**row, **patterns}, hints=_needed(row.get("pattern", "")))


def compiled(key: str, pattern: str, *, named: bool = True) -> re.Pattern[str]:
    """A pattern of the table with its word classes filled in and what its key puts around it."""
    before, after = AROUND[key]
    full = re.sub(
        r"\{([a-z]+)\}", lambda found: _class(found[1]), f"{before}{pattern}{after}".replace(" ", r"\s+")
    )
    return re.compile(full if named else re.sub(r"\(\?P<\w+>", "(?:", full), re.IGNORECASE)


def _class(name: str) -> str:
    """The alternatives of a word class, in a group of its name where they have values."""
    if name in TABLE["lists"]:
        return f"(?:{'|'.join(TABLE['lists'][name])})"
    digits = [TABLE["digits"][name]] if name in TABLE["digits"] else []
    words = sorted(TABLE["words"].get(name, ()), key=lambda word: (-len(word), word))
    if not digits + words:
        raise KgError(f"times.toml: no word class {{{name}}}")
    return f"(?P<{name}>{'|'.join(digits + [_word(word) for word in words])})"


def _word(word: str) -> str:
    literal = re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]")
    return f"(?-i:{literal})" if word[0].isupper() else literal


# ---- hints: what must stand in a sentence for a pattern to match, found word by word and remembered


def _needed(pattern: str) -> frozenset[str]:
    """The word classes and the plain words that a pattern names, in all of its alternatives."""
    while pattern != (bare := GROUP.sub(_bare, pattern)):
        pattern = bare
    return frozenset.intersection(*map(_named, pattern.split("|")))


def _bare(group: re.Match[str]) -> str:
    """What of a group must match: nothing of what looks around or may be missing."""
    if "!" in (group["opens"] or "") or "=" in (group["opens"] or ""):
        return ""
    return f"… {' '.join(sorted(_needed(group['inside'])))} …" if not group["optional"] else "…"


def _named(pattern: str) -> frozenset[str]:
    classes = (f"{{{name}}}" for name in re.findall(r"\{([a-z]+)\}", pattern) if name not in TABLE["lists"])
    return frozenset([*classes, *map(str.lower, re.findall(r"(?<!\S)[A-Za-z]+(?!\S)", pattern))])


@lru_cache(maxsize=1 << 14)
def hints(word: str) -> frozenset[str]:
    """The plain words and the word classes that a word without white space may bring to a pattern."""
    classes = (f"{{{name}}}" for name, pattern in _classes().items() if pattern.search(word))
    return frozenset([*classes, *re.findall(r"[^\W\d_]+", word.lower())])


@cache
def _classes() -> Mapping[str, re.Pattern[str]]:
    """What a word of each class looks like by itself; of several words the last ("last night")."""
    found: dict[str, list[str]] = {name: [digits] for name, digits in TABLE["digits"].items()}
    for name, words in TABLE["words"].items():
        last = sorted({word.split()[-1] for word in words})
        found.setdefault(name, []).append(rf"(?<!\w)(?:{'|'.join(map(_word, last))})(?!\w)")
    return {name: re.compile("|".join(patterns), re.IGNORECASE) for name, patterns in found.items()}
