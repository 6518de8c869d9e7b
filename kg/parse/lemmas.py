"""Lemmas from a table learned from treebanks, and from learned endings for words it lacks."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

_LONGEST = 5  # letters of an ending that choose its rule
_AS_WRITTEN = frozenset(("PROPN", "PUNCT", "SPACE", "SYM", "X"))
_BASE = frozenset(("NN", "JJ", "RB", "VB", "VBP", "CD"))  # tags of forms that are lemmas


def key(form: str, pos: str) -> str:
    """Return the table key of a word: names and adjectives keep their case, since Polish is not polish."""
    return f"{form if pos in ('PROPN', 'ADJ') else form.lower()}|{pos}"


def endings(form: str, tag: str) -> Iterable[str]:
    """Yield the rule keys of a word, the longest ending first."""
    for size in range(min(_LONGEST, len(form)), -1, -1):
        yield f"{form[len(form) - size :]}|{tag}"


def _regular(form: str) -> Iterable[str]:
    """Yield what a verb in -ed or -ing may come from: "camped" from camp, "crippling" from cripple, "rammed" from ram."""
    for ending in ("ed", "ing"):
        if form.endswith(ending):
            base = form.removesuffix(ending)
            if base.endswith("s") and not base.endswith("ss"):  # "emphasised" is of no emphasis
                continue
            doubled = base[-1:] == base[-2:-1] and not (base.endswith("ss") and len(base) > len("gass"))
            yield from (*[base[:-1]] * doubled, base, f"{base}e")


class Lemmas:
    """Sets `token.lemma_` from form and part of speech.

    `table` maps "form|UPOS" to a lemma. `rules` maps "ending|XPOS" to how many letters to cut from the
    word's end and what to put there ("2y": cut two, add "y"). `words` are common words, by which a verb's
    spelling is judged.
    """

    def __init__(self) -> None:
        self.table: dict[str, str] = {}
        self.rules: dict[str, str] = {}
        self.words: frozenset[str] = frozenset()

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            token.lemma_ = self.lemma(token)
        return doc

    def lemma(self, token: Token) -> str:
        """Return the lemma of a token that has its part of speech and tag."""
        form = token.text.replace("\u2019", "'")
        if found := self.table.get(key(form, token.pos_)):
            return found
        if token.tag_ == "NNPS":
            return self._by_ending(form, "NNS")
        if token.pos_ in _AS_WRITTEN or (token.pos_ == "NUM" and form.isupper()):
            return form
        if token.pos_ == "NUM" and form[:1].isdigit():
            return form.replace(",", "")
        if found := self.table.get(key(form.lower(), token.pos_)):
            return found
        if token.pos_ == "ADJ" and form.istitle() and not token.is_sent_start:  # a nationality
            return form
        stem = self._by_ending(form.lower(), token.tag_)
        return self._spelled(form.lower(), stem) if token.pos_ == "VERB" else stem

    def _by_ending(self, form: str, tag: str) -> str:
        """Return what the surest rule gives; the form itself where its tag says that it is a lemma."""
        if tag in _BASE:
            return form
        rule = next((self.rules[end] for end in endings(form, tag) if end in self.rules), "0")
        return form[: len(form) - int(rule[0])] + rule[1:]

    def _spelled(self, form: str, stem: str) -> str:
        """Return a verb with the silent e or double letter that it may need back, or without what it has too much, to be a word."""
        ways = (stem, f"{stem}e", stem + stem[-1:], *_regular(form))
        return next((word for word in ways if word in self.words), stem)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write table and rules as sorted JSON."""
        Path(path).with_suffix(".json").write_text(
            json.dumps(
                {"table": self.table, "rules": self.rules, "words": sorted(self.words)},
                ensure_ascii=False,
                indent=0,
                sort_keys=True,
            ),
            encoding="utf-8",
        )

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "Lemmas":
        """Read what `to_disk` wrote."""
        data: dict[str, Any] = json.loads(Path(path).with_suffix(".json").read_text(encoding="utf-8"))
        self.table, self.rules, self.words = data["table"], data["rules"], frozenset(data["words"])
        return self


@Language.factory("kg_lemmas", assigns=["token.lemma"])
def make_lemmas(nlp: Language, name: str) -> Lemmas:
    """Return lemmas that are yet to be read or learnt, for spaCy to put into a pipeline."""
    return Lemmas()
