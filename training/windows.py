"""Turns paragraphs of treebank sentences into what the network reads and what it is to answer."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from conllu import Sentence, Word
from numpy.typing import NDArray

from kg.parse.encoder.component import Labels
from kg.parse.encoder.pieces import Pieces, shape

KINDS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT")
NAMES = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI"))
NONE = -100  # the answer that no loss is taken of
RARE = 3  # features seen more seldom are not learnt


class Example(NamedTuple):
    """A window: its pieces, and for each word where it begins and the numbers of its labels.

    `names` is a row of truth values a word: every label that the annotation allows.
    """

    pieces: NDArray[np.int64]
    shapes: NDArray[np.int64]
    firsts: NDArray[np.int64]
    answers: NDArray[np.int64]  # rows: pos, tag, morph, start, sentence, head, dep
    names: NDArray[np.bool_]


def labels(words: Iterable[Word]) -> Labels:
    """Collect the labels of annotated words."""
    seen = [Counter[str]() for _ in range(4)]
    for word in words:
        for counts, label in zip(seen, (word.pos, word.tag, word.morph, word.dep), strict=True):
            counts[label] += 1
    least = (1, 1, RARE, 1)
    kept = [
        sorted(label for label, n in counts.items() if n >= low)
        for counts, low in zip(seen, least, strict=True)
    ]
    return Labels(*kept, list(NAMES))


def allowed(entity: str) -> list[bool]:
    """Return which names labels an annotation leaves open: "B-GPE|LOC", "O|NORP", or "" for all."""
    if not entity:
        return [True] * len(NAMES)
    first, *rest = entity.split("|")
    place, _, kind = first.partition("-")
    kinds = {kind, *rest}
    if place == "O":
        return [label == "O" or label[2:] in kinds - {""} for label in NAMES]
    return [label[:1] == place and label[2:] in kinds for label in NAMES]


class Maker:
    """Makes examples of paragraphs."""

    def __init__(self, pieces: Pieces, known: Labels) -> None:
        self.pieces = pieces
        self.numbers = [{label: i for i, label in enumerate(kind)} for kind in known]

    def __call__(self, group: list[Sentence], *, most: int) -> Iterator[Example]:
        """Yield windows of whole sentences with at most `most` pieces."""
        held: list[Sentence] = []
        size = 2
        for sentence in group:
            more = sum(len(self.pieces(word.form)) for word in sentence.words)
            if held and size + more > most:
                yield self._window(held)
                held, size = [], 2
            if more + 2 <= most:
                held.append(sentence)
                size += more
        if held:
            yield self._window(held)

    def _window(self, group: list[Sentence]) -> Example:
        words = [word for sentence in group for word in sentence.words]
        spaced = (True, *(word.space for word in words[:-1]))
        shapes = [shape(word.form, spaced=space) for word, space in zip(words, spaced, strict=True)]
        answers: list[list[int]] = []
        for number, sentence in enumerate(group):
            answers += self._answers(sentence, number, offset=len(answers))
        return Example(
            *self.pieces.window([self.pieces(word.form) for word in words], shapes),
            np.array(answers).T,
            np.array([allowed(word.entity) for word in words]),
        )

    def _answers(self, sentence: Sentence, number: int, *, offset: int) -> list[list[int]]:
        """Return the rows of a sentence's words, heads counted from the window's first word."""
        pos, tag, morph, dep, _ = self.numbers
        return [
            [
                pos[word.pos],
                tag[word.tag],
                morph.get(word.morph, NONE),
                place == 0,
                number,
                offset + (word.head - 1 if word.head else place),
                dep[word.dep],
            ]
            if word.dep
            else [NONE, NONE, NONE, place == 0, number, NONE, NONE]  # names only
            for place, word in enumerate(sentence.words)
        ]
