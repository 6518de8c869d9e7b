"""Measures the packaged models on raw text: quality as F1 over words matched by offset, speed, size and load.

    python benchmarks/model.py SHARED [--model default] [--model fast]

SHARED holds `corpus/` and `benchmarks/` (training/README.md says which files). UAS and LAS leave punctuation out; LAS
compares labels with their subtypes. Names are PERSON, ORG and LOC, which GPE and FAC count as.
"""

import argparse
import json
import re
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Token

import kg.parse

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))

from conllu import to_doc
from corpora import Group, grammar, gum, treebank, uner, written

Facts = Callable[[Doc], Iterable[tuple[object, ...]]]

SEED, MADE = 8, 400  # of the sentences that the grammar makes to measure with
COARSE = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
RE3D = {  # what a label may be there: a state that acts is an Organisation
    "PERSON": {"Person"},
    "ORG": {"Organisation"},
    "GPE": {"Location", "Organisation"},
    "LOC": {"Location"},
    "FAC": {"Location"},
    "NORP": {"Nationality"},
}
KINDS = ("Person", "Organisation", "Location", "Nationality")
NAMED = re.compile(r"(?!(?:The|We|Our|They|Their|It|Its|He|His|She|Her|I|These|This|Those|All)\b)[A-Z]")

BARS = {  # (test set, measure): what is aimed at
    ("EWT", "las"): 88, ("EWT", "upos"): 97, ("EWT", "lemma"): 97, ("EWT", "sents"): 90,
    ("GUM", "las"): 89, ("GUM", "upos"): 97, ("GUM", "lemma"): 97, ("GUM", "sents"): 96,
    ("newswire", "las"): 93, ("newswire", "subject"): 95, ("newswire", "object"): 95, ("newswire", "conjunct"): 95,
    ("UNER", "names"): 76, ("re3d", "names"): 80,
}  # fmt: skip
TRIALS = """\
trial runs on the same sets (one seed, short): CNN of width 128 with distilled vectors, EWT UAS/LAS 86.0/82.5, GUM 87.1/83.7,
UNER names 60.9, 5,100 words/s; MiniLM fine-tuned for half an epoch, gold tokens, EWT 87.7/83.6, GUM 86.5/82.6, UNER names 66.5"""


def _at(token: Token) -> tuple[int, int]:
    return token.idx, len(token)


def _words(doc: Doc, *, punct: bool = True) -> list[Token]:
    return [t for t in doc if not t.is_space and (punct or t.dep_ != "punct")]


def _head(token: Token) -> tuple[int, int]:
    return (-1, 0) if token.head == token or token.dep_ == "ROOT" else _at(token.head)


def _arcs(*labels: str) -> Facts:
    """Return the attachments with one of some labels, subtypes counted as their label."""
    return lambda doc: [
        (*_at(t), *_head(t)) for t in doc if not t.is_space and t.dep_.split(":")[0] in labels
    ]


def _named(label: str) -> Facts:
    return lambda doc: [(e.start_char, e.end_char) for e in doc.ents if COARSE.get(e.label_) == label]


TREES: dict[str, Facts] = {
    "tokens": lambda doc: [_at(t) for t in _words(doc)],
    "sents": lambda doc: [(s[0].idx,) for s in doc.sents],
    "upos": lambda doc: [(*_at(t), t.pos_) for t in _words(doc)],
    "xpos": lambda doc: [(*_at(t), t.tag_) for t in _words(doc)],
    "feats": lambda doc: [(*_at(t), str(t.morph)) for t in _words(doc)],
    "lemma": lambda doc: [(*_at(t), t.lemma_) for t in _words(doc)],
    "uas": lambda doc: [(*_at(t), *_head(t)) for t in _words(doc, punct=False)],
    "las": lambda doc: [(*_at(t), *_head(t), t.dep_) for t in _words(doc, punct=False)],
    "subject": _arcs("nsubj"),
    "object": _arcs("obj"),
    "conjunct": _arcs("conj"),
}
NAMES: dict[str, Facts] = {
    "names": lambda doc: [
        (e.start_char, e.end_char, COARSE[e.label_]) for e in doc.ents if e.label_ in COARSE
    ],
    **{label: _named(label) for label in ("PERSON", "ORG", "LOC")},
}


def f1(gold: list[Doc], found: list[Doc], facts: Facts) -> float:
    """Return F1 in percent over the facts that two parses of the same texts state."""
    right = total = 0
    for one, other in zip(gold, found, strict=True):
        a, b = set(facts(one)), set(facts(other))
        right, total = right + 2 * len(a & b), total + len(a) + len(b)
    return 100 * right / max(total, 1)


def trees(corpus: Path) -> dict[str, list[Group]]:
    """Return the test sets with trees."""
    return {
        "EWT": treebank(corpus / "ewt_test.conllu"),
        "GUM": treebank(corpus / "gum_free_test.conllu"),
        "newswire": written("test"),
        "made newswire": grammar(corpus, MADE, seed=SEED, held=True),
    }


def names(corpus: Path) -> dict[str, list[Group]]:
    """Return the test sets with names."""
    return {
        "UNER": uner(corpus / "ewt_test.conllu", corpus / "uner_test.iob2"),
        "GUM names": gum(corpus / "gum_free_test.conllu"),
        "newswire names": written("test"),
    }


