"""The small tables of the link stage: nominals.toml and things.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from kg import vocab
from kg.rules import RULES, RulesError, toml

Words = frozenset[str]

_LISTS = (
    "arms",
    "aimed",
    "attached",
    "bonds",
    "conflicts",
    "craft",
    "firms",
    "gatherings",
    "rulers",
    "articleless",
    "bodies",
    "collectives",
    "commentators",
    "common",
    "agents",
    "deeds",
    "doings",
    "governing",
    "hands",
    "dropped",
    "kin",
    "measures",
    "carrying",
    "parties",
    "media",
    "members",
    "particles",
    "portfolios",
    "settlements",
    "sites",
    "state_media",
    "trades",
)


_PAIRED = ("side", "state", "person")


@dataclass(frozen=True, slots=True)
class Back:
    """What "the island" may refer back to: classes, and kinds or identifiers where the table gives them.

    With `plural` a plural takes up one too: "the rebels".
    """

    types: tuple[str, ...]
    kinds: Words
    only: Words
    plural: bool


@dataclass(frozen=True, slots=True)
class Nominals:
    """The words of nominals.toml."""

    members: Words
    aimed: Words
    attached: Words
    bonds: Words
    conflicts: Words
    craft: Words
    firms: Words
    gatherings: Words
    rulers: Words
    agents: Words
    deeds: Words
    doings: Words
    governing: Words
    hands: Words
    dropped: Words
    kin: Words
    arms: Words
    articleless: Words
    bodies: Words
    media: Words
    state_media: Words
    groups: Mapping[str, str]
    sectors: Mapping[str, str]
    pairs: Mapping[str, str]
    numbers: Mapping[str, int]
    back: Mapping[str, Back]
    past: Words
    pending: Words
    deputies: Words
    skipped: Words
    credits: tuple[str, ...]
    suffixes: Mapping[str, str]
    synonyms: Mapping[str, str]
    pronouns: Mapping[str, Words]
    impersonal: Mapping[str, Words]
    choosing: Mapping[str, Words]
    inner: Mapping[str, Words]
    portfolios: Words
    settlements: Words
    siting: Mapping[str, Words]
    sites: Words
    trades: Words
    particles: Words
    collectives: Words
    commentators: Words
    common: Words
    measures: Words
    carrying: Words
    parties: Words


@dataclass(frozen=True, slots=True)
class Things:
    """The words of things.toml: class by head, the most words that a head has, adjectives that are kept."""

    heads: Mapping[str, str]
    longest: int
    kept: Words


@cache
def nominals() -> Nominals:
    """The words that stand for actors without naming them; an unknown class raises RulesError."""
    table = toml(RULES / "nominals.toml")
    return Nominals(
        **{name: frozenset(table[name]) for name in _LISTS},
        groups=_by_word(table["groups"], "nominals.toml, groups"),
        sectors={word: code for code, words in table["sectors"].items() for word in words},
        pairs={word: kind for kind in _PAIRED for word in table["pairs"][kind]},
        numbers=table["numbers"],
        back={word: _back(word, row) for word, row in table["back"].items()},
        past=frozenset(table["past"]["words"]),
        pending=frozenset(table["pending"]["words"]),
        deputies=frozenset(table["deputies"]["words"]),
        skipped=frozenset(table["skipped"]["words"]),
        credits=tuple(table["credits"]["starts"]),
        suffixes=_by_word(table["suffixes"], "nominals.toml, suffixes"),
        synonyms=table["synonyms"],
        pronouns=_words(table["pronouns"]),
        impersonal=_words(table["impersonal"]),
        choosing=_words(table["choosing"]),
        siting=_words(table["siting"]),
        inner=_words(table["inner"]),
    )


@cache
def things() -> Things:
    """The words that tell a good, measure, agreement or topic; an unknown class raises RulesError."""
    table = toml(RULES / "things.toml")
    heads = _by_word(dict(_pairs(table["thing"])), "things.toml")
    return Things(heads, max(word.count(" ") + 1 for word in heads), frozenset(table["kept"]["adjectives"]))


def _pairs(rows: list[dict[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    for row in rows:
        yield row["type"], row["heads"]


def _by_word(table: Mapping[str, list[str]], place: str) -> Mapping[str, str]:
    """Word to class; the first class that lists a word keeps it."""
    found: dict[str, str] = {}
    for cls, words in table.items():
        if cls not in vocab.classes():
            raise RulesError(f"{place}: unknown class {cls!r}; allowed are {', '.join(vocab.classes())}")
        for word in words:
            found.setdefault(word, cls)
    return MappingProxyType(found)


def _words(table: Mapping[str, list[str]]) -> Mapping[str, Words]:
    return {name: frozenset(words) for name, words in table.items()}


def _back(word: str, row: Mapping[str, list[str]]) -> Back:
    for cls in row["types"]:
        if cls not in vocab.classes():
            raise RulesError(
                f"nominals.toml, back.{word}: unknown class {cls!r}; allowed are {', '.join(vocab.classes())}"
            )
    return Back(
        tuple(row["types"]), frozenset(row.get("kinds", ())), frozenset(row.get("only", ())), "plural" in row
    )
