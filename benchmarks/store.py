"""What the store costs beside the bare library: load, named questions, checks and disk at a million quads, in one run.

The readings are invented (invented.py). Every question is asked with the parameters that it needs and no others, so most
answer for all actors and all days; of some rounds, which take turns, the best counts. rdflib answers the same questions
from memory, each within a limit of time.
"""

from __future__ import annotations

import argparse
import resource
import signal
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import invented
import pyoxigraph as ox
from pyoxigraph import RdfFormat

from kg import check, graph, store, vocab
from kg.records import Run
from kg.store.terms import bound

RUN = Run("bench", "model", "rules")
QUADS_EACH = 1088  # quads a document: what they come to
NAMES = {"one": "CHN", "two": "USA", "from": "CHN", "to": "USA", "actor": "CHN"}
ROUNDS = 3
REPLACED = 200
LIMIT = 5  # seconds that rdflib has for a question


def written(folder: Path, count: int) -> Path:
    """A file of N-Quads with some documents and the copies among them."""
    path = folder / "graph.nq"
    held = store.memory()
    with path.open("wb") as out:
        for reading in invented.readings(count):
            quads = graph.quads(reading, RUN)
            ox.serialize(quads, out, format=RdfFormat.N_QUADS)
            held.rdf.extend(quad for quad in quads if quad.predicate.value in _COMPARED)
        ox.serialize(graph.copies(held.rdf), out, format=RdfFormat.N_QUADS)
    return path


_COMPARED = {vocab.term("sketch"), vocab.PREFIXES["dct"] + "issued"}


def spent(task: Callable[[], object]) -> float:
    """The seconds that a task takes."""
    begin = time.perf_counter()
    task()
    return time.perf_counter() - begin


def loads(folder: Path, path: Path) -> Iterator[str]:
    """What loading costs, ours and the library's, and how much disk it takes."""
    alone = spent(lambda: ox.Store(str(folder / "bare")).bulk_load(path=str(path), format=RdfFormat.N_QUADS))
    with store.open(folder / "ours") as held:
        ours = spent(lambda: held.load(path))
        quads = len(held)
    size = sum(file.stat().st_size for file in (folder / "ours").rglob("*") if file.is_file()) / 1e6
    yield f"{quads:,} quads"
    yield f"load      ours {ours:.1f} s, bulk_load {alone:.1f} s: {ours / alone:.2f} times (bar 1.25)"
    yield f"disk      {size:.0f} MB (bar 194)"


def replaced(folder: Path, documents: int) -> Iterator[str]:
    """What it costs to put documents that have changed in the place of those in the store, one by one."""
    count = min(documents, REPLACED)
    older = [replace(each, facts=each.facts[1:]) for each in invented.readings(count)]
    with store.open(folder / "ours") as held:
        took = spent(lambda: [held.replace(each.document.id, graph.quads(each, RUN)) for each in older])
        copies = spent(lambda: held.replace(graph.copies_graph(), graph.copies(held.rdf)))
    yield f"replace   {count} documents in {took:.1f} s, {count / took:.0f} a second; copies told anew in {copies:.1f} s"


def peak(what: str) -> str:
    """The most memory that this process has held so far."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return f"memory    {held:.2f} GB at most, {what} (bar 3)"


def questions(held: store.Store, peer: Mapping[str, float]) -> Iterator[str]:
    """What each named question costs, ours and the library's, beside rdflib's answer from memory."""
    yield f"{'question':22} {'rows':>6} {'ours ms':>8} {'bare ms':>8} {'times':>6} {'rdflib ms':>10}"
    ratios, slow, faster = [], [], []
    for asked in store.questions():
        given = needed(asked, held)
        terms = dict(bound(held, given, question=asked))

        def ours(asked: store.Question = asked, given: Mapping[str, str] = given) -> object:
            return store.select(held, asked, bindings=given)

        def bare(asked: store.Question = asked, terms: dict[ox.Variable, object] = terms) -> object:
            rows = held.rdf.query(asked.sparql, use_default_graph_as_union=True, substitutions=terms)  # type: ignore[arg-type]
            return [[term and term.value for term in row] for row in rows]  # type: ignore[union-attr]

        times = [(spent(ours), spent(bare)) for _ in range(ROUNDS)]
        mine, alone = (min(each) for each in zip(*times, strict=True))
        ratios.append(mine / alone)
        slow += [asked.name] if mine > 0.5 else []
        told = peer.get(asked.name)
        faster += [told / mine] if told else []
        shown = (
            f"{1000 * told:10.0f}"
            if told and told < LIMIT
            else f"{'> ' + str(1000 * LIMIT):>10}"
            if told
            else ""
        )
        rows = len(store.select(held, asked, bindings=given).rows)
        yield f"{asked.name:22} {rows:6} {1000 * mine:8.1f} {1000 * alone:8.1f} {mine / alone:6.2f} {shown}"
    yield f"worst beside the bare call {max(ratios):.2f} times (bar 1.2); over 0.5 s: {', '.join(slow) or 'none'}"
    if faster:
        yield f"rdflib takes {statistics.median(faster):.0f} times as long, in the median (bar 5)"


def needed(question: store.Question, held: store.Store) -> dict[str, str]:
    """The parameters that a question cannot do without."""
    document = next(name for name in held.documents() if name.startswith("https://example.org/"))
    names = {**NAMES, "document": document}
    return {each.name: names[each.name] for each in question.parameters if each.required}


def rdflib(path: Path, held: store.Store) -> dict[str, float]:
    """The seconds that rdflib takes for each question in memory, at most LIMIT."""
    from rdflib import Dataset, Literal, URIRef

    found = Dataset(default_union=True)
    found.parse(path, format="nquads")

    def late(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, late)
    times = {}
    for asked in store.questions():
        terms = bound(held, needed(asked, held), question=asked)
        given = {
            name.value: URIRef(term.value) if isinstance(term, ox.NamedNode) else Literal(term.value)
            for name, term in terms.items()
        }
        times[asked.name] = spent(lambda asked=asked, given=given: _within(found, asked.sparql, given))  # type: ignore[misc]
    return times


def _within(data: object, sparql: str, given: Mapping[str, object]) -> None:
    signal.alarm(LIMIT)
    try:
        list(data.query(sparql, initBindings=given))  # type: ignore[attr-defined]
    except TimeoutError:
        pass
    finally:
        signal.alarm(0)


def main() -> None:
    """Measure, and print what was measured beside the bars."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--no-rdflib", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        for line in measured(Path(name), options.quads // QUADS_EACH, peers=not options.no_rdflib):
            print(line, flush=True)


def measured(folder: Path, documents: int, *, peers: bool) -> Iterator[str]:
    """What was measured, line by line."""
    path = written(folder, documents)
    yield peak("documents written")
    yield from loads(folder, path)
    yield from replaced(folder, documents)
    yield peak("loaded, and documents replaced")
    with store.open(folder / "ours", readonly=True) as held:
        checked = spent(lambda: check.check(held.rdf))
        yield f"check     {documents:,} documents in {checked:.1f} s (bar 10 for 1,000)"
        yield peak("checked")
        peer = rdflib(path, held) if peers else {}
        yield from questions(held, peer)
    if not peers:  # rdflib would hold them all
        yield peak("questions answered")


if __name__ == "__main__":
    main()
