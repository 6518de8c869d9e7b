"""Persons: who bears a name, and the surnames that refer back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from kg.link.referents import Referent, known, slug
from kg.link.scene import Bearer, Scene
from kg.link.stretches import PERSON, stretches
from kg.link.titles import Named, titled
from kg.records import digest
from kg.rules.entries import Entry, Title

_INITIAL = re.compile(r"[A-Z]\.?")


def bearers(scene: Scene) -> tuple[Bearer, ...]:
    """The persons named in a text, in its order; a surname whose bearer is uncertain is left out."""
    found = [titled(scene, start, end) for start, end in stretches(scene)]
    full = _agreed([_person(scene, named) for named in found if len(named.words(scene)) > 1])
    index = _index(scene, full)
    short = [
        bearer for named in found if len(named.words(scene)) == 1 if (bearer := _surname(scene, named, index))
    ]
    return tuple(sorted((*full, *short), key=lambda bearer: bearer.start))


def _agreed(full: Sequence[Bearer]) -> list[Bearer]:
    """The same persons; the first title that the text gives holds where the name stands alone too."""
    first: dict[str, Bearer] = {}
    for bearer in full:
        if bearer.title and bearer.title.kind != "honorific":
            first.setdefault(bearer.referent.id, bearer)
    return [_with_title(bearer, first.get(bearer.referent.id, bearer)) for bearer in full]


def _with_title(bearer: Bearer, titled: Bearer) -> Bearer:
    if bearer.title and bearer.title.kind != "honorific":
        return bearer
    referent = replace(titled.referent, via=bearer.referent.via, sure=True)
    return replace(bearer, referent=referent, title=titled.title, of=titled.of, former=titled.former)


def _person(scene: Scene, named: Named) -> Bearer:
    words = named.words(scene)
    if entry := _entry(scene, words):
        return _bearer(scene, named, known(entry, "title" if named.title else "name"))
    label = " ".join(word for word in words if not _INITIAL.fullmatch(word))
    via = "title" if named.title else "text"
    return _bearer(
        scene, named, Referent(slug(label), label, "Person", via, None, sure=named.title is not None)
    )


def _entry(scene: Scene, words: tuple[str, ...]) -> Entry | None:
    """The person of the tables with this full name, also where a middle name or initial is added."""
    for name in (" ".join(words), f"{words[0]} {words[-1]}"):
        persons = [sense.entry for sense in scene.gazetteer.senses(name) if sense.entry.type == "Person"]
        if len(persons) == 1:
            return persons[0]
    return None


def _bearer(scene: Scene, named: Named, referent: Referent) -> Bearer:
    """Join a person to a title: what the text says of whom the person acts for beats the tables."""
    title = named.title
    gender = referent.gender or (title and title.gender)
    referent = replace(referent, acts_for=_acts_for(scene, named, referent), gender=gender or None)
    words = named.words(scene)
    return Bearer(named.start, named.first, named.end, words, referent, title, named.of, named.former)


def _acts_for(scene: Scene, named: Named, referent: Referent) -> str | None:
    if named.title and named.of and not named.former and named.title.speaks:
        return named.of.state or (named.of.id if named.of.actor else None)
    if named.former:
        return None
    return serves(scene, referent.id) or (_implied(scene, named.title, referent) if named.title else None)


def _implied(scene: Scene, title: Title, referent: Referent) -> str | None:
    """The state of a title that names none: its bearer's, or the only one that has such a title."""
    if not title.speaks or title.kind != "office":
        return None
    entry = scene.gazetteer.entries.get(referent.id)
    return entry.state if entry else min(title.only) if len(title.only) == 1 else None


def serves(scene: Scene, person: str) -> str | None:
    """The state or body for which a person holds an office on the day of the text, by the tables."""
    day = scene.document.published
    posts = scene.gazetteer.held(person, day)
    if not posts or (day is None and len({post.office.of for post in posts}) > 1):
        return None
    served = [of for post in posts if (of := scene.gazetteer.entries.get(post.office.of or ""))]
    states = (of.state for of in served if of.state)
    return next(states, served[0].id if served else None)


