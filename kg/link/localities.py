"""Places that the text names and no table has, and those that it names with their kind: "the Province of Ontario"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.discourse import Discourse, Referents
from kg.link.origins import origins
from kg.link.places import readings
from kg.link.referents import Referent, known, slug
from kg.link.scene import noun, root
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

PLACES = {"GPE": "City", "LOC": "Region", "FAC": "Region"}
_TOWNS = frozenset(
    ("borough", "capital", "city", "municipality", "port", "suburb", "town", "township", "village")
)
_PARTS = frozenset({"Region", "Territory"})


def locality(discourse: Discourse, head: Token) -> Referents | None:
    """The place that a name of several words stands for, by the table or the text; None where it names none."""
    if head.pos_ != "PROPN" or discourse.scene.titles[head.i] or noun(head) in nominals().bodies:
        return None
    if found := _kindred(discourse, head):
        return (found,)
    entity = discourse.scene.entities.get(head.i)
    if entity is None or entity.label_ not in PLACES or len(entity) == 1:
        return None
    return (
        (_text(discourse, head, entity),)
        if head == root(discourse.scene.tokens, entity.start, entity.end)
        else None
    )


def _kindred(discourse: Discourse, head: Token) -> Referent | None:
    """What the table has by the name beside a word for its kind, if it is of that kind: "Hubei Province"."""
    if noun(head) not in nominals().settlements or not head.text[0].isupper():
        return None
    kinds = frozenset({"City"}) if noun(head) in _TOWNS else _PARTS
    beside = (child for child in head.children if child.dep_ in ("compound", "flat", "nmod", "nmod:desc"))
    return next((one for child in beside for one in _of_kind(discourse, child, kinds)), None)


def _of_kind(discourse: Discourse, token: Token, kinds: frozenset[str]) -> Referents:
    """The readings of a name that are of a kind, or the one sense that is."""
    match = discourse.scene.names[token.i]
    if found := tuple(one for one in readings(discourse.scene, token.i) if one.type in kinds):
        return found
    senses = [sense.entry for sense in match.found if sense.entry.type in kinds] if match else []
    return (known(senses[0], "name"),) if len(senses) == 1 else ()


def _text(discourse: Discourse, head: Token, entity: Span) -> Referent:
    """A place of the text, and the state in which the words say that it lies."""
    states = {one.id for one in origins(discourse, head) if one.type == "State"}
    part = noun(head) in nominals().settlements - _TOWNS
    label, cls = name(entity), "Region" if part else PLACES[entity.label_]
    return Referent(
        slug(label), label, cls, "text", sure=False, of_state=min(states) if len(states) == 1 else None
    )


def name(entity: Span) -> str:
    """The words of a name without articles, the ends of possessives and a preposition at which the model cut it."""
    words = [word for word in entity if word.lower_ != "the" and word.tag_ != "POS"]
    while len(words) > 1 and words[-1].pos_ == "ADP":
        words.pop()
    return " ".join(word.text for word in words).strip()
