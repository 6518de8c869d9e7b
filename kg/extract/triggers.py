"""Where the lexicon's words stand in a document, and the rows that they may carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from spacy.tokens import Doc, Token

from kg.extract import grammar
from kg.rules.cues import Cues
from kg.rules.lexicon import Entry, Lexicon, Row

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


class _Form(NamedTuple):
    """The lemma and the form of a word in lower case, and whether it begins a sentence."""

    words: tuple[str, str]
    first: bool


@lru_cache(maxsize=1)  # every verb asks for the words behind it
def _forms(doc: Doc) -> tuple[_Form, ...]:
    return tuple(_Form((token.lemma_.lower(), token.lower_), bool(token.is_sent_start)) for token in doc)


def begins(doc: Doc, lexicon: Lexicon) -> Iterator[Token]:
    """The tokens at which a phrase or a word of the lexicon may begin, which are few."""
    for token, ((lemma, _), _) in zip(doc, _forms(doc), strict=True):
        kinds = PHRASE_KINDS.get(token.pos_)
        if kinds and any((kind, lemma) in lexicon.index for kind in kinds):
            yield token


def triggers(token: Token, lexicon: Lexicon, *, phrases: bool) -> Iterator[Trigger]:
    """The phrases, longest first, or the single words of the lexicon that begin at a token."""
    kinds = PHRASE_KINDS if phrases else WORD_KINDS
    for kind in kinds.get(token.pos_, ()):
        if kind == "adjective" and token.pos_ == "VERB" and not _participle(token):
            continue
        entries = lexicon.index.get((kind, _forms(token.doc)[token.i].words[0]), ())
        for rest, rows in _possible(token, kind, entries) if phrases else entries[-1:]:
            if bool(rest) == phrases and (trigger := _match(token, kind, rest, rows, lexicon.cues)):
                yield trigger


def _possible(token: Token, kind: str, entries: Sequence[Entry]) -> Sequence[Entry]:
    """The phrases whose words all stand near a token, which are few."""
    longest = len(entries[0][0]) if entries else 0
    words = _words(token, kind, longest) if longest else set()
    return [entry for entry in entries if words.issuperset(entry[0])]


def _participle(token: Token) -> bool:
    """Whether a verb may be read as an adjective: a participle, and no perfect ("has opened")."""
    perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in token.children)
    return token.tag_ == "VBN" and (grammar.passive(token) or not perfect)


def _words(token: Token, kind: str, longest: int) -> set[str]:
    """All words that a phrase may be made of, to pass over most phrases at once."""
    doc, begin, verb = token.doc, token.i + 1, kind == "verb"
    words: set[str] = set()
    for form in _forms(doc)[begin : begin + (FARTHEST if verb else longest)]:
        if form.first:
            break
        words.update(form.words)
    for each in _ahead(token) if verb else ():
        words.update(_forms(doc)[each.i].words)
    return words


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
    at, before = token.i, ""
    for word, following in pairwise((*rest, "")):
        phrase = (token, *found)
        after = (
            each for each in _after(token.doc, at, word) if _joins(each, phrase, before, following, cues)
        )
        ahead = (each for each in _ahead(token) if _is(each, word) and _whole(each, following))
        match = next(after, None) or next(ahead, None)
        if match is None:
            return None
        found.append(match)
        at, before = max(at, match.i), word
    return tuple(found)


def _after(doc: Doc, at: int, word: str) -> Iterator[Token]:
    """Where a word stands behind a token, in its sentence and within reach."""
    for i, form in enumerate(_forms(doc)[at + 1 : at + 1 + REACH], at + 1):
        if form.first:
            return
        if word in form.words:
            yield doc[i]


def _ahead(token: Token) -> Sequence[Token]:
    """What stands before a verb though it is its own: adverbs, and what is done by a passive or a relative clause."""
    relative = (token.head,) if token.dep_.startswith("acl") else ()
    done = relative or grammar.passive(token)
    nouns = dict.fromkeys((*relative, *grammar.patients(token))) if done else ()
    adverbs = (child for child in token.lefts if child.dep_ == "advmod")
    return (*adverbs, *(each for noun in nouns for each in (*_before(noun), noun)))


def _before(noun: Token) -> Iterator[Token]:
    """The nouns that one with them names: "tear" of "tear gas was fired"."""
    return (child for child in noun.lefts if child.dep_ == "compound" and child.pos_ == "NOUN")


def _joins(token: Token, phrase: Sequence[Token], before: str, following: str, cues: Cues) -> bool:
    """Whether a word is the phrase's own: below it with no other verb between, no part of another noun, behind no other preposition."""
    if not _whole(token, following):
        return False
    if token.pos_ == "VERB":
        return token.head in phrase and not _clausal(token, before)
    if token.pos_ != "NOUN":
        return phrase[0].is_ancestor(token)
    above = next((each for each in token.ancestors if each in phrase or each.pos_ == "VERB"), None)
    case = grammar.preposition(token).split()
    measure = token.head.lemma_.lower() in cues.measures and not grammar.preposition(token.head)
    counted = case == ["of"] and measure
    own = before in case and {each.lower_ for each in phrase}.issuperset(case)
    return above in phrase and (not case or counted or own)


def _whole(token: Token, following: str) -> bool:
    """Whether a word is no mere part of another noun, or that noun follows in the phrase too: "tear" of "tear gas"."""
    return token.dep_ != "compound" or _is(token.head, following)


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
