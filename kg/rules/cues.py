"""The words that change how far a claim holds: negation, modality, reporting, place; the table is cues.toml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kg import vocab
from kg.rules import RULES, toml

KINDS = ("verb", "noun", "adjective")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a governing word does to the clause or noun below it."""

    name: str
    polarity: str | None
    modality: str | None
    voice: bool
    indefinite: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """The words of cues.toml, by part of speech and lemma."""

    words: Mapping[tuple[str, str], tuple[Cue, ...]]
    auxiliaries: Mapping[str, str]
    backshifted: frozenset[str]
    duties: frozenset[str]
    negations: frozenset[str]
    negative_infinitives: frozenset[str]
    negative_determiners: frozenset[str]
    negative_pronouns: frozenset[str]
    negative_prepositions: frozenset[str]
    conditions: frozenset[str]
    questions: frozenset[str]
    sources: frozenset[str]
    relays: frozenset[str]
    places: frozenset[str]
    adjuncts: frozenset[str]
    light: frozenset[str]
    light_phrases: frozenset[str]
    measures: frozenset[str]
    occurrences: frozenset[str]
    voicing: frozenset[str]
    travelling: frozenset[str]
    means: frozenset[str]
    actors: frozenset[str]
    helping: frozenset[str]
    help: frozenset[str]
    leaving: frozenset[str]
    causes: frozenset[str]
    singling: frozenset[str]
    singled_things: frozenset[str]
    facts: frozenset[str]
    asking: frozenset[str]
    asking_verbs: frozenset[str]
    barring: frozenset[str]
    content: Mapping[str, str]


# The lists of words, and where each stands in the table.
_LISTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "backshifted": ("auxiliaries", "backshifted"),
        "duties": ("auxiliaries", "duties"),
        "negations": ("negation", "adverbs"),
        "negative_infinitives": ("negation", "infinitives"),
        "negative_determiners": ("negation", "determiners"),
        "negative_pronouns": ("negation", "pronouns"),
        "negative_prepositions": ("negation", "prepositions"),
        "conditions": ("conditions", "marks"),
        "questions": ("conditions", "questions"),
        "sources": ("sources", "prepositions"),
        "relays": ("sources", "relay"),
        "places": ("places", "prepositions"),
        "adjuncts": ("adjuncts", "prepositions"),
        "light": ("light", "verbs"),
        "light_phrases": ("light", "phrases"),
        "measures": ("measures", "nouns"),
        "occurrences": ("occurrence", "verbs"),
        "voicing": ("voicing", "verbs"),
        "travelling": ("travelling", "verbs"),
        "means": ("means", "verbs"),
        "actors": ("actors", "nouns"),
        "helping": ("helping", "verbs"),
        "help": ("helping", "nouns"),
        "leaving": ("leaving", "verbs"),
        "causes": ("causes", "nouns"),
        "singling": ("singling", "words"),
        "singled_things": ("singling", "things"),
        "facts": ("facts", "nouns"),
        "asking": ("asking", "nouns"),
        "asking_verbs": ("asking", "verbs"),
        "barring": ("barring", "verbs"),
    }
)


def load(path: Path = RULES / "cues.toml") -> Cues:
    """Read the table; RulesError names the file and what is wrong."""
    table = toml(path)
    auxiliaries = table["auxiliaries"]
    return Cues(
        words=_by_word(table["cue"]),
        auxiliaries={
            word: modality
            for modality in vocab.notations("Modalities")
            for word in auxiliaries.get(modality, ())
        },
        content=table["content"],
        **{name: frozenset(table[section][key]) for name, (section, key) in _LISTS.items()},
    )


def _by_word(rows: Iterable[Mapping[str, Any]]) -> Mapping[tuple[str, str], tuple[Cue, ...]]:
    words: dict[tuple[str, str], tuple[Cue, ...]] = {}
    for row in rows:
        cue = Cue(
            row["name"],
            row.get("polarity"),
            row.get("modality"),
            row.get("voice", False),
            row.get("indefinite", False),
        )
        for word in _cue_words(row):
            words[word] = (*words.get(word, ()), cue)
    return words


def _cue_words(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for kind in KINDS:
        for lemma in row.get(f"{kind}s", ()):
            yield kind, lemma
