"""Parses that the tests read in place of a model: each suite's sentences, parsed once by the packaged model.

After a change of the model or of a suite's sentences: ``python tests/parses/freeze.py``
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from kg import parse
from kg.rules import lexicon

HERE = Path(__file__).parent
ATTRIBUTES = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "ENT_IOB", "ENT_TYPE")


def _lexicon() -> Iterable[str]:
    table = lexicon.load()
    for row in table.rows:
        yield from (example["text"] for example in row.yes)
        yield from row.no
    yield from (idiom.text for idiom in table.idioms)


SUITES: Mapping[str, Callable[[], Iterable[str]]] = {"lexicon": _lexicon}


@cache
def frozen(suite: str) -> Mapping[str, Doc]:
    """The parses of a suite, by their texts."""
    vocab = spacy.blank("en").vocab
    return {doc.text: doc for doc in DocBin().from_disk(HERE / f"{suite}.spacy").get_docs(vocab)}


def freeze(suite: str) -> int:
    """Parse a suite's sentences, each by itself so that none depends on its neighbours, and write them; how many there are."""
    nlp = parse.load()
    texts = sorted(set(SUITES[suite]()))
    DocBin(attrs=ATTRIBUTES, docs=map(nlp, texts)).to_disk(HERE / f"{suite}.spacy")
    return len(texts)


if __name__ == "__main__":
    for name in SUITES:
        print(f"{name}: {freeze(name)} sentences")
