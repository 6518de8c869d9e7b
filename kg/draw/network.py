"""A scene as a pyvis network: nodes that stand still at places computed beforehand, and one edge a directed pair."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyvis.network import Network

from kg.draw.layout import Box, positions
from kg.draw.palette import Palette
from kg.draw.scene import Scene, opening
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
Edges = dict[tuple[int, int, bool], list[int]]


def network(scene: Scene, palette: Palette, *, top: int) -> Network:
    """The nodes carry ``spots``: their places in the picture that opens, of the `top` most active, and in the widest.

    A ``stray`` has no place of its own in the picture that opens, and stands beside one that it is linked with. Of
    none (`top` is 0) all are strays, and none has a place.
    """
    drawing = Network(directed=True)
    number = {actor.id: index for index, actor in enumerate(scene.actors)}
    edges = _edges(scene.facts, number)
    ties = _ties(scene.actors, number, edges)
    radii = _radii(scene)
    first = opening(scene, top=min(top, DRAWN))
    strays = set(range(len(scene.actors))) - set(first)
    spots = _pictures(scene, radii, edges, ties, first) if top else [() for _ in scene.actors]
    for index, (actor, radius, places) in enumerate(zip(scene.actors, radii, spots, strict=True)):
        shape, label = palette.look(actor.type)["shape"], actor.label or actor.id
        drawing.add_node(index, label=label, shape=shape, size=radius, spots=places, stray=index in strays)
    for (subject, object, symmetric), claims in edges.items():
        arrows = "" if symmetric else "to"
        drawing.add_edge(subject, object, arrows=arrows, symmetric=symmetric, claims=claims)
    for agent, principal in ties:
        drawing.add_edge(agent, principal, tie=True)
    return drawing


def _pictures(
    scene: Scene, radii: Sequence[float], edges: Edges, ties: Sequence[Pair], first: Sequence[int]
) -> list[tuple[Pair, Pair]]:
    """The places of each actor in the picture that opens and in the widest."""
    widest = range(min(DRAWN, len(scene.actors)))
    opened = _spots(scene.actors, radii, _weights(_loud(scene, edges), ties), first)
    wide = opened if len(first) == len(widest) else _spots(scene.actors, radii, _weights(edges, ties), widest)
    return list(zip(opened, wide, strict=True))


def _edges(facts: Sequence[Fact], number: Mapping[str, int]) -> Edges:
    """The numbers of the claims by subject, object and whether it is two-sided: then the lower number comes first."""
    edges: defaultdict[tuple[int, int, bool], list[int]] = defaultdict(list)
    for index, fact in enumerate(facts):
        if fact.object and fact.object.id != fact.subject.id:
            pair = number[fact.subject.id], number[fact.object.id]
            low, high = sorted(pair) if fact.symmetric else pair
            edges[low, high, fact.symmetric].append(index)
    return dict(sorted(edges.items()))


def _loud(scene: Scene, edges: Edges) -> Edges:
    heard = {
        ends: [claim for claim in claims if scene.facts[claim].relation not in scene.quiet]
        for ends, claims in edges.items()
    }
    return {ends: claims for ends, claims in heard.items() if claims}


def _ties(actors: Sequence[Actor], number: Mapping[str, int], edges: Edges) -> list[Pair]:
    """Whom each actor acts for, where no claim links the two already: drawn faintly, told by no sentence here."""
    linked = {frozenset((one, other)) for one, other, _ in edges}
    pairs = [(index, number.get(actor.acts_for or "", index)) for index, actor in enumerate(actors)]
    return [pair for pair in pairs if pair[0] != pair[1] and frozenset(pair) not in linked]


def _weights(edges: Edges, ties: Sequence[Pair]) -> dict[Pair, int]:
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
    actors: Sequence[Actor], radii: Sequence[float], weights: Mapping[Pair, int], shown: Sequence[int]
) -> list[Pair]:
    """The place of every actor in a picture laid out for those that are shown."""
    air = AIR + max(0, ROOMY - 4 * len(shown))
    boxes = [_box(actors[number], radii[number], air) for number in shown]
    rank = {number: index for index, number in enumerate(shown)}
    inner = {
        (rank[one], rank[other]): weight
        for (one, other), weight in weights.items()
        if one in rank and other in rank
    }
    places = dict(zip(shown, positions(boxes, inner), strict=True))
    return _beside(places, len(actors), weights)


def _box(actor: Actor, radius: float, air: float) -> Box:
    return max(2 * radius, len(actor.label) * LABEL) + air, 2 * radius + LINE + air


def _beside(places: dict[int, Pair], total: int, weights: Iterable[Pair]) -> list[Pair]:
    """Places for the others too: next to the most active actor that each is linked with, else in the middle."""
    near: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in weights:
        near[one].append(other)
        near[other].append(one)
    for index in range(total):
        if index not in places:
            anchors = [other for other in near[index] if other in places]
            x, y = places[min(anchors)] if anchors else (0, 0)
            places[index] = (x + 60 * (index % 5 - 2) + 15, y + 45 * (index % 3 - 1) + 30)
    return [places[index] for index in range(total)]
