"""Finds the best tree over the words of a sentence from a score for each word and head."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]


def best_tree(scores: Scores) -> Heads:
    """Return the head of each word; the root is its own head.

    `scores[i, j]` is how well word j heads word i, `scores[i, i]` how well word i is the root. There is one root
    and no cycle. Where each word's best head does not make such a tree, the root that costs least is fixed and
    Chu and Liu's and Edmonds' algorithm finds the best tree under it.
    """
    heads: Heads = scores.argmax(axis=1)
    if _is_tree(heads):
        return heads
    others = scores.copy()
    np.fill_diagonal(others, -np.inf)
    root = int((scores.diagonal() - others.max(axis=1)).argmax())
    others[root] = -np.inf
    others[root, root] = 0.0
    heads = _arborescence(others.astype(np.float64), root)
    return heads


def _is_tree(heads: Heads) -> bool:
    """Say whether exactly one word is its own head and all others lead to it."""
    roots = np.flatnonzero(heads == np.arange(len(heads)))
    if len(roots) != 1:
        return False
    reached = heads
    for _ in range(len(heads).bit_length()):
        reached = reached[reached]
    return bool((reached == roots[0]).all())


def _cycle(heads: Heads) -> Heads:
    """Return the words of one cycle longer than a word, or none."""
    state = np.zeros(len(heads), dtype=np.int64)  # 0: not seen; otherwise the walk that came by
    for start in range(len(heads)):
        word = start
        while not state[word]:
            state[word] = start + 1
            word = int(heads[word])
        if state[word] == start + 1 and heads[word] != word:
            members = [word]
            while heads[members[-1]] != word:
                members.append(int(heads[members[-1]]))
            return np.array(members)
    return np.array([], dtype=np.int64)


def _arborescence(scores: NDArray[np.float64], root: int) -> Heads:
    """Return the heads of the best tree under `root`; a cycle becomes one word, and what enters it breaks it."""
    heads: Heads = scores.argmax(axis=1)
    cycle = _cycle(heads)
    if not len(cycle):
        return heads
    size = len(scores)
    rest = np.setdiff1d(np.arange(size), cycle)
    kept = scores[cycle, heads[cycle]]
    entering = (
        scores[np.ix_(cycle, rest)] - kept[:, None]
    )  # what changes where a cycle's word gets another head
    small = np.full((len(rest) + 1,) * 2, -np.inf)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = entering.max(axis=0)
    leaving = scores[np.ix_(rest, cycle)]
    small[:-1, -1] = leaving.max(axis=1)
    inner = _arborescence(small, int(np.flatnonzero(rest == root)[0]))
    outer = heads.copy()
    for place, word in enumerate(rest):
        head = inner[place]
        outer[word] = rest[head] if head < len(rest) else cycle[leaving[place].argmax()]
    broken = entering[:, inner[-1]].argmax()
    outer[cycle[broken]] = rest[inner[-1]]
    return outer
