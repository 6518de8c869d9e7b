"""Pronouns: the clearest of what was spoken of nearby, and nothing for a coin toss."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kg.link.discourse import Discourse, Referents, Seen, clear
from kg.link.places import settle
from kg.link.referents import Referent
from kg.link.scene import conjuncts
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR = 3  # sentences back that a pronoun reaches
MARGIN = 1.25
_GROUPS = frozenset({"ArmedGroup", "CivilGroup", "Party"})


def pronoun(discourse: Discourse, token: Token, avoid: frozenset[str]) -> Referents:
    """What a pronoun stands for: the clearest of what was named nearby and agrees with it."""
    words, word = nominals().pronouns, token.lower_
    if word in words["person"]:
        return _nearest(discourse, token, avoid, _person(word in words["male"]))
    if word in words["thing"]:
        return _object_before(discourse, token) or _nearest(discourse, token, avoid, _impersonal)
    if word in words["plural"]:
        return _plural(discourse, token, avoid)
    if "Rel" in token.morph.get("PronType", []) and (taken := _relativised(token)):
        return _together(discourse, taken)
    return ()


def _person(male: bool) -> Callable[[Referent], bool]:
    wanted = (None, "male" if male else "female")
    return lambda referent: referent.type == "Person" and referent.gender in wanted


def _impersonal(referent: Referent) -> bool:
    return referent.actor and referent.type != "Person"


def _nearest(
    discourse: Discourse, token: Token, avoid: frozenset[str], fits: Callable[[Referent], bool]
) -> Referents:
    found = [
        seen
        for seen in discourse.before(token, sentences=NEAR)
        if fits(seen.referent) and seen.referent.id not in avoid
    ]
    here = discourse.scene.sentence[token.i]
    subjects = [seen for seen in found if seen.subject and seen.sentence == here]
    together = _clausal(token)
    own = [seen for seen in subjects if seen.i in together]
    others = [seen for seen in subjects if seen.i not in together]
    if subjects:
        return pick(discourse, token, own if len(together) == 1 and own else others, 1, MARGIN)
    clausal = [seen for seen in found if seen.weight > 1]
    return pick(discourse, token, clausal or found, 1, MARGIN)


def _clausal(token: Token) -> frozenset[int]:
    """The subject of the clause around a token, with what is coordinated with it."""
    for above in token.ancestors:
        for child in above.children:
            if child.dep_.startswith("nsubj") and child.i < token.i:
                return frozenset({child.i, *(other.i for other in conjuncts(child))})
    return frozenset()


def _object_before(discourse: Discourse, token: Token) -> Referents:
    """The thing that "it" takes up as an object, where the object before it is a thing: "a bill … opposed it"."""
    if token.dep_ != "obj":
        return ()
    doc, first = discourse.scene.doc, discourse.scene.sentence[token.i] - 1
    for i in range(token.i - 1, -1, -1):
        if discourse.scene.sentence[i] < first:
            break
        singular = doc[i].pos_ in ("NOUN", "PROPN") and doc[i].morph.get("Number", []) != ["Plur"]
        if singular and doc[i].dep_ in ("obj", "nsubj:pass"):
            return tuple(one for one in discourse.resolve(discourse, doc[i], frozenset()) if not one.actor)
    return ()


def pick(discourse: Discourse, token: Token, found: Iterable[Seen], count: int, margin: float) -> Referents:
    found = list(found)
    chosen = (
        clear(discourse.salience(((seen, seen.referent.id) for seen in found), token), count, margin) or ()
    )
    last = {seen.referent.id: seen.referent for seen in found}
    return settle([referent for name, referent in last.items() if name in chosen], "coreference")


def _relativised(token: Token) -> Token | None:
    """The noun that "who" or "which" takes up."""
    clause = next((above for above in (token.head, *token.ancestors) if above.dep_ == "acl:relcl"), None)
    return clause.head if clause is not None else None


def _plural(discourse: Discourse, token: Token, avoid: frozenset[str]) -> Referents:
    """The nearest plural subject before "they"."""
    first = max(discourse.scene.sentence[token.i] - 2, 0)
    for i in range(token.i - 1, -1, -1):
        before = discourse.scene.doc[i]
        if discourse.scene.sentence[i] < first:
            break
        if not before.dep_.startswith("nsubj") or before.pos_ not in ("NOUN", "PROPN"):
            continue
        several = _together(discourse, before)
        # A plural that stands for nobody known still is who is meant.
        if _many(before) or any(referent.type in _GROUPS for referent in several):
            return settle([referent for referent in several if referent.id not in avoid], "coreference")
    return ()


def _many(token: Token) -> bool:
    """Whether a noun is plural, or coordinated."""
    return token.morph.get("Number", []) == ["Plur"] or next(conjuncts(token), None) is not None


def _together(discourse: Discourse, token: Token) -> Referents:
    """What a noun and those coordinated with it stand for."""
    found = (
        one for part in (token, *conjuncts(token)) for one in discourse.resolve(discourse, part, frozenset())
    )
    return tuple({referent.id: referent for referent in found}.values())
