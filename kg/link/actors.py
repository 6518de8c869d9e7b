"""The nodes that links lead to, with what the tables and the text know of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.link.antecedents import antecedent
from kg.link.discourse import Discourse
from kg.link.identity import named
from kg.link.referents import Referent
from kg.link.sectors import sector
from kg.records import Actor, Fact, Link, Mention, Span
from kg.rules.entries import Entry, Gazetteer

_ALIASES = 5
_STATES = frozenset({"State", "Territory"})


def agreed(facts: Iterable[Fact], gazetteer: Gazetteer) -> Iterator[Fact]:
    """The facts, each entity of one state in all of them: the first that the tables or the text give it."""
    kept = tuple(facts)
    told: dict[str, str] = {}
    for link in (link for fact in kept for link in fact.links):
        state = gazetteer.entries.get(link.of_state or "")
        if state and state.type in _STATES:
            told.setdefault(link.id, state.id)
    for fact in kept:
        same = all(link.of_state == told.get(link.id) for link in fact.links)
        yield fact if same else fact.relinked(lambda link: replace(link, of_state=told.get(link.id)))


def actors(gazetteer: Gazetteer, facts: Iterable[Fact]) -> tuple[Actor, ...]:
    """Everyone and everything that the facts link to, and the states they act for, by identifier."""
    found: dict[str, Actor] = {}
    for link in (link for fact in facts for link in fact.links):
        if link.id not in found or (link.acts_for and not found[link.id].acts_for):
            found[link.id] = _actor(gazetteer, link)
        for name in (link.acts_for, link.of_state):
            entry = gazetteer.entries.get(name) if name and name not in found else None
            if entry:
                found[entry.id] = _listed(entry, entry.id if entry.type == "State" else entry.state)
    return tuple(found[name] for name in sorted(found))


def linked(discourse: Discourse, referent: Referent, mention: Mention) -> Link:
    """The record of a link."""
    return Link(
        referent.id,
        referent.label,
        referent.type,
        Span(mention.begin, mention.end, mention.text),
        referent.via,
        referent.acts_for,
        referent.country,
        sector(referent),
        referent.rule if referent.via == "coreference" else None,
        antecedent(discourse, referent, mention),
    )


def _actor(gazetteer: Gazetteer, link: Link) -> Actor:
    entry = gazetteer.entries.get(link.id)
    actor = (
        _listed(entry, link.acts_for)
        if entry
        else Actor(link.id, link.label, link.type, acts_for=link.acts_for, unlisted=named(link))
    )
    return replace(actor, of_state=link.of_state if link.of_state != link.id else None)


def _listed(entry: Entry, acts_for: str | None) -> Actor:
    """A row of the tables; its shortest names are the aliases worth showing."""
    names = sorted(set(entry.names) - {entry.label}, key=lambda name: (len(name), name))[:_ALIASES]
    return Actor(entry.id, entry.label, entry.type, tuple(sorted(names)), entry.same_as, acts_for)
