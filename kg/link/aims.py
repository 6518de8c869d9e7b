"""Whom an act is aimed at that names no object: by its trigger or content, or at home."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from kg.link.behind import behind
from kg.link.discourse import Discourse
from kg.link.domestic import domestic
from kg.link.referents import Referent
from kg.records import Claim, Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

Aims: TypeAlias = tuple[tuple[Referent, Mention], ...]


def unnamed(discourse: Discourse, claim: Claim, subjects: Sequence[Referent]) -> Aims:
    """Whom a claim without an object is aimed at, and the words that tell: "issued a call for aid to Chad"."""
    return _aimed(discourse, claim, _doing(claim, subjects)) or _at_home(discourse, claim, subjects)


def _doing(claim: Claim, subjects: Sequence[Referent]) -> frozenset[str]:
    """Whom an act is not aimed at: who does it, and the own state but of those who protest."""
    own = frozenset(one.id for one in subjects)
    states = frozenset(one.state for one in subjects if one.state)
    return own if claim.event == "PROTEST" else own | states


def _aimed(discourse: Discourse, claim: Claim, avoid: frozenset[str]) -> Aims:
    for head in _told(discourse, claim) if claim.event else ():
        if found := behind(discourse, head, str(claim.event), avoid):
            return tuple((one, _phrase(head)) for one in found)
    return ()


def _told(discourse: Discourse, claim: Claim) -> Iterator[Token]:
    """The nouns of the trigger, and what heads the content."""
    for part in (claim.trigger, claim.content):
        doc = discourse.scene.doc
        span = doc.char_span(part.begin, part.end, alignment_mode="expand") if part else None
        if span is not None:
            nouns = (token for token in span if token.pos_ == "NOUN")
            yield from nouns if part == claim.trigger else (span.root,)


def _phrase(head: Token) -> Mention:
    """A head word with what stands before it."""
    words = head.doc[head.left_edge.i : head.i + 1]
    return Mention(words.start_char, words.end_char, words.text, head.idx)


def _at_home(discourse: Discourse, claim: Claim, subjects: Sequence[Referent]) -> Aims:
    """The own state of the subjects, of acts at home: declared a curfew, protested against "the government"."""
    trigger = claim.trigger
    words = Mention(trigger.begin, trigger.end, trigger.text, trigger.begin)
    return tuple((one, next(iter(claim.objects), words)) for one in domestic(discourse, claim, subjects))
