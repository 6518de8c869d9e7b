"""Single names: the surnames that refer back to persons of the text, or that mean one of the tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from kg.link.bearing import joined, local, serves
from kg.link.referents import Referent, known, slug
from kg.link.scene import Bearer, Scene
from kg.link.shortened import Index, written
from kg.link.stretches import PERSON
from kg.link.titles import Named
from kg.rules.entries import Entry


def single(scene: Scene, named: Named, tied: Collection[str]) -> bool:
    """Whether a name is one word, or words that the tables or longer names have as a surname: "Le Pen"."""
    words = named.words(scene)
    name = written(scene, words)
    forms = {sense.form for sense in scene.gazetteer.senses(name) if sense.entry.type == "Person"}
    return len(words) == 1 or forms == {"surname"} or name in tied


def shorts(scene: Scene, found: Iterable[Named], index: Index, own: Collection[str]) -> Iterator[Bearer]:
    """Those whom single names mean, in the order of the text; a name whose bearer is uncertain is left out.

    Whom a name has meant once, it means on, though others of the name come in. `own` are the names that bring in
    persons by themselves.
    """
    meant: dict[str, Bearer] = {}
    for named in sorted(found, key=lambda named: named.start):
        name = written(scene, named.words(scene))
        before = meant.get(name)
        bearer = _again(named, before) if before and _goes_on(named, before) else None
        bearer = bearer or _short(scene, named, name, index.get(name, ()))
        if bearer := bearer or (_alone(scene, named, name) if name in own else None):
            meant.setdefault(name, bearer)
            yield bearer


def _goes_on(named: Named, before: Bearer) -> bool:
    """Whether a name can mean whom it meant before: not the general where it was the minister."""
    titles = (named.title, before.title)
    apart = all(title and title.kind != "honorific" for title in titles) and titles[0] != titles[1]
    return not apart and not _disagrees(named, before.referent.acts_for)


def _short(scene: Scene, named: Named, name: str, borne: Sequence[Bearer]) -> Bearer | None:
    """The person whom a single name means, in the text or by the tables; None where several might be."""
    senses = [sense for sense in scene.gazetteer.senses(name) if sense.entry.type == "Person"]
    listed = [sense.entry for sense in senses]
    if officer := _officer(scene, named, name):
        return joined(scene, named, known(officer, "title"))
    serving = _serving(scene, listed)
    later = all(bearer.start > named.start for bearer in borne)
    if borne and not (later and len(serving) == 1):
        one = _borne(named, borne)
        return _again(named, one) if one and not _disagrees(named, one.referent.acts_for) else None
    ranked = bool(borne) or (named.title is not None and named.title.speaks)
    told = [sense for sense in senses if not sense.weak or sense.entry.state in scene.told]
    likely = serving if ranked and len(serving) == 1 else [sense.entry for sense in told]
    return _listed(scene, named, likely) or _stranger(scene, named, name, {entry.state for entry in listed})


def _serving(scene: Scene, listed: Sequence[Entry]) -> list[Entry]:
    """Those who hold an office on the day of the text."""
    day = scene.document.published
    return [entry for entry in listed if day and scene.gazetteer.held(entry.id, day)]


def _borne(named: Named, borne: Sequence[Bearer]) -> Bearer | None:
    """The only bearer in the text, or the only one of several who is brought in before the name."""
    before = [bearer for bearer in borne if bearer.start < named.start] or borne
    return before[0] if len(before) == 1 else None


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


def _officer(scene: Scene, named: Named, name: str) -> Entry | None:
    """The holder of the named office among the bearers of a surname; some titles are of one state alone."""
    if not named.title or named.former:
        return None
    bodies = [named.of.state or named.of.id] if named.of else sorted(named.title.only)
    day = scene.document.published
    holders = (one for body in bodies for one in scene.gazetteer.holders(named.title.role, body, day))
    listed = {sense.entry.id for sense in scene.gazetteer.senses(name)}
    return next((entry for entry in holders if entry.id in listed or _ends(entry, name)), None)


def _ends(entry: Entry, name: str) -> bool:
    return any(full.endswith(f" {name}") for full in (entry.label, *entry.names))


def _disagrees(named: Named, acts_for: str | None) -> bool:
    return bool(
        named.of
        and acts_for
        and named.title
        and named.title.speaks
        and named.of.state not in (None, acts_for)
    )


def _listed(scene: Scene, named: Named, listed: Sequence[Entry]) -> Bearer | None:
    """The one person of the tables with this surname, where title and date do not contradict it."""
    chosen = listed if len(listed) == 1 else _serving(scene, listed)
    if len(chosen) != 1 or _disagrees(named, chosen[0].state or serves(scene, chosen[0].id)):
        return None
    if not _known_by(scene, chosen[0].id) or _within(scene, named):
        return None
    return joined(scene, named, known(chosen[0], "title" if named.title else "table"))


def _within(scene: Scene, named: Named) -> bool:
    """Whether a surname is part of a name that is nobody's: "USS Sturgeon", "Trimble 5700"."""
    parts = (child for child in scene.tokens[named.first].children if not named.start <= child.i < named.end)
    return any(
        child.dep_ in ("compound", "flat")
        and child.pos_ in ("NUM", "PROPN")
        and not (scene.names[child.i] or scene.titles[child.i])
        for child in parts
    )


def _known_by(scene: Scene, person: str) -> bool:
    """Whether somebody was known by surname on the day of the text: from a year before the first post on."""
    day = scene.document.published
    first = min((post.since or "" for post in scene.gazetteer.held(person)), default="")
    return not day or not first or day >= f"{int(first[:4]) - 1}{first[4:]}"


def _stranger(scene: Scene, named: Named, name: str, states: Collection[str | None]) -> Bearer | None:
    """A titled surname that nothing else tells of: a person of this text alone, as many share it."""
    if named.title is None or (
        named.title.kind == "role" and scene.tokens[named.first].ent_type_ not in PERSON
    ):
        return None
    bearer = joined(scene, named, Referent(local(scene, slug(name)), name, "Person", "title", sure=False))
    shared = min(state or "" for state in states) if len(states) == 1 and named.title.speaks else None
    return replace(
        bearer, referent=replace(bearer.referent, acts_for=bearer.referent.acts_for or shared or None)
    )


def _alone(scene: Scene, named: Named, name: str) -> Bearer:
    """A person of this text alone, whom a single name brings in."""
    return joined(scene, named, Referent(local(scene, slug(name)), name, "Person", "text", sure=False))
