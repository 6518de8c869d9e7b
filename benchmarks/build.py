"""What a build costs, beside the bare parser, textacy's triples and a loop that writes rdflib, in one run on the same texts.

    python benchmarks/build.py [--model fast] [--articles 400] [--memory 10000]

The articles are invented (articles.py) and denser with claims than news. Of some rounds, which take turns, the best counts;
times beside parsing are of the processor, those of several processes of the clock.
"""

from __future__ import annotations

import argparse
import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from articles import articles, written
from bench import bar
from killed import built
from rdflib import Graph, Literal, URIRef

from kg import build, store
from kg.build import Engine
from kg.records import BASE, Document

ROUNDS = 3
ARTICLES = Path(__file__).parent.parent / "examples" / "articles"
LOOPS = 20_000_000
GIGABYTE = 1e9


def spent(task: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """The seconds that a task takes, by a clock."""
    begin = clock()
    task()
    return clock() - begin


# ---- from a cold start


def cold() -> Iterator[str]:
    """Yield what importing the package and the first answer on one article take."""
    imported = _best("-c", "import kg") - _best("-c", "pass")
    yield bar(imported <= 0.05, f"import kg {1000 * imported:.0f} ms, bar 50 ms")
    for model in ("default", "fast"):
        first = _best("-m", "kg", "extract", ARTICLES / "ukraine-vote.txt", "--model", model)
        yield bar(first <= 3, f"first answer on one article, {model} model, {first:.1f} s, bar 3 s")


def _best(*arguments: str | Path) -> float:
    """The seconds by the clock that a program takes from its start to its end."""
    command = [sys.executable, *arguments]
    return min(
        spent(lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL), time.perf_counter)
        for _ in range(ROUNDS)
    )


# ---- beside others


def beside(engine: Engine, documents: Sequence[Document], folder: Path) -> Iterator[str]:
    """Yield what the whole job takes beside the bare parser and what others make of its parses."""
    tasks: dict[str, Callable[[], object]] = {
        "kg build": lambda: _built(engine, documents, folder),
        "rdflib loop": lambda: _rdflib(engine, documents),
        "bare nlp.pipe": lambda: list(_parsed(engine, documents)),
    }
    try:
        from textacy.extract.triples import subject_verb_object_triples as triples

        tasks["textacy"] = lambda: [list(triples(doc)) for doc in _parsed(engine, documents)]
    except ImportError:
        yield "beside    textacy is not installed and is left out: pip install textacy"
    rounds = [[spent(task) for task in tasks.values()] for _ in range(ROUNDS)]
    best = dict(zip(tasks, map(min, zip(*rounds, strict=True)), strict=True))
    words = sum(len(each.text.split()) for each in documents)
    yield f"beside    {len(documents)} articles, {words:,} words"
    for name, seconds in best.items():
        yield f"  {name:14}{seconds:6.1f} s, {len(documents) / seconds:6.1f} articles and {words / seconds:7,.0f} words a second"
    ours = best.pop("kg build")
    for name, seconds in best.items():
        limit = 1.35 if name == "bare nlp.pipe" else 1.3
        yield bar(ours <= limit * seconds, f"{ours / seconds:.2f} times the {name}, bar {limit}")


def _parsed(engine: Engine, documents: Sequence[Document]) -> Iterator:  # type: ignore[type-arg]
    return engine.nlp.pipe(document.text for document in documents)


def _rdflib(engine: Engine, documents: Sequence[Document]) -> bytes:
    """Subject, verb and object of every clause as triples of rdflib, written as N-Triples."""
    graph = Graph()
    for doc in _parsed(engine, documents):
        for verb in (token for token in doc if token.pos_ == "VERB"):
            parts = {child.dep_.partition(":")[0]: child for child in verb.children}
            if "nsubj" in parts and "obj" in parts:
                subject, other = (
                    " ".join(word.text for word in parts[dep].subtree) for dep in ("nsubj", "obj")
                )
                graph.add((_iri(subject), _iri(verb.lemma_), Literal(other)))
    return graph.serialize(format="nt", encoding="utf-8")


def _iri(words: str) -> URIRef:
    return URIRef(BASE + "".join(char if char.isalnum() else "_" for char in words))


def _built(engine: Engine, documents: Sequence[Document], folder: Path, jobs: int = 1) -> float:
    """The seconds by the clock that a build into a new store on disk takes, once its processes are there."""
    place = Path(tempfile.mkdtemp(dir=folder)) / "graph"
    with build.crew(engine, jobs=jobs) as crew, store.open(place) as held:
        return spent(lambda: list(build.build(engine, documents, held, crew=crew)), time.perf_counter)


# ---- by the sentence


