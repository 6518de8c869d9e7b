"""Parses that the tests read in place of a model, so that what they assert does not hang on a model's luck with a sentence.

``python tests/parses/freeze.py`` parses the sentences that a suite has gained and drops those that it has lost;
with ``--anew`` the packaged model parses them all again.
"""

from __future__ import annotations

import sys
import tomllib
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


def _open() -> Iterable[str]:
    table = tomllib.loads((HERE.parent / "cases/open.toml").read_text(encoding="utf-8"))
    yield from (case["text"] for case in table["case"])
    yield from table["claims"]


SUITES: Mapping[str, Callable[[], Iterable[str]]] = {"lexicon": _lexicon, "open": _open}


@cache
def frozen(suite: str) -> Mapping[str, Doc]:
    """The parses of a suite, by their texts."""
    path = HERE / f"{suite}.spacy"
    vocab = spacy.blank("en").vocab
    return {doc.text: doc for doc in DocBin().from_disk(path).get_docs(vocab)} if path.exists() else {}


def freeze(suite: str, *, anew: bool = False) -> int:
    """Write the parses of a suite, each made by itself so that none depends on its neighbours; how many are new."""
    texts = sorted(set(SUITES[suite]()))
    kept = {} if anew else frozen(suite)
    nlp = parse.load()
    docs = [kept[text] if text in kept else nlp(text) for text in texts]
    DocBin(attrs=ATTRIBUTES, docs=docs).to_disk(HERE / f"{suite}.spacy")
    return sum(text not in kept for text in texts)


if __name__ == "__main__":
    for name in SUITES:
        print(f"{name}: {freeze(name, anew='--anew' in sys.argv)} sentences parsed")
