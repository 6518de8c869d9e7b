"""They: the nearest plural subject, where nobody else may be meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.link.clauses import barred, faced
from kg.link.discourse import Discourse, Referents, together
from kg.link.owners import cased
from kg.link.places import settle
from kg.link.scene import conjuncts
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEAR = 2  # sentences back that "they" reaches
_WITH = frozenset({"with", "to"})
_GROUPS = frozenset({"ArmedGroup", "CivilGroup", "Party"})
_ONE = frozenset({"State", "InternationalOrganization"})  # one, also where the name is a plural


def they(discourse: Discourse, token: Token, avoid: frozenset[str]) -> Referents:
    """The nearest plural subject before "they", unless others are named that may be meant as well."""
    for before in _subjects(discourse, token):
        several = together(discourse, before)
        # A plural that stands for nobody known still is who is meant.
        if _many(discourse, before) or any(referent.type in _GROUPS for referent in several):
            rivals = (*faced(token, before), *_beside(discourse, token, before), *_telling(token, before))
            if any(_others(discourse, other, several) for other in rivals):
                return ()
            return settle([referent for referent in several if referent.id not in avoid], "coreference")
        if met := _met(discourse, before, several):
            return settle([referent for referent in met if referent.id not in avoid], "coreference")
    return ()


def _met(discourse: Discourse, subject: Token, doing: Referents) -> Referents:
    """One who meets another, and that other: "Rama met Kurti. They spoke"."""
    verb = subject.head
    if verb.lemma_.lower() not in nominals().choosing["meeting"] or len(doing) != 1:
        return ()
    found = {
        one.id: one
        for child in verb.children
        if child.dep_ == "obj" or (child.dep_ == "obl" and cased(child, _WITH))
        for one in together(discourse, child)
        if one.type == doing[0].type in ("Person", "State") and one.id != doing[0].id
    }
    return (*doing, *found.values()) if found else ()


def _subjects(discourse: Discourse, token: Token) -> Iterator[Token]:
    """The nouns that are subjects before a pronoun, the nearest first."""
    first, shut = discourse.scene.sentence[token.i] - _NEAR, barred(token)
    for i in range(token.i - 1, -1, -1):
        if discourse.scene.sentence[i] < first:
            return
        before = token.doc[i]
        if before.dep_.startswith("nsubj") and before.pos_ in ("NOUN", "PROPN") and i not in shut:
            yield before


def _beside(discourse: Discourse, token: Token, subject: Token) -> Iterator[Token]:
    """The plurals of a sentence before its pronoun, where the subject stands in an earlier one."""
    here, shut = discourse.scene.sentence[token.i], barred(token)
    if discourse.scene.sentence[subject.i] != here:
        before = (token.doc[i] for i in range(token.sent.start, token.i) if i not in shut)
        yield from (
            one for one in before if one.pos_ in ("NOUN", "PROPN") and one.dep_ not in ("conj", "flat")
        )


def _telling(token: Token, subject: Token) -> Iterator[Token]:
    """Those who say of others what these must do, and may mean themselves: "they must leave before they disarm"."""
    if not any(child.lower_ == "must" for child in subject.head.children):
        return
    shut = barred(token)
    for above in subject.head.ancestors:
        yield from (one for one in above.children if one.dep_.startswith("nsubj") and one.i not in shut)


def _others(discourse: Discourse, token: Token, several: Referents) -> bool:
    """Whether a plural stands for somebody else, or may: "those of Yemen"."""
    if not _many(discourse, token):
        return False
    found = {one.id for one in together(discourse, token) if one.actor}
    return token.pos_ == "PRON" or bool(found - {one.id for one in several})


def _many(discourse: Discourse, token: Token) -> bool:
    """Whether a noun is coordinated, or a plural and not the name of one: "the United States"."""
    if next(conjuncts(token), None) is not None:
        return True
    named = discourse.scene.names[token.i] is not None
    one = named and any(referent.type in _ONE for referent in together(discourse, token))
    return token.morph.get("Number", []) == ["Plur"] and not one
