"""Nouns that name nobody and yet may be what a pronoun means, so that no name may be taken for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.link.clauses import barred, kind_of, own_subject
from kg.link.discourse import FADE, WEIGHTS, Discourse, Seen
from kg.link.scene import noun
from kg.link.stretches import PERSON
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_PERSONAL = ("man", "woman", "person")


def usurped(discourse: Discourse, token: Token, *, person: bool) -> bool:
    """Whether the clause has an unnamed subject that the pronoun rather means: "the refinery raised its output"."""
    own = own_subject(token) - barred(token)
    if len(own) != 1:
        return False
    (subject,) = (token.doc[i] for i in own)
    if not (_rival(discourse, subject, person=person) or (not person and _unknown(discourse, subject))):
        return False
    if person:
        before = discourse.before(token, sentences=0)
        return not any(seen.referent.type == "Person" and _inside(subject, seen) for seen in before)
    return not (acts(token) and subject.head.lemma_.lower() not in nominals().choosing["acting"])


def undecided(discourse: Discourse, token: Token, other: Token) -> bool:
    """Whether somebody unnamed whom a subject deals with may be meant: "pressed the regime until it yielded"."""
    if kind_of(token) != "thing":
        return _rival(discourse, other, person=True)
    if inanimate(discourse, other):
        return token.dep_ != "nmod:poss" and not acts(token) and _one(other)
    return _unknown(discourse, other)


def _one(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN") and token.morph.get("Number", []) != ["Plur"]


def _unknown(discourse: Discourse, token: Token) -> bool:
    """Whether a noun means some place, body or group that is no actor named before: "the company said it"."""
    papers = nominals().choosing["papers"]
    if not _one(token) or noun(token) in papers or personal(discourse, token):
        return False
    return not any(referent.actor for referent in discourse.resolve(discourse, token, frozenset()))


def _inside(subject: Token, seen: Seen) -> bool:
    return subject.left_edge.i <= seen.i <= subject.right_edge.i


def fitter(discourse: Discourse, token: Token, *, reach: int) -> bool:
    """Whether "it" does what a thing does, and one was spoken of: "passed the bill. It bans"."""
    return _does(token, "serving") and any(_rivals(discourse, token, reach, person=False))


def outweighed(
    discourse: Discourse, token: Token, found: Iterable[Seen], chosen: str, *, person: bool, reach: int
) -> bool:
    """Whether some noun that names nobody was as salient as the one chosen."""
    if not person and acts(token):
        return False
    ranked = discourse.salience(((seen, seen.referent.id) for seen in found), token)
    sums: dict[str, float] = defaultdict(float)
    here = discourse.scene.sentence[token.i]
    for rival in _rivals(discourse, token, reach, person=person):
        sums[noun(rival)] += WEIGHTS[_role(rival)] * FADE ** (here - discourse.scene.sentence[rival.i])
    return max(sums.values(), default=0.0) >= ranked.get(chosen, 0.0)


def _rivals(discourse: Discourse, token: Token, reach: int, *, person: bool) -> Iterator[Token]:
    first, apart = discourse.scene.sentence[token.i] - reach, barred(token)
    for i in range(token.i - 1, -1, -1):
        if discourse.scene.sentence[i] < first:
            return
        other = token.doc[i]
        if (
            i not in apart
            and _role(other)
            and token.i > other.right_edge.i
            and _rival(discourse, other, person=person)
        ):
            yield other


def _role(token: Token) -> str:
    """The role of a noun that weighs against a name: subject or object."""
    return "nsubj" if token.dep_.startswith("nsubj") else token.dep_ if token.dep_ == "obj" else ""


def _rival(discourse: Discourse, token: Token, *, person: bool) -> bool:
    if not _one(token) or discourse.persons[token.i]:
        return False
    if not person:
        return inanimate(discourse, token) or (token.pos_ == "PROPN" and _unknown(discourse, token))
    if any(child.dep_ == "appos" and discourse.persons[child.i] for child in token.children):
        return False
    named = discourse.resolve(discourse, token, frozenset()) if personal(discourse, token) else None
    return named is not None and all(referent.type != "Person" for referent in named)


def personal(discourse: Discourse, token: Token) -> bool:
    """Whether a noun means a person, named or not."""
    lemma, words = noun(token), nominals()
    return (
        discourse.persons[token.i] is not None
        or token.ent_type_ in PERSON
        or discourse.scene.titles[token.i] is not None
        or lemma in words.choosing["persons"]
        or lemma in words.trades
        or lemma.endswith(_PERSONAL)
        or (words.groups.get(lemma) in ("CivilGroup", "ArmedGroup") and lemma not in words.collectives)
    )


def inanimate(discourse: Discourse, token: Token) -> bool:
    """Whether a common noun means a thing or deed that "it" may take up, and nobody who acts."""
    lemma, words = noun(token), nominals()
    actors = (words.members, words.bodies, words.media, words.groups, words.choosing["papers"])
    if token.pos_ != "NOUN" or any(lemma in kind for kind in actors) or personal(discourse, token):
        return False
    if lemma in words.back and any(one.actor for one in discourse.resolve(discourse, token, frozenset())):
        return False
    return discourse.scene.names[token.i] is None


def acts(token: Token) -> bool:
    """Whether a pronoun is the subject of a verb that no thing can be the subject of."""
    return _does(token, "acting")


def _does(token: Token, verbs: str) -> bool:
    return token.dep_ == "nsubj" and token.head.lemma_.lower() in nominals().choosing[verbs]
