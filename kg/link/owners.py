"""Whom a noun belongs to: "China's officials", "US and Chinese chiefs", "officials of the ministry"."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kg.link.discourse import Discourse, Referents
from kg.link.places import owner, readings
from kg.link.referents import Referent
from kg.link.scene import Scene, conjuncts, modifiers, noun
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

OF = frozenset({"of", "from", "for"})
BY = frozenset({"by", "from"})
FROM = OF | {"in", "throughout", "across", "at"}
_JOINTS = frozenset(("and", "or", "-", "\u2013", "/", "&", ","))
_AGAINST = frozenset(("anti", "counter", "non"))
_NONE: frozenset[str] = frozenset()


def owners(discourse: Discourse, head: Token) -> Referents:
    """Whom a noun belongs to: a possessor, or names before it, or an "of" phrase after it."""
    return possessors(discourse, head) or before(discourse, head, owner) or after(discourse, head)


def origins(discourse: Discourse, head: Token) -> Referents:
    """Whose or where a group is, places among them: "Darfur rebels", "students in Indonesia"."""
    return possessors(discourse, head) or before(discourse, head, _origin) or after(discourse, head, FROM)


def _origin(scene: Scene, i: int) -> Referent | None:
    return next(iter(readings(scene, i)), None)


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
    """The names among the modifiers; of several, all where they are coordinated and else the first."""
    tokens = [token for token in _modifying(head) if token.i < head.i]
    found: list[Referent] = []
    for token in tokens:
        person = discourse.persons[token.i]
        named = person.referent if person else name(discourse.scene, token.i)
        if named and not _against(token) and (not found or found[-1] != named):
            if found and not _joined(discourse, tokens, token):
                break
            found.append(named)
    return _unique(found)


def _against(token: Token) -> bool:
    """Whether a name is only what something is against: "counter-ISIL operations"."""
    apart = token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in _AGAINST
    return apart or token.lower_.partition("-")[0] in _AGAINST


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
    before = discourse.scene.doc[start - 1].lower_ if start else ""
    return before in _JOINTS or (match is not None and match.end - start == 1 and "-" in token.text)


def after(discourse: Discourse, head: Token, cases: frozenset[str] = OF) -> Referents:
    for child in head.rights:
        if child.dep_.startswith("nmod") and cased(child, cases):
            held = (child, *conjuncts(child))
            found = (one for token in held for one in discourse.resolve(discourse, token, _NONE))
            return _unique(one for one in found if one.actor or cases is FROM)
    return ()


def cased(token: Token, cases: frozenset[str]) -> bool:
    return any(child.dep_ == "case" and child.lower_ in cases for child in token.children)


def _unique(found: Iterable[Referent]) -> Referents:
    return tuple({referent.id: referent for referent in found}.values())


def named(discourse: Discourse, token: Token) -> bool:
    return owner(discourse.scene, token.i) is not None


def measured(head: Token) -> Token | None:
    """What a noun of amount or trade is about: "hundreds of Russian troops", "the sale of chips"."""
    if noun(head) not in nominals().measures:
        return None
    return next(
        (child for child in head.rights if child.dep_ == "nmod" and cased(child, frozenset({"of"}))), None
    )
