"""Where the actors stand: each connected part laid out, its boxes pulled apart, then the parts packed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from math import cos, pi, sin

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.draw.apart import Array, apart

Box = tuple[float, float]

SEED = 20250605
WIDE = 0.95  # width over height of the place that a graph is drawn in


def positions(boxes: Sequence[Box], weights: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """The centre of each box (width, height) in pixels, so that linked boxes are near and none overlap.

    The weights are of undirected links between indices of boxes. The same input gives the same output: the layout is
    seeded.
    """
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    graph.add_weighted_edges_from(
        (one, other, 1 + np.log2(weight)) for (one, other), weight in sorted(weights.items())
    )
    sizes = np.array(boxes, dtype=float).reshape(-1, 2)
    places = np.zeros_like(sizes)
    parts = sorted(
        (sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part)
    )
    for part in parts:
        linked = nx.to_numpy_array(graph, part, weight=None) > 0
        links = np.argwhere(np.triu(linked))
        places[part] = apart(_arranged(graph, part, linked, sizes[part]), sizes[part], links)
    for part, offset in zip(
        parts, _packed([_frame(places[part], sizes[part]) for part in parts]), strict=True
    ):
        places[part] += offset
    return [(int(x), int(y)) for x, y in np.rint(places)]


def _arranged(graph: nx.Graph[int], part: list[int], linked: NDArray[np.bool_], sizes: Array) -> Array:
    """A connected part, its longer side lying, spread evenly over the room that its boxes need."""
    found = nx.spring_layout(graph.subgraph(part), seed=SEED, iterations=120, k=2 / np.sqrt(len(part)))
    room = 0.55 * np.sqrt(sizes.prod(axis=1).sum())
    places = _evened(_lying(_unbent(np.array([found[node] for node in part]), _ways(linked))))
    places *= room * np.array([np.sqrt(WIDE), 1 / np.sqrt(WIDE)])
    return places


def _ways(linked: NDArray[np.bool_]) -> Array:
    """The length of the shortest way between any two (Floyd and Warshall); a link is longer where many others meet."""
    room = np.sqrt(linked.sum(axis=1))
    ways: Array = np.where(linked, (room[:, None] + room) / 2, np.inf)
    np.fill_diagonal(ways, 0)
    for through in range(len(ways)):
        ways = np.minimum(ways, ways[:, [through]] + ways[through])
    return ways


def _unbent(places: Array, ways: Array, *, rounds: int = 80) -> Array:
    """The places moved until distances are as the ways are, near ones counting most, so that few links cross.

    Stress majorization: Gansner, Koren and North, "Graph Drawing by Stress Majorization" (2004).
    """
    weights = 1 / (ways + np.eye(len(ways))) ** 2 - np.eye(len(ways))
    inverse = np.linalg.inv(_laplacian(weights) + 1)  # of what sums to nothing, as below: the 1 has no effect
    places = places * ways.max() / 2
    for _ in range(rounds):
        across, down = (axis[:, None] - axis for axis in places.T)
        far = np.sqrt(across**2 + down**2)
        places = inverse @ (_laplacian(weights * ways / np.maximum(far, 1e-6)) @ places)
    return places


def _laplacian(weights: Array) -> Array:
    laplacian: Array = np.diag(weights.sum(axis=1)) - weights
    return laplacian


def _lying(places: Array) -> Array:
    middled: Array = places - places.mean(axis=0)
    _, axes = np.linalg.eigh(middled.T @ middled)
    signs = np.where(axes[0, ::-1] < 0, -1, 1)  # an eigenvector may come with either sign
    turned: Array = middled @ (axes[:, ::-1] * signs)
    return turned


def _evened(places: Array) -> Array:
    """Within a circle of radius 1, crowds spread out and stragglers called back: half way to even, directions kept."""
    far = np.hypot(*places.T)
    even = np.sqrt((np.argsort(np.argsort(far, kind="stable"), kind="stable") + 0.5) / len(far))
    wanted = (even + far / max(far.max(), 1e-9)) / 2
    moved: Array = places * (wanted / np.maximum(far, 1e-9))[:, None]
    return moved


def _frame(places: Array, sizes: Array) -> Array:
    low, high = (places - sizes / 2).min(axis=0), (places + sizes / 2).max(axis=0)
    return np.array([low, high])


def _packed(frames: Sequence[Array]) -> Iterator[Array]:
    """The shift of each frame, the first to the middle and each next one as near to it as the earlier ones let it."""
    placed: list[Array] = []
    for frame in frames:
        middle = frame.mean(axis=0)
        for spot in _spiral():
            moved = frame - middle + spot
            if not any((moved[0] < other[1]).all() and (other[0] < moved[1]).all() for other in placed):
                break
        placed.append(moved)
        yield spot - middle


def _spiral() -> Iterator[Array]:
    for step in count():
        radius, angle = 6 * np.sqrt(step), step * pi * (3 - 5**0.5)
        yield np.array([radius * cos(angle) * WIDE, radius * sin(angle)])
