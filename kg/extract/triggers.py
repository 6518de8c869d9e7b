"""Where the lexicon's words stand in a document, and the rows that they may carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from kg.extract import clauses
from kg.rules.lexicon import Lexicon, Row

WORD_KINDS = {"VERB": ("verb", "adjective"), "NOUN": ("noun",), "PROPN": ("noun",), "ADJ": ("adjective", "verb"), "AUX": ("verb",)}
PHRASE_KINDS = WORD_KINDS | {"ADJ": ("adjective", "verb", "noun"), "VERB": ("verb", "adjective", "noun")}
REACH = 5


@dataclass(frozen=True, slots=True)
class Trigger:
    """The head token of a trigger, all its tokens, the head first, and the rows of the lexicon, best first.

    An idiom has no rows: it says nothing, and its words serve no other trigger.
    """

    head: Token
    tokens: tuple[Token, ...]
    rows: tuple[Row, ...]


def triggers(token: Token, lexicon: Lexicon, *, phrases: bool) -> Iterator[Trigger]:
    """The phrases, longest first, or the single words of the lexicon that begin at a token."""
    kinds = PHRASE_KINDS if phrases else WORD_KINDS
    for kind in kinds.get(token.pos_, ()):
        for rest, rows in lexicon.index.get((kind, token.lemma_.lower()), ()):
            if bool(rest) == phrases and (trigger := _match(token, kind, rest, rows)):
                yield trigger


def _match(token: Token, kind: str, rest: tuple[str, ...], rows: tuple[Row, ...]) -> Trigger | None:
    further = _below(token, rest) if kind == "verb" else _beside(token, rest)
    if further is None:
        return None
    tokens = (token, *further)
    head = token if kind == "verb" else _head(tokens)
    if kind == "noun" and head.pos_ not in ("NOUN", "PROPN"):
        return None
    return Trigger(head, (head, *(each for each in tokens if each != head)), rows)


def _below(token: Token, rest: tuple[str, ...]) -> tuple[Token, ...] | None:
    """The further words of a verb phrase, in order below the verb; a noun may stand before it as what was done ("ties were cut")."""
    found: list[Token] = []
    at = token.i
    for word, following in pairwise((*rest, "")):
        stop = min(at + 1 + REACH, token.sent.end)
        after = (each for each in token.doc[at + 1 : stop] if token.is_ancestor(each) and _heads(each, following))
        match = next((each for each in (*after, *clauses.patients(token)) if _is(each, word)), None)
        if match is None:
            return None
        found.append(match)
        at = max(at, match.i)
    return tuple(found)


def _heads(token: Token, following: str) -> bool:
    """Whether a word of a verb phrase stands on its own, and not as part of another noun ("missile attack")."""
    return token.dep_ != "compound" or _is(token.head, following)


def _beside(token: Token, rest: tuple[str, ...]) -> tuple[Token, ...] | None:
    """The further words of a noun or adjective phrase, which follow without a gap."""
    doc, start = token.doc, token.i + 1
    following = tuple(doc[start : min(start + len(rest), token.sent.end)])
    matched = len(following) == len(rest) and all(map(_is, following, rest))
    return following if matched else None


def _is(token: Token, word: str) -> bool:
    return word in (token.lemma_.lower(), token.lower_)


def _head(tokens: tuple[Token, ...]) -> Token:
    return next((token for token in tokens if token.head not in tokens), tokens[-1])
