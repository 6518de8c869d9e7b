"""Propositions that no row of the lexicon has read, as claims of the open relation."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from itertools import product

from spacy.tokens import Doc, Token

from kg.extract import complements, spans
from kg.extract.fill import Filled
from kg.extract.grammar import Tokens
from kg.extract.open import propositions
from kg.extract.open.propositions import predicates
from kg.extract.triggers import Trigger
from kg.rules.cues import Cues
from kg.rules.lexicon import Frame, Row

FRAME = Frame("open", kind="verb", subject=(), object=(), content=(), example="")
ROW = Row("open", FRAME, words=(), relation="relatedTo", confidence=0.5)
NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP"})


def fills(
    doc: Doc, cues: Cues, *, taken: AbstractSet[int] = frozenset(), temporal: AbstractSet[int] = frozenset()
) -> Iterator[Filled]:
    """The propositions that no trigger has `taken` a word of and that may be about two actors, filled as by a row.

    `temporal` holds the tokens of expressions of time, which are no objects.
    """
    for sentence in doc.sents:
        if any(map(_named, sentence)):
            for token in predicates(sentence):
                if token.i not in taken and not _says(token, cues):
                    yield from _between(token, cues, taken, temporal)


def _between(
    token: Token, cues: Cues, taken: AbstractSet[int], temporal: AbstractSet[int]
) -> Iterator[Filled]:
    """The propositions of a predicate between what may be actors, one of them by name."""
    if not (subjects := _actors(propositions.subjects(token, cues))):
        return
    for step, found in propositions.joined(token, cues):
        objects = tuple(each for each in _actors(found) if each.i not in temporal and each not in subjects)
        if objects and any(map(_named, (*subjects, *objects))):
            words = step.words
            if taken.isdisjoint(word.i for word in (*words, *objects)):
                further = (word for word in words if word != token)
                yield Filled(
                    Trigger(token, (token, *further), (ROW,)), ROW, subjects, objects, None, step.affirmed
                )


def triples(doc: Doc, cues: Cues) -> Iterator[tuple[str, str, str]]:
    """Every proposition of a document in words, whatever the lexicon knows: subject, phrase and object, each with each."""
    for token in predicates(doc):
        for found in propositions.propositions(token, cues):
            for subject, other in product(found.subjects, found.objects):
                yield spans.mention(subject).text, found.step.phrase, spans.mention(other).text


def _says(token: Token, cues: Cues) -> bool:
    """Whether a verb of saying has a speaker, who is a source and no party."""
    return any(cue.voice for cue in complements.cues_of(token, cues))


def _actors(tokens: Tokens) -> Tokens:
    """What may stand for an actor that is known: names and pronouns, nouns hardly ever."""
    return tuple(
        token for token in tokens if token.pos_ == "PRON" or (_named(token) and not _inside_name(token))
    )


def _named(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.ent_type_ in NAMES


def _inside_name(token: Token) -> bool:
    """Whether the preposition before a noun is part of a name: "Islamic State of Iraq"."""
    return any(child.dep_ == "case" and child.ent_iob_ == "I" for child in token.children)
