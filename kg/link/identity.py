"""Identifiers of those whom only texts know: made of what a text tells that keeps namesakes apart.

`Ahmed_Ali` is a person of whom no state is told, `Ahmed_Ali.IRQ` one of Iraq, `Blue_Sky.CivilGroup` a group; no slug has
a dot. Nothing depends on other documents, so that neither their order nor their number changes an identifier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache

from kg.link.referents import slug
from kg.link.tables import nominals, things
from kg.records import Fact, Link, digest
from kg.rules.entries import Entry, Gazetteer

_ORGANISATION = "organisation"
_PLACE = "place"
_KINDS = {
    "Person": "person",
    "City": _PLACE,
    "Region": _PLACE,
    "ArmedGroup": _ORGANISATION,
    "CivilGroup": _ORGANISATION,
    "Company": _ORGANISATION,
    "Institution": _ORGANISATION,
    "InternationalOrganization": _ORGANISATION,
    "MediaOutlet": _ORGANISATION,
    "Party": _ORGANISATION,
}
_LANDS = frozenset(("State", "Territory"))
_LOCAL = "text/"


def local(doc: str, name: str) -> str:
    """An identifier that holds in one document alone."""
    return f"{_LOCAL}{digest(doc)}/{name}"


def named(link: Link) -> bool:
    """Whether a link leads to somebody or somewhere with a name, and not to a thing that its words describe."""
    return link.type in _KINDS


def alike(cls: str, other: str) -> bool:
    """Whether things of two classes may be one: of one class, or organisations both, whose class texts leave open."""
    return cls == other or _ORGANISATION == _KINDS.get(cls) == _KINDS.get(other)


def identified(facts: Iterable[Fact], doc: str, gazetteer: Gazetteer) -> Iterator[Fact]:
    """The facts of a document under lasting identifiers, and so with ids made anew."""
    kept = tuple(facts)
    links = dict.fromkeys(link for fact in kept for link in fact.links)
    own = list(_lasting(links, doc, gazetteer))
    bodies = {old.id: new.id for old, new in own if _KINDS.get(old.type) == _ORGANISATION}
    lasting = {old: _serving(new, bodies.get(old.acts_for or "", old.acts_for)) for old, new in own}
    made = [replace(fact.relinked(lasting.__getitem__), id="") for fact in kept]
    ids = {old.id: new.id for old, new in zip(kept, made, strict=True)}
    return (replace(fact, within=ids.get(fact.within, fact.within)) if fact.within else fact for fact in made)


def _serving(link: Link, body: str | None) -> Link:
    return link if link.acts_for == body else replace(link, acts_for=body)


def _lasting(links: Iterable[Link], doc: str, gazetteer: Gazetteer) -> Iterator[tuple[Link, Link]]:
    """Each link of a document with what it is under its lasting identifier."""
    groups: defaultdict[tuple[str, str], list[Link]] = defaultdict(list)
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    spoken: set[str | None] = set()
    for link in links:
        kind = _KINDS.get(link.type, "")
        groups[link.id, kind].append(link)
        kinds[link.id].add(kind)
        spoken |= {link.id, link.acts_for}
    for (name, kind), group in groups.items():
        entry = gazetteer.entries.get(name)
        if entry and entry.type == group[0].type:
            yield from _listed(group, entry, gazetteer, spoken)
        elif not kind:
            yield from _alike(group, name)
        elif name.startswith(_LOCAL):
            yield from _alike(group, f"{name}.{kind}" if len(kinds[name]) > 1 else name)
        else:
            yield from _unlisted(group, doc, gazetteer)


def _listed(
    group: Sequence[Link], entry: Entry, gazetteer: Gazetteer, spoken: AbstractSet[str | None]
) -> Iterator[tuple[Link, Link]]:
    """The links to a row of the tables; a person who speaks for a state that they never gave him is a namesake.

    Where the text speaks of the state of the tables too, titles are easily joined to the wrong one.
    """
    posts = (gazetteer.entries.get(post.office.of or "") for post in gazetteer.held(entry.id))
    states = {entry.state, *(body.state for body in posts if body)}
    for link in group:
        state = _land(link.acts_for, gazetteer) if entry.type == "Person" and entry.state else None
        stranger = state is not None and state not in states and spoken.isdisjoint(states)
        if stranger:
            name = identifier(link.label, link.type, state, gazetteer)
            yield link, replace(link, id=name, of_state=state)
        else:  # the text may spell it otherwise than the tables, and come to the same slug
            yield link, replace(link, label=entry.label, type=entry.type)


def _unlisted(group: Sequence[Link], doc: str, gazetteer: Gazetteer) -> Iterator[tuple[Link, Link]]:
    """The links to one whom no table has; two persons of one name speak for different states."""
    states = dict.fromkeys(state for link in group if (state := _land(link.acts_for, gazetteer)))
    person = group[0].type == "Person"
    first = next(iter(states), group[0].of_state) if person else group[0].of_state
    cls, label = _class(group), group[0].label
    for link in group:
        state = (person and _land(link.acts_for, gazetteer)) or first
        name = identifier(label, cls, state, gazetteer)
        shared = state is None and _KINDS[cls] != _PLACE and _single(label)
        yield (
            link,
            replace(link, id=local(doc, name) if shared else name, label=label, type=cls, of_state=state),
        )


def _alike(group: Sequence[Link], name: str) -> Iterator[tuple[Link, Link]]:
    """The links under one identifier, label and class."""
    label, cls = group[0].label, _class(group)
    return ((link, replace(link, id=name, label=label, type=cls)) for link in group)


def _class(group: Sequence[Link]) -> str:
    """The first class that says more than that somebody is a group."""
    return next((link.type for link in group if link.type != "CivilGroup"), group[0].type)


def _land(name: str | None, gazetteer: Gazetteer) -> str | None:
    entry = gazetteer.entries.get(name or "")
    return entry.id if entry and entry.type in _LANDS else None


def identifier(label: str, cls: str, state: str | None, gazetteer: Gazetteer) -> str:
    """The identifier of what a text has under a label, of a class and, where it is told, of a state.

    What the words of the label tell already is not said again: "Foreign Ministry of Peru".
    """
    ending = f".{state}" if state and not _tells(label, cls, state, gazetteer) else ""
    name = slug(label)
    plain = _class_told(label, cls, gazetteer) == cls and name + ending not in gazetteer.entries
    return name + ("" if plain else f".{cls}") + ending


def _class_told(label: str, cls: str, gazetteer: Gazetteer) -> str:
    """The class that the words of a label tell: any of a description, of one word a place, of others a person."""
    words = label.replace(".", "").split() or [""]
    if words[0][:1].islower() or words[-1][:1].islower():
        return cls
    if _single(label) or "," in label or any(sense.city for sense in gazetteer.senses(label)):
        return "City"
    return next((told for word in reversed(words) if (told := _telling().get(word.lower()))), "Person")


@cache
def _telling() -> Mapping[str, str]:
    """The words that tell the class of whatever is called by them, in lower case."""
    suffixes = {word.lower(): cls for word, cls in nominals().suffixes.items()}
    bodies = dict.fromkeys(nominals().bodies, "Institution")
    return dict(things().heads) | suffixes | bodies | dict.fromkeys(nominals().media, "MediaOutlet")


def _tells(label: str, cls: str, state: str, gazetteer: Gazetteer) -> bool:
    """Whether words of a label name this state and nothing else; what a person is called tells nothing."""
    words = label.split()
    runs = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(len(words), i + 4) + 1))
    return cls != "Person" and any(
        {sense.entry.state for sense in gazetteer.senses(run)} == {state} for run in runs
    )


def _single(label: str) -> bool:
    return len(label.split()) == 1
