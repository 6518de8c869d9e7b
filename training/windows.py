"""Turns paragraphs of treebank sentences into what the network reads and what it is to answer."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from conllu import Sentence, Word
from numpy.typing import NDArray

from kg.parse.encoder.pieces import Pieces, shape

KINDS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT")
NAMES = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI"))
NONE = -100  # the answer that no loss is taken of
RARE = 3  # features seen more seldom are not learnt


class Labels(NamedTuple):
    """The labels of each head, in the order of their numbers."""

    pos: tuple[str, ...]
    tag: tuple[str, ...]
    morph: tuple[str, ...]
    dep: tuple[str, ...]
    name: tuple[str, ...]


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
        tuple(sorted(label for label, n in counts.items() if n >= low))
        for counts, low in zip(seen, least, strict=True)
    ]
    return Labels(*kept, NAMES)  # type: ignore[arg-type]


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
        pieces, shapes, firsts = [self.pieces.first], [0], []
        spaced = True
        for word in (word for sentence in group for word in sentence.words):
            found = self.pieces(word.form)
            firsts.append(len(pieces))
            pieces += found
            shapes += [shape(word.form, spaced=spaced), *[0] * (len(found) - 1)]
            spaced = word.space
        answers = [row for number, sentence in enumerate(group) for row in self._answers(sentence, number)]
        offset = 0
        for sentence in group:
            for row in answers[offset : offset + len(sentence.words)]:
                row[5] = row[5] + offset if row[5] != NONE else NONE
            offset += len(sentence.words)
        return Example(
            np.array([*pieces, self.pieces.last]),
            np.array([*shapes, 0]),
            np.array(firsts),
            np.array(answers).T,
            np.array([allowed(word.entity) for sentence in group for word in sentence.words]),
        )

    def _answers(self, sentence: Sentence, number: int) -> Iterator[list[int]]:
        pos, tag, morph, dep, _ = self.numbers
        for place, word in enumerate(sentence.words):
            if not word.dep:  # names only
                yield [NONE, NONE, NONE, place == 0, number, NONE, NONE]
                continue
            yield [
                pos[word.pos],
                tag[word.tag],
                morph.get(word.morph, NONE),
                place == 0,
                number,
                word.head - 1 if word.head else place,
                dep[word.dep],
            ]
