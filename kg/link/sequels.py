"""Acts that follow from another: "fired at the crowd, killing one person and arresting twelve"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from kg.link.discourse import Discourse
from kg.records import Claim, Fact, Link

if TYPE_CHECKING:
    from spacy.tokens import Token

_HARM = frozenset({"ASSAULT", "COERCE"})
_TOLD = frozenset({"amod", "compound", "nmod"})


def following(
    discourse: Discourse, claim: Claim, facts: Sequence[Fact], before: Iterable[tuple[Claim, Sequence[Fact]]]
) -> tuple[Fact, ...]:
    """The facts of a claim; where it follows from one before it, with that one's objects."""
    objects = _victims(discourse, claim, before)
    if not objects:
        return tuple(facts)
    bare = dict.fromkeys(replace(fact, object=None) for fact in facts)
    return tuple(replace(fact, object=other) for fact, other in product(bare, objects))


def _victims(
    discourse: Discourse, claim: Claim, before: Iterable[tuple[Claim, Sequence[Fact]]]
) -> tuple[Link, ...]:
    """Whom a participle's act hits where its own words name nobody: those whom the act before it was done to."""
    heads = [discourse.scene.at(mention.head) for mention in claim.objects]
    if claim.event not in _HARM or not heads or not all(map(_anybody, heads)):
        return ()
    above = [token.idx for token in _above(discourse.scene.at(claim.trigger.begin))]
    for other, facts in reversed(tuple(before)):
        governs = any(other.trigger.begin <= idx < other.trigger.end for idx in above)
        if governs and other.event in _HARM and other.subjects == claim.subjects:
            return tuple(dict.fromkeys(replace(each, via="composition") for each in _objects(facts)))
    return ()


def _anybody(head: Token) -> bool:
    """Whether a word names nobody, by itself or by what stands before it: "two", "five soldiers"."""
    told = any(child.dep_ in _TOLD and child.text[0].isupper() for child in head.lefts)
    known = any(child.lower_ == "the" or child.dep_ == "nmod:poss" for child in head.lefts)
    return head.pos_ == "NUM" or (head.pos_ == "NOUN" and not told and not known)


def _above(verb: Token) -> Iterator[Token]:
    """The verbs that a participle depends on."""
    while verb.dep_ in ("advcl", "conj") and verb.tag_ == "VBG":
        verb = verb.head
        yield verb


def _objects(facts: Iterable[Fact]) -> Iterator[Link]:
    return (fact.object for fact in facts if fact.object)
