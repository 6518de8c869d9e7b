"""What a view shows of some readings: the claims asked for, the actors that they are about, and their documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from kg.records import Actor, Document, Fact, KgError, Link, Reading


@dataclass(frozen=True, slots=True)
class Scene:
    """Documents in order of day, actors by falling number of claims and then of events, facts by day and place.

    Claims of a relation that is `quiet` here, left out until asked for, count last for the order of the actors.
    """

    documents: tuple[Document, ...]
    actors: tuple[Actor, ...]
    facts: tuple[Fact, ...]
    activity: Mapping[str, int]
    quiet: tuple[str, ...]


def scene(
    readings: Iterable[Reading],
    *,
    actor: str | None = None,
    relations: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    quiet: Collection[str] = (),
) -> Scene:
    """The claims about an actor (identifier, label or alias), of some relations, between two days included.

    A claim is kept where it may have happened between those days; one that tells no time happened when its document
    was published, and one without either is left out. Nothing is quiet where relations are asked for or nothing else
    is told. KgError says which actor, relation or day cannot be used.
    """
    found = {reading.document.id: reading for reading in readings}
    facts = list({fact.id: fact for reading in found.values() for fact in reading.facts}.values())
    actors = _actors(found.values(), facts)
    if actor is not None:
        facts = _about(facts, _find(actor, actors))
    if relations:
        facts = _related(facts, relations)
    if since or until:
        facts = _between(facts, _day(since, "0001-01-01"), _day(until, "9999-12-31"))
    return _scene(found, actors, facts, () if relations else quiet)


def opening(scene: Scene, *, top: int) -> list[int]:
    """The numbers of the actors drawn at first: of the `top` most active those of whom something is told there."""
    inside = {actor.id for actor in scene.actors[:top]}
    told = ({link.id for link in parties(fact)} for fact in scene.facts if fact.relation not in scene.quiet)
    drawn = {id for ids in told if ids <= inside for id in ids}
    return [number for number, actor in enumerate(scene.actors) if actor.id in drawn]


def day(fact: Fact) -> str | None:
    """The last day on which what is claimed may have happened, else the day it was published, if there is one."""
    return fact.time.latest if fact.time else fact.published


def parties(fact: Fact) -> tuple[Link, ...]:
    """The subject and, where there is one, the object."""
    return (fact.subject, fact.object) if fact.object else (fact.subject,)


def _scene(
    found: Mapping[str, Reading], actors: Mapping[str, Actor], facts: list[Fact], quiet: Collection[str]
) -> Scene:
    loud = [fact for fact in facts if fact.relation not in quiet] or facts
    activity, heard = _activity(facts), _activity(loud)
    deeds = Counter(link.id for fact in facts if fact.event for link in parties(fact))
    ranked = sorted(activity, key=lambda id: (-heard[id], -deeds[id], -activity[id], actors[id].label, id))
    kept = {fact.doc for fact in facts}
    documents = (reading.document for id, reading in found.items() if id in kept or not facts)
    return Scene(
        documents=tuple(sorted(documents, key=lambda document: (document.published or "", document.id))),
        actors=tuple(actors[id] for id in ranked),
        facts=tuple(sorted(facts, key=lambda fact: (day(fact) or "", fact.doc, fact.trigger.begin, fact.id))),
        activity=activity,
        quiet=tuple(sorted({fact.relation for fact in facts} - {fact.relation for fact in loud})),
    )


def _activity(facts: Iterable[Fact]) -> Counter[str]:
    return Counter(id for fact in facts for id in dict.fromkeys(link.id for link in parties(fact)))


def _actors(readings: Iterable[Reading], facts: Iterable[Fact]) -> dict[str, Actor]:
    known = {
        actor.id: actor
        for reading in readings
        for actor in sorted(reading.actors, key=lambda actor: actor.id)
    }
    linked = {link.id: link for fact in facts for link in parties(fact)}
    return {id: known.get(id) or Actor(id, link.label, link.type) for id, link in linked.items()}


def _find(wanted: str, actors: Mapping[str, Actor]) -> str:
    names = {name.casefold(): actor.id for actor in actors.values() for name in _names(actor)}
    if wanted in actors:
        return wanted
    if wanted.casefold() in names:
        return names[wanted.casefold()]
    near = get_close_matches(wanted.casefold(), names, n=3, cutoff=0.5)
    hint = (
        f"did you mean {', '.join(actors[names[name]].label for name in near)}?"
        if near
        else "`kg names` tells the names"
    )
    raise KgError(f"no claim is about an actor {wanted!r}: {hint}")


def _names(actor: Actor) -> Iterator[str]:
    yield from (*actor.aliases, actor.label, actor.id)


def _about(facts: Iterable[Fact], id: str) -> list[Fact]:
    return [fact for fact in facts if id in (link.id for link in parties(fact))]


def _related(facts: Sequence[Fact], relations: Sequence[str]) -> list[Fact]:
    known = sorted({fact.relation for fact in facts})
    for relation in relations:
        if relation not in known:
            raise KgError(f"no claim has the relation {relation!r}; there are {', '.join(known) or 'none'}")
    return [fact for fact in facts if fact.relation in relations]


def _day(given: str | None, otherwise: str) -> str:
    try:
        return date.fromisoformat(given or otherwise).isoformat()
    except ValueError as error:
        raise KgError(f"{given!r} is no day: write it as 2025-06-05") from error


def _between(facts: Iterable[Fact], since: str, until: str) -> list[Fact]:
    return [
        fact
        for fact in facts
        if (last := day(fact)) and since <= last and (fact.time.earliest if fact.time else last) <= until
    ]
