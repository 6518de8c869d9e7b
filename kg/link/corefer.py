"""Nouns that refer back to one: "the bloc", "the Commission", "the rebels"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.link.clauses import opposed
from kg.link.discourse import Discourse, Referents, Seen, together
from kg.link.nearest import MARGIN, NEAR, pick
from kg.link.owners import owners
from kg.link.places import settle
from kg.link.referents import Referent
from kg.link.scene import noun
from kg.link.tables import Back, nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_LINKING = re.compile(r" (?:against|for|in|of|on) ")
_NARROWING = frozenset({"nmod", "acl", "acl:relcl"})


def back(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents | None:
    """What "the bloc" or "the island" refers back to; None where it may be any of several."""
    if (short := _short(discourse, head)) != ():
        return short
    row = nominals().back.get(noun(head))
    if row is None or not _referring(discourse, head, row):
        return ()
    doing = _doing(discourse, head)
    shut = avoid | {one.id for one in doing if one.via != "composition"}
    found = [
        seen
        for seen in discourse.before(head, sentences=NEAR)
        if seen.referent.id not in shut and answers(discourse, seen.referent, row)
    ]
    chosen = pick(discourse, head, found, 1, MARGIN)
    return None if found and (not chosen or _either(discourse, head, found, chosen[0], doing)) else chosen


def _doing(discourse: Discourse, head: Token) -> Referents:
    """Who is the subject of the clause in which a noun is not: "Peru will aid Chile's firms in the country"."""
    return tuple(one for i in sorted(opposed(head)) for one in together(discourse, discourse.scene.tokens[i]))


def _either(discourse: Discourse, head: Token, found: list[Seen], chosen: Referent, doing: Referents) -> bool:
    """Whether those who act for one may mean theirs or another: "its navy has blockaded the country's ports"."""
    here = discourse.scene.sentence[head.i]
    others = any(seen.referent.id != chosen.id and seen.sentence == here for seen in found)
    return others and any(one.type != "Person" and one.state == chosen.id for one in doing)


def _short(discourse: Discourse, head: Token) -> Referents | None:
    """A body by the noun of its name: "the Commission", and "the fund" where one was named near by."""
    around = (child for child in head.children if child.dep_ not in ("case", "punct"))
    bare = [child.lower_ for child in around] == ["the"]
    if not bare or head.morph.get("Number", []) == ["Plur"]:
        return ()
    near = len(discourse.scene.tokens) if head.text[0].isupper() else NEAR
    before = discourse.before(head, sentences=near)
    named = {seen.referent.id: seen.referent for seen in before if _called(seen.referent, head)}
    return settle(list(named.values()), "coreference") if len(named) == 1 else None if named else ()


def _called(referent: Referent, head: Token) -> bool:
    """Whether a noun is the head of a body's name: its last word, or the last before "of" and the like."""
    body = referent.type not in ("Person", "State") and " " in referent.label
    return body and _LINKING.split(referent.label)[0].split()[-1].lower() == head.lower_


def _referring(discourse: Discourse, head: Token, row: Back) -> bool:
    """Whether a noun takes up something named before: definite, and naming nothing itself."""
    words = [child for child in head.lefts if child.dep_ not in ("case", "amod", "nummod")]
    definite = bool(words) and all(child.lower_ in _DEFINITE for child in words)
    one = row.plural or head.morph.get("Number", []) != ["Plur"]
    return (
        definite
        and one
        and head.pos_ == "NOUN"
        and not owners(discourse, head)
        and not any(child.dep_ in _NARROWING and not _aside(child) for child in head.rights)
    )


def _aside(clause: Token) -> bool:
    """Whether a comma sets a clause apart, which then does not tell which one is meant."""
    first = clause.left_edge
    return any(token.text == "," for token in (first, first.nbor(-1)))


def answers(discourse: Discourse, referent: Referent, row: Back) -> bool:
    """Whether what was named before is of the kind that a noun refers back to."""
    entry = discourse.scene.gazetteer.entries.get(referent.id)
    kind = not row.kinds or (entry is not None and entry.kind in row.kinds)
    return referent.type in row.types and kind and (not row.only or referent.id in row.only)
