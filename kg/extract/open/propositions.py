"""Propositions: every subject, phrase and object that the predicates of a sentence join, whatever they mean.

A verb joins its subject with its object, and with each phrase behind a preposition, the object then part of the words:
"handed | the keys", "handed the keys to | the mayor". A phrase that hangs on an object is joined likewise: "became a
judge of | the High Court". Passives stay as they are said: "was founded by". The way of ClausIE (Del Corro and
Gemulla 2013), on the predicate-argument structures that the lexicon's frames are filled from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract import control, grammar
from kg.extract.grammar import Tokens
from kg.extract.open import phrases
from kg.rules.cues import Cues

DEEPEST = 2  # phrases that hang on one another are followed so far
BEFORE = frozenset({"amod", "compound", "case", "mark", "fixed"})  # verbs that are no predicates
NOUNS = ("NOUN", "PROPN", "PRON", "NUM")


@dataclass(frozen=True, slots=True)
class Proposition:
    """Subjects and objects by their heads, and what is said between them."""

    subjects: Tokens
    step: Step
    objects: Tokens


@dataclass(frozen=True, slots=True)
class Step:
    """What is said before an object: a verb, nouns and prepositions, in the order of the phrase that they make."""

    parts: tuple[Tokens | str, ...] = ()

    @property
    def words(self) -> Tokens:
        """The verb and the nouns, without the prepositions."""
        return tuple(word for part in self.parts if not isinstance(part, str) for word in part)

    @property
    def phrase(self) -> str:
        """The words, each part in the order of the text."""
        return " ".join(part if isinstance(part, str) else phrases.text(part) for part in self.parts)

    @property
    def affirmed(self) -> str:
        """The same words without negations, which the polarity of a claim tells."""
        kept = (
            part if isinstance(part, str) else tuple(word for word in part if not phrases.negation(word))
            for part in self.parts
        )
        return Step(tuple(kept)).phrase

    def past(self, token: Token) -> Step:
        """The step behind a noun."""
        return Step((*self.parts, phrases.noun(token)))

    def by(self, preposition: str) -> Step:
        """The step behind a preposition."""
        return Step((*self.parts, preposition)) if preposition else self


def predicates(tokens: Iterable[Token]) -> Iterator[Token]:
    """The verbs, the nouns and adjectives of copulas, and the nouns that explain a name, among some tokens."""
    for token in tokens:
        if token.dep_ == "cop":
            yield token.head
        elif (
            _explains(token)
            or (token.pos_ == "VERB" and token.dep_ not in BEFORE and not grammar.predicative(token))
            or (token.pos_ == "AUX" and token.dep_ in control.PREDICATES)
        ):
            yield token


def propositions(token: Token, cues: Cues) -> Iterator[Proposition]:
    """Every proposition of a predicate."""
    if found := subjects(token, cues):
        for step, objects in joined(token, cues):
            if others := tuple(each for each in objects if each not in found):
                yield Proposition(found, step, others)


def subjects(token: Token, cues: Cues) -> Tokens:
    """The subjects of a predicate as they are said: of a passive whom it is done to, of an apposition its name."""
    if _explains(token):
        return grammar.conjuncts(token.head)
    return _nouns(grammar.patients(token) if grammar.passive(token) else control.subjects(token, cues))


def joined(token: Token, cues: Cues) -> Iterator[tuple[Step, Tokens]]:
    """What a predicate joins with its subjects: what is said up to each object, and the object."""
    if _explains(token):
        found = _behind(Step(), token)
    elif grammar.predicative(token):
        found = _is(token)
    else:
        found = _does(token, cues)
    return ((step, nouns) for step, objects in found if (nouns := _nouns(objects)))


def _nouns(tokens: Tokens) -> Tokens:
    """The nouns and pronouns that stand for something."""
    return tuple(each for each in tokens if each.pos_ in NOUNS and each.lower_ not in grammar.RELATIVES)


def _explains(token: Token) -> bool:
    """Whether a noun explains the name that it follows: "Arminius, leader of the Cherusci"."""
    return token.dep_ == "appos" and token.pos_ == "NOUN" and token.head.pos_ == "PROPN"


def _is(token: Token) -> Iterator[tuple[Step, Tokens]]:
    words = phrases.predicate(token)
    if token.pos_ not in NOUNS:
        yield from _obliques(Step((words,)), token)
        return
    step = Step((tuple(word for word in words if word != token),)).by(grammar.preposition(token))
    for each in grammar.conjuncts(token):
        yield step, (each,)
        yield from _behind(step, each)


def _does(token: Token, cues: Cues) -> Iterator[tuple[Step, Tokens]]:
    step = Step((phrases.predicate(token),))
    objects = _objects(token, cues)
    complements = () if objects else _complements(token)
    for each in (*objects, *complements):
        if each.pos_ == "ADJ":
            yield from _obliques(step.past(each), each)
        else:
            told = step.by(grammar.preposition(each)) if each in complements else step
            yield told, (each,)
            yield from _behind(told, each)
    first = next(iter((*objects, *complements)), None)
    yield from _obliques(step if first is None else step.past(first), token, nested=first is None)


def _complements(token: Token) -> Tokens:
    """What somebody becomes, is called or looks."""
    return tuple(
        child for child in token.children if child.dep_ == "xcomp" and child.pos_ in ("NOUN", "PROPN", "ADJ")
    )


def _objects(token: Token, cues: Cues) -> Tokens:
    if grammar.passive(token):
        return tuple(
            each for child in token.children if child.dep_ == "obj" for each in grammar.conjuncts(child)
        )
    return control.objects(token)


def _obliques(step: Step, token: Token, *, nested: bool = True) -> Iterator[tuple[Step, Tokens]]:
    """Each phrase behind a preposition; where there is no object, the first one is part of the words of the next."""
    for child in token.children:
        if child.dep_.startswith("obl"):
            told = step.by(grammar.preposition(child))
            found = grammar.conjuncts(child)
            yield told, found
            if nested and child.i > token.i and child.ent_type_ != "DATE":
                yield from _behind(told, child)
                step, nested = told.past(child), False


def _behind(step: Step, token: Token, depth: int = 0) -> Iterator[tuple[Step, Tokens]]:
    """The phrases that hang on a noun: "became a judge of | the High Court"."""
    if depth == DEEPEST:
        return
    for name, phrase in grammar.preps(token).items():
        told = step.past(token).by(name)
        found = tuple(each for each in phrase if each.ent_type_ != "DATE")
        yield told, found
        for each in found:
            yield from _behind(told, each, depth + 1)
