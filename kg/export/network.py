"""Readings as a network of actors, for networkx, Gephi and yEd."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from typing import IO, TYPE_CHECKING

from kg.export.text import held
from kg.records import BASE, Actor, Fact, Reading

if TYPE_CHECKING:
    from networkx import MultiDiGraph

_Value = str | int | float
# networkx puts the day of writing there, and equal readings would give other bytes tomorrow.
_TODAY = re.compile(rb' lastmodifieddate="[^"]*"')


def multidigraph(readings: Iterable[Reading], *, base: str = BASE) -> MultiDiGraph:
    """Actors as nodes and claims as edges, in the order of the readings; the key of an edge is the claim's id.

    A claim without an object has no second end: it counts in ``claims_without_object`` of the node and is in the
    tables. Values that are not known are left out.
    """
    import networkx

    graph = networkx.MultiDiGraph()
    for reading in readings:
        replaced = reading.replaced
        for actor in (actor for actor in reading.actors if actor.id not in replaced):
            graph.add_node(base + actor.id, **_known(_node(actor, base)))
        for fact in reading.facts:
            _add(graph, fact, base)
    return graph


def _add(graph: MultiDiGraph, fact: Fact, base: str) -> None:
    for link in (fact.subject, fact.object):
        if link and base + link.id not in graph:
            graph.add_node(base + link.id, **_known(_node(Actor(link.id, link.label, link.type), base)))
    if fact.object:
        graph.add_edge(
            base + fact.subject.id, base + fact.object.id, key=fact.id, **_known(_edge(fact, base))
        )
    else:
        node = graph.nodes[base + fact.subject.id]
        node["claims_without_object"] = node.get("claims_without_object", 0) + 1


def _node(actor: Actor, base: str) -> Mapping[str, _Value | None]:
    return {
        "label": actor.label,
        "type": actor.type,
        "acts_for": actor.acts_for and base + actor.acts_for,
        "of_state": actor.of_state and base + actor.of_state,
    }


def _edge(fact: Fact, base: str) -> Mapping[str, _Value | None]:
    said = fact.attribution
    return {
        "label": fact.phrase or fact.relation,
        "relation": fact.relation,
        "event": fact.event,
        "mode": fact.mode,
        "quad": fact.quad,
        "context": "|".join(fact.context) or None,
        "polarity": fact.polarity,
        "modality": fact.modality,
        "symmetric": "true" if fact.symmetric else "false",
        "content": fact.content.text if fact.content else None,
        "date": fact.time.earliest if fact.time else fact.published,
        "earliest": fact.time.earliest if fact.time else None,
        "latest": fact.time.latest if fact.time else None,
        "place": fact.place.label if fact.place else None,
        "source": said.link.label if said else None,
        "source_id": base + said.link.id if said else None,
        "document": fact.doc,
        "published": fact.published,
        "sentence": fact.sentence.text,
        "begin": fact.trigger.begin,
        "end": fact.trigger.end,
        "confidence": fact.confidence,
        "rule": fact.rule,
    }


def _known(values: Mapping[str, _Value | None]) -> dict[str, _Value]:
    return {name: value for name, value in values.items() if value is not None}


def graphml(readings: Iterable[Reading], out: IO[bytes], base: str) -> None:
    """GraphML, by way of the standard library's XML so that no installed package changes the bytes."""
    from networkx.readwrite.graphml import write_graphml_xml

    write_graphml_xml(_clean(multidigraph(readings, base=base)), out)


def gexf(readings: Iterable[Reading], out: IO[bytes], base: str) -> None:
    """GEXF 1.2, for Gephi."""
    from networkx import write_gexf

    page = BytesIO()
    write_gexf(_clean(multidigraph(readings, base=base)), page)
    out.write(_TODAY.sub(b"", page.getvalue(), count=1))


def _clean(graph: MultiDiGraph) -> MultiDiGraph:
    """The network with only characters that XML holds, in identifiers too."""
    import networkx

    clean = networkx.MultiDiGraph()
    clean.add_nodes_from((held(node), dict(_held(data))) for node, data in graph.nodes(data=True))
    for start, end, key, data in graph.edges(keys=True, data=True):
        clean.add_edge(held(start), held(end), key=held(key), **dict(_held(data)))
    return clean


def _held(data: Mapping[str, _Value]) -> Iterator[tuple[str, _Value]]:
    return ((name, held(value) if isinstance(value, str) else value) for name, value in data.items())
