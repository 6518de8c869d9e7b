"""Nouns that refer back: "both sides", "the bloc", "the Commission"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.link.discourse import Discourse, Referents, Seen, clear
from kg.link.owners import owners
from kg.link.places import settle
from kg.link.pronouns import MARGIN, NEAR, pick
from kg.link.referents import Referent, known
from kg.link.scene import noun
from kg.link.tables import Back, nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_FAR = 12  # sentences back that "the two leaders" reaches  # sentences back that "the two leaders" reaches
_SLOW = 0.9  # what remains of a state's salience as one of two sides from one sentence to the next


def pair(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """The members of "the two sides" or "both leaders": the persons or states set side by side."""
    kind = nominals().pairs.get(noun(head))
    if kind is None or not _two(discourse, head):
        return ()
    before = [seen for seen in discourse.before(head, sentences=_FAR) if seen.referent.id not in avoid]
    if kind == "person":
        return pick(discourse, head, [seen for seen in before if seen.referent.type == "Person"], 2, 1.5)
    entries = discourse.scene.gazetteer.entries
    states = [(seen, state) for seen in before if (state := seen.referent.state) and state not in avoid]
    return tuple(
        known(entries[name], "coreference") for name in _sides(discourse, head, states) if name in entries
    )


def _sides(discourse: Discourse, head: Token, states: list[tuple[Seen, str]]) -> Iterable[str]:
    """The two states of the sentence, where it names just two, or else the two most salient; as the text has them."""
    here = {state for seen, state in states if seen.sentence == discourse.scene.sentence[head.i]}
    chosen = here if len(here) == 2 else clear(discourse.salience(states, head, fade=_SLOW), 2, 1.5)
    return dict.fromkeys(state for _, state in states if state in (chosen or ()))


def _two(discourse: Discourse, head: Token) -> bool:
    """Whether a plural says that it has two members, or is a bare definite one: "the leaders"."""
    words = {child.lower_ for child in head.lefts}
    if words & {"both", "two"}:
        return True
    plain = all(child.dep_ in ("det", "case") for child in head.lefts)
    return "the" in words and plain and head.morph.get("Number", []) == ["Plur"] and not list(head.rights)


def back(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """What "the bloc" or "the island" refers back to."""
    if short := _short(discourse, head):
        return short
    row = nominals().back.get(noun(head))
    if row is None or not _referring(discourse, head):
        return ()
    found = [
        seen
        for seen in discourse.before(head, sentences=NEAR)
        if seen.referent.id not in avoid and _answers(discourse, seen.referent, row)
    ]
    return pick(discourse, head, found, 1, MARGIN)


def _short(discourse: Discourse, head: Token) -> Referents:
    """A body by the last word of its name: "the Commission"."""
    bare = [child.lower_ for child in head.lefts if child.dep_ != "case"] == ["the"]
    if not bare or not head.text[0].isupper():
        return ()
    before = (seen.referent for seen in discourse.seen if seen.i < head.i)
    named = {one.id: one for one in before if one.label.split()[-1] == head.text and " " in one.label}
    return settle(list(named.values()), "coreference") if len(named) == 1 else ()


def _referring(discourse: Discourse, head: Token) -> bool:
    """Whether a singular noun takes up something named before: definite, and naming nothing itself."""
    words = [child for child in head.lefts if child.dep_ not in ("case", "amod", "nummod")]
    definite = bool(words) and all(child.lower_ in ("the", "this", "that") for child in words)
    singular = head.pos_ == "NOUN" and head.morph.get("Number", []) != ["Plur"]
    return (
        definite
        and singular
        and not owners(discourse, head)
        and not any(child.dep_ == "nmod" for child in head.rights)
    )


def _answers(discourse: Discourse, referent: Referent, row: Back) -> bool:
    entry = discourse.scene.gazetteer.entries.get(referent.id)
    kind = not row.kinds or (entry is not None and entry.kind in row.kinds)
    return referent.type in row.types and kind and (not row.only or referent.id in row.only)
