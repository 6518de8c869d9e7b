"""Single names: the surnames that refer back to persons of the text, or that mean one of the tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.link.bearing import joined, local, serves
from kg.link.referents import Referent, known, slug
from kg.link.scene import Bearer, Scene
from kg.link.stretches import PERSON
from kg.link.tables import nominals
from kg.link.titles import Named
from kg.rules.entries import Entry

Index = Mapping[str, tuple[Bearer, ...]]

_ARTICLE = re.compile(r"(?:[Aa]l|[Ee]l|[Uu]l)-")


def single(scene: Scene, named: Named) -> bool:
    """Whether a name is one word, or words that the tables have as a surname: "Le Pen"."""
    words = named.words(scene)
    senses = scene.gazetteer.senses(_name(scene, words))
    forms = {sense.form for sense in senses if sense.entry.type == "Person"}
    return len(words) == 1 or forms == {"surname"}


def index(scene: Scene, full: Iterable[Bearer]) -> Index:
    """Single names to those who bear them in full, by how their names end or else by the first word."""
    last: dict[str, dict[str, Bearer]] = defaultdict(dict)
    first: dict[str, dict[str, Bearer]] = defaultdict(dict)
    for bearer in full:
        for name in _endings(scene, bearer.name):
            last[name].setdefault(bearer.referent.id, bearer)
        first[bearer.name[0]].setdefault(bearer.referent.id, bearer)
    return {name: tuple((last.get(name) or first[name]).values()) for name in (*last, *first)}


def _endings(scene: Scene, name: tuple[str, ...]) -> Iterator[str]:
    yield from (_name(scene, name[i:]) for i in range(1, len(name)))
    if bare := _ARTICLE.sub("", name[-1], count=1):
        yield bare


def shorts(scene: Scene, found: Iterable[Named], index: Index) -> Iterator[Bearer]:
    """Those whom single names mean, in the order of the text; a name whose bearer is uncertain is left out.

    Whom a name has meant once, it means on, though others of the name come in.
    """
    meant: dict[str, Bearer] = {}
    for named in sorted(found, key=lambda named: named.start):
        name = _name(scene, named.words(scene))
        before = meant.get(name)
        bearer = _again(named, before) if before and _goes_on(named, before) else None
        if bearer := bearer or _short(scene, named, name, index.get(name, ())):
            meant.setdefault(name, bearer)
            yield bearer


def _name(scene: Scene, words: Sequence[str]) -> str:
    """A single name as the tables have it: "bin Salman", also where it begins a sentence."""
    written = " ".join(words)
    if len(words) == 1 or words[0].lower() not in nominals().particles or scene.gazetteer.senses(written):
        return written
    return written[0].lower() + written[1:]


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
    if not _known_by(scene, chosen[0].id):
        return None
    return joined(scene, named, known(chosen[0], "title" if named.title else "table"))


def _known_by(scene: Scene, person: str) -> bool:
    """Whether somebody was known by surname on the day of the text: from a year before the first post on."""
    day = scene.document.published
    first = min((post.since or "" for post in scene.gazetteer.held(person)), default="")
    return not day or not first or day >= f"{int(first[:4]) - 1}{first[4:]}"


def _stranger(scene: Scene, named: Named, name: str, states: Collection[str | None]) -> Bearer | None:
    """A titled surname that nothing else tells of: a person of this text alone, as many share it."""
    if named.title is None or (named.title.kind == "role" and scene.doc[named.first].ent_type_ not in PERSON):
        return None
    bearer = joined(scene, named, Referent(local(scene, slug(name)), name, "Person", "title", sure=False))
    shared = min(state or "" for state in states) if len(states) == 1 and named.title.speaks else None
    return replace(
        bearer, referent=replace(bearer.referent, acts_for=bearer.referent.acts_for or shared or None)
    )
