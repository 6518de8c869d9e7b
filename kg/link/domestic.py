"""Acts at home: a state's curfew or ban on a rally is on its own people, a protest against "the government" on one's own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.link.discourse import Discourse, Referents
from kg.link.origins import lies_in
from kg.link.owners import possessors
from kg.link.referents import Referent, known
from kg.link.resolve import readings
from kg.link.scene import noun
from kg.link.tables import nominals
from kg.records import Claim, Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# Modes of COERCE and ASSAULT that are of law and order.
_INWARD = frozenset({"arrest", "censor", "crowd-control", "curfew", "martial-law"})


def domestic(discourse: Discourse, claim: Claim, subjects: Iterable[Referent]) -> Referents:
    """The state of the subjects, where an act of which nothing else is told is one at home; else nobody."""
    acting = {one.of_state if claim.event == "PROTEST" else one.state for one in subjects}
    entry = discourse.scene.gazetteer.entries.get(acting.pop() or "") if len(acting) == 1 else None
    if entry is None or entry.type != "State" or not _inward(discourse, claim):
        return ()
    return () if _abroad(discourse, claim, entry.id) else (known(entry, "composition"),)


def _inward(discourse: Discourse, claim: Claim) -> bool:
    heads = [discourse.scene.at(mention.head) for mention in claim.objects]
    if claim.event == "PROTEST":
        spans: Iterable[Span | Mention] = filter(None, (claim.trigger, claim.content, *claim.objects))
        return any(_rulers(discourse, token) for span in spans for token in _tokens(discourse, span))
    if any(head.pos_ not in ("NOUN", "NUM") for head in heads) or claim.event not in ("ASSAULT", "COERCE"):
        return False
    gathering = bool(heads) and all(noun(head) in nominals().gatherings for head in heads)
    return gathering or claim.mode in _INWARD


def _tokens(discourse: Discourse, span: Span | Mention) -> Iterable[Token]:
    return discourse.scene.doc.char_span(span.begin, span.end, alignment_mode="expand") or ()


def _rulers(discourse: Discourse, token: Token) -> bool:
    """Whether a word is "the government" of nobody that is told."""
    named = any(child.pos_ in ("PROPN", "ADJ") for child in token.lefts) or possessors(discourse, token)
    return noun(token) in nominals().rulers and not named


def _abroad(discourse: Discourse, claim: Claim, home: str) -> bool:
    """Whether the act takes place in another state."""
    found = readings(discourse, discourse.scene.at(claim.place.head)) if claim.place else ()
    states = {(lies_in(discourse, one) or one).id for reading in found[:1] for one in reading}
    return bool(states - {home})
