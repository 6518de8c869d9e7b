"""Measures who is meant: actors linked to codes, dyads of invented actors, coreference, hard cases, and the cost.

    python benchmarks/actors.py SHARED [--part plover] [--limit 20] [--errors 10]

SHARED holds `benchmarks/` (its README.md says of what); what is missing is skipped and told. A stretch of text is linked
as the subject of a claim that anybody may make; no record of a benchmark gets treatment of its own.

plover: a gold actor is the stretch at its offsets, or where it has none its words if they occur in the text once; an
actor whose words are not in the text is left out, and one that two records of a text code is right by either. The link
has the code that the PLOVER export writes: that of its own row in the tables of names, else of the state or body that it
acts for, else of the state whose it is. The gold writes IGO for UNO and EUR too. A link without a code counts as
unlinked, several codes for one actor as wrong.

petrarch: see petrarch.py.

redocred: the mentions are the gold's, those without a link are missing from the response, and those with the same
link make a cluster.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from bench import Bench, Errors, Part, Record, Stretch, bar, linked, parser, share, show
from clusters import average, scores
from codes import code, folded
from petrarch import petrarch
from spacy.tokens import Doc

from kg import extract, parse, read
from kg.build import Engine
from kg.link import link
from kg.records import Document, Link
from kg.rules import gazetteer
from kg.rules.entries import Gazetteer
from kg.tree import tree

ROOT = Path(__file__).parent.parent
TYPES = ("PER", "ORG", "LOC")
LOADS, ROUNDS = 5, 3


# ---- codes of gold actors


def gold_actors(records: Iterable[Record]) -> dict[str, dict[Stretch, set[str]]]:
    """The codes of the gold actors by text and stretch."""
    found: dict[str, dict[Stretch, set[str]]] = defaultdict(lambda: defaultdict(set))
    for record in records:
        for actor in (*record["gold"]["source"], *record["gold"]["target"]):
            if stretch := _stretch(record["text"], actor):
                found[record["text"]][stretch].add(folded(actor.get("code_iso") or actor["code"]))
    return found


def _stretch(text: str, actor: Record) -> Stretch | None:
    words = actor["text"]
    if "start" in actor and text[actor["start"] : actor["end"]] == words:
        return actor["start"], actor["end"]
    places = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return places[0] if len(places) == 1 else None


def plover(bench: Bench) -> Iterator[str]:
    """Yield how many gold actors get the right code."""
    records, names, tally = bench.records("plover_gsr_dev.jsonl"), bench.engine.gazetteer, Counter[str]()
    gold = gold_actors(records)
    texts = {record["text"]: record for record in records}
    for record, document, doc in bench.parsed(texts.values()):
        wanted = gold[record["text"]]
        for stretch, links in linked(document, doc, wanted, names).items():
            outcome = _coded(links, wanted[stretch])
            tally[outcome] += 1
            if outcome != "right":
                bench.errors.add(*_miscoded(outcome, doc, stretch, wanted[stretch], links))
    total, given = tally.total(), sum(len(r["gold"][side]) for r in records for side in ("source", "target"))
    yield f"plover: {total} actors of {given} codings in {len(texts)} texts"
    for outcome in ("right", "wrong", "unlinked"):
        yield f"  {outcome:9}{share(tally[outcome], total)}"
    yield bar(100 * tally["right"] >= 92 * total, f"right {share(tally['right'], total)}, bar 92 %")
    yield bar(100 * tally["wrong"] <= 3 * total, f"wrong {share(tally['wrong'], total)}, bar 3 %")


def _coded(links: tuple[Link, ...], wanted: set[str]) -> str:
    found = {own for one in links if (own := code(one))}
    return "unlinked" if not found else "right" if len(found) == 1 and found <= wanted else "wrong"


def _miscoded(
    outcome: str, doc: Doc, stretch: Stretch, wanted: set[str], links: tuple[Link, ...]
) -> tuple[str, str]:
    """The kind of an error by the head of its actor's words and how it was linked, and the case."""
    how = f"{links[0].type} by {links[0].via}" if links else "nobody"
    found = ", ".join(f"{one.id} ({code(one)})" for one in links) or "nobody"
    case = f"{doc.text[slice(*stretch)]!r}: {'/'.join(sorted(wanted))}, found {found}: {doc.text[:110]}"
    return f"{outcome}: {_shape(doc, stretch)}; found {how}", case


