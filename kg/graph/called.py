"""Actors of a store by their names: as a reader begins to type them, or as one writes them out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import cast

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kg import vocab
from kg.graph.around import acts
from kg.graph.terms import decode, encode, is_iri
from kg.records import BASE, KgError

_NAMES = """
SELECT ?entity ?kind ?name (COUNT(?graph) AS ?documents) {
  VALUES ?kind { skos:prefLabel skos:altLabel } GRAPH ?graph { ?entity ?kind ?name }
} GROUP BY ?entity ?kind ?name"""
_NEAR = 4


class UnknownActor(KgError):
    """A word that names no actor of a store, or several."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an actor, and the label that it goes by."""

    id: str
    label: str
    text: str


def called(source: Store, text: str, *, limit: int = 20, base: str = BASE) -> list[Name]:
    """The actors one of whose names holds a text, capitals and accents aside, each once.

    First come those whose name it is, then those whose name it begins, then those of whose words it begins one; of
    equals, those that more documents name.
    """
    wanted = _folded(text)
    ranked = ((_rank(wanted, name.text), name) for name in _names(source, base))
    near = sorted((pair for pair in ranked if pair[0] is not None), key=lambda pair: cast(int, pair[0]))
    return _actors(source, (name for _, name in near), limit, base)


def find(source: Store, word: str, *, base: str = BASE) -> str:
    """The identifier of the actor that a word names: an identifier, an IRI, a label or another name.

    UnknownActor tells names that are near, or the several that have the name.
    """
    for id in (word, decode(word.removeprefix(base))):
        if is_iri(base + encode(id)) and acts(source, NamedNode(base + encode(id))):
            return id
    names = {name: _folded(name.text) for name in _names(source, base)}
    named = (name for name, folded in names.items() if folded == _folded(word))
    found = _actors(source, named, _NEAR, base)
    if len(found) > 1:
        several = " or ".join(f"{name.id} ({name.label})" for name in found)
        raise UnknownActor(f"{word!r} names several actors: say {several}")
    if not found:
        raise UnknownActor(f"the store tells of no actor {word!r}{_hint(source, word, names, base)}")
    return found[0].id


def _hint(source: Store, word: str, names: dict[Name, str], base: str) -> str:
    spelt = {folded: name for name, folded in reversed(names.items())}
    near = get_close_matches(_folded(word), spelt, n=_NEAR, cutoff=0.6)
    found = _actors(source, (spelt[folded] for folded in near), _NEAR, base)
    return f": did you mean {', '.join(name.label for name in found)}?" if found else ""


def _names(source: Store, base: str) -> Sequence[Name]:
    """All names of entities, those that most documents use first."""
    rows = list(_rows(source))
    labels = {
        id: text for id, text, preferred, _ in sorted(rows, key=lambda row: (row[3], row[1])) if preferred
    }
    named = sorted(rows, key=lambda row: (-row[3], not row[2], row[1], row[0]))
    return [
        Name(decode(iri.removeprefix(base)), labels.get(iri, text), text)
        for iri, text, _, _ in named
        if iri.startswith(base)
    ]


def _rows(source: Store) -> Iterator[tuple[str, str, bool, int]]:
    """An entity's IRI, a name, whether it is its label, and how many documents say so."""
    for row in cast(QuerySolutions, source.query(_NAMES, prefixes=dict(vocab.PREFIXES))):
        entity, kind, name, documents = row
        if isinstance(entity, NamedNode) and isinstance(name, Literal):
            preferred = cast(NamedNode, kind).value.endswith("prefLabel")
            yield entity.value, name.value, preferred, int(cast(Literal, documents).value)


def _rank(wanted: str, name: str) -> int | None:
    folded = _folded(name)
    if wanted not in folded:
        return None
    if folded.startswith(wanted):
        return 0 if folded == wanted else 1
    return 2 if f" {wanted}" in folded else 3


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _actors(source: Store, names: Iterable[Name], limit: int, base: str) -> list[Name]:
    """The first names whose entities act, one for each."""
    found: dict[str, Name] = {}
    for name in names:
        if len(found) == limit:
            break
        if name.id not in found and acts(source, NamedNode(base + encode(name.id))):
            found[name.id] = name
    return list(found.values())
