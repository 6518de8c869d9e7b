"""Measures a pipeline on raw text: tokens, tags, lemmas, trees and names, each as F1 over words matched by offset.

    python training/evaluate.py CORPUS MODEL [--work DIR]

UAS and LAS leave punctuation out; LAS compares labels with their subtypes.
"""

import argparse
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import spacy
from conllu import paragraphs, sentences, to_doc
from prepare import ewt, gum
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Token

import kg.parse.lemmas
import kg.parse.paragraphs  # noqa: F401  registers the components

Facts = Callable[[Doc], Iterable[tuple[object, ...]]]


def _at(token: Token) -> tuple[int, int]:
    return token.idx, len(token)


def _words(doc: Doc, *, punct: bool = True) -> list[Token]:
    return [t for t in doc if not t.is_space and (punct or t.dep_ != "punct")]


def _head(token: Token) -> tuple[int, int]:
    return (-1, 0) if token.head is token or token.dep_ == "ROOT" else _at(token.head)


FACTS: dict[str, Facts] = {
    "tokens": lambda doc: [_at(t) for t in _words(doc)],
    "sents": lambda doc: [(s[0].idx,) for s in doc.sents],
    "upos": lambda doc: [(*_at(t), t.pos_) for t in _words(doc)],
    "xpos": lambda doc: [(*_at(t), t.tag_) for t in _words(doc)],
    "feats": lambda doc: [(*_at(t), str(t.morph)) for t in _words(doc)],
    "lemma": lambda doc: [(*_at(t), t.lemma_) for t in _words(doc)],
    "uas": lambda doc: [(*_at(t), *_head(t)) for t in _words(doc, punct=False)],
    "las": lambda doc: [(*_at(t), *_head(t), t.dep_) for t in _words(doc, punct=False)],
}
NAMES: dict[str, Facts] = {
    "names": lambda doc: [(e.start_char, e.end_char, _coarse(e.label_)) for e in doc.ents],
    **{
        label: lambda doc, label=label: [
            (e.start_char, e.end_char) for e in doc.ents if _coarse(e.label_) == label
        ]
        for label in ("PERSON", "ORG", "LOC")
    },
}


def _coarse(label: str) -> str:
    return "LOC" if label == "GPE" else label


def f1(gold: list[Doc], found: list[Doc], facts: Facts) -> float:
    """Return F1 in percent over the facts that two parses of the same texts state."""
    right = total = 0
    for one, other in zip(gold, found, strict=True):
        a, b = set(facts(one)), set(facts(other))
        right, total = right + 2 * len(a & b), total + len(a) + len(b)
    return 100 * right / max(total, 1)


def row(name: str, nlp: Language, gold: list[Doc], facts: dict[str, Facts]) -> str:
    """Return one line of results, with the words read a second."""
    start = time.perf_counter()
    found = list(nlp.pipe([doc.text for doc in gold], batch_size=64))
    speed = sum(map(len, found)) / (time.perf_counter() - start)
    scores = " ".join(f"{key} {f1(gold, found, measure):5.1f}" for key, measure in facts.items())
    return f"{name:14} {scores}  {speed:6.0f} words/s"


def main() -> None:
    """Print a line of results for each test set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("--work", type=Path, help="where prepare wrote newswire_test.spacy")
    parser.add_argument("--part", default="test", choices=("dev", "test"))
    options = parser.parse_args()
    nlp, corpus, part = spacy.load(options.model), options.corpus, options.part
    if nlp.has_pipe("parser"):
        for name in ("ewt", "gum_free"):
            groups = paragraphs(sentences(corpus / f"{name}_{part}.conllu"))
            print(row(name, nlp, [to_doc(group, nlp.vocab) for group in groups], FACTS))
        if options.work:
            held = DocBin().from_disk(options.work / "newswire_test.spacy")
            print(row("newswire held", nlp, list(held.get_docs(nlp.vocab)), FACTS))
    if nlp.has_pipe("ner"):
        uner = ewt(corpus / f"ewt_{part}.conllu", corpus / f"uner_{part}.iob2")
        print(row("uner ewt", nlp, [to_doc(group, nlp.vocab, names=True) for group in uner], NAMES))
        named = gum(corpus / f"gum_free_{part}.conllu")
        print(row("gum names", nlp, [to_doc(group, nlp.vocab, names=True) for group in named], NAMES))


if __name__ == "__main__":
    main()
