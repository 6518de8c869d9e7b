"""The nodes that links lead to, with what the tables know of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.records import Actor, Attribution, Fact, Link
from kg.rules.entries import Entry, Gazetteer

_ALIASES = 5


def actors(gazetteer: Gazetteer, facts: Iterable[Fact]) -> tuple[Actor, ...]:
    """Everyone and everything that the facts link to, and the states they act for, by identifier."""
    found: dict[str, Actor] = {}
    for link in (link for fact in facts for link in _links(fact)):
        if link.id not in found or (link.acts_for and not found[link.id].acts_for):
            found[link.id] = _actor(gazetteer, link)
        if link.acts_for and (entry := gazetteer.entries.get(link.acts_for)):
            found.setdefault(entry.id, _listed(entry, entry.id if entry.type == "State" else entry.state))
    return tuple(found[name] for name in sorted(found))


def _links(fact: Fact) -> Iterator[Link]:
    yield fact.subject
    yield from (link for link in (fact.object, fact.place) if link)
    if fact.attribution:
        yield from (one.link for one in _chain(fact.attribution))


def _chain(attribution: Attribution) -> Iterator[Attribution]:
    yield attribution
    for relayed in attribution.chain:
        yield from _chain(relayed)


def _actor(gazetteer: Gazetteer, link: Link) -> Actor:
    entry = gazetteer.entries.get(link.id)
    return (
        _listed(entry, link.acts_for)
        if entry
        else Actor(link.id, link.label, link.type, acts_for=link.acts_for)
    )


def _listed(entry: Entry, acts_for: str | None) -> Actor:
    """A row of the tables; its shortest names are the aliases worth showing."""
    names = sorted(set(entry.names) - {entry.label}, key=lambda name: (len(name), name))[:_ALIASES]
    return Actor(entry.id, entry.label, entry.type, tuple(sorted(names)), entry.same_as, acts_for)
