"""Composition: a state or body and a noun ("Chinese officials", "the Foreign Ministry")."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from kg.link.bodies import bodies, bridge, generic, is_body
from kg.link.compounds import owning
from kg.link.discourse import Discourse, Referents
from kg.link.groups import groups, press, state_run
from kg.link.owners import BY, acting, after, before, named, owners, possessors
from kg.link.scene import noun
from kg.link.standing import outside
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_TO = frozenset({"to"})
_IN = frozenset(("at", "in", "inside", "within"))
_BODIES = frozenset(("ArmedGroup", "Institution", "Party"))


def composed(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """Whom a noun with its owners stands for; empty where it is no noun of the tables or nobody owns it."""
    build = press if state_run(head) else _builders().get(noun(head))
    return build(discourse, head, avoid) if build else ()


def _members(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """People who act for a state or body stand for it, unless they are out of office."""
    if outside(head):
        return ()
    inner = next((token for token in head.lefts if is_body(token) and not named(discourse, token)), None)
    if inner is not None:
        return bodies(discourse, inner, avoid, owned=owners(discourse, head))
    found = _served(discourse, head)
    if noun(head) in ("government", "administration", "cabinet") and not found and generic(head):
        return bridge(discourse, head, avoid)
    return tuple(one for referent in found for one in acting(discourse, head, referent))


def _served(discourse: Discourse, head: Token) -> Referents:
    """Whom people serve: their owner, him whose aides they are "to", or the body that they are in."""
    if _land(head):
        if any(child.pos_ == "PRON" and child.dep_ == "nmod:poss" for child in head.lefts):
            return possessors(discourse, head)
        found = before(discourse, head, owning) or after(discourse, head)
        return tuple(one for one in found if one.type != "State" or noun(head) == head.lower_)
    to = after(discourse, head, _TO) if noun(head) in nominals().attached else ()
    inside = (one for one in after(discourse, head, _IN) if one.type in _BODIES)
    return owners(discourse, head) or to or tuple(inside)


def _land(head: Token) -> bool:
    """Whether a noun is a word for states, which are not another's, and as the parts of one do not act for it."""
    row = nominals().back.get(noun(head))
    return row is not None and row.types == ("State",)


def _deeds(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """Who does or has something; what follows "of" may be whom it is done to."""
    found = (
        possessors(discourse, head, avoid) or before(discourse, head, owning) or after(discourse, head, BY)
    )
    return tuple(replace(referent, via="composition") for referent in found if referent.actor)


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
    )
    return {lemma: build for lemmas, build in reversed(kinds) for lemma in lemmas}
