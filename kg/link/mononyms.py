"""Persons whom a text brings in by a single name: "Suharto resigned", "his son Yasin", "Lisandro, who fled"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.link.places import located
from kg.link.scene import Scene, noun, predicative, subject
from kg.link.stretches import PERSON
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLURAL = frozenset({"are", "were", "have"})
_VERBAL = frozenset({"aux", "aux:pass", "cop"})
_BESIDE = frozenset({"appos", "compound", "flat", "nmod", "nmod:desc", "nsubj"})


def mononyms(scene: Scene, taken: Collection[int], borne: Collection[str]) -> Mapping[str, Sequence[int]]:
    """The single names that stand for persons, and where, but in longer names and names that others bear.

    The model must call most of a name's places a person, and the grammar must treat one of them so and none otherwise.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for i, word in enumerate(scene.words):
        if _large(word) and i not in taken and word not in borne and _candidate(scene, scene.tokens[i]):
            places[word].append(i)
    things = _things(scene)
    return {
        name: found
        for name, found in places.items()
        if name not in things and _person(scene, [scene.tokens[i] for i in found])
    }


def _things(scene: Scene) -> frozenset[str]:
    """The last words of things and bodies of several words: "Hurricane Katrina", "HMS Warspite"."""
    longer = (entity for entity in scene.doc.ents if entity.label_ not in PERSON and len(entity) > 1)
    return frozenset(entity[-1].text for entity in longer if entity[-2].pos_ == "PROPN")


def _large(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _candidate(scene: Scene, token: Token) -> bool:
    """Whether a word is a name by itself, which the tables have of nobody and of nothing."""
    if token.pos_ != "PROPN":
        return False
    entity = scene.entities.get(token.i)
    alone = entity is None or all(part == token or part.tag_ == "POS" for part in entity)
    listed = scene.names[token.i] is not None or scene.titles[token.i] is not None
    return alone and not listed and not scene.credited(token)


def _person(scene: Scene, tokens: Sequence[Token]) -> bool:
    called = [token for token in tokens if token.ent_type_ in PERSON]
    return (
        2 * len(called) > len(tokens)
        and any(_personal(scene, token) for token in called)
        and not any(_other(scene, token) for token in tokens)
    )


def _personal(scene: Scene, token: Token) -> bool:
    """Whether the words about a name tell that it is a person's."""
    if token.dep_ == "conj" and token.head.ent_type_ in PERSON:
        return _personal(scene, token.head)
    return (
        _acts(token)
        or (token.i > 0 and scene.titles[token.i - 1] is not None)
        or any(_who(child) or _beside(scene, child) for child in token.rights)
        or (token.dep_ in (*_BESIDE, "nmod:poss") and _kin(token.head))
    )


def _acts(token: Token) -> bool:
    """Whether a name is the subject of a verb, or is done what is done to persons: "jailed Bilal"."""
    if token.dep_ in ("obj", "nsubj:pass"):
        verbs = nominals().choosing
        return token.head.lemma_.lower() in verbs["addressing"] | verbs["befalling"]
    return token.dep_ == "obl:agent" or (token.dep_ == "nsubj" and token.head.pos_ == "VERB")


def _beside(scene: Scene, child: Token) -> bool:
    """Whether what stands beside a name is of persons: "Bilal, a teacher", "Bilal and his son"."""
    return (child.dep_ == "appos" and _human(scene, child)) or (child.dep_ == "conj" and _kin(child))


def _kin(head: Token) -> bool:
    return noun(head) in nominals().kin


def _who(clause: Token) -> bool:
    return clause.dep_ == "acl:relcl" and any(token.lower_ in ("who", "whose") for token in clause.children)


def _human(scene: Scene, head: Token) -> bool:
    """Whether a noun is of persons: kin, or with an article a title or trade: "a teacher", not "(Major General)"."""
    words = nominals()
    told = any(child.dep_ in ("det", "nmod:poss") for child in head.children)
    listed = noun(head) in words.trades | words.choosing["persons"]
    return _kin(head) or (told and head.pos_ == "NOUN" and (listed or scene.titles[head.i] is not None))


def _other(scene: Scene, token: Token) -> bool:
    """Whether the words about a name tell that it is a people's, a place's or a thing's."""
    first = token.i > 0 and scene.tokens[token.i - 1].lower_ in ("the", "a", "an")
    several = token.morph.get("Number", []) == ["Plur"] or (
        subject(token)
        and not any(child.dep_ == "conj" for child in token.children)
        and any(child.lower_ in _PLURAL and child.dep_ in _VERBAL for child in _after(token))
    )
    return (
        first
        or several
        or _thing(token)
        or (token.dep_ != "nmod:poss" and located(scene, token.i, token.i + 1))
    )


def _after(token: Token) -> Iterator[Token]:
    """What hangs on the verb of a subject, right of that."""
    return (child for child in token.head.children if child.i > token.i)


def _thing(token: Token) -> bool:
    """Whether a name is said to be a ship, a town or a company: "Kondor was the first of six torpedo boats"."""
    words = nominals()
    told = [child for child in token.rights if child.dep_ == "appos"]
    if token.dep_.startswith("nsubj") and predicative(token.head):
        told += [token.head, *(child for child in token.head.rights if child.dep_ == "nmod")]
    return any(noun(one) in words.arms | words.settlements | words.collectives for one in told)
