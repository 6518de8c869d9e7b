"""The words that alone name a person of the text, where the model or the tables have something else."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.link.places import located
from kg.link.scene import Bearer, Scene
from kg.link.stretches import PERSON
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_TIMES = frozenset(("DATE", "TIME"))
_SUBJECTS = frozenset(("nsubj", "nsubj:pass"))


def lone(
    scene: Scene, taken: Collection[int], names: Mapping[str, Sequence[Bearer]]
) -> Iterator[tuple[int, int]]:
    """The words that alone name a person of the text, though they also name a place, a title or a month."""
    for i, word in enumerate(scene.words):
        borne, token = names.get(word), scene.tokens[i]
        if borne and i not in taken and not scene.credited(token) and _refers(scene, token, borne):
            yield i, i + 1


def _refers(scene: Scene, token: Token, borne: Sequence[Bearer]) -> bool:
    """Whether the model or, of a surname, the grammar makes a word a person."""
    entity = scene.entities.get(token.i)
    if entity and (entity.label_ in PERSON or entity.label_ in _TIMES):
        return entity.label_ in PERSON and len(entity) == 1
    surname = any(_surname(bearer) == token.text and bearer.start < token.i for bearer in borne)
    joined = any(child.dep_ in ("conj", "flat", "compound") for child in token.children)
    if not surname or joined:
        return False
    unlisted = scene.names[token.i] is None and (
        entity is None or (entity.label_ != "ORG" and len(entity) == 1)
    )
    return (unlisted and _argument(scene, token)) or (token.dep_ in _SUBJECTS and not _told(scene, token))


def _argument(scene: Scene, token: Token) -> bool:
    """Whether a name stands by itself, and not in another or behind a preposition of place."""
    apart = token.pos_ == "PROPN" and token.dep_ not in ("appos", "compound", "conj", "flat")
    return apart and not located(scene, token.i, token.i + 1)


def _surname(bearer: Bearer) -> str:
    """The last word of a full name, unless a small word makes it part of more: "Francesco di Assisi"."""
    *_, before, last = ("", *bearer.name)
    return "" if before.lower() in nominals().particles else last


def _told(scene: Scene, token: Token) -> bool:
    """Whether the text tells of the place of a name under another name: of Jordan, where it has Amman."""
    match = scene.names[token.i]
    meant = {sense.entry.id for sense in match.found} if match else set()
    return any(
        meant & {sense.entry.id for sense in other.found} and scene.tokens[i].text != token.text
        for i, other in enumerate(scene.names)
        if other
    )
