"""Puts the pipeline together: tokenizer, paragraphs, the trained encoder, lemmas, amounts."""

import json
import shutil
from pathlib import Path

import spacy
from corpora import treebank_words
from lemmatize import known, learn

from kg.parse import amounts, lemmas, paragraphs, tokens  # noqa: F401  registers the components
from kg.parse.encoder import component

HERE = Path(__file__).parent
VERSION = "0.2.0"
CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "kg.tokenizer.v1"}}}


def assemble(name: str, encoder: Path, corpus: Path, out: Path) -> None:
    """Write the pipeline around the encoder in the folder `encoder`, in place of the one in `out`."""
    nlp = spacy.blank("en", config=CONFIG)
    nlp.add_pipe("kg_paragraphs")
    nlp.add_pipe("kg_encoder").from_disk(encoder)  # type: ignore[attr-defined]
    words = (encoder / component.VOCABULARY).read_text(encoding="utf-8").split("\n")
    learnt = learn(treebank_words(corpus), known(HERE / "forms.tsv"), words)
    pipe = nlp.add_pipe("kg_lemmas")
    pipe.table, pipe.rules, pipe.words = learnt.table, learnt.rules, learnt.words  # type: ignore[attr-defined]
    nlp.add_pipe("kg_amounts")
    meta = json.loads((HERE / "meta.json").read_text(encoding="utf-8"))
    nlp.meta.update(meta, name=f"{meta['name']}_{name}", version=VERSION)
    made = out.with_suffix(".part")
    shutil.rmtree(made, ignore_errors=True)
    made.parent.mkdir(parents=True, exist_ok=True)
    nlp.to_disk(made)
    shutil.rmtree(out, ignore_errors=True)
    made.replace(out)
