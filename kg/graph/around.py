"""A part of a store as readings, found by looking up and without reading the rest: for stores too large for one view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, cast

from pyoxigraph import NamedNode, Quad, QuerySolutions, Store

from kg import vocab
from kg.graph.glance import Place, Told, document, fact, glance, holder, linked
from kg.graph.read import readings
from kg.graph.terms import Names, encode, prefixed
from kg.records import BASE, Reading

_ACTIVE = """
SELECT ?actor (COUNT(?claim) AS ?claims) {
  GRAPH ?graph { { ?claim kg:subject ?actor } UNION { ?claim kg:object ?actor } }
} GROUP BY ?actor"""
_DAYS = """
SELECT ?graph ?claims ?day {
  { SELECT ?graph (COUNT(DISTINCT ?claim) AS ?claims) { GRAPH ?graph { SCOPE ?claim kg:about ?about } } GROUP BY ?graph }
  OPTIONAL { GRAPH ?graph { ?graph dct:issued ?day } }
}"""
_CLAIMS = """
SELECT DISTINCT ?graph ?claim { GRAPH ?graph { SCOPE ?claim kg:about ?about } }"""
_AMONG = """
?claim kg:subject ?subject OPTIONAL { ?claim kg:object ?object }
FILTER(?subject IN (ACTORS) && (!BOUND(?object) || ?object IN (ACTORS)))"""
_AT_ONCE = 100
_LONG = frozenset({prefixed("nif:isString"), prefixed("kg:sketch")})  # left out of a document


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Readings with `shown` of the `held` claims that a store has on what was asked for, and those that these stand in."""

    readings: tuple[Reading, ...]
    shown: int
    held: int


def overview(source: Store, *, top: int, limit: int, base: str = BASE) -> Excerpt:
    """The newest claims of a store: all, where there are no more than `limit`, else those among the `top` most active actors."""
    documents = _newest(source)
    held = sum(documents.values())
    scope = "" if held <= limit else _AMONG.replace("ACTORS", ", ".join(map(str, _active(source)[:top])))
    return _excerpt(source, _places(source, documents, scope, limit=limit), held, base)


def around(source: Store, actor: str, *, limit: int, skip: int = 0, base: str = BASE) -> Excerpt:
    """The claims about an actor, the newest first, from the one after `skip` on."""
    this = _entity(actor, base)
    scope = f"{{ ?claim kg:subject {this} }} UNION {{ ?claim kg:object {this} }}"
    return _within(source, scope, limit=limit, skip=skip, base=base)


def between(source: Store, one: str, other: str, *, limit: int, skip: int = 0, base: str = BASE) -> Excerpt:
    """The claims of which one actor is the subject and another the object, either way round, in the same order."""
    this, that = _entity(one, base), _entity(other, base)
    ways = (f"{{ ?claim kg:subject {who} ; kg:object {whom} }}" for who, whom in ((this, that), (that, this)))
    return _within(source, " UNION ".join(ways), limit=limit, skip=skip, base=base)


def acts(source: Store, entity: NamedNode) -> bool:
    """Whether a claim is about an entity: it is an actor here, and no mere place or source."""
    found = (source.quads_for_pattern(None, prefixed(role), entity) for role in ("kg:subject", "kg:object"))
    return any(True for _ in chain.from_iterable(found))


def _entity(name: str, base: str) -> NamedNode:
    return NamedNode(base + encode(name))


def _within(source: Store, scope: str, *, limit: int, skip: int, base: str) -> Excerpt:
    documents = _newest(source, scope)
    found = _places(source, documents, scope, limit=limit, skip=skip)
    return _excerpt(source, found, sum(documents.values()), base)


def _active(source: Store) -> list[NamedNode]:
    rows = [(-int(row["claims"].value), row["actor"]) for row in _rows(source, _ACTIVE, "actor")]
    return [actor for _, actor in sorted(rows, key=lambda row: (row[0], row[1].value))]


def _newest(source: Store, scope: str = "") -> dict[NamedNode, int]:
    """The documents that hold claims within a scope, by falling day, with how many each holds; the undated come last."""
    rows = [
        (row["day"].value if row["day"] else "", row["graph"], int(row["claims"].value))
        for row in _rows(source, _DAYS.replace("SCOPE", scope), "graph")
    ]
    found = sorted(sorted(rows, key=lambda row: row[1].value), key=lambda row: row[0], reverse=True)
    return {graph: count for _, graph, count in found}


def _rows(source: Store, query: str, name: str, **options: Any) -> Iterator[Any]:
    """The rows of an answer in which a variable has an IRI: nodes of ours all have one, those of others may not."""
    found = cast(QuerySolutions, source.query(query, prefixes=dict(vocab.PREFIXES), **options))
    return (row for row in found if isinstance(row[name], NamedNode))


def _places(
    source: Store, documents: Mapping[NamedNode, int], scope: str, *, limit: int, skip: int = 0
) -> list[Place]:
    """Where the claims within a scope stand: so many after those that are skipped, in the order of the documents."""
    found: list[Place] = []
    left = list(documents)
    while left and documents[left[0]] <= skip:
        skip -= documents[left.pop(0)]
    for begin in range(0, len(left), _AT_ONCE):
        if len(found) >= skip + limit:
            break
        found += _claims(source, left[begin : begin + _AT_ONCE], scope)
    return found[skip : skip + limit]


def _claims(source: Store, graphs: Sequence[NamedNode], scope: str) -> list[Place]:
    """The claims of some documents, in the order of these."""
    rank = {graph: number for number, graph in enumerate(graphs)}
    rows = _rows(source, _CLAIMS.replace("SCOPE", scope), "claim", named_graphs=list(graphs))
    places = [(row["graph"], row["claim"]) for row in rows]
    return sorted(places, key=lambda place: (rank[place[0]], place[1].value))


def _excerpt(source: Store, places: Sequence[Place], held: int, base: str) -> Excerpt:
    told: dict[str, list[Told]] = {}
    for claim in _told(source, places):
        told.setdefault(document(claim).value, []).append(claim)
    found = list(readings(_around(source, told), base=base))
    actors = {actor.id: actor for reading in found for actor in reading.actors}
    made = []
    for reading in found:
        names = Names.of(reading.document, base=base)
        facts = (fact(claim, reading.document, actors, names) for claim in told[reading.document.id])
        made.append(replace(reading, facts=tuple(facts)))
    return Excerpt(tuple(made), len(places), held)


def _told(source: Store, places: Sequence[Place]) -> Iterator[Told]:
    """Some claims, those that hold them, and those that hold these: what is said within an accusation needs it."""
    known = set(places)
    while places:
        found = glance(source, places)
        yield from found
        places = list(dict.fromkeys(held for claim in found if (held := holder(claim)) and held not in known))
        known.update(places)


def _around(source: Store, told: Mapping[str, Sequence[Told]]) -> Iterator[Quad]:
    """The quads on the documents of some claims and on the entities that these speak of, of each where it is first met."""
    known: set[NamedNode] = set()
    for name, claims in told.items():
        graph = NamedNode(name)
        nodes = {entity for claim in claims for entity in linked(claim)} - known
        known |= nodes
        for node in (graph, *nodes):
            found = source.quads_for_pattern(node, None, None, graph)
            yield from (quad for quad in found if quad.predicate not in _LONG)
