"""What one is for a time: who leads, belongs to or holds what, and who no longer does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.discourse import Discourse
from kg.link.scene import noun
from kg.link.standing import ended
from kg.link.tables import nominals
from kg.records import Claim, Finding

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENDING = frozenset(
    (
        "actsFor",
        "affiliatedWith",
        "alliedWith",
        "capitalOf",
        "headOf",
        "holdsOffice",
        "memberOf",
        "opposedTo",
        "partOf",
    )
)
_BODIES = frozenset({"headOf", "memberOf"})  # of bodies alone: who leads a state's campaign leads no state


def over(discourse: Discourse, claim: Claim) -> bool:
    """Whether a claim tells by a noun what somebody was, and says no time: "a former member of"."""
    if claim.event or claim.time or claim.relation not in _ENDING:
        return False
    head = discourse.scene.at(claim.trigger.end - 1)
    return head.pos_ in ("NOUN", "PROPN") and ended(head)


def past(claim: Claim) -> Finding:
    """What is told of one who no longer holds an office, or is no longer what he was."""
    return Finding("past-office", claim.sentence.text, "held before the day of the text", claim.trigger.text)


def bodiless(claim: Claim, head: Token) -> bool:
    """Whether a relation to a body has a noun for its object of what is done: "leader of the War of Independence"."""
    if claim.relation not in _BODIES:
        return False
    words, own = nominals(), noun(head)
    done = own in words.deeds or own in words.conflicts
    return done and own not in words.settlements and own not in words.sites