def sentence(texts: Path, folder: Path) -> Iterator[str]:
    """Yield what a sentence of some texts costs in processor time and on disk: docs/scaling.md reckons from it."""
    documents = list(_documents(texts))
    for model in ("default", "fast"):
        yield _sentence(Engine.load(model=model).warm(), documents, Path(tempfile.mkdtemp(dir=folder)))


def _sentence(engine: Engine, documents: Sequence[Document], folder: Path) -> str:
    count = sum(len(list(doc.sents)) for doc in _parsed(engine, documents))
    pages = [each for each in build.pages(engine, documents) if isinstance(each, build.Page)]
    reading = min(spent(lambda: list(build.pages(engine, documents))) for _ in range(ROUNDS))
    parsing = min(spent(lambda: list(_parsed(engine, documents))) for _ in range(ROUNDS))
    size, storing = _stored(pages, folder)
    quads, claims = sum(len(page.quads) for page in pages), sum(page.claims for page in pages)
    shard = sum(len(page.nquads()) for page in pages)
    return (
        f"sentence  {engine.model} model, {count} sentences, {claims} claims: parsing {1000 * parsing / count:.1f} ms, "
        f"all stages {1000 * reading / count:.1f} ms, storing {1000 * storing / count:.2f} ms; {quads / count:.0f} quads, "
        f"{shard / count:,.0f} bytes of N-Quads, {size / count:,.0f} bytes of store"
    )


def _stored(pages: Sequence[build.Page], folder: Path) -> tuple[float, float]:
    """The bytes that pages take in a store, without what a store of nothing takes, and the seconds to put them there."""
    with store.open(folder / "graph") as held:
        seconds = spent(lambda: list(build.stored(pages, held)))
    with store.open(folder / "full") as held:
        held.load(quad for page in pages for quad in page.quads)
        held.rdf.optimize()
    return sum(file.stat().st_size for file in (folder / "full").glob("*.sst")), seconds


# ---- on two cores


def cores(engine: Engine, documents: Sequence[Document], folder: Path) -> Iterator[str]:
    """Yield the articles and words a second of one process and of two, beside what two bare loops gain."""
    rounds = [
        (_built(engine, documents, folder), _built(engine, documents, folder, 2), _loops(1), _loops(2))
        for _ in range(ROUNDS)
    ]
    one, two, alone, both = (min(times) for times in zip(*rounds, strict=True))
    words = sum(len(each.text.split()) for each in documents)
    for jobs, seconds in ((1, one), (2, two)):
        yield f"cores     {jobs}: {len(documents) / seconds:6.1f} articles and {words / seconds:7,.0f} words a second"
    gained, possible = one / two, 2 * alone / both
    yield bar(
        gained >= 0.9 * possible,
        f"two processes are {gained:.2f} times as fast as one, bare loops {possible:.2f} times; bar 1.8 of 2",
    )


def _loops(count: int) -> float:
    """The seconds that some processes take for a bare loop each, side by side."""
    running = [multiprocessing.get_context("fork").Process(target=_loop) for _ in range(count)]
    begin = time.perf_counter()
    for process in running:
        process.start()
    for process in running:
        process.join()
    return time.perf_counter() - begin


def _loop() -> None:
    total = 0
    for number in range(LOOPS):
        total += number & 3


# ---- in memory


def memory(counts: Sequence[int], folder: Path, *, model: str) -> Iterator[str]:
    """Yield the most memory that a process of a build of so many articles takes."""
    for count in counts:
        rows = written(folder, count)
        seconds, peak = built(rows, folder, f"memory{count}", model, count)
        yield bar(
            peak <= 1.2 * GIGABYTE,
            f"{count:,} articles in {seconds:,.0f} s: peak {peak / 1e6:,.0f} MB a process, bar 1,200",
        )


def main() -> None:
    """Measure, and print what was measured beside the bars."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", default="default")
    parser.add_argument("--articles", type=int, default=400, help="of which times are taken")
    parser.add_argument(
        "--texts", type=Path, help="files of texts to take times of, in place of invented articles"
    )
    parser.add_argument("--memory", type=int, nargs="*", default=[1_000, 10_000])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for line in measured(given, Path(name)):
            print(line, flush=True)


def measured(given: argparse.Namespace, folder: Path) -> Iterator[str]:
    """What was measured, line by line."""
    yield from cold()
    yield from sentence(given.texts or ARTICLES, folder)
    engine = Engine.load(model=given.model).warm()
    documents = list(islice(_documents(given.texts), given.articles))
    yield from beside(engine, documents, folder)
    yield from cores(engine, documents, folder)
    yield from memory(given.memory, folder, model=given.model)


def _documents(texts: Path | None) -> Iterator[Document]:
    if texts:
        yield from (each for each in build.documents([texts]) if isinstance(each, Document))
        return
    for row in articles(sys.maxsize):
        yield Document(BASE + "doc/" + row["id"], row["text"], row["date"])


if __name__ == "__main__":
    main()
