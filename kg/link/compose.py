"""Composition: a state or body and a noun ("Chinese officials", "the Foreign Ministry")."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from kg.link.bodies import bodies, bridge, generic, is_body
from kg.link.compounds import owning
from kg.link.deeds import doers, owned
from kg.link.discourse import Discourse, Referents
from kg.link.groups import group, groups, kind, member
from kg.link.namesakes import led
from kg.link.origins import lies_in, origins
from kg.link.owners import acting, after, before, named, owners, possessors
from kg.link.parties import alone, beside, parties, party
from kg.link.press import press, state_run
from kg.link.referents import Referent
from kg.link.regional import regional
from kg.link.scene import noun
from kg.link.sectors import told
from kg.link.standing import outside
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_TO = frozenset({"to"})
_CALLED = frozenset({"of"})
_IN = frozenset(("at", "in", "inside", "within"))
_BODIES = frozenset(("ArmedGroup", "Institution", "Party"))
_STATES = frozenset({"State"})
_RULING = frozenset(("administration", "cabinet", "government", "junta", "regime"))
_SHORTEST = 5  # letters of a noun whose ending may tell: no "list", no "man"


def composed(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """Whom a noun with its owners stands for; empty where it is no noun of the tables or nobody owns it."""
    if beside(head):
        return party(discourse, head)
    crew = noun(head) in nominals().arms and kind(head)  # "suicide bombers" are men, and no aircraft
    build = press if state_run(head) else groups if crew else _builders().get(noun(head)) or _people(head)
    found = (build(discourse, head, avoid) if build else ()) or regional(discourse, head)
    if own := told(head):
        found = tuple(replace(one, sector=own) for one in found)
    return found


def _people(head: Token) -> _Build | None:
    """How a noun is composed that no list has, where its ending tells that it means people."""
    own = head.pos_ == "NOUN" and noun(head) == head.lemma_ and len(noun(head)) > _SHORTEST
    return groups if own and noun(head).endswith(tuple(sorted(nominals().agents))) else None


def _members(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """People who act for a state or body stand for it, unless they are out of office."""
    if outside(head):
        return ()
    if (single := member(discourse, head)) is not None:
        return single
    if _serving(head) and (found := parties(discourse, head)):
        return found
    inner = next((token for token in head.lefts if is_body(token) and not named(discourse, token)), None)
    if inner is not None:
        return bodies(discourse, inner, avoid, owned=owners(discourse, head))
    found = _served(discourse, head)
    if noun(head) in _RULING and not found and generic(head):
        return bridge(discourse, head, avoid)
    served = (one for referent in found for one in _acting(discourse, head, referent))
    return tuple(served) or alone(discourse, head) or (groups(discourse, head, avoid) if kind(head) else ())


def _serving(head: Token) -> bool:
    """Whether a noun is of those who bear arms, or of states, who may be a party's: "rebel forces", "coalition nations"."""
    return _land(head) or nominals().sectors.get(noun(head)) == "MIL"


def _acting(discourse: Discourse, head: Token, owner: Referent) -> Referents:
    """Whom the people of an owner act for; those of a people without a state are a group: "Yoruba leaders"."""
    return (group(discourse, head, owner),) if owner.people else acting(discourse, head, owner)


def _served(discourse: Discourse, head: Token) -> Referents:
    """Whom people serve: their owner, him whose aides they are "to", or the body that they are in."""
    if _land(head):
        if any(child.pos_ == "PRON" and child.dep_ == "nmod:poss" for child in head.lefts):
            return possessors(discourse, head)
        found = before(discourse, head, owning) or after(discourse, head)
        return tuple(one for one in found if one.type != "State" or noun(head) == head.lower_)
    to = after(discourse, head, _TO) if noun(head) in nominals().attached else ()
    kinds = _BODIES | _STATES if noun(head) in nominals().governing else _BODIES
    inside = (one for one in after(discourse, head, _IN) if one.type in kinds and one.via != "metonym")
    return owners(discourse, head) or to or tuple(inside) or led(discourse, head)


def _land(head: Token) -> bool:
    """Whether a noun is a word for states, which are not another's, and as the parts of one do not act for it."""
    row = nominals().back.get(noun(head))
    return row is not None and row.types == ("State",)


def _deeds(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """Who does or has something; what follows "of" may be whom it is done to. A war with a name is nobody's."""
    if head.text[0].isupper() and noun(head) in nominals().conflicts:
        return ()
    found = owned(discourse, head, avoid)
    own = tuple(replace(referent, via="composition") for referent in found if referent.actor)
    return (
        own
        or doers(discourse, head)
        or (_sites(discourse, head, avoid) if noun(head) in nominals().sites else ())
    )


def _sites(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """The state in which something lies, no seat of government ("a village in Punjab"), or the place of that name."""
    if noun(head) in nominals().settlements and (called := after(discourse, head, _CALLED, places=True)):
        return called
    found = origins(discourse, head)
    states = (one for one in found if one.type == "State" and one.via != "metonym")
    return tuple(replace(one, via="composition") for one in states) or tuple(
        state for one in found if (state := lies_in(discourse, one))
    )


_Build: TypeAlias = "Callable[[Discourse, Token, frozenset[str]], Referents]"


@cache
def _builders() -> Mapping[str, _Build]:
    """How a noun is composed, by its lemma; the first kind that lists a noun keeps it."""
    words = nominals()
    kinds: tuple[tuple[Iterable[str], _Build], ...] = (
        (words.media, press),
        (words.bodies, bodies),
        (words.members, _members),
        (words.groups, groups),
        (words.arms | words.deeds, _deeds),
        (words.sites, _sites),
    )
    return {lemma: build for lemmas, build in reversed(kinds) for lemma in lemmas}
