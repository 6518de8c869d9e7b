"""Governments by a surname that several had: all Bushes led one state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.discourse import Discourse, Referents
from kg.link.referents import known
from kg.link.scene import modifiers, noun

if TYPE_CHECKING:
    from spacy.tokens import Token

_LED = frozenset(("administration", "cabinet", "government", "presidency", "regime"))


def led(discourse: Discourse, head: Token) -> Referents:
    """The state of "the Bush administration", where everybody of that surname in the tables is of one state."""
    if noun(head) not in _LED:
        return ()
    gazetteer = discourse.scene.gazetteer
    for token in modifiers(head):
        senses = gazetteer.senses(token.text) if token.text[:1].isupper() else ()
        states = {sense.entry.state for sense in senses if sense.entry.type == "Person"}
        if len(states) == 1:
            entry = gazetteer.entries.get(next(iter(states)) or "")
            return (known(entry, "composition"),) if entry else ()
    return ()