def _index(scene: Scene, full: Sequence[Bearer]) -> Mapping[str, tuple[Bearer, ...]]:
    """Single names to those who bear them in full, by the last word or else by the first."""
    last: dict[str, dict[str, Bearer]] = defaultdict(dict)
    first: dict[str, dict[str, Bearer]] = defaultdict(dict)
    for bearer in full:
        last[bearer.name[-1]].setdefault(bearer.referent.id, bearer)
        first[bearer.name[0]].setdefault(bearer.referent.id, bearer)
    return {name: tuple((last.get(name) or first[name]).values()) for name in (*last, *first)}


def _surname(scene: Scene, named: Named, index: Mapping[str, tuple[Bearer, ...]]) -> Bearer | None:
    """The person whom a single name means, in the text or by the tables; None where several might be."""
    (name,) = named.words(scene)
    senses = [sense for sense in scene.gazetteer.senses(name) if sense.entry.type == "Person"]
    listed = [sense.entry for sense in senses]
    if officer := _officer(scene, named, listed):
        return _bearer(scene, named, known(officer, "title"))
    borne = index.get(name, ())
    if len(borne) > 1:
        ids = {entry.id for entry in listed}
        borne = tuple(bearer for bearer in borne if bearer.referent.id in ids)
    if len(borne) == 1 and not _disagrees(named, borne[0].referent.acts_for):
        return _again(named, borne[0])
    if index.get(name):
        return None
    told = [sense.entry for sense in senses if not sense.weak or sense.entry.state in scene.told]
    return _listed(scene, named, told) or _stranger(scene, named, {entry.state for entry in listed})


def _again(named: Named, full: Bearer) -> Bearer:
    """The bearer of a full name under the surname alone."""
    return replace(
        full,
        start=named.start,
        first=named.first,
        end=named.end,
        referent=replace(full.referent, via="name", sure=True),
        title=named.title or full.title,
        of=named.of or full.of,
    )


def _officer(scene: Scene, named: Named, listed: Sequence[Entry]) -> Entry | None:
    """The holder of the named office among the bearers of a surname."""
    if not named.title or not named.of or named.former:
        return None
    holders = scene.gazetteer.holders(
        named.title.role, named.of.state or named.of.id, scene.document.published
    )
    return next((entry for entry in holders if entry in listed), None)


def _disagrees(named: Named, acts_for: str | None) -> bool:
    return bool(
        named.of
        and acts_for
        and named.title
        and named.title.speaks
        and named.of.state not in (None, acts_for)
    )


def _listed(scene: Scene, named: Named, listed: Sequence[Entry]) -> Bearer | None:
    """The one person of the tables with this surname, where the title in the text does not contradict it."""
    day = scene.document.published
    serving = [entry for entry in listed if day and scene.gazetteer.held(entry.id, day)]
    chosen = listed if len(listed) == 1 else serving
    if len(chosen) != 1 or _disagrees(named, chosen[0].state or serves(scene, chosen[0].id)):
        return None
    return _bearer(scene, named, known(chosen[0], "title" if named.title else "table"))


def _stranger(scene: Scene, named: Named, states: Collection[str | None]) -> Bearer | None:
    """A titled surname that nothing else tells of: a person of this text alone, as many share it."""
    if named.title is None or (named.title.kind == "role" and scene.doc[named.first].ent_type_ not in PERSON):
        return None
    (name,) = named.words(scene)
    local = f"text/{digest(scene.document.id)}/{slug(name)}"
    bearer = _bearer(scene, named, Referent(local, name, "Person", "title", sure=False))
    shared = min(state or "" for state in states) if len(states) == 1 and named.title.speaks else None
    return replace(
        bearer, referent=replace(bearer.referent, acts_for=bearer.referent.acts_for or shared or None)
    )
