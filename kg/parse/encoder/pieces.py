"""Cuts words into the pieces that the encoder has vectors for, and says how each word is written.

The pieces are WordPiece's over BERT's uncased vocabulary (Devlin et al. 2019): small letters without accents, marks
apart, then the longest known piece from the left. What case says is not lost: `shape` keeps it.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

MOST = 16  # pieces of one word; what follows is not read
LONGEST = 100  # letters of a run that is looked up at all
HELD = 200_000  # words whose pieces are remembered: some 50 MB

_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")  # curly quotes are read as straight ones

UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"

LOWER, TITLE, UPPER, INITIAL, MIXED, NO_LETTERS = range(1, 7)
SHAPES = 2 * (NO_LETTERS + 1)  # each also with a space before; 0 stands for every piece but a word's first


Ints = NDArray[np.int64]


class Window(NamedTuple):
    """What the network reads: the pieces with their shapes, and the place of each word's first piece."""

    pieces: Ints
    shapes: Ints
    firsts: Ints


class Pieces:
    """Cuts words by a vocabulary, whose order gives the pieces their numbers."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self.vocabulary = list(vocabulary)
        self._numbers = {piece: number for number, piece in enumerate(self.vocabulary)}
        self._cut: dict[str, tuple[int, ...]] = {}
        self.first, self.last = self._numbers[FIRST], self._numbers[LAST]

    def number(self, piece: str) -> int:
        """Return the number of a piece; raises KeyError where the vocabulary lacks it."""
        return self._numbers[piece]

    def __call__(self, word: str) -> tuple[int, ...]:
        """Return the numbers of a word's pieces, at least one and at most `MOST`."""
        found = self._cut.get(word)
        if found is None:
            found = tuple(self._all(word[: MOST * LONGEST]))[:MOST] or (self._numbers[UNKNOWN],)
            if len(word) <= LONGEST:
                if len(self._cut) >= HELD:
                    self._cut.clear()
                self._cut[word] = found
        return found

    def window(self, words: Sequence[tuple[int, ...]], shapes: Sequence[int]) -> Window:
        """Put the pieces of words between the marks that open and close a window; `shapes` are those of the words."""
        pieces = np.array([self.first, *(piece for found in words for piece in found), self.last])
        firsts = np.cumsum([1, *(len(found) for found in words[:-1])])
        placed = np.zeros_like(pieces)
        placed[firsts] = shapes
        return Window(pieces, placed, firsts)

    def _all(self, word: str) -> Iterable[int]:
        for run in _runs(word):
            yield from self._longest_first(run)

    def _longest_first(self, run: str) -> list[int]:
        found, start = [], 0
        while start < len(run) <= LONGEST:
            ends = range(len(run), start, -1)
            known = (self._numbers.get(("##" if start else "") + run[start:end]) for end in ends)
            for end, number in zip(ends, known, strict=True):
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return [self._numbers[UNKNOWN]]
        return found or [self._numbers[UNKNOWN]]


def _runs(word: str) -> list[str]:
    """Return a word in small letters, without accents, each mark apart from the letters and digits around it."""
    runs, letters = [], ""
    for char in unicodedata.normalize("NFD", word.lower().translate(_STRAIGHT)):
        kind = unicodedata.category(char)
        if kind == "Mn" or kind.startswith("C"):
            continue
        if kind[0] in "PS" or "\u4e00" <= char <= "\u9fff":
            runs += [letters, char] if letters else [char]
            letters = ""
        else:
            letters += char
    return [*runs, letters] if letters else runs


def shape(word: str, *, spaced: bool) -> int:
    """Return the number of how a word is written, and whether a space stands before it: below `SHAPES`."""
    if word.islower():
        kind = LOWER
    elif word.isupper():
        kind = UPPER if len(word) > 1 else INITIAL
    elif word.istitle():
        kind = TITLE
    else:
        kind = MIXED if any(char.isalpha() for char in word[:LONGEST]) else NO_LETTERS
    return 2 * kind + spaced