# ---- coreference


def redocred(bench: Bench) -> Iterator[str]:
    """Yield how far mentions with the same link agree with the gold's entities, by type and over all."""
    pairs: dict[str, list[Any]] = defaultdict(list)
    tally: Counter[str] = Counter()
    for record, document, doc in bench.parsed(bench.records("redocred_geo_dev.jsonl")):
        entities = [entity for entity in record["gold"]["entities"] if entity["type"] in TYPES]
        places = [[(one["start"], one["end"]) for one in entity["mentions"]] for entity in entities]
        links = linked(
            document, doc, [stretch for found in places for stretch in found], bench.engine.gazetteer
        )
        for name in ("all", *TYPES):
            gold = [set(p) for e, p in zip(entities, places, strict=True) if name in ("all", e["type"])]
            kept = _disjoint(gold)
            pairs[name].append((kept, _clusters({at: links[at] for own in kept for at in own})))
            tally[name] += sum(map(len, kept))
            tally[f"{name} linked"] += sum(bool(links[at]) for own in kept for at in own)
        _clustered(bench.errors, doc, entities, places, links)
    yield f"redocred: {len(pairs['all'])} documents"
    for name in ("all", *TYPES):
        found = scores(pairs[name])
        yield f"  {name:4}linked {share(tally[f'{name} linked'], tally[name])}, average F1 {average(found):.3f}"
        for measure, score in found.items():
            yield (
                f"      {measure:7} P {score.precision:.3f} ({score.right:.0f} of {score.found:.0f})  "
                f"R {score.recall:.3f} ({score.met:.0f} of {score.gold:.0f})  F1 {score.f1:.3f}"
            )
    found = scores(pairs["all"])
    yield bar(average(found) >= 0.75, f"average F1 {average(found):.3f}, bar .75")
    for measure, score in found.items():
        yield bar(score.precision >= 0.85, f"{measure} precision {score.precision:.3f}, bar .85")


def _disjoint(entities: list[set[Stretch]]) -> list[frozenset[Stretch]]:
    """The entities, a mention that two of them have left to the first."""
    taken: set[Stretch] = set()
    kept = []
    for own in entities:
        kept.append(frozenset(own - taken))
        taken |= own
    return [own for own in kept if own]


def _clusters(links: Mapping[Stretch, tuple[Link, ...]]) -> list[frozenset[Stretch]]:
    by_link: dict[tuple[str, ...], set[Stretch]] = defaultdict(set)
    for stretch, found in links.items():
        if found:
            by_link[tuple(sorted(one.id for one in found))].add(stretch)
    return [frozenset(own) for own in by_link.values()]


def _clustered(
    errors: Errors,
    doc: Doc,
    entities: list[Record],
    places: list[list[Stretch]],
    links: Mapping[Stretch, tuple[Link, ...]],
) -> None:
    """Enter the mentions that are unlinked, the entities that fall apart, and those that share a link."""
    homes: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for entity, own in zip(entities, places, strict=True):
        found = {"+".join(sorted(one.id for one in links[at])): links[at][0].via for at in own if links[at]}
        for at in own:
            if not links[at]:
                errors.add(f"{entity['type']} unlinked: {_shape(doc, at)}", _around(doc, at))
        if len(found) > 1:
            ways = "/".join(sorted(set(found.values())))
            errors.add(f"{entity['type']} in pieces: {ways}", f"{entity['name']}: {sorted(found)}")
        for name, via in found.items():
            homes[name][entity["name"]] = entity["type"], via
    for name, fused in homes.items():
        if len(fused) > 1:
            ways = "/".join(sorted({f"{kind} by {via}" for kind, via in fused.values()}))
            errors.add(f"fused: {ways}", f"{name}: {sorted(fused)}")


def _shape(doc: Doc, at: Stretch) -> str:
    span = doc.char_span(*at, alignment_mode="expand")
    assert span is not None
    return f"{'one word' if len(span) == 1 else 'several words'}, {span.root.pos_}, {span.root.ent_type_ or 'no entity'}"


