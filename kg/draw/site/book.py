"""What the pages of a site tell: the claims of a scene by actor, by pair, by source and by document, and where each page lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.draw.palette import Palette
from kg.draw.rows import Row, rows
from kg.draw.scene import Scene, parties
from kg.draw.site.slugs import hashed, slugs
from kg.records import Actor, Document, Fact, Reading

Pair = tuple[str, str]
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim: the fact, and the row in which the view shows it."""

    fact: Fact
    row: Row


Entries = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """Where the pages of actors, pairs and documents lie within the site; who has none is not in there."""

    actors: Mapping[str, str]
    pairs: Mapping[Pair, str]
    documents: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Book:
    """All claims latest first; actors by rank, then those who only speak; pairs by falling number of claims."""

    title: str
    palette: Palette
    actors: Mapping[str, Actor]
    documents: Mapping[str, Document]
    entries: Entries
    by_id: Mapping[str, Entry]
    relations: Mapping[str, Row]
    about: Mapping[str, Entries]
    said: Mapping[str, Entries]
    pairs: Mapping[Pair, Entries]
    within: Mapping[str, Entries]
    quiet: tuple[str, ...]
    drawn: frozenset[str]
    paths: Paths


def book(scene: Scene, readings: Iterable[Reading], palette: Palette, *, title: str, most: int) -> Book:
    """The book of a scene, with at most so many pages of each kind: the foremost actors and pairs, the latest documents."""
    told = rows(scene, palette)
    entries = tuple(Entry(fact, row) for fact, row in zip(scene.facts, told["claims"], strict=True))[::-1]
    about = _by(entries, lambda entry: (link.id for link in parties(entry.fact)))
    said = _by(entries, lambda entry: voices(entry.fact))
    pairs = _ranked(_by(entries, _pair))
    actors = _actors(scene, readings, [*about, *said])
    documents = {document.id: document for document in scene.documents[::-1]}
    return Book(
        title=title,
        palette=palette,
        actors=actors,
        documents=documents,
        entries=entries,
        by_id={entry.fact.id: entry for entry in entries},
        relations={row["id"]: row for row in told["relations"]},
        about=about,
        said=said,
        pairs=pairs,
        within=_by(entries, lambda entry: (entry.fact.doc,)),
        quiet=scene.quiet,
        drawn=frozenset(scene.activity),
        paths=_paths(
            [actor for id, actor in actors.items() if id in about or id in said], pairs, documents, most
        ),
    )


def voices(fact: Fact) -> Iterator[str]:
    """Those who say a claim, the nearest to the document first."""
    return (link.id for link in fact.attribution.links) if fact.attribution else iter(())


def pair(one: str, other: str) -> Pair:
    """Two actors in the one order in which they are looked up."""
    return (one, other) if one <= other else (other, one)


def _by(entries: Entries, keys: Callable[[Entry], Iterable[Key]]) -> dict[Key, Entries]:
    found: defaultdict[Key, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in dict.fromkeys(keys(entry)):
            found[key].append(entry)
    return {key: tuple(group) for key, group in found.items()}


def _pair(entry: Entry) -> Iterator[Pair]:
    subject, object = entry.fact.subject, entry.fact.object
    if object and object.id != subject.id:
        yield pair(subject.id, object.id)


def _ranked(pairs: Mapping[Pair, Entries]) -> dict[Pair, Entries]:
    """The pairs between whom something happened."""
    counts = {ends: sum(1 for entry in group if entry.fact.event) for ends, group in pairs.items()}
    order = sorted((ends for ends in pairs if counts[ends]), key=lambda ends: (-counts[ends], ends))
    return {ends: pairs[ends] for ends in order}


def _actors(scene: Scene, readings: Iterable[Reading], ids: Iterable[str]) -> dict[str, Actor]:
    """The parties by rank, then all others whom a document knows, by their identifiers."""
    known = {actor.id: actor for reading in readings for actor in reading.actors}
    links = {link.id: link for fact in scene.facts for link in fact.links}
    others = {id: known.get(id) or Actor(id, links[id].label, links[id].type) for id in {*known, *ids}}
    ranked = {actor.id: actor for actor in scene.actors}
    return ranked | {id: others[id] for id in sorted(others) if id not in ranked}


def _paths(
    actors: Sequence[Actor], pairs: Iterable[Pair], documents: Mapping[str, Document], most: int
) -> Paths:
    names = slugs({actor.id: actor.label for actor in actors[:most]})
    linked = [ends for ends in pairs if ends[0] in names and ends[1] in names][:most]
    return Paths(
        actors={id: f"actor/{name}.html" for id, name in names.items()},
        pairs={ends: f"dyad/{names[ends[0]]}--{names[ends[1]]}.html" for ends in linked},
        documents={id: f"document/{hashed(_called(documents[id]), id)}.html" for id in [*documents][:most]},
    )


def _called(document: Document) -> str:
    return document.title or document.path or ""
