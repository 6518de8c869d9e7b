"""Whom a noun belongs to: "China's officials", "US and Chinese chiefs", "officials of the ministry"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.link.compounds import elided, mixed, owning
from kg.link.discourse import Discourse, Referents
from kg.link.places import owner
from kg.link.referents import Referent, known
from kg.link.scene import Scene, conjuncts, modifiers, noun
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

OF = frozenset({"of", "from", "for"})
BY = frozenset({"by", "from"})
FROM = OF | {"in", "throughout", "across", "at"}
_JOINTS = frozenset(("and", "or", "-", "\u2013", "/", "&", ","))
_NONE: frozenset[str] = frozenset()


def owners(discourse: Discourse, head: Token) -> Referents:
    """Whom a noun belongs to: a possessor, or names before it, or an "of" phrase after it."""
    return possessors(discourse, head) or before(discourse, head, owning) or after(discourse, head)


def possessors(discourse: Discourse, head: Token, avoid: frozenset[str] = _NONE) -> Referents:
    """Whose a noun is by a possessive; "the country's" is not what is to be avoided, "its" may well be."""
    holder = next((child for child in head.lefts if child.dep_ == "nmod:poss"), None)
    if holder is None:
        return ()
    held = (holder, *conjuncts(holder))
    return _unique(
        found
        for token in held
        for found in discourse.resolve(discourse, token, avoid if token.pos_ == "NOUN" else _NONE)
    )


def before(discourse: Discourse, head: Token, name: Callable[[Scene, int], Referent | None]) -> Referents:
    """The names among the modifiers: all where they are coordinated, none where they are mixed, else the first."""
    tokens = [token for token in _modifying(head) if token.i < head.i]
    found: list[Referent] = []
    for token in tokens:
        person = discourse.persons[token.i]
        named = person.referent if person else name(discourse.scene, token.i)
        if not named or found[-1:] == [named]:
            continue
        if mixed(discourse.scene, token.i):
            return ()
        if found and not _joined(discourse, tokens, token):
            break
        found.extend(one for one in (elided(discourse.scene, token.i), named) if one)
    return _unique(found)


def _modifying(head: Token) -> list[Token]:
    """The modifiers of a noun by the parse, or the words right before it where the parse has none."""
    below = list(modifiers(head))
    if below or head.i == head.sent.start:
        return below
    before = head.nbor(-1)
    return [before] if before.pos_ in ("ADJ", "PROPN") and not before.is_sent_start else []


def _joined(discourse: Discourse, tokens: list[Token], token: Token) -> bool:
    """Whether a modifier is coordinated with the one before it: "US and Chinese", "US-China"."""
    match = discourse.scene.names[token.i]
    start = match.start if match else token.i
    before = discourse.scene.tokens[start - 1].lower_ if start else ""
    return before in _JOINTS or (match is not None and match.end - start == 1 and "-" in token.text)


def after(
    discourse: Discourse, head: Token, cases: frozenset[str] = OF, *, places: bool = False
) -> Referents:
    """Whom the first "of" phrase after a noun names; what tells its field is passed over: "of Foreign Affairs".

    Places that do not act count only where they are asked for.
    """
    for child in head.rights:
        if child.dep_.startswith("nmod") and cased(child, cases):
            if not _field(discourse, head, child):
                held = (child, *(one for one in conjuncts(child) if one.pos_ == child.pos_))
                found = (one for token in held for one in discourse.resolve(discourse, token, _NONE))
                return _unique(one for one in found if one.actor or places)
            if inner := after(discourse, child, cases, places=places):
                return inner
    return ()


def _field(discourse: Discourse, head: Token, child: Token) -> bool:
    """Whether a word after "of" tells of what a ministry or minister is: "of Foreign Affairs", "of state"."""
    covers = (discourse.scene.titles, discourse.scene.names)
    if any(by[head.i] is not None and by[child.i] is by[head.i] for by in covers):
        return True
    return child.lower_ in nominals().portfolios and not before(discourse, child, owning)


def acting(discourse: Discourse, head: Token, owner: Referent) -> Referents:
    """Whom the people of a state or body act for: it, but of a person the state served by both.

    Only those who bear arms for a person stand for the person, as "Haftar's forces" do and his spokesman does not.
    """
    if owner.type != "Person":
        return (replace(owner, via="composition"),)
    if state := discourse.scene.gazetteer.entries.get(owner.acts_for or ""):
        return (known(state, "composition"),)
    title = discourse.scene.titles[head.i]
    armed = title is None or title.found[0].sector in ("MIL", "REB")
    return (replace(owner, via="composition"),) if armed else ()


def cased(token: Token, cases: frozenset[str]) -> bool:
    return any(child.dep_ == "case" and child.lower_ in cases for child in token.children)


def _unique(found: Iterable[Referent]) -> Referents:
    return tuple({referent.id: referent for referent in found}.values())


def named(discourse: Discourse, token: Token) -> bool:
    return owner(discourse.scene, token.i) is not None


def measured(head: Token) -> Token | None:
    """What a word of amount or trade is about: "hundreds of Russian troops", "some of the sale of chips"."""
    if not {noun(head), head.lower_} & nominals().measures:
        return None
    return next(
        (child for child in head.rights if child.dep_ in ("nmod", "obl") and cased(child, frozenset({"of"}))),
        None,
    )
