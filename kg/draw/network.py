"""A scene as a pyvis network: nodes that stand still at places computed beforehand, and one edge a directed pair."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from pyvis.network import Network

from kg.draw.layout import Box, positions
from kg.draw.palette import Palette
from kg.draw.scene import Scene
from kg.records import Actor, Fact

DRAWN = 300  # above this many, legibility fails before speed does
SMALLEST, LARGEST = 7, 30  # radii in pixels
LABEL, LINE = 6.6, 16  # pixels: the mean width of a letter, the height of a label
AIR, ROOMY = 14, 130  # pixels around a node and its label; few actors get more, for the verbs on their edges

OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": False, "selectConnectedEdges": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 3, "labelHighlightBold": False},
    "edges": {"arrowStrikethrough": False, "selectionWidth": 1.6, "hoverWidth": 1.2},
}

Pair = tuple[int, int]


def network(scene: Scene, palette: Palette, *, top: int) -> Network:
    """The nodes carry ``spots``, their places with the `top` most active actors alone and among as many as are drawn."""
    drawing = Network(directed=True)
    drawing.set_options(json.dumps(OPTIONS))
    number = {actor.id: index for index, actor in enumerate(scene.actors)}
    edges = _edges(scene.facts, number)
    radii = _radii(scene)
    ties = _ties(scene.actors, number, edges)
    weights = _weights(edges, ties)
    limits = [min(limit, DRAWN, len(scene.actors)) for limit in (top, DRAWN)]
    laid = {limit: _spots(radii, scene.actors, weights, limit) for limit in dict.fromkeys(limits)}
    spots = [laid[limit] for limit in limits]
    for index, (actor, radius, *places) in enumerate(zip(scene.actors, radii, *spots, strict=True)):
        shape, (x, y) = palette.look(actor.type)["shape"], places[0]
        label = actor.label or actor.id
        drawing.add_node(index, label=label, shape=shape, size=radius, x=x, y=y, spots=places)
    for (subject, object, symmetric), claims in edges.items():
        arrows = "" if symmetric else "to"
        drawing.add_edge(subject, object, arrows=arrows, symmetric=symmetric, claims=claims)
    for agent, principal in ties:
        drawing.add_edge(agent, principal, tie=True)
    return drawing


def _edges(facts: Sequence[Fact], number: Mapping[str, int]) -> dict[tuple[int, int, bool], list[int]]:
    """The numbers of the claims by subject, object and whether it is two-sided: then the lower number comes first."""
    edges: defaultdict[tuple[int, int, bool], list[int]] = defaultdict(list)
    for index, fact in enumerate(facts):
        if fact.object and fact.object.id != fact.subject.id:
            pair = number[fact.subject.id], number[fact.object.id]
            low, high = sorted(pair) if fact.symmetric else pair
            edges[low, high, fact.symmetric].append(index)
    return dict(sorted(edges.items()))


def _ties(
    actors: Sequence[Actor], number: Mapping[str, int], edges: Mapping[tuple[int, int, bool], Sequence[int]]
) -> list[Pair]:
    """Whom each actor acts for, where no claim links the two already: drawn faintly, told by no sentence here."""
    linked = {frozenset((one, other)) for one, other, _ in edges}
    pairs = [(index, number.get(actor.acts_for or "", index)) for index, actor in enumerate(actors)]
    return [pair for pair in pairs if pair[0] != pair[1] and frozenset(pair) not in linked]


def _weights(edges: Mapping[tuple[int, int, bool], Sequence[int]], ties: Sequence[Pair]) -> dict[Pair, int]:
    """The number of claims between two actors, the lower number first; a tie counts as one."""
    weights: Counter[Pair] = Counter((min(tie), max(tie)) for tie in ties)
    for (one, other, _), claims in edges.items():
        weights[min(one, other), max(one, other)] += len(claims)
    return weights


def _radii(scene: Scene) -> list[float]:
    most = max(scene.activity.values(), default=1)
    grown = [(scene.activity[actor.id] / most) ** 0.5 for actor in scene.actors]
    return [round(SMALLEST + (LARGEST - SMALLEST) * part * min(1, most / 8), 1) for part in grown]


def _spots(
    radii: Sequence[float], actors: Sequence[Actor], weights: Mapping[Pair, int], shown: int
) -> list[Pair]:
    air = AIR + max(0, ROOMY - 4 * shown)
    boxes: list[Box] = [
        (max(2 * radius, len(actor.label) * LABEL) + air, 2 * radius + LINE + air)
        for radius, actor in zip(radii[:shown], actors[:shown], strict=True)
    ]
    places = positions(boxes, {pair: weight for pair, weight in weights.items() if pair[1] < shown})
    return places + _beside(places, len(actors), weights)


def _beside(places: Sequence[Pair], total: int, weights: Mapping[Pair, int]) -> list[Pair]:
    """Places for the less active: next to the most active actor that each is linked with, else in the middle."""
    anchors: dict[int, int] = {}
    for low, high in sorted(weights):
        anchors.setdefault(high, low)
    found = list(places)
    for index in range(len(places), total):
        x, y = found[anchors[index]] if index in anchors else (0, 0)
        found.append((x + 60 * (index % 5 - 2) + 15, y + 45 * (index % 3 - 1) + 30))
    return found[len(places) :]
