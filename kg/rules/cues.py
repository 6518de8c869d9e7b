"""The words that change how far a claim holds: negation, modality, reporting, place; the table is cues.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
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


def load(path: Path = RULES / "cues.toml") -> Cues:
    """Read the table; RulesError names the file and what is wrong."""
    table = toml(path)
    words: dict[tuple[str, str], list[Cue]] = {}
    for row in table["cue"]:
        cue = Cue(
            row["name"],
            row.get("polarity"),
            row.get("modality"),
            row.get("voice", False),
            row.get("indefinite", False),
        )
        for kind, lemma in _cue_words(row):
            words.setdefault((kind, lemma), []).append(cue)
    return Cues(
        words={key: tuple(value) for key, value in words.items()},
        auxiliaries={
            word: modality
            for modality in vocab.notations("Modalities")
            for word in table["auxiliaries"].get(modality, ())
        },
        backshifted=frozenset(table["auxiliaries"]["backshifted"]),
        duties=frozenset(table["auxiliaries"]["duties"]),
        negations=frozenset(table["negation"]["adverbs"]),
        negative_infinitives=frozenset(table["negation"]["infinitives"]),
        negative_determiners=frozenset(table["negation"]["determiners"]),
        negative_pronouns=frozenset(table["negation"]["pronouns"]),
        negative_prepositions=frozenset(table["negation"]["prepositions"]),
        conditions=frozenset(table["conditions"]["marks"]),
        questions=frozenset(table["conditions"]["questions"]),
        sources=frozenset(table["sources"]["prepositions"]),
        relays=frozenset(table["sources"]["relay"]),
        places=frozenset(table["places"]["prepositions"]),
        adjuncts=frozenset(table["adjuncts"]["prepositions"]),
        light=frozenset(table["light"]["verbs"]),
        light_phrases=frozenset(table["light"]["phrases"]),
        measures=frozenset(table["measures"]["nouns"]),
        occurrences=frozenset(table["occurrence"]["verbs"]),
        voicing=frozenset(table["voicing"]["verbs"]),
        travelling=frozenset(table["travelling"]["verbs"]),
        means=frozenset(table["means"]["verbs"]),
        actors=frozenset(table["actors"]["nouns"]),
        helping=frozenset(table["helping"]["verbs"]),
        help=frozenset(table["helping"]["nouns"]),
        leaving=frozenset(table["leaving"]["verbs"]),
        causes=frozenset(table["causes"]["nouns"]),
        singling=frozenset(table["singling"]["words"]),
        singled_things=frozenset(table["singling"]["things"]),
        facts=frozenset(table["facts"]["nouns"]),
        asking=frozenset(table["asking"]["nouns"]),
        asking_verbs=frozenset(table["asking"]["verbs"]),
        barring=frozenset(table["barring"]["verbs"]),
        content=table["content"],
    )


def _cue_words(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for kind in KINDS:
        for lemma in row.get(f"{kind}s", ()):
            yield kind, lemma
