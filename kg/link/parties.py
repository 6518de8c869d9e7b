"""Parties that a common noun tells: "the rebel attack", "coalition aircraft", "Syrian opposition forces"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.bearing import local
from kg.link.compounds import owning
from kg.link.discourse import Discourse, Referents
from kg.link.owners import acting, before
from kg.link.referents import Referent, slug
from kg.link.scene import noun
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_TOLD = frozenset({"amod", "compound", "nmod"})
_DEFINITE = frozenset({"our", "the", "this"})


def parties(discourse: Discourse, head: Token) -> Referents:
    """Whom the common noun before a noun tells: "rebel" of "Syrian rebel forces", "coalition" of "coalition aircraft"."""
    word = next((child for child in head.lefts if beside(child)), None)
    return () if word is None or discourse.scene.names[word.i] else party(discourse, word)


def beside(word: Token) -> bool:
    """Whether a noun tells, before another, whose that is: "rebel" of "rebel attack"."""
    return word.dep_ in _TOLD and noun(word) in nominals().parties


def party(discourse: Discourse, word: Token) -> Referents:
    """Whom a party's noun before another means: that of the state named beside it, or one that is known in this text alone."""
    owned = before(discourse, word.head, owning)
    if noun(word) in nominals().members:
        return tuple(one for of in owned for one in acting(discourse, word, of)) or _here(discourse, word)
    return tuple(_of(discourse, word, of) for of in owned) or _here(discourse, word)


def alone(discourse: Discourse, head: Token) -> Referents:
    """The party that a noun means by itself: "the coalition"."""
    definite = any(child.lower_ in _DEFINITE for child in head.lefts)
    return _here(discourse, head) if definite and noun(head) in nominals().parties else ()


def _of(discourse: Discourse, word: Token, of: Referent) -> Referent:
    entry = discourse.scene.gazetteer.entries.get(of.id)
    label = f"{(entry and entry.adjective) or of.label} {_several(word)}"
    return Referent(slug(label), label, _class(word), "composition", of_state=of.land)


def _here(discourse: Discourse, word: Token) -> Referents:
    """The party that is known by such a noun in this text alone."""
    label = _several(word)
    return (Referent(local(discourse.scene, slug(label)), label, _class(word), "text", sure=False),)


def _several(word: Token) -> str:
    """The noun of a party as it goes by itself: "rebels", and "opposition"."""
    lemma = noun(word)
    return lemma if lemma in nominals().collectives or lemma in nominals().members else f"{lemma}s"


def _class(word: Token) -> str:
    return nominals().groups.get(noun(word), "CivilGroup")
