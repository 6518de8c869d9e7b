"""Vectors of words outside any text: what the encoder knows of a word before it reads its neighbours.

They are read from the encoder's own file. That is an ONNX model, a Protocol Buffers message, in which a field is a key
(its number, and how its value is written) and a value: protobuf.dev/programming-guides/encoding; onnx/onnx.proto3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.parse.encoder.component import GRAPH, VOCABULARY
from kg.parse.encoder.pieces import Pieces
from kg.parse.lemmas import Lemmas

if TYPE_CHECKING:
    from spacy.language import Language

GRAPH_OF_MODEL, NODE, TENSOR = 7, 1, 5
INPUT, OPERATOR = 1, 4
NAME, DATA = 8, 9
SHORTEST = 1e-8
LENGTHS = {1: 8, 5: 4}  # bytes of a value, by how it is written

Floats = NDArray[np.float32]


class Vectors:
    """The vectors of words: the mean of those of their pieces, less the mean of all pieces, which says nothing."""

    def __init__(self, folder: Path) -> None:
        names = (folder / VOCABULARY).read_text(encoding="utf-8").rstrip("\n").split("\n")
        rows, scales = _embedding(memoryview((folder / GRAPH).read_bytes()))
        self._pieces = Pieces(names)
        self._scales = np.frombuffer(bytes(scales), dtype="<f4")[:, None]
        self._rows = np.frombuffer(bytes(rows), dtype=np.int8).reshape(len(names), -1)
        self._mean: Floats = (self._scales.T @ self._rows)[0] / len(names)

    def __call__(self, words: Sequence[str]) -> Floats:
        """The vectors of some words, one a row, of length one."""
        found = np.stack([self._vector(word) for word in words])
        length = np.linalg.norm(found, axis=1, keepdims=True)
        np.divide(found, np.maximum(length, SHORTEST), out=found)
        return found

    def _vector(self, word: str) -> Floats:
        pieces = list(self._pieces(word))
        whole: Floats = self._rows[pieces] * self._scales[pieces]
        mean: Floats = whole.mean(axis=0)
        return mean - self._mean


def vectors(nlp: Language) -> Vectors | None:
    """The vectors that a packaged model knows words by; None of a model that is not ours."""
    folder = nlp.path / "kg_encoder" if nlp.path else None
    return Vectors(folder) if folder and (folder / GRAPH).exists() else None


def verbs(nlp: Language) -> tuple[str, ...]:
    """The verbs of the model's table of lemmas, in the order of the alphabet; none of a model that is not ours."""
    lemmas = nlp.get_pipe("kg_lemmas") if nlp.has_pipe("kg_lemmas") else None
    table = lemmas.table if isinstance(lemmas, Lemmas) else {}
    found = (lemma for key, lemma in table.items() if key.endswith("|VERB"))
    return tuple(sorted({lemma for lemma in found if lemma.isalpha() and lemma.islower()}))


def _embedding(model: memoryview) -> list[memoryview]:
    """The tables that the pieces are looked up in: 8-bit rows, and a scale for each."""
    graph = next(value for number, value in _fields(model) if number == GRAPH_OF_MODEL)
    wanted: list[bytes] = []
    tensors: dict[bytes, memoryview] = {}
    for number, value in _fields(graph):
        parts = list(_fields(value)) if number in (NODE, TENSOR) else []
        texts = {part: bytes(text) for part, text in parts if part in (OPERATOR, NAME)}
        if number == NODE and texts[OPERATOR] == b"Gather":
            table, places = (bytes(name) for part, name in parts if part == INPUT)
            wanted += [table] if places == b"pieces" else []
        elif number == TENSOR:
            tensors[texts[NAME]] = dict(parts).get(DATA, memoryview(b""))
    return [tensors[name] for name in wanted]


def _fields(message: memoryview) -> Iterator[tuple[int, memoryview]]:
    """The fields of a message by their numbers; numbers, which have no length, are passed over."""
    at = 0
    while at < len(message):
        key, at = _number(message, at)
        if key & 7 == 0:
            _, at = _number(message, at)
        else:
            length, at = (LENGTHS[key & 7], at) if key & 7 in LENGTHS else _number(message, at)
            yield key >> 3, message[at : at + length]
            at += length


def _number(message: memoryview, at: int) -> tuple[int, int]:
    """A number, seven bits a byte, the low ones first, and where it ends."""
    found = shift = 0
    while message[at] > 127:
        found |= (message[at] & 127) << shift
        at, shift = at + 1, shift + 7
    return found | message[at] << shift, at + 1
