"""Where the lexicon's words stand in a document, and the rows that they may carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from spacy.tokens import Token

from kg.extract import grammar
from kg.rules.cues import Cues
from kg.rules.lexicon import Lexicon, Row

WORD_KINDS = {
    "VERB": ("verb", "adjective"),
    "NOUN": ("noun",),
    "PROPN": ("noun",),
    "ADJ": ("adjective", "verb"),
    "AUX": ("verb",),
}
PHRASE_KINDS = WORD_KINDS | {"ADJ": ("adjective", "verb", "noun"), "VERB": ("verb", "adjective", "noun")}
REACH = 8  # words between two words of a verb phrase
FARTHEST = 2 * REACH


@dataclass(frozen=True, slots=True)
class Trigger:
    """The head token of a trigger, all its tokens, the head first, and the rows of the lexicon, best first.

    An idiom has no rows: it says nothing, and its words serve no other trigger.
    """

    head: Token
    tokens: tuple[Token, ...]
    rows: tuple[Row, ...]


def begins(token: Token, lexicon: Lexicon) -> bool:
    """Whether a phrase or a word of the lexicon may begin at a token, as at few."""
    lemma = token.lemma_.lower()
    return any((kind, lemma) in lexicon.index for kind in PHRASE_KINDS.get(token.pos_, ()))


def triggers(token: Token, lexicon: Lexicon, *, phrases: bool) -> Iterator[Trigger]:
    """The phrases, longest first, or the single words of the lexicon that begin at a token."""
    kinds = PHRASE_KINDS if phrases else WORD_KINDS
    for kind in kinds.get(token.pos_, ()):
        if kind == "adjective" and token.pos_ == "VERB" and token.tag_ != "VBN":
            continue
        entries = lexicon.index.get((kind, token.lemma_.lower()), ())
        words = _words(token) if phrases and entries and kind == "verb" else None
        for rest, rows in entries:
            possible = bool(rest) == phrases and (words is None or words.issuperset(rest))
            if possible and (trigger := _match(token, kind, rest, rows, lexicon.cues)):
                yield trigger


def _words(token: Token) -> frozenset[str]:
    """All words that a phrase of a verb may be made of, to pass over most phrases at once."""
    near = token.doc[token.i + 1 : token.i + 1 + FARTHEST]
    after = takewhile(lambda each: not each.is_sent_start, near)
    return frozenset(
        word for each in (*after, *_done_to(token)) for word in (each.lemma_.lower(), each.lower_)
    )


def _match(
    token: Token, kind: str, rest: tuple[str, ...], rows: tuple[Row, ...], cues: Cues
) -> Trigger | None:
    further = _below(token, rest, cues) if kind == "verb" else _beside(token, rest)
    if further is None:
        return None
    tokens = (token, *further)
    head = token if kind == "verb" else _head(tokens)
    if kind == "noun" and head.pos_ != "NOUN":
        # What is part of a name names no act; only titles are written like names.
        rows = tuple(row for row in rows if row.frame.presupposed) if head.pos_ == "PROPN" else ()
        if not rows:
            return None
    return Trigger(head, (head, *(each for each in tokens if each != head)), rows)


def _below(token: Token, rest: tuple[str, ...], cues: Cues) -> tuple[Token, ...] | None:
    """The further words of a verb phrase, in order below the verb; a noun may stand before it as what was done ("ties were cut")."""
    found: list[Token] = []
    at, end, before = token.i, token.sent.end, ""
    for word, following in pairwise((*rest, "")):
        near = token.doc[at + 1 : min(at + 1 + REACH, end)]
        after = (
            each
            for each in near
            if _is(each, word) and _joins(each, (token, *found), before, following, cues)
        )
        match = next(after, None) or next((each for each in _done_to(token) if _is(each, word)), None)
        if match is None:
            return None
        found.append(match)
        at, before = max(at, match.i), word
    return tuple(found)


def _done_to(token: Token) -> Sequence[Token]:
    """What stands before a verb though it is done to it: of a passive, or of a relative clause."""
    return grammar.patients(token) if token.dep_.startswith("acl") or grammar.passive(token) else ()


def _joins(token: Token, phrase: Sequence[Token], before: str, following: str, cues: Cues) -> bool:
    """Whether a word is the phrase's own: below it with no other verb between, no part of another noun, behind no other preposition."""
    if token.dep_ == "compound" and not _is(token.head, following):
        return False
    if token.pos_ == "VERB":
        return token.head in phrase and not _clausal(token, before)
    if token.pos_ != "NOUN":
        return phrase[0].is_ancestor(token)
    above = next((each for each in token.ancestors if each in phrase or each.pos_ == "VERB"), None)
    case = next((child for child in token.children if child.dep_ == "case" and child.i < token.i), None)
    counted = case is not None and case.lower_ == "of" and token.head.lemma_.lower() in cues.measures
    return above in phrase and (case is None or counted or before in (case.lower_, case.lemma_))


def _clausal(token: Token, before: str) -> bool:
    """Whether a verb says what is asked or meant, and is no part of a phrase without "to": "sought to help"."""
    return bool(grammar.own_subjects(token)) or (grammar.infinitive(token) and before != "to")


def _beside(token: Token, rest: tuple[str, ...]) -> tuple[Token, ...] | None:
    """The further words of a noun or adjective phrase, which follow without a gap."""
    doc, found = token.doc, [token]
    for i, word in enumerate(rest, token.i + 1):
        if i == len(doc) or doc[i].is_sent_start or not _is(doc[i], word):
            return None
        found.append(doc[i])
    return tuple(found[1:])


def _is(token: Token, word: str) -> bool:
    return word in (token.lemma_.lower(), token.lower_)


def _head(tokens: tuple[Token, ...]) -> Token:
    return next((token for token in tokens if token.head not in tokens), tokens[-1])
