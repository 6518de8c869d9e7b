"""Whether a name that is a city and a government stands for the city, by the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.around import Name, addressed
from kg.link.scene import Scene, conjuncts, noun, root
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

WHERE = frozenset(("in", "at", "near", "outside", "inside", "around", "across", "throughout", "within"))
_WAYS = frozenset(("beyond", "for", "from", "into", "over", "through", "to", "toward", "towards", "via"))
_BELONGING = frozenset({"compound", "nmod", "nmod:poss"})


def sited(scene: Scene, match: Name) -> bool:
    """Whether a name stands where only a place can: "in X", "south of X", "X's airport", "flew to X"."""
    own = root(scene.tokens, match.start, match.end)
    if addressed(scene, match) or (match.start and scene.tokens[match.start - 1].lower_ in WHERE):
        return True
    first = own
    while first.dep_ == "conj":
        first = first.head
    return _placed(own) or any(
        one != own and (_placed(one) or _city(scene, one)) for one in (first, *conjuncts(first))
    )


def _placed(own: Token) -> bool:
    return _put(own) or _owned(own) or _called(own) or _reached(own)


def _cases(token: Token) -> frozenset[str]:
    return frozenset(child.lower_ for child in token.children if child.dep_ == "case")


def _put(own: Token) -> bool:
    """Whether a preposition of place or of a way stands before: "in X", "returned to X", "ten miles from X"."""
    cases, words = _cases(own), nominals().siting
    if cases & WHERE:
        return True
    way = own.head.lemma_.lower() in words["moving"] or noun(own.head) in words["ways"]
    return way and bool(cases & _WAYS)


def _owned(own: Token) -> bool:
    """Whether it is the place's by which something is: "the centre of X", "X's bridges", "south of X"."""
    words = nominals().siting
    below = own.dep_ in _BELONGING or "of" in _cases(own)
    return below and (noun(own.head) in words["parts"] or own.head.lower_ in words["sides"])


def _called(own: Token) -> bool:
    """Whether it is said to be a city, or is beside a date or a place: "the capital is X", "1 May 1836 X"."""
    kinds = [child for child in own.children if child.dep_ in ("appos", "nsubj")]
    if own.dep_ in ("appos", "nsubj", "nmod:desc", "compound"):
        kinds.append(own.head)
    return any(noun(kind) in nominals().settlements for kind in kinds) or (
        own.dep_ == "appos" and own.head.ent_type_ in ("DATE", "FAC", "LOC")
    )


def _reached(own: Token) -> bool:
    return own.dep_ in ("obj", "nsubj:pass") and own.head.lemma_.lower() in nominals().siting["reaching"]


def _city(scene: Scene, token: Token) -> bool:
    """Whether a name can only be a city, beside which a capital is one too."""
    match = scene.names[token.i]
    return match is not None and all(sense.entry.type == "City" for sense in match.found)
