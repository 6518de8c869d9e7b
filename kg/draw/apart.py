"""Boxes pushed about until none lies over another, and few lie on the line of a link that is not theirs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SPARSE = 100  # of more boxes than these, the lines are too many to keep clear of
ASIDE = 40  # rounds of pushing boxes off the lines
REACH = 0.4  # of a box's height: so near to its middle no line should pass


def apart(places: Array, sizes: Array, links: NDArray[np.int_]) -> Array:
    """The new places of boxes; `links`, of shape (n, 2), are between their indices."""
    places = _untangled(places, sizes)
    for _ in range(ASIDE if len(links) and len(places) <= SPARSE else 0):
        places = _untangled(_aside(places, sizes, links), sizes, rounds=30)
    return _untangled(places, sizes)


def _untangled(places: Array, sizes: Array, *, rounds: int = 400) -> Array:
    """Boxes that overlap are pushed along the axis on which they overlap least, half the way each, until none do."""
    one, other = np.triu_indices(len(places), 1)
    reach = (sizes[one] + sizes[other]) / 2
    places = places.copy()
    for _ in range(rounds):
        gap = places[one] - places[other]
        overlap = reach - abs(gap)
        hit = np.flatnonzero((overlap > 0.5).all(axis=1))
        if not hit.size:
            break
        least = overlap[hit] == overlap[hit].min(axis=1, keepdims=True)
        push = np.where(gap[hit] >= 0, 0.5, -0.5) * overlap[hit] * least
        np.add.at(places, one[hit], push)
        np.subtract.at(places, other[hit], push)
    return places


def _aside(places: Array, sizes: Array, links: NDArray[np.int_]) -> Array:
    """Each box moved half the way off every line that passes too near to its middle."""
    starts, spans = places[links[:, 0]], places[links[:, 1]] - places[links[:, 0]]
    squares = np.maximum((spans**2).sum(axis=1), 1)
    from_start = places - starts[:, None]
    parts = np.clip((from_start * spans[:, None]).sum(axis=2) / squares[:, None], 0, 1)
    off = from_start - parts[:, :, None] * spans[:, None]
    far = np.sqrt((off**2).sum(axis=2))
    lack = np.maximum(REACH * sizes[:, 1] - far, 0)
    lack[np.arange(len(links))[:, None], links] = 0
    upright = spans[:, None, ::-1] * [-1, 1] / np.sqrt(squares)[:, None, None]
    ways = np.where(far[:, :, None] > 0.5, off / np.maximum(far, 0.5)[:, :, None], upright)
    moved: Array = places + (lack[:, :, None] * ways).sum(axis=0) / 2
    return moved
