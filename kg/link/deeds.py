"""Whose an act is that a noun takes up: "Chad launched strikes on the camp ... The strikes destroyed a depot"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.compounds import owning
from kg.link.discourse import Discourse, Referents
from kg.link.owners import BY, after, before, possessors
from kg.link.parties import parties
from kg.link.places import settle
from kg.link.scene import noun
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_TAKING = frozenset({"the", "these", "those"})
_DONE = frozenset({"obj", "nsubj:pass"})


def owned(discourse: Discourse, head: Token, avoid: frozenset[str] = frozenset()) -> Referents:
    """Who does something by the words about its noun; what follows "of" may be whom it is done to."""
    return (
        possessors(discourse, head, avoid)
        or before(discourse, head, owning)
        or parties(discourse, head)
        or after(discourse, head, BY)
    )


def doers(discourse: Discourse, head: Token) -> Referents:
    """Who did the acts that a noun takes up, where all such acts that the text told of before are of one."""
    deed = noun(head)
    if deed not in nominals().deeds or not _taking_up(head):
        return ()
    before = zip(discourse.scene.tokens[: head.i], discourse.scene.nouns, strict=False)
    acts = (token for token, own in before if own.endswith(deed))
    found = {one.id: one for act in acts for one in owned(discourse, act) or _carried(discourse, act)}
    return settle(tuple(found.values()), "coreference") if len(found) == 1 else ()


def _taking_up(head: Token) -> bool:
    """Whether a noun stands for several acts, or ones told before: "the strikes", "five strikes"."""
    return head.pos_ == "NOUN" and any(
        child.lower_ in _TAKING or child.dep_ == "nummod" for child in head.lefts
    )


def _carried(discourse: Discourse, act: Token) -> Referents:
    """Who carries out an act as the subject of a verb: "Chad conducted strikes"."""
    if act.dep_ not in _DONE or act.head.lemma_.lower() not in nominals().carrying:
        return ()
    subjects = [child for child in act.head.children if child.dep_ == "nsubj"]
    return discourse.resolve(discourse, subjects[0], frozenset()) if subjects else ()
