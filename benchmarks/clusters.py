"""How well clusters of mentions agree: MUC, B-cubed and entity CEAF, as the CoNLL shared tasks average them.

Sources: Vilain et al. 1995 (MUC); Bagga and Baldwin 1998 (B-cubed); Luo 2005 (CEAF); what the key and the response do
not share is counted as in Pradhan et al. 2014, whose worked example this is:

>>> key = [frozenset("abc"), frozenset("defg")]
>>> response = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]
>>> for name, score in scores([(key, response)]).items():
...     print(f"{name:7}R {score.recall:.2f} P {score.precision:.2f}")
MUC    R 0.40 P 0.40
B3     R 0.42 P 0.50
CEAF-e R 0.65 P 0.43
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

Cluster = frozenset[Hashable]
Clusters = Sequence[Cluster]
Counts = tuple[float, float]  # what is right, and of how much


@dataclass(frozen=True, slots=True)
class Score:
    """What is right of what was found and of what was to be found, summed over documents."""

    right: float
    found: float
    met: float
    gold: float

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        """The share of what was to be found that was."""
        return self.met / max(self.gold, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def scores(documents: Iterable[tuple[Clusters, Clusters]]) -> dict[str, Score]:
    """Score the key and the response of each document by each measure."""
    pairs = list(documents)
    return {name: _score(measure, pairs) for name, measure in _MEASURES.items()}


def average(found: dict[str, Score]) -> float:
    """The mean F1 of the measures."""
    return mean(score.f1 for score in found.values())


def _score(recall: Callable[[Clusters, Clusters], Counts], pairs: list[tuple[Clusters, Clusters]]) -> Score:
    """Precision is the recall of the response by the key."""
    met = [recall(key, response) for key, response in pairs]
    right = [recall(response, key) for key, response in pairs]
    return Score(*map(sum, zip(*right, strict=True)), *map(sum, zip(*met, strict=True)))


def _muc(key: Clusters, response: Clusters) -> Counts:
    """The links of the key that the response has: each entity lacks one for every piece that it falls into."""
    home = {mention: at for at, cluster in enumerate(response) for mention in cluster}
    pieces = [len({home.get(mention, mention) for mention in cluster}) for cluster in key]
    links = sum(map(len, key))
    return links - sum(pieces), links - len(key)


def _b3(key: Clusters, response: Clusters) -> Counts:
    """For each mention, the share of its entity that the response puts with it."""
    home = {mention: cluster for cluster in response for mention in cluster}
    entities = {mention: cluster for cluster in key for mention in cluster}
    shares = (len(own & home.get(one, frozenset())) / len(own) for one, own in entities.items())
    return sum(shares), len(entities)


def _ceaf(key: Clusters, response: Clusters) -> Counts:
    """The similarity of entities under the best one-to-one pairing, against the number of the key's."""
    return _best([[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key]), len(key)


def _best(gains: list[list[float]]) -> float:
    """The greatest sum of gains with at most one in each row and column (Kuhn and Munkres)."""
    if len(gains) > len(gains[0] if gains else ()):
        gains = [list(column) for column in zip(*gains, strict=True)]
    width = len(gains[0]) if gains else 0
    rows, columns = [0.0] * (len(gains) + 1), [0.0] * (width + 1)  # the potentials
    owner = [0] * (width + 1)  # of each column, counted from 1; 0 is nobody
    for row in range(1, len(gains) + 1):
        owner[0], at = row, 0
        slack, way, done = [float("inf")] * (width + 1), [0] * (width + 1), [False] * (width + 1)
        while owner[at]:
            done[at] = True
            near = owner[at]
            for column in range(1, width + 1):
                left = -gains[near - 1][column - 1] - rows[near] - columns[column]
                if not done[column] and left < slack[column]:
                    slack[column], way[column] = left, at
            step, nearest = min((slack[c], c) for c in range(1, width + 1) if not done[c])
            for column in range(width + 1):
                if done[column]:
                    rows[owner[column]] += step
                    columns[column] -= step
                else:
                    slack[column] -= step
            at = nearest
        while at:
            owner[at], at = owner[way[at]], way[at]
    return sum(gains[row - 1][column - 1] for column, row in enumerate(owner) if column and row)


_MEASURES = {"MUC": _muc, "B3": _b3, "CEAF-e": _ceaf}
