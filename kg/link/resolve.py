"""From the head word of a mention to what it may stand for, the likeliest reading first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.link import places
from kg.link.bodies import elsewhere
from kg.link.compose import composed
from kg.link.corefer import back
from kg.link.discourse import Discourse, Referents
from kg.link.owners import measured, owners
from kg.link.peoples import individuals
from kg.link.plurals import several
from kg.link.pronouns import pronoun
from kg.link.referents import Referent, slug
from kg.link.roles import office_holder
from kg.link.scene import noun, root
from kg.link.stretches import PERSON
from kg.link.tables import nominals
from kg.link.things import thing

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_PLACES = {"GPE": "City", "LOC": "Region", "FAC": "Region"}
_ACTORS = frozenset((*PERSON, "ORG", *_PLACES))  # not events, peoples, dates and amounts
_STEPS = (pronoun, several, office_holder, back, composed)


def readings(
    discourse: Discourse, token: Token, avoid: frozenset[str] = frozenset()
) -> tuple[Referents, ...]:
    """What a head word may stand for, the likeliest first; a reading may have several members."""
    place = (token.i, avoid)
    if place not in discourse.memory:
        discourse.memory[place] = ()  # a word that leads back to itself stands for nothing
        discourse.memory[place] = tuple(
            dict.fromkeys(found for found in _readings(discourse, token, avoid) if found)
        )
    return discourse.memory[place]


def resolve(discourse: Discourse, token: Token, avoid: frozenset[str] = frozenset()) -> Referents:
    """The likeliest reading of a head word, or nothing."""
    found = readings(discourse, token, avoid)
    return found[0] if found else ()


def _readings(discourse: Discourse, token: Token, avoid: frozenset[str]) -> Iterator[Referents]:
    if discourse.scene.credited(token):
        return
    named = list(_named(discourse, token))
    yield from named
    if named or discourse.scene.names[token.i]:
        return
    if (inner := measured(token)) is not None:
        yield resolve(discourse, inner, avoid)
        return
    for step in _STEPS:
        if (found := step(discourse, token, avoid)) is None:  # one of several, and nothing tells which
            return
        yield found
    if token.dep_ == "appos":
        yield resolve(discourse, token.head, avoid)
    yield thing(discourse, token)
    yield _unknown(discourse, token)


def _named(discourse: Discourse, token: Token) -> Iterator[Referents]:
    """A person, or what the tables hold under the name that covers the word."""
    person, match = discourse.persons[token.i], discourse.scene.names[token.i]
    if person and not (
        match and match.end <= person.first and _aside(discourse, person.start, person.end, token)
    ):
        yield (person.referent,)
    elif match and (found := individuals(discourse, token)) is not None:
        yield found
    elif match:
        found = places.readings(discourse.scene, token.i)
        foreign = found and elsewhere(discourse, token, found[0])
        yield from (composed(discourse, token, frozenset()),) if foreign else ((one,) for one in found)


def _aside(discourse: Discourse, start: int, end: int, token: Token) -> bool:
    return root(discourse.scene.doc, start, end) != token


def _unknown(discourse: Discourse, token: Token) -> Referents:
    """A name that only the model knows; a lone surname with several bearers stays unlinked."""
    if token.pos_ != "PROPN" or not token.ent_type_:
        return ()
    entity = discourse.scene.entities.get(token.i)
    if entity is None or entity.label_ not in _ACTORS:
        return ()
    if _surname(entity) or _after_title(discourse, entity.start) or _nameless(entity, token):
        return ()
    label = " ".join(word.text for word in entity if word.lower_ != "the" and word.tag_ != "POS").strip()
    states = [owner for owner in owners(discourse, token) if owner.type == "State"]
    cls = _class(label, entity.label_, bool(states))
    acts_for = states[0].id if states and cls == "Institution" else None
    return (Referent(slug(label), label, cls, "text", acts_for, sure=False),)


def _nameless(entity: Span, token: Token) -> bool:
    """Whether only what every state has is written large: "the Council", "the Ministry of Defence"."""
    shared = nominals().portfolios
    words = (word for word in entity if word != token and word.pos_ not in ("ADP", "CCONJ", "DET"))
    return noun(token) in nominals().bodies and all(word.lower_ in shared for word in words)


def _surname(entity: Span) -> bool:
    return entity.label_ in PERSON and len(entity) == 1


def _after_title(discourse: Discourse, start: int) -> bool:
    return start > 0 and discourse.scene.titles[start - 1] is not None


def _class(label: str, entity: str, owned: bool) -> str:
    if entity in PERSON:
        return "Person"
    if entity in _PLACES:
        return _PLACES[entity]
    words: Iterable[str] = label.replace(".", "").split()
    return next(
        (cls for word in words if (cls := nominals().suffixes.get(word))),
        "Institution" if owned else "CivilGroup",
    )


def lies_in(discourse: Discourse, referent: Referent) -> Referent | None:
    """The state that a place lies in: whom an act against the place is aimed at."""
    entries = discourse.scene.gazetteer.entries
    entry = entries.get(referent.id)
    state = (
        entries.get(entry.state or "") if entry and entry.type in ("City", "Region", "Territory") else None
    )
    return Referent(state.id, state.label, state.type, "composition", state.id) if state else None
