"""Open facts in words, as BenchIE scores them: every fact of a sentence is a cluster of the ways to say it.

A fact of ours is right where its three parts are those of one way in some cluster, words in [brackets] there or not, whatever
the case; a cluster is met where one fact says it. Precision is over facts, recall over clusters (Gashteovski et al.
2022). Ours are the propositions that become open relations, before it is asked whom they name or what the lexicon reads.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bench import Bench, Record, bar, share
from triplets import harmonic

from kg.extract.open import triples

PEERS = "on the whole set: ClausIE .339, MinIE .337, OpenIE6 .254, Stanford .130"
SLOTS = ("subj", "rel", "obj")
TOKEN = re.compile(r"\w+(?:[.,]\d+)*|[^\w\s]")

Words = tuple[str, str, str]
Cluster = Sequence[Record]


def met(told: Words, cluster: Cluster) -> bool:
    """Whether a fact is one of the ways to say what a cluster says."""
    return any(all(fits(part, way[slot]) for part, slot in zip(told, SLOTS, strict=True)) for way in cluster)


def fits(found: str, gold: str) -> bool:
    """Whether words are those of the gold, with or without those in brackets.

    >>> fits("The first Prime Minister", "[the] [first] Prime Minister [of Australia]")
    True
    >>> fits("first Minister", "[the] [first] Prime Minister [of Australia]")
    False
    """
    return _pattern(gold).fullmatch(" ".join((*_tokens(found), ""))) is not None


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(text.casefold())


def _pattern(gold: str) -> re.Pattern[str]:
    """A pattern of tokens, a space behind each; every pair of brackets may be left out as a whole."""
    made = ""
    for part in re.split(r"(\[[^\]]*\])", gold):
        own = "".join(f"{re.escape(token)} " for token in _tokens(part.strip("[]")))
        made += f"(?:{own})?" if part.startswith("[") else own
    return re.compile(made)


def benchie(bench: Bench) -> Iterator[str]:
    """Yield how many facts are right, and how many clusters are met."""
    given = bench.records("benchie_en_dev.jsonl")
    tally: Counter[str] = Counter()
    for record, _, doc in bench.parsed(record | {"text": record["text_detok"]} for record in given):
        clusters: Sequence[Cluster] = record["gold"]["clusters"]
        told = list(dict.fromkeys(triples(doc, bench.engine.lexicon.cues)))
        wrong = [one for one in told if not any(met(one, cluster) for cluster in clusters)]
        missed = [cluster for cluster in clusters if not any(met(one, cluster) for one in told)]
        tally.update(made=len(told), right=len(told) - len(wrong))
        tally.update(given=len(clusters), met=len(clusters) - len(missed))
        for one in wrong:
            bench.errors.add("wrong", f"{' | '.join(one)}: {record['text']}")
        for cluster in missed:
            way = " | ".join(cluster[0][slot] for slot in SLOTS)
            bench.errors.add("missed" if told else "missed, nothing found", f"{way}: {record['text']}")
    f1 = harmonic(tally["right"] / max(tally["made"], 1), tally["met"] / max(tally["given"], 1))
    yield f"benchie: {len(given)} sentences, {tally['given']} clusters"
    yield f"  precision {share(tally['right'], tally['made'])}"
    yield f"  recall    {share(tally['met'], tally['given'])}"
    yield bar(f1 >= 0.34, f"F1 {f1:.3f}, bar .34")
    yield f"  peers    {PEERS}"
