"""Trains the packaged English model from treebank files, in one command: see README.md.

python training/train.py CORPUS [--work DIR] [--out kg/model] [--stage NAME ...]
"""

import argparse
import json
import shutil
import sys
from pathlib import Path

import encoder  # noqa: F401  registers how names begin
import numpy as np
import spacy
import tokens  # noqa: F401  registers the tokenizer
from lemmatize import known, learn
from prepare import prepare, treebank_words
from spacy.cli.train import train
from spacy.language import Language
from spacy.vectors import Vectors

from kg.parse import lemmas, paragraphs  # noqa: F401  registers the components

HERE = Path(__file__).parent
VERSION = "0.1.0"
STAGES = ("prepare", "vectors", "syntax", "names", "assemble")


def vectors(distilled: Path, packaged: Path, out: Path) -> None:
    """Write the pipeline that training starts from: its word vectors, read without regard to case.

    They are what `vectors.py` wrote to `distilled`, or, where that is missing, those of the packaged model.
    """
    nlp = spacy.blank("en")
    strings = nlp.vocab.strings
    if distilled.exists():
        data = np.load(distilled)
        keys = [strings.add(str(word)) for word in data["words"]]
        nlp.vocab.vectors = Vectors(
            strings=strings, data=data["vectors"], keys=keys, name="minilm", attr="LOWER"
        )
    else:
        nlp.vocab.from_disk(packaged / "vocab")
    nlp.to_disk(out)


def fit(kind: str, work: Path) -> None:
    """Train one of the two pipelines by its settings."""
    paths = {f"paths.{part}": str(work / f"{kind}_{part}.spacy") for part in ("train", "dev")}
    paths["paths.vectors"] = str(work / "vectors")
    if kind == "names":
        paths["paths.syntax"] = str(work / "syntax" / "model-best")
    train(HERE / f"{kind}.cfg", work / kind, overrides=paths)


def assemble(corpus: Path, work: Path) -> Language:
    """Join syntax, names and lemmas into one pipeline."""
    nlp = spacy.load(work / "syntax" / "model-best")
    nlp.add_pipe("ner", source=spacy.load(work / "names" / "model-best"))
    learnt = learn(treebank_words(corpus), known(HERE / "forms.tsv"))
    pipe = nlp.add_pipe("kg_lemmas")
    pipe.table, pipe.rules = learnt.table, learnt.rules  # type: ignore[attr-defined]
    nlp.config["initialize"] = {}
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.meta.update(json.loads((HERE / "meta.json").read_text(encoding="utf-8")), version=VERSION)
    return nlp


def place(nlp: Language, work: Path, out: Path) -> None:
    """Write the pipeline beside its place, then swap it in, with its card."""
    made = work / "assembled"
    shutil.rmtree(made, ignore_errors=True)
    nlp.to_disk(made)
    if card := next(iter(out.glob("MODEL_CARD.md")), None):
        shutil.copy(card, made)
    shutil.rmtree(out, ignore_errors=True)
    shutil.move(made, out)


def main(argv: list[str]) -> None:
    """Run the stages that the command line names, by default all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--work", type=Path, default=HERE.parent / "build" / "model")
    parser.add_argument("--out", type=Path, default=HERE.parent / "kg" / "model")
    parser.add_argument("--stage", action="append", choices=STAGES)
    options = parser.parse_args(argv)
    for stage in options.stage or STAGES:
        match stage:
            case "prepare":
                prepare(options.corpus, options.work)
            case "vectors":
                vectors(options.work / "vectors.npz", options.out, options.work / "vectors")
            case "syntax" | "names":
                fit(stage, options.work)
            case "assemble":
                place(assemble(options.corpus, options.work), options.work, options.out)


if __name__ == "__main__":
    main(sys.argv[1:])
