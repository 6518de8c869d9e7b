"""The spaCy component that tags, parses and names with one network."""

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.parse.encoder.names import best_labels, steps
from kg.parse.encoder.network import Network, Scores
from kg.parse.encoder.pieces import Pieces, shape
from kg.parse.encoder.trees import best_tree

WINDOW = 254  # pieces, the window's two ends counted; training saw no longer one
GRAPH, LABELS, VOCABULARY = "network.onnx", "labels.json", "vocab.txt"

_ATTRIBUTES: list[int | str] = ["POS", "TAG", "MORPH", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE"]
_IOB = {"I": 1, "O": 2, "B": 3}  # as spaCy numbers them

Ints = NDArray[np.int64]


class Labels(NamedTuple):
    """The labels of each head of the network, in the order of their numbers."""

    pos: list[str]
    tag: list[str]
    morph: list[str]
    dep: list[str]
    name: list[str]


class Words(NamedTuple):
    """The words of a Doc that are no white space, a list for each fact."""

    places: list[int]  # in the Doc
    pieces: list[tuple[int, ...]]
    shapes: list[int]
    starts: list[int]  # 1: a sentence must start here, -1: none can, 0: the network says


class Values:
    """The labels as spaCy's numbers, a row of attributes put together for each word."""

    def __init__(self, known: Labels, vocab: Vocab) -> None:
        add = vocab.strings.add
        self.pos = _numbers(add(label) for label in known.pos)
        self.tag = _numbers(add(label) for label in known.tag)
        self.morph = _numbers(vocab.morphology.add(label) for label in known.morph)
        self.dep = _numbers(add("ROOT" if label == "root" else label) for label in known.dep)
        self.iob = _numbers(_IOB[label[0]] for label in known.name)
        self.kind = _numbers(add(label[2:]) if label[2:] else 0 for label in known.name)
        self.space = (add("SPACE"), add("_SP"), vocab.morphology.add(""), add("dep"))


def _numbers(values: Iterable[int]) -> NDArray[np.uint64]:
    return np.array(list(values), dtype=np.uint64)


class Encoder:
    """Sets tags, features, heads, labels, sentence starts and names of a Doc, on one core.

    A paragraph is read in windows, each from the start of a sentence, so that a sentence is seen whole; one too
    long for a window is cut where the window ends. Windows are read one by one: no other text changes what is
    found in one.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "Encoder":
        """Read what training wrote: the network, its labels and its pieces."""
        self._folder = folder = Path(path)
        self.known = known = Labels(**json.loads((folder / LABELS).read_text(encoding="utf-8")))
        self._pieces = Pieces((folder / VOCABULARY).read_text(encoding="utf-8").rstrip("\n").split("\n"))
        self._network = Network(folder / GRAPH, dependencies=len(known.dep))
        self._values = Values(known, self.vocab)
        self._steps, self._outside = steps(known.name), known.name.index("O")
        self._root = known.dep.index("root")
        sizes = np.cumsum([len(known.pos), len(known.tag), len(known.morph)])
        self._cuts = [int(size) for size in sizes]
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Copy the files that this was read from."""
        Path(path).mkdir(exist_ok=True)
        for name in (GRAPH, LABELS, VOCABULARY):
            (Path(path) / name).write_bytes((self._folder / name).read_bytes())

    @property
    def labels(self) -> tuple[str, ...]:
        """The dependency labels."""
        return tuple(self.known.dep)

    def __call__(self, doc: Doc) -> Doc:
        words = self._words(doc)
        rows = np.zeros((len(doc), len(_ATTRIBUTES)), dtype=np.uint64)
        for begin, end in _paragraphs(words.starts):
            while begin < end:
                begin = self._window(words, begin, end, rows)
        self._spaces(words, rows)
        return doc.from_array(_ATTRIBUTES, rows)  # type: ignore[arg-type]

    def _words(self, doc: Doc) -> Words:
        words = Words([], [], [], [])
        starts = doc.to_array("SENT_START").astype(np.int64)
        spaced = True
        for token in doc:
            if not token.is_space:
                text = token.text
                words.places.append(token.i)
                words.pieces.append(self._pieces(text))
                words.shapes.append(shape(text, spaced=spaced))
                words.starts.append(int(starts[token.i]))
            spaced = bool(token.whitespace_) or token.is_space
        return words

    def _window(self, words: Words, begin: int, end: int, rows: NDArray[np.uint64]) -> int:
        """Read the words from `begin` that fit, write what is found, and return where the next window begins."""
        size, last = 2, begin
        while last < end and size + len(words.pieces[last]) <= WINDOW:
            size += len(words.pieces[last])
            last += 1
        scores = self._network(self._pieces.window(words.pieces[begin:last], words.shapes[begin:last]))
        starts = scores.tags[:, -1] > 0
        starts &= np.array(words.starts[begin:last]) >= 0
        starts[0] = True
        bounds = [*np.flatnonzero(starts).tolist(), last - begin]
        if last < end and len(bounds) > 2:  # the last sentence goes on: the next window reads it
            bounds.pop()
        self._write(scores, bounds, words.places[begin : begin + bounds[-1]], rows)
        return begin + int(bounds[-1])

    def _write(self, scores: Scores, bounds: list[int], places: list[int], rows: NDArray[np.uint64]) -> None:
        """Put what the scores say of whole sentences into the rows of their words."""
        done = bounds[-1]
        pos, tag, morph, _ = np.split(scores.tags[:done], self._cuts, axis=1)
        heads = np.concatenate(
            [begin + best_tree(scores.arcs[begin:end, begin:end]) for begin, end in pairwise(bounds)]
        )
        at = np.array(places)
        values = self._values
        names = best_labels(scores.names[:done], self._steps, self._outside)
        rows[at] = np.stack(
            [
                values.pos[pos.argmax(axis=1)],
                values.tag[tag.argmax(axis=1)],
                values.morph[morph.argmax(axis=1)],
                (at[heads] - at).astype(np.uint64),
                values.dep[self._dependencies(scores, heads)],
                values.iob[names],
                values.kind[names],
            ],
            axis=1,
        )

    def _dependencies(self, scores: Scores, heads: Ints) -> Ints:
        """Return the number of each word's dependency label; only the root of a tree is one."""
        found = np.einsum("wdk,wk->wd", scores.labels[: len(heads)], scores.ends[heads])
        found[:, self._root] = -np.inf
        best: Ints = found.argmax(axis=1)
        best[heads == np.arange(len(heads))] = self._root
        return best

    def _spaces(self, words: Words, rows: NDArray[np.uint64]) -> None:
        """Hang white space on the word before it, or on the first word of the text."""
        pos, tag, morph, dep = self._values.space
        blank = np.ones(len(rows), dtype=bool)
        blank[words.places] = False
        heads = np.full(len(rows), -1)
        heads[:1] = 0 if blank.all() else 1
        for place in np.flatnonzero(blank):
            rows[place] = (pos, tag, morph, heads[place].astype(np.uint64), dep, _IOB["O"], 0)


def _paragraphs(starts: list[int]) -> Iterator[tuple[int, int]]:
    """Yield where each run of words begins and ends that no sentence may cross the bounds of."""
    begins = [0, *(place for place, start in enumerate(starts) if start == 1 and place)]
    return zip(begins, [*begins[1:], len(starts)], strict=True)


@Language.factory(
    "kg_encoder",
    assigns=["token.pos", "token.tag", "token.morph", "token.head", "token.dep", "doc.sents", "doc.ents"],
)
def make_encoder(nlp: Language, name: str) -> Encoder:
    """Return an encoder that is yet to be read, for spaCy to put into a pipeline."""
    return Encoder(nlp.vocab)
