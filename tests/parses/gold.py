"""Parses corrected by hand, read from CoNLL-U: no model made them, so none has to be loaded and none can spoil them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

HERE = Path(__file__).parent


@cache
def gold(treebank: str) -> Mapping[str, Doc]:
    """The sentences of a treebank in this folder, each a document of its own, by their texts."""
    vocab = spacy.blank("en").vocab
    blocks = (HERE / f"{treebank}.conllu").read_text(encoding="utf-8").strip().split("\n\n")
    found = {doc.text: doc for block in blocks for doc in _doc(block, vocab)}
    assert len(found) == len(blocks), f"{treebank}.conllu holds a sentence twice"
    return found


def _doc(block: str, vocab: Vocab) -> Iterator[Doc]:
    comment, *lines = block.splitlines()
    rows = [line.split("\t") for line in lines]
    _, words, lemmas, pos, tags, morphs, heads, deps, _, notes = map(list, zip(*rows, strict=True))
    doc = Doc(
        vocab,
        words=words,
        spaces=[note != "SpaceAfter=No" for note in notes[:-1]] + [False],
        lemmas=lemmas,
        pos=pos,
        tags=tags,
        morphs=["" if morph == "_" else morph for morph in morphs],
        heads=[int(head) - 1 if head != "0" else at for at, head in enumerate(heads)],
        deps=["ROOT" if dep == "root" else dep for dep in deps],
    )
    assert comment == f"# text = {doc.text}", f"the words do not make up the text of {comment!r}"
    yield doc
