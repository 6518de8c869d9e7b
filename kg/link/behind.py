"""Who stands behind what an act is done to: whose demand is rejected, with whom ties are cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.link.compounds import owning
from kg.link.discourse import Discourse, Referents
from kg.link.owners import BY, OF, before, cased, possessors
from kg.link.places import settle
from kg.link.referents import Referent
from kg.link.scene import conjuncts, noun
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_BONDS = frozenset({"with", "between"})
_TOWARDS = frozenset(("against", "for", "in", "into", "on", "over", "to", "toward", "towards", "with"))
_DEEPEST = 3


def behind(discourse: Discourse, head: Token, event: str, avoid: frozenset[str]) -> Referents:
    """The actors whom an act on a thing is aimed at: whose it is or, of some acts, whom it concerns; or none.

    To reject, accuse or demand is aimed at who made the thing, to suspend, grant or impose at who is to feel it.
    """
    if head.pos_ == "VERB" and event in nominals().aimed | {"REJECT"}:
        return _done_to(discourse, head, event, avoid)
    if head.pos_ != "NOUN" or noun(head) in nominals().groups:
        return ()
    for token in _nested(head):
        ways = (
            _makers(discourse, token, avoid),
            _bound(discourse, token, event),
            _aimed(discourse, token, event),
        )
        for found in ways:
            if kept := tuple(one for one in found if one.actor and not avoid & {one.id, one.state}):
                return settle(kept, "composition")
    return ()


def _done_to(discourse: Discourse, verb: Token, event: str, avoid: frozenset[str]) -> Referents:
    """Whom an act concerns that is agreed to or threatened: "agreed to give aid to Chad"."""
    for child in verb.rights:
        if child.dep_ == "xcomp" and (found := _done_to(discourse, child, event, avoid)):
            return found
        if child.dep_ in ("obj", "iobj") or (child.dep_ == "obl" and cased(child, _TOWARDS | BY)):
            found = tuple(
                one
                for token in (child, *conjuncts(child))
                for one in discourse.resolve(discourse, token, avoid)
            )
            kept = tuple(one for one in found if one.actor and not avoid & {one.id, one.state})
            if kept := kept or behind(discourse, child, event, avoid):
                return settle(kept, "composition")
    return ()


def _nested(head: Token) -> Iterator[Token]:
    """A noun, and the nouns that hang from it by "of": "the resumption of ties"."""
    for _ in range(_DEEPEST):
        yield head
        inner = (child for child in head.rights if child.dep_ == "nmod" and cased(child, OF))
        if (found := next(inner, None)) is None or found.pos_ != "NOUN":
            return
        head = found


def _makers(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    cases = BY | OF if noun(head) in nominals().doings else BY
    return (
        possessors(discourse, head, avoid)
        or before(discourse, head, owning)
        or _linked(discourse, head, cases)
        or tuple(
            one
            for clause in head.rights
            if clause.dep_ == "acl" and clause.tag_ == "VBN"
            for one in _linked(discourse, clause, BY)
        )
    )


def _bound(discourse: Discourse, head: Token, event: str) -> Referents:
    """Those with whom a bond is: "ties with Chad", "the pact between Mali and Niger"; no accusation is of them."""
    bond = noun(head) in nominals().bonds and event != "ACCUSE"
    return _linked(discourse, head, _BONDS) if bond else ()


def _aimed(discourse: Discourse, head: Token, event: str) -> Referents:
    return _linked(discourse, head, _TOWARDS) if event in nominals().aimed else ()


def _linked(discourse: Discourse, head: Token, cases: frozenset[str]) -> Referents:
    """Whom the phrases after a noun name, or whose what they name is: "curbs on Chilean wine"."""
    found: dict[str, None] = {}
    kept: list[Referent] = []
    for child in head.rights:
        if child.dep_.startswith(("nmod", "obl")) and cased(child, cases):
            for token in (child, *conjuncts(child)):
                named = discourse.resolve(discourse, token, frozenset())
                if not any(one.actor for one in named) and token.pos_ == "NOUN":
                    named = before(discourse, token, owning)
                kept.extend(one for one in named if one.id not in found)
                found.update(dict.fromkeys(one.id for one in named))
    return tuple(kept)
