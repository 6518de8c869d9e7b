"""Bodies of a part of a state: "the government of Sindh", "Darfur police"; they do not act for the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.discourse import Discourse, Referents
from kg.link.origins import lies_in
from kg.link.owners import OF, after, before, possessors
from kg.link.places import readings
from kg.link.referents import Referent, slug
from kg.link.scene import Scene, noun
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_PARTS = frozenset({"City", "Region"})
_GOVERNING = frozenset({"administration", "authority", "government"})


def regional(discourse: Discourse, head: Token) -> Referents:
    """The body that a noun names of a region or of a city that is no seat of government."""
    if noun(head) not in nominals().bodies and noun(head) not in _GOVERNING:
        return ()
    found = (
        possessors(discourse, head)
        or before(discourse, head, _part)
        or after(discourse, head, OF, places=True)
    )
    return tuple(_body(discourse, head, one) for one in found[:1] if one.type in _PARTS)


def _part(scene: Scene, i: int) -> Referent | None:
    return next((one for one in readings(scene, i)[:1] if one.type in _PARTS), None)


def _body(discourse: Discourse, head: Token, of: Referent) -> Referent:
    label = f"{of.label} {head.lower_}"
    state = lies_in(discourse, of)
    return Referent(slug(label), label, "Institution", "composition", of_state=state.id if state else None)
