"""Lemmas from a table learned from treebanks, and from learned endings for words it lacks."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

_LONGEST = 5  # letters of an ending that choose its rule
_AS_WRITTEN = frozenset(("PROPN", "PUNCT", "SPACE", "SYM", "X"))


def key(form: str, pos: str) -> str:
    """Return the table key of a word: names and adjectives keep their case, since Polish is not polish."""
    return f"{form if pos in ('PROPN', 'ADJ') else form.lower()}|{pos}"


def endings(form: str, tag: str) -> Iterable[str]:
    """Yield the rule keys of a word, the longest ending first."""
    for size in range(min(_LONGEST, len(form)), -1, -1):
        yield f"{form[len(form) - size :]}|{tag}"


class Lemmas:
    """Sets `token.lemma_` from form and part of speech.

    `table` maps "form|UPOS" to a lemma. `rules` maps "ending|XPOS" to how many letters to cut from the
    word's end and what to put there ("2y": cut two, add "y").
    """

    def __init__(self, *, table: dict[str, str] | None = None, rules: dict[str, str] | None = None) -> None:
        self.table = table or {}
        self.rules = rules or {}

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            token.lemma_ = self.lemma(token)
        return doc

    def lemma(self, token: Token) -> str:
        """Return the lemma of a token that has its part of speech and tag."""
        form = token.text.replace("\u2019", "'")
        if found := self.table.get(key(form, token.pos_)):
            return found
        if token.pos_ in _AS_WRITTEN or (token.pos_ == "NUM" and form.isupper()):
            return form
        if found := self.table.get(key(form.lower(), token.pos_)):
            return found
        nationality = token.pos_ == "ADJ" and form.istitle() and not token.is_sent_start
        return form if nationality else self._by_ending(form.lower(), token)

    def _by_ending(self, form: str, token: Token) -> str:
        """Return what the surest rule gives; a verb may need its silent e or double letter back to be a word."""
        rule = next((self.rules[end] for end in endings(form, token.tag_) if end in self.rules), "0")
        stem = form[: len(form) - int(rule[0])] + rule[1:]
        if token.pos_ != "VERB":
            return stem
        spelled = (stem, f"{stem}e", stem + stem[-1:])
        return next((word for word in spelled if token.vocab.has_vector(word)), stem)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write table and rules as sorted JSON."""
        Path(path).with_suffix(".json").write_text(
            json.dumps(
                {"table": self.table, "rules": self.rules}, ensure_ascii=False, indent=0, sort_keys=True
            ),
            encoding="utf-8",
        )

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "Lemmas":
        """Read what `to_disk` wrote."""
        data: dict[str, Any] = json.loads(Path(path).with_suffix(".json").read_text(encoding="utf-8"))
        self.table, self.rules = data["table"], data["rules"]
        return self


@Language.factory("kg_lemmas", assigns=["token.lemma"])
def make_lemmas(nlp: Language, name: str) -> Lemmas:
    """Return lemmas that are yet to be read or learnt, for spaCy to put into a pipeline."""
    return Lemmas()
