"""Verbs that no row of the lexicon knows, typed by the triggers that are nearest to them in the model's vectors.

Common verbs that carry no event are neighbours too, and vote for no type: what is near them is left alone. How many neighbours
vote, and by how much one type must lead, are chosen by leaving each trigger out in turn: benchmarks/nearest.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from kg.extract.fill import Filled, best
from kg.extract.triggers import Trigger
from kg.rules.lexicon import Lexicon, Row

NEIGHBOURS = 10
LEAD = 0.3  # of all votes
CONFIDENCE = 0.5

Vectors = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Vote:
    """The type that the neighbours of a verb vote for, by how much it leads, and the nearest trigger of that type."""

    event: str
    lead: float
    trigger: str


@dataclass(frozen=True)
class Near:
    """The triggers of a lexicon among common `verbs`; `vectors` gives some words their vectors, one a row, of length one."""

    lexicon: Lexicon
    verbs: Sequence[str]
    vectors: Vectors
    _rows: dict[str, Row | None] = field(default_factory=dict, init=False, repr=False)

    def fills(self, doc: Doc, *, taken: AbstractSet[int], temporal: AbstractSet[int]) -> Iterator[Filled]:
        """Unknown verbs with an object whose nearest triggers agree, filled as the row of the nearest one says."""
        for token in doc:
            if token.pos_ == "VERB" and token.i not in taken and (row := self.row(token.lemma_.lower())):
                filled = best(Trigger(token, (token,), (row,)), self.lexicon.cues, temporal)
                if filled and filled.objects:
                    yield filled

    def row(self, verb: str) -> Row | None:
        """The row that a verb gets where no row or cue knows it and its neighbours agree, named "near:condemn"."""
        if verb not in self._rows:
            self._rows[verb] = None if verb in self._known else self._lent(self.vote(verb))
        return self._rows[verb]

    def vote(self, verb: str) -> Vote | None:
        """What the neighbours of a verb say, which is not its own neighbour; None where none of them has a type."""
        votes: dict[str, float] = {}
        voters: dict[str, str] = {}
        nearest = self._neighbours(verb)
        for word, likeness in nearest:
            types = self.triggers.get(word, {})
            for event in types:
                votes[event] = votes.get(event, 0.0) + likeness / len(types)
                voters.setdefault(event, word)
        total = sum(likeness for _, likeness in nearest)
        first, second, *_ = (*sorted(votes, key=lambda event: -votes[event]), "", "")
        if not first or total <= 0:
            return None
        return Vote(first, (votes[first] - votes.get(second, 0.0)) / total, voters[first])

    def _neighbours(self, verb: str) -> list[tuple[str, float]]:
        """The nearest words with their cosines, without the verb itself."""
        cosines = self._matrix @ self.vectors([verb])[0]
        nearest = np.argsort(-cosines, kind="stable")[: NEIGHBOURS + 1]
        found = [(self._words[i], float(cosines[i])) for i in nearest if self._words[i] != verb]
        return found[:NEIGHBOURS]

    def _lent(self, vote: Vote | None) -> Row | None:
        if vote is None or vote.lead < LEAD:
            return None
        row = self.triggers[vote.trigger][vote.event]
        return replace(
            row,
            name=f"near:{vote.trigger}",
            mode=None,
            context=(),
            who=frozenset(),
            needs=None,
            confidence=CONFIDENCE,
        )

    @cached_property
    def triggers(self) -> dict[str, dict[str, Row]]:
        """The verbs of one word that carry an event, each with its types and the first row of each."""
        found: dict[str, dict[str, Row]] = {}
        for row in self.lexicon.rows:
            if row.event and row.frame.kind == "verb":
                for words in row.words:
                    if len(words) == 1:
                        found.setdefault(words[0], {}).setdefault(row.event, row)
        return found

    @cached_property
    def _known(self) -> frozenset[str]:
        begun = {word for kind, word in self.lexicon.index if kind == "verb"}
        return frozenset(begun | {word for kind, word in self.lexicon.cues.words if kind == "verb"})

    @cached_property
    def _words(self) -> list[str]:
        return list(dict.fromkeys((*self.triggers, *self.verbs)))

    @cached_property
    def _matrix(self) -> NDArray[np.float32]:
        return self.vectors(self._words)
