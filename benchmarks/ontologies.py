"""Triples in the terms of an ontology that is given, as Text2KGBench asks for and scores them.

The ontology is a file of rules, as `kg build --rules FILE` takes it (rules/), written from its training sentences; only what
its relations say counts. The scorer is the one beside the data: official leaves out what the gold of a sentence has no relation for,
strict does not. The counterfactual sentences ("Egypt's president is ...") test that a reader tells what the text says,
not what is true: their claims outside the gold are shown with --errors, to be judged by eye.
"""

import importlib.util
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bench import Bench, Record, bar
from spacy.tokens import Doc

from kg import vocab
from kg.extract import stated
from kg.rules import lexicon
from kg.rules.lexicon import Lexicon

RULES = Path(__file__).parent / "rules"
BARS = {"politics": 0.22, "military": 0.20}  # strict F1 of the better of the two published models
PEERS = {
    "politics": "official / strict F1: Vicuna-13B .349 / .198; the other published model strict .22",
    "military": "official / strict F1: Vicuna-13B .282 / .168; the other published model strict .20",
}
Triple = tuple[str, str, str]
Scores = dict[str, Any]


@cache
def rows(name: str) -> Lexicon:
    """The packaged lexicon with the rules file of an ontology."""
    return lexicon.load(more=(RULES / f"{name}.toml",))


def triples(doc: Doc, name: str) -> list[Triple]:
    """What a text says in the relations of an ontology, in the words of the text."""
    told = stated(doc, rows(name))
    return sorted({(first, vocab.label(own), last) for first, own, last in told if vocab.declared(own)})


def text2kg(bench: Bench) -> Iterator[str]:
    """Yield the scores on each ontology, and what counterfactual sentences are read to say."""
    folder = bench.shared / "benchmarks"
    score = _scorer(folder / "score_text2kgbench.py")
    for name, least in BARS.items():
        ontology = json.loads((folder / f"text2kgbench_{name}_ontology.json").read_text(encoding="utf-8"))
        records = bench.records(f"text2kgbench_{name}_dev.jsonl")
        made = _told(bench, records, name)
        found = score(records, made, ontology)
        yield f"text2kg: {len(records)} sentences of {name}, {sum(len(one['triples']) for one in made)} triples made"
        for way in ("official", "strict", "strict_nonempty"):
            yield f"  {way:16}P {found[way]['P']:.3f}  R {found[way]['R']:.3f}  F1 {found[way]['F']:.3f}"
        yield bar(
            found["strict"]["F"] > least, f"strict F1 {found['strict']['F']:.3f}, bar above {least:.2f}"
        )
        yield f"  peers    {PEERS[name]}"
        yield from _unseen(bench, name)


def _told(bench: Bench, records: list[Record], name: str) -> list[Record]:
    return [{"id": record["id"], "triples": triples(doc, name)} for record, _, doc in bench.parsed(records)]


def _unseen(bench: Bench, name: str) -> Iterator[str]:
    """What is made of counterfactual sentences, above all what names somebody that the sentence does not."""
    records = bench.records(f"text2kgbench_{name}_unseen.jsonl")
    tally: Counter[str] = Counter()
    for record, made in zip(records, _told(bench, records, name), strict=True):
        gold = {_folded((one["sub"], one["rel"], one["obj"])) for one in record["triples"]}
        for one in made["triples"]:
            kind = "in the gold" if _folded(one) in gold else strange(one, record["text"])
            tally[kind] += 1
            if kind != "in the gold":
                bench.errors.add(f"counterfactual, {kind}", f"{' | '.join(one)}: {record['text']}")
    told = ", ".join(
        f"{tally[kind]} {kind}" for kind in ("in the gold", "not in it", "of names not in the text")
    )
    yield f"  counterfactual sentences {len(records)}, triples: {told}"


def strange(triple: Triple, text: str) -> str:
    """What a triple is that the gold lacks: whether it has names that are not in the text."""
    names = {word for side in triple[::2] for word in re.findall(r"\b[A-Z]\w+", side)}
    return "not in it" if names <= set(re.findall(r"\w+", text)) else "of names not in the text"


def _folded(triple: Triple) -> Triple:
    first, label, last = ("".join(part.split()).casefold() for part in triple)
    return first, label, last


def _scorer(path: Path) -> Callable[[list[Record], list[Record], Record], Scores]:
    """The function `score` of a file beside the data."""
    spec = importlib.util.spec_from_file_location("score_text2kgbench", path)
    if spec is None or spec.loader is None or not path.exists():
        raise FileNotFoundError(f"{path}: no scorer; put the one of the benchmark there")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    scorer: Callable[[list[Record], list[Record], Record], Scores] = module.score
    return scorer
