"""Finds the best sequence of names labels in which no name goes on that did not begin."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Steps = NDArray[np.bool_]
Ints = NDArray[np.int64]


def steps(labels: Sequence[str]) -> Steps:
    """Return which label may follow which: I-X only B-X or I-X."""
    return np.array(
        [[not after.startswith("I-") or before[1:] == after[1:] for after in labels] for before in labels]
    )


def best_labels(scores: Scores, allowed: Steps, outside: int) -> Ints:
    """Return the label of each word, by the highest sum of `scores` (words, labels) over an allowed sequence."""
    best: Ints = scores.argmax(axis=1)
    if allowed[np.concatenate([[outside], best[:-1]]), best].all():
        return best
    barred = np.where(allowed, 0.0, -np.inf)
    total = scores[0] + barred[outside]
    came_from = []
    for row in scores[1:]:
        ways = total[:, None] + barred
        came_from.append(ways.argmax(axis=0))
        total = ways.max(axis=0) + row
    path = [int(total.argmax())]
    for choices in reversed(came_from):
        path.append(int(choices[path[-1]]))
    return np.array(path[::-1])
