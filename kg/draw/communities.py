"""Communities of actors: those whom the claims link more with one another than with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from kg.draw.layout import SEED
from kg.draw.scene import Scene

LEAST = 3  # actors: fewer are a link, not a community
MOST = 8  # communities: more could not be told apart


def communities(scene: Scene, edges: Iterable[Mapping[str, Any]], *, within: int) -> list[list[int]]:
    """The numbers of the actors of each community among the `within` most active, the largest first.

    Found by the Louvain method (Blondel et al., "Fast unfolding of communities in large networks", 2008), seeded. An
    edge weighs as many claims as it has that are not quiet; whom an actor acts for weighs as one.
    """
    heard = [fact.relation not in scene.quiet for fact in scene.facts]
    graph: nx.Graph[int] = nx.Graph()
    for edge in edges:
        one, other = edge["from"], edge["to"]
        weight = 1 if edge.get("tie") else sum(heard[claim] for claim in edge["claims"])
        if weight and max(one, other) < within:
            held = graph.get_edge_data(one, other, {"weight": 0})["weight"]
            graph.add_edge(one, other, weight=held + weight)
    if not graph:
        return []
    found = [sorted(part) for part in nx.community.louvain_communities(graph, seed=SEED)]
    return sorted((part for part in found if len(part) >= LEAST), key=lambda part: (-len(part), part))[:MOST]