def measured(nlp: Language, groups: list[Group], facts: dict[str, Facts], *, named: bool) -> dict[str, float]:
    """Return the scores of a pipeline on one test set."""
    gold = [to_doc(group, nlp.vocab, names=named) for group in groups]
    found = list(nlp.pipe([doc.text for doc in gold]))
    return {name: f1(gold, found, measure) for name, measure in facts.items()}


class Mention(NamedTuple):
    """A span, and the kinds that it is or may be."""

    begin: int
    end: int
    kinds: set[str]


def _met(mentions: list[Mention], others: list[Mention]) -> list[Mention]:
    """Return the mentions that one of the others overlaps and may be of a kind with."""
    return [
        a for a in mentions if any(a.begin < b.end and b.begin < a.end and a.kinds & b.kinds for b in others)
    ]


def re3d(nlp: Language, path: Path) -> dict[str, float]:
    """Return overlap precision, recall and F1 of names: gold mentions count that have a capital which is no pronoun's.

    Many of them are no names ("the Foreign Secretary", "Iraqi forces"); no entity recogniser finds all.
    """
    gold, found, right, met = 0, 0, 0, 0
    by_kind = {kind: [0, 0] for kind in KINDS}
    for line in path.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        told = [
            Mention(e["begin"], e["end"], {e["type"]})
            for e in document["gold"]["entities"]
            if e["type"] in KINDS and NAMED.search(e["value"])
        ]
        made = [
            Mention(e.start_char, e.end_char, RE3D[e.label_])
            for e in nlp(document["text"]).ents
            if e.label_ in RE3D
        ]
        reached = _met(told, made)
        gold, found = gold + len(told), found + len(made)
        right, met = right + len(_met(made, told)), met + len(reached)
        for count, mentions in enumerate((reached, told)):
            for mention in mentions:
                by_kind[next(iter(mention.kinds))][count] += 1
    precision, recall = 100 * right / found, 100 * met / gold
    recalls = {f"{kind} recall": 100 * a / b for kind, (a, b) in by_kind.items()}
    return {
        "names": 2 * precision * recall / (precision + recall),
        "precision": precision,
        "recall": recall,
        **recalls,
    }


def speed(nlp: Language, texts: list[str], *, rounds: int = 3) -> float:
    """Return words a second of processor time: the best of some rounds."""
    best = 0.0
    for _ in range(rounds):
        start = time.process_time()
        count = sum(1 for doc in nlp.pipe(texts) for token in doc if not token.is_space)
        best = max(best, count / (time.process_time() - start))
    return best


def cost(model: str) -> str:
    """Return what loading a model costs in a process of its own."""
    code = (
        "import time; start = time.perf_counter(); import kg.parse; nlp = kg.parse.load(%r); "
        "took = time.perf_counter() - start; import resource; list(nlp.pipe(['Troops left Kabul on Monday. ' * 200] * 50)); "
        "print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    ran = subprocess.run([sys.executable, "-c", code % model], capture_output=True, text=True, check=True)
    seconds, resident = map(float, ran.stdout.split())
    return f"loads in {seconds:.2f} s, {resident:.0f} MB resident"


def size(folder: Path) -> float:
    """Return the megabytes of a folder's files."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def same_whatever_the_batch(nlp: Language, texts: list[str]) -> bool:
    """Say whether parses are equal to the byte one by one, in batches, and over two processes."""

    def parsed(**how: int) -> list[bytes]:
        return [doc.to_bytes(exclude=["user_data"]) for doc in nlp.pipe(texts, **how)]

    one = parsed(batch_size=1)
    return one == parsed(batch_size=64) == parsed(batch_size=7, n_process=2)


def lines(model: str, shared: Path) -> Iterator[str]:
    """Yield the lines of a model's table."""
    nlp, corpus = kg.parse.load(model), shared / "corpus"
    yield f"== {model}: {size(Path(nlp.path or '')):.1f} MB, {cost(model)}"
    tables = {name: measured(nlp, groups, TREES, named=False) for name, groups in trees(corpus).items()}
    tables |= {name: measured(nlp, groups, NAMES, named=True) for name, groups in names(corpus).items()}
    tables["re3d"] = re3d(nlp, shared / "benchmarks" / "re3d_dev.jsonl")
    for name, scores in tables.items():
        yield f"{name:15}" + "  ".join(f"{measure} {score:.1f}" for measure, score in scores.items())
    for (name, measure), bar in BARS.items():
        score = tables[name][measure]
        yield f"  {'reached' if score >= bar else 'short  '}  {name} {measure} {score:.1f}, bar {bar}"
    texts = [to_doc(group, nlp.vocab).text for group in trees(corpus)["newswire"] + trees(corpus)["GUM"]]
    yield f"speed: {speed(nlp, texts):,.0f} words a second on one core"
    yield f"same bytes whatever batch and processes: {same_whatever_the_batch(nlp, texts[:60])}"


def main() -> None:
    """Print a table for each model."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("--model", action="append", help="a packaged model or a path; repeatable")
    options = parser.parse_args()
    for model in options.model or ["default", "fast"]:
        for line in lines(model, options.shared):
            print(line, flush=True)
    print(TRIALS)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
