"""Learns the lemma table and the rules for endings from treebank words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from conllu import Word

from kg.parse.lemmas import Lemmas, endings, key

OPEN = frozenset(("NOUN", "VERB", "ADJ", "ADV", "AUX"))
CERTAIN = 0.5  # share of the words with an ending that its rule must get right


def _rule(form: str, lemma: str) -> str | None:
    """Return how to cut and extend `form` into `lemma`, or None where they do not begin alike."""
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    cut = len(form) - shared
    return f"{cut}{lemma[shared:]}" if shared and cut < 6 else None


def known(path: Path) -> dict[str, str]:
    """Read forms.tsv: the lemmas of forms that treebanks lack, by the table's keys."""
    rows = (
        line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    return {key(form, pos): lemma for form, pos, lemma in rows}


def learn(words: Iterable[Word], forms: Mapping[str, str], common: Iterable[str]) -> Lemmas:
    """Return lemmas with the commonest lemma of each form, those of `forms`, and the surest rule of each ending.

    `common` are words that are spelled right.
    """
    seen: defaultdict[str, Counter[str]] = defaultdict(Counter)
    rules: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word in words:
        seen[key(word.form, word.pos)][word.lemma] += 1
    kinds = sorted({(word.form.lower(), word.tag, word.lemma) for word in words if word.pos in OPEN})
    for form, tag, lemma in kinds:
        if len(form) > 3 and (rule := _rule(form, lemma)):
            for ending in endings(form, tag):
                rules[ending][rule] += 1
    learnt = {ending: best for ending, counts in rules.items() if (best := _best(counts))}
    table = {form: counts.most_common(1)[0][0] for form, counts in sorted(seen.items())}
    made = Lemmas()
    made.rules = _needed(learnt)
    made.words = frozenset(word for word in common if word.isascii() and word.isalpha() and len(word) > 2)
    made.table = {
        form: lemma for form, lemma in sorted({**table, **forms}.items()) if not _plain(form, lemma)
    }
    return made


def _best(counts: Counter[str]) -> str | None:
    (rule, count), total = counts.most_common(1)[0], counts.total()
    return rule if total > 2 and count / total >= CERTAIN else None


def _needed(rules: dict[str, str]) -> dict[str, str]:
    """Drop the rules that a shorter ending gives as well."""
    kept: dict[str, str] = {}
    for ending, rule in sorted(rules.items(), key=lambda item: len(item[0])):
        letters, tag = ending.rsplit("|", 1)
        shorter = next((kept[k] for k in endings(letters[1:], tag) if k in kept), None) if letters else None
        if rule != (shorter or "0" if letters else None):
            kept[ending] = rule
    return kept


def _plain(form: str, lemma: str) -> bool:
    """Say whether the lemma is what comes out with no table: a name, number or mark as it is written."""
    text, pos = form.rsplit("|", 1)
    plural = pos == "PROPN" and text.endswith("s")
    return text == lemma and not plural and pos in ("PROPN", "X", "SYM", "PUNCT", "NUM")
