"""Who says what stands in a clause: the subjects of words of saying, sources beside it, and those whom they quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extract import clauses, complements, control, grammar, spans
from kg.records import Source
from kg.rules.cues import Cues

DISTANCE = 12  # words between a noun of saying and its clause
SPEAKING = ("subject", "possessor", "by", "modifier")


def voice(token: Token, cues: Cues, *, quoted: bool) -> Source | None:
    """Who says what stands below the head of a token; where it is `quoted` already, a denial is not of its making."""
    denier = None if quoted else _denier(token, cues)
    return _speaker(token, cues) or beside(token.head, token, cues) or denier


def relayed(outer: Source, inner: Source | None) -> Source:
    """The source that quotes another in turn, at the end of those that it quotes already."""
    if inner is None or inner.mention in (each.mention for each in chain(outer)):
        return outer
    return replace(outer, relays=relayed(outer.relays, inner) if outer.relays else inner)


def chain(source: Source | None) -> Iterator[Source]:
    """The source and those that it quotes in turn."""
    while source is not None:
        yield source
        source = source.relays


def _speaker(token: Token, cues: Cues) -> Source | None:
    """The subject or owner of the word that says the clause of a token: "Iran said that …", "Iran's claim that …"."""
    word = _reporter(token, cues)
    speakers = _speakers(word, cues) if word is not None else ()
    if (
        word is None
        or not speakers
        or (speakers[0] in control.subjects(token, cues) and not denies(word, cues))
    ):
        return None
    return _source(speakers[0], word.text, word, cues)


def _reporter(token: Token, cues: Cues) -> Token | None:
    if token.dep_ != "parataxis" and not complements.completes(token, cues):
        return None
    return token.head if _speaks(token.head, cues) else _claimed(token, cues)


def _speakers(word: Token, cues: Cues) -> Sequence[Token]:
    filled = (clauses.noun if word.pos_ in ("NOUN", "PROPN") else clauses.verb)(word, cues).slots
    lent = () if denies(word.head, cues) else ("host",)
    found = next((filled[slot] for slot in (*SPEAKING, *lent) if filled.get(slot)), ())
    return found or (_agreed(word, cues) if grammar.preposition(word) == "in" else ())


def _agreed(word: Token, cues: Cues) -> Sequence[Token]:
    """Who says what stands behind "in": "both parties in agreement that", "the army said in a statement that"."""
    return control.subjects(word.head, cues) if word.head.pos_ == "VERB" else grammar.conjuncts(word.head)


def _denier(token: Token, cues: Cues) -> Source | None:
    """Who rejects what somebody is said to say: "Mali rejected the accusation that …"."""
    denying = token.head
    if token.dep_ not in ("obj", "nsubj:pass") or not (_speaks(token, cues) and denies(denying, cues)):
        return None
    speakers = control.subjects(denying, cues)
    return _source(speakers[0], denying.text, denying, cues) if speakers else None


def hearsay(token: Token, cues: Cues) -> bool:
    """Whether a clause is said, and nobody says it: "was accused of", "is said to", "the allegation that"."""
    word = _reporter(token, cues)
    return word is not None and not _speakers(word, cues)


def _speaks(token: Token, cues: Cues) -> bool:
    return any(cue.voice for cue in complements.cues_of(token, cues))


def _claimed(token: Token, cues: Cues) -> Token | None:
    """The noun of saying before a "that" clause that the parse has hung on a word between: "his claim at a rally that …"."""
    if not grammar.declares(token):
        return None
    before = token.doc[max(token.left_edge.i - DISTANCE, token.sent.start) : token.left_edge.i]
    return next((word for word in reversed(before) if word.pos_ == "NOUN" and _speaks(word, cues)), None)


def denies(token: Token, cues: Cues) -> bool:
    """Whether a word turns what it governs: "denied that"."""
    return any(cue.polarity == "negative" for cue in complements.cues_of(token, cues))


def beside(head: Token, below: Token, cues: Cues) -> Source | None:
    """A source that stands beside a clause: "…, Iran said", "according to Iran"."""
    for child in head.children:
        if child.i == below.i:
            continue
        if child.dep_.startswith(("obl", "nmod")) and (cue := grammar.preposition(child)) in cues.sources:
            return _source(child, cue, child, cues)
        if child.dep_ == "parataxis" and _speaks(child, cues):
            speakers = control.subjects(child, cues)
            if speakers:
                return _source(speakers[0], child.text, child, cues)
    return None


def _source(speaker: Token, cue: str, verb: Token, cues: Cues) -> Source:
    relayed = [
        _source(quoted, child.text, child, cues)
        for child in verb.children
        if child.dep_ == "advcl" and child.lemma_.lower() in cues.relays
        for quoted in child.children
        if quoted.dep_ == "obj"
    ]
    return Source(spans.mention(speaker), cue, relayed[0] if relayed else None)
