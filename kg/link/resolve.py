"""From the head word of a mention to what it may stand for, the likeliest reading first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.link import places
from kg.link.bodies import elsewhere
from kg.link.compose import composed
from kg.link.corefer import back
from kg.link.discourse import Discourse, Referents
from kg.link.localities import PLACES, locality, name
from kg.link.owners import measured
from kg.link.peoples import individuals
from kg.link.plurals import several
from kg.link.pronouns import pronoun
from kg.link.referents import Referent, slug
from kg.link.roles import office_holder
from kg.link.scene import noun, root
from kg.link.stretches import PERSON
from kg.link.things import thing
from kg.link.unlisted import unlisted

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_CALLED = frozenset(("appos", "flat", "nmod:desc", "nmod:unmarked"))
# The ways by which a word takes up what was named, by the names that links have them under.
_STEPS = {
    "pronoun": pronoun,
    "plural": several,
    "office": office_holder,
    "noun": back,
    "bridging": composed,
}


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
    named = list(_named(discourse, token, avoid))
    yield from named
    if named or discourse.scene.names[token.i]:
        return
    if (inner := measured(token)) is not None:
        yield resolve(discourse, inner, avoid)
        return
    if (own := _called(token) or _introduced(token)) is not None:
        yield resolve(discourse, own, avoid)
    for rule, step in _STEPS.items():
        if (found := step(discourse, token, avoid)) is None:  # one of several, and nothing tells which
            return
        if found:
            yield tuple(replace(one, rule=rule) if one.via == "coreference" else one for one in found)
    if token.dep_ == "appos":
        yield resolve(discourse, token.head, avoid)
    yield thing(discourse, token)
    yield _unknown(discourse, token, avoid)


def _called(token: Token) -> Token | None:
    """The name right behind a noun that tells what its bearer is: "the rebel group M23"."""
    names = (child for child in token.rights if child.dep_ in _CALLED and child.pos_ == "PROPN")
    return next((name for name in names if token.pos_ == "NOUN" and name.left_edge.i == token.i + 1), None)


def _introduced(token: Token) -> Token | None:
    """The name set beside "a member of the council, X,"."""
    one = noun(token) == "member" and token.morph.get("Number", []) == ["Sing"]
    beside = (child for child in token.rights if child.dep_ == "appos" and child.pos_ == "PROPN")
    return next(beside, None) if one else None


def _named(discourse: Discourse, token: Token, avoid: frozenset[str]) -> Iterator[Referents]:
    """A person, an organisation of the text, or what the tables hold under the name that covers the word."""
    person, match = discourse.persons[token.i], discourse.scene.names[token.i]
    if person and not (
        match and match.end <= person.first and _aside(discourse, person.start, person.end, token)
    ):
        yield (person.referent,)
    elif (own := _of_text(discourse, token, avoid)) is not None:
        yield own
    elif match and (found := individuals(discourse, token)) is not None:
        yield found
    elif match:
        found = places.readings(discourse.scene, token.i)
        foreign = found and elsewhere(discourse, token, found[0])
        yield from (composed(discourse, token, frozenset()),) if foreign else ((one,) for one in found)


def _of_text(discourse: Discourse, token: Token, avoid: frozenset[str]) -> Referents | None:
    """What the text names and no table has; None where the word names nothing, or the tables tell."""
    place = None if discourse.scene.names[token.i] else locality(discourse, token)
    return unlisted(discourse, token, avoid) if place is None else place


def _aside(discourse: Discourse, start: int, end: int, token: Token) -> bool:
    return root(discourse.scene.tokens, start, end) != token


def _unknown(discourse: Discourse, token: Token, avoid: frozenset[str]) -> Referents:
    """A name that only the model knows; a lone surname with several bearers stays unlinked."""
    entity = discourse.scene.entities.get(token.i) if token.pos_ == "PROPN" else None
    if entity is None or _surname(entity) or _after_title(discourse, entity.start):
        return ()
    if entity.label_ == "ORG":
        own = root(discourse.scene.tokens, entity.start, entity.end)
        return (unlisted(discourse, own, avoid) if own != token else None) or ()
    cls = "Person" if entity.label_ in PERSON else PLACES.get(entity.label_)
    label = name(entity)
    return (Referent(slug(label), label, cls, "text", sure=False),) if cls else ()


def _surname(entity: Span) -> bool:
    return entity.label_ in PERSON and len(entity) == 1


def _after_title(discourse: Discourse, start: int) -> bool:
    return start > 0 and discourse.scene.titles[start - 1] is not None
