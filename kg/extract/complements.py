"""What completes a word: clauses, purposes, the light verb that carries a noun, and the cues that a word has."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract import grammar
from kg.extract.grammar import Tokens
from kg.rules.cues import Cue, Cues

CUE_KINDS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


def complements(token: Token, cues: Cues) -> Tokens:
    """The clauses that complete a verb, an adjective or a noun ("the claim that", "a promise to")."""
    return tuple(child for child in token.children if completes(child, cues))


def purposes(token: Token, cues: Cues) -> Tokens:
    """What a verb, or what is done by it, is done for: infinitives, and gerunds that demand or say."""
    places = (token, *(child for child in token.children if child.dep_ in ("obj", "obl", "nsubj:pass")))
    return tuple(
        clause
        for place in places
        for clause in place.children
        if clause.dep_ in ("advcl", "acl", "xcomp") and clause.pos_ == "VERB" and _purpose(clause, cues)
    )


def _purpose(token: Token, cues: Cues) -> bool:
    asks = any(cue.voice or cue.modality == "demanded" for cue in cues_of(token, cues))
    return grammar.infinitive(token) or (token.tag_ == "VBG" and not grammar.marks(token) and asks)


def completes(token: Token, cues: Cues) -> bool:
    """Whether a clause completes its head; under a cue an adverbial infinitive or gerund does ("urged them to leave")."""
    if token.dep_ in ("ccomp", "xcomp"):
        return True
    if token.dep_ == "acl":
        reduced = token.tag_ in ("VBN", "VBG") and not grammar.marks(token)  # "an island claimed by Chad"
        return token.head.pos_ in ("NOUN", "PROPN") and not reduced
    if token.dep_ == "acl:relcl":
        return grammar.declares(token)
    marks = grammar.marks(token)
    return (
        token.dep_ == "advcl"
        and marks <= {"to", "of"}
        and bool(marks or token.tag_ == "VBG")
        and bool(cues_of(token.head, cues))
    )


def cues_of(token: Token, cues: Cues) -> tuple[Cue, ...]:
    """The rows of cues.toml for a word, with its particle or adverb where they have one ("rule out", "have yet")."""
    kind, lemma = CUE_KINDS.get(token.pos_, ""), token.lemma_.lower()
    for child in token.children:
        if child.dep_ in ("compound:prt", "advmod") and (
            found := cues.words.get((kind, f"{lemma} {child.lower_}"))
        ):
            return found
    return cues.words.get((kind, lemma), ())


def carrier(token: Token, cues: Cues) -> Token | None:
    """The light verb whose object a noun is, in the active or the passive, or None."""
    first = token.head if token.dep_ == "conj" else token
    if first.dep_ == "nmod" and _counted(first, cues):
        first = first.head
    head = first.head
    verb = head.lemma_.lower()
    if first.dep_ == "obl":
        carried = f"{verb} {grammar.preposition(first)}" in cues.light_phrases
    else:
        carried = first.dep_ in ("obj", "nsubj:pass") and verb in cues.light
    return head if carried and head.pos_ == "VERB" else None


def _counted(token: Token, cues: Cues) -> bool:
    """Whether a noun is what the noun above it counts, or an example of it: "a wave of raids", "acts, including a raid"."""
    case = grammar.preposition(token)
    return case == "including" or (case == "of" and token.head.lemma_.lower() in cues.measures)


def occurrence(token: Token, cues: Cues) -> Token | None:
    """The verb that says when and where a noun's act happened: "the talks took place in May"."""
    verb = token.head
    return verb if token.dep_ == "nsubj" and verb.lemma_.lower() in cues.occurrences else None
