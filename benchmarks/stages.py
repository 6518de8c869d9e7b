"""What the stages behind parsing cost, in processor time, and how many sentences a second they do.

The documents are those of re3d, or where they are missing the example articles; each is parsed by the default model, and then
goes stage by stage into a store in memory. Of some rounds the best counts, stage by stage.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from bench import Bench, bar

from kg import check, extract, graph, link, parse, read, store
from kg.build import Engine
from kg.records import Document, Reading
from kg.tree import tree

ARTICLES = Path(__file__).parent.parent / "examples" / "articles"
ROUNDS = 3
PEERS = "PETRARCH2 after parsing: 250 sentences a second"

Made = TypeVar("Made")
Times = dict[str, float]


def cost(bench: Bench) -> Iterator[str]:
    """Yield what each stage costs beside parsing, and the sentences a second behind it."""
    documents = _documents(bench)
    rounds = [_spent(bench.engine, documents) for _ in range(ROUNDS)]
    best = {name: min(times[name] for times, _ in rounds) for name in rounds[0][0]}
    sentences = rounds[0][1]
    parsing = best.pop("parse")
    rest = sum(best.values())
    yield f"cost: {len(documents)} documents, {sentences} sentences, best of {ROUNDS} rounds"
    yield f"  parse   {1000 * parsing:6.0f} ms"
    for name, spent in best.items():
        yield f"  {name:8}{1000 * spent:6.0f} ms, {100 * spent / parsing:5.1f} % of parsing"
    yield bar(rest <= 0.3 * parsing, f"all but parsing {100 * rest / parsing:.1f} % of it, bar 30 %")
    speed = sentences / rest
    yield bar(speed >= 1000, f"{speed:,.0f} sentences a second behind parsing, bar 1,000")
    yield f"  peer     {PEERS}"


def _documents(bench: Bench) -> list[Document]:
    try:
        return [Document(f"urn:re3d:{one['id']}", one["text"]) for one in bench.records("re3d_dev.jsonl")]
    except FileNotFoundError:
        return [one for one in read.documents([ARTICLES]) if isinstance(one, Document)][: bench.limit]


def _spent(engine: Engine, documents: Sequence[Document]) -> tuple[Times, int]:
    """The processor time of each stage, and how many sentences there are."""
    times: Times = {}

    def timed(stage: str, make: Callable[[], Made]) -> Made:
        start = time.process_time()
        made = make()
        times[stage] = time.process_time() - start
        return made

    parses = timed("parse", lambda: list(parse.parse(documents, engine.nlp)))
    parses = timed("tree", lambda: [(document, tree(doc)) for document, doc in parses])
    beyond = {"near": engine._near, "opened": engine.opened}
    claims = timed("extract", lambda: [extract.claims(*pair, engine.lexicon, **beyond) for pair in parses])
    readings: list[Reading] = timed(
        "link",
        lambda: [
            link.link(*pair, own, gazetteer=engine.gazetteer)
            for pair, own in zip(parses, claims, strict=True)
        ],
    )
    timed("check", lambda: [check.refusals(fact) for one in readings for fact in one.facts])
    quads = timed("graph", lambda: [graph.quads(one, engine.run) for one in readings])
    with store.memory() as held:
        timed(
            "store",
            lambda: [held.replace(one.document.id, own) for one, own in zip(readings, quads, strict=True)],
        )
    return times, sum(len(list(doc.sents)) for _, doc in parses)
