"""Starts the encoder of names from the encoder of syntax, which knows the words of all treebanks already."""

from collections.abc import Callable
from pathlib import Path

import spacy
from spacy.language import Language


@spacy.registry.callbacks("kg.encoder_of.v1")
def encoder_of(path: Path) -> Callable[[Language], Language]:
    """Return a callback that copies the weights of the pipeline at `path` into the encoder of `ner`."""

    def change(nlp: Language) -> Language:
        source = spacy.load(path, disable=["tagger", "morphologizer", "parser"]).get_pipe("tok2vec").model
        target = nlp.get_pipe("ner").model.get_ref("tok2vec")
        next(node for node in target.walk() if node.name == source.name).from_bytes(source.to_bytes())
        return nlp

    return change