def _around(doc: Doc, at: Stretch) -> str:
    begin, end = at
    before, after = doc.text[max(begin - 40, 0) : begin], doc.text[end : end + 30]
    return f"{before}[{doc.text[begin:end]}]{after}".replace("\n", " ")


# ---- hard cases


def cases(bench: Bench) -> Iterator[str]:
    """Yield how many of the hard cases of the tests pass."""
    sys.path.insert(0, str(ROOT / "tests"))
    from test_actor_cases import CASES, right, trap
    from test_actor_cases import linked as stands_for

    chosen = CASES[: bench.limit]
    passed: Counter[bool] = Counter()
    docs = bench.engine.nlp.pipe(case["text"] for case in chosen)
    for case, doc in zip(chosen, docs, strict=True):
        names = _case_names(case)
        found = {words: stands_for(case, doc, words, names) for words in case["expect"]}
        wrong = {words: ids for words, ids in found.items() if not right(ids, case["expect"][words])}
        passed[trap(case)] += not wrong
        if wrong:
            asked = {words: case["expect"][words] for words in wrong}
            bench.errors.add(case["kind"], f"{case['text'][:110]}: {asked}, found {wrong}")
    traps = sum(map(trap, chosen))
    yield f"cases: passed {share(passed.total(), len(chosen))}"
    yield f"  traps  {share(passed[True], traps)}"
    yield f"  others {share(passed[False], len(chosen) - traps)}"


def _case_names(case: Record) -> Gazetteer:
    if "names" not in case:
        return gazetteer.load()
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "own.tsv"
        own.write_text("\n".join((*case["names"], "")), encoding="utf-8")
        return gazetteer.load([own])


# ---- cost

LOAD = (
    "import time; from kg.rules import gazetteer; start = time.process_time(); held = gazetteer.load(); "
    "print(1000 * (time.process_time() - start))"
)
HOLD = (
    "import tracemalloc; from kg.rules import gazetteer; tracemalloc.start(); held = gazetteer.load(); "
    "print(tracemalloc.get_traced_memory()[0] / 1e6)"
)


def cost(bench: Bench) -> Iterator[str]:
    """Yield what the tables cost in a process of their own, and linking beside parsing on the example articles."""
    load, held = median(_told_by(LOAD) for _ in range(LOADS)), _told_by(HOLD)
    yield "cost, in processor time:"
    yield bar(load <= 150, f"tables load in {load:.0f} ms (median of {LOADS} processes), bar 150 ms")
    yield bar(held <= 60, f"tables hold {held:.1f} MB, bar 60 MB")
    documents = [one for one in read.documents([ROOT / "examples" / "articles"]) if isinstance(one, Document)]
    rounds = [_spent(bench.engine, documents) for _ in range(ROUNDS)]
    parsing, linking = (min(times) for times in zip(*rounds, strict=True))
    yield bar(
        linking <= 0.15 * parsing,
        f"linking {100 * linking / parsing:.1f} % of parsing ({1000 * linking:.0f} of {1000 * parsing:.0f} ms, best of "
        f"{ROUNDS} rounds; {len(documents)} articles of {sum(len(one.text) for one in documents):,} characters), bar 15 %",
    )


def _spent(engine: Engine, documents: list[Document]) -> tuple[float, float]:
    """The processor time of parsing and of linking; both stages behind the parse share its tree, as in a build."""
    start = time.process_time()
    parses = list(parse.parse(documents, engine.nlp))
    parsing = time.process_time() - start
    trees = [(document, tree(doc)) for document, doc in parses]
    claims = [extract.claims(document, words, engine.lexicon) for document, words in trees]
    start = time.process_time()
    for (document, words), own in zip(trees, claims, strict=True):
        link(document, words, own, gazetteer=engine.gazetteer)
    return parsing, time.process_time() - start


def _told_by(program: str) -> float:
    """The number that a program prints in a process of its own."""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return float(ran.stdout)


PARTS: Mapping[str, Part] = {
    "plover": plover,
    "petrarch": petrarch,
    "redocred": redocred,
    "cases": cases,
    "cost": cost,
}


if __name__ == "__main__":
    show(PARTS, parser(PARTS, __doc__).parse_args())
