"""What a single word does to polarity and modality: auxiliaries, negations, adjectives, and verbs that govern a clause."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extract import complements, control, grammar
from kg.rules.cues import Cue, Cues

PARTS = frozenset({"obj", "obl", "nmod", "nsubj:pass", "compound", "iobj", "appos"})
DETERMINERS = ("det", "cc:preconj")


def governing(token: Token, cues: Cues) -> tuple[Cue, ...]:
    """The cues of the head of a token that hold for it."""
    head, dep = token.head, token.dep_
    complete = complements.completes(token, cues)
    adjunct = (
        dep in ("obl", "nmod")
        and grammar.preposition(token)
        in cues.sources | cues.places | cues.adjuncts | cues.negative_prepositions
    )
    if not (complete or dep in PARTS) or adjunct:
        return ()
    found = [cue for cue in complements.cues_of(head, cues) if complete or cue.modality or cue.polarity]
    fitting = tuple(cue for cue in found if _fits(cue, token, found))
    asked = tuple(cue for cue in fitting if cue.modality == "demanded")
    return asked or fitting if control.asked_of(head, cues) else fitting


def _fits(cue: Cue, token: Token, found: Sequence[Cue]) -> bool:
    """Whether a cue holds for what it governs.

    A verb that both says and asks ("insist") asks for infinitives only; an indefinite cue ("discuss") leaves alone
    what a possessor or an article takes for granted.
    """
    if cue.indefinite and any(child.dep_ == "nmod:poss" or child.lower_ == "the" for child in token.children):
        return False
    says = cue.modality == "demanded" and any(other.voice for other in found)
    return not says or token.pos_ in ("NOUN", "PROPN") or token.tag_ in ("VB", "VBG")


def negates(child: Token, cues: Cues) -> bool:
    """Whether a word turns the polarity of the one that it stands under: "not", "no", "without", "nobody"."""
    if child.dep_ == "advmod":
        return child.lower_ in cues.negations or (
            child.lower_ in cues.negative_infinitives and grammar.infinitive(child.head)
        )
    if child.dep_ in DETERMINERS:
        return child.lower_ in cues.negative_determiners
    if child.dep_ in ("nsubj", "obj", "nsubj:pass"):
        within = any(
            each.dep_ in DETERMINERS and each.lower_ in cues.negative_determiners for each in child.children
        )
        return within or child.lower_ in cues.negative_pronouns
    return child.dep_ in ("mark", "case") and child.lower_ in cues.negative_prepositions


def modality(child: Token, token: Token, cues: Cues) -> str | None:
    """The modality that an auxiliary gives its verb, or an adjective its noun: "will", "a planned attack"."""
    lower = child.lower_
    if (
        child.dep_ in ("cop", "aux")
        and child.lemma_ == "be"
        and token.tag_ == "VB"
        and grammar.infinitive(token)
    ):
        return "planned"  # "is to travel"
    if child.dep_.startswith("aux") and lower in cues.auxiliaries:
        return "planned" if token.dep_ == "ccomp" and lower in cues.backshifted else cues.auxiliaries[lower]
    if child.dep_ == "amod" and token.pos_ == "NOUN":
        found = cues.words.get(("adjective", lower), ()) or cues.words.get(
            ("adjective", child.lemma_.lower()), ()
        )
        return next((cue.modality for cue in found if cue.modality), None)
    return None


def singled(token: Token, cues: Cues) -> bool:
    """Whether a word tells who did it before or after others, or alone: "the first to sign", "the only town to fall"."""
    words = (token, *(child for child in token.children if child.dep_ in ("amod", "advmod")))
    does = token.lemma_.lower() not in cues.singled_things
    return does and any(word.lower_ in cues.singling for word in words)


def marked(token: Token, marks: frozenset[str]) -> bool:
    """Whether a clause stands behind one of some conjunctions: "if", "whether"."""
    return any(child.dep_ == "mark" and child.lower_ in marks for child in token.children)


def question(token: Token) -> bool:
    """Whether a token is the root of a question."""
    return token.dep_ == "ROOT" and any(child.text == "?" for child in token.children)
