"""Kills a build with -9 at random moments and looks at what is left: what was told as done must be there, and nothing by halves.

Each build starts from a store that holds half of the documents in an older form, so that documents are replaced as well as
added. It is killed, the store is opened and held against what each document was and shall be, the build is taken up again, and
what it ends with is compared, byte for byte, with a build that nobody killed. The readings are invented (invented.py): no
model is loaded. A load at one go is killed, too: it has to be refused, or be whole.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import invented

from kg import build, graph, store
from kg.records import Document, Reading, Run

RUN = Run("kills", "model", "rules")
SAID = 10  # a line for as many kills
DONE = "done"


@dataclass(frozen=True)
class Reader:
    """Stands in for the engine of a build: its readings are ready, by document."""

    ready: Mapping[str, Reading]
    run: Run = RUN

    def reading(self, document: Document) -> Reading:
        """The reading of a document."""
        return self.ready[document.id]


@dataclass(frozen=True)
class Fates:
    """What each graph of the store was before the build and shall be after it, and the whole, as canonical N-Quads."""

    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    whole: bytes

    def faults(self, held: store.Store, done: frozenset[str]) -> Iterator[str]:
        """What is wrong with a store in which some documents were told as done."""
        found = _graphs(held)
        for name in sorted({*self.before, *self.after, *found}):
            now = found.get(name)
            if name in done and now != self.after[name]:
                yield f"{name} was told as done and is not what it shall be"
            elif now not in (self.before.get(name), self.after.get(name)):
                yield f"{name} is neither what it was nor what it shall be"


def _graphs(held: store.Store) -> dict[str, bytes]:
    return {name: graph.canonical_nquads(held.quads(name)) for name in held.documents()}


def _readings(count: int) -> list[Reading]:
    return list(invented.readings(count))


def _older(readings: list[Reading]) -> list[Reading]:
    """Every second document as it may have been read before: with half of its facts."""
    return [replace(each, facts=each.facts[: len(each.facts) // 2]) for each in readings[::2]]


def _build(held: store.Store, readings: list[Reading]) -> Iterator[build.Outcome]:
    reader = Reader({each.document.id: each for each in readings})
    return build.build(reader, (each.document for each in readings), held, anew=True)  # type: ignore[arg-type]


def prepared(folder: Path, readings: list[Reading]) -> Fates:
    """Makes the store that each build starts from, and says what becomes of its graphs."""
    with store.open(folder / "start") as held:
        list(_build(held, _older(readings)))
        before = _graphs(held)
    shutil.copytree(folder / "start", folder / "whole")
    with store.open(folder / "whole") as held:
        list(_build(held, readings))
        fates = Fates(before, _graphs(held), graph.canonical_nquads(held.rdf))
        (folder / "whole.nq").write_bytes(fates.whole)
    return fates


def write(folder: Path, count: int) -> None:
    """What the killed program does: it builds, and tells each document as done."""
    readings = _readings(count)
    print("ready", flush=True)
    with store.open(folder) as held:
        for outcome in _build(held, readings):
            print(outcome.document, flush=True)
    print(DONE, flush=True)


def load(folder: Path, path: Path) -> None:
    """What the killed program does, at one go: it loads a file, and tells that it is done."""
    print("ready", flush=True)
    with store.open(folder) as held:
        held.load(path)
    print(DONE, flush=True)


def killed(arguments: list[str], *, after: float) -> list[str]:
    """What a program of this file had told when it was killed, some seconds after it was ready."""
    process = _started(arguments)
    try:
        lines, _ = process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
        lines, _ = process.communicate()
    return lines.splitlines()


def spared(arguments: list[str]) -> float:
    """The seconds from when a program of this file is ready until it tells that it is done."""
    with _started(arguments) as process:
        begin = time.perf_counter()
        assert process.stdout
        return max(time.perf_counter() - begin for line in process.stdout if line.strip() == DONE)


def _started(arguments: list[str]) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, __file__, *arguments], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    process.stdout.readline()
    return process


def builds(folder: Path, times: int, count: int, dice: random.Random) -> Iterator[str]:
    """What some killed builds left, a line for every few of them; the last line counts the faults."""
    readings = _readings(count)
    fates = prepared(folder, readings)
    work, done, amiss, ended = folder / "killed", 0, 0, 0
    child = ["--write", str(work), "--documents", str(count)]
    span = spared(_fresh(folder, child))
    for number in range(1, times + 1):
        told = killed(_fresh(folder, child), after=dice.uniform(0, span))
        faults = list(_taken_up(work, fates, readings, frozenset(told) - {DONE}))
        done, ended, amiss = done + len(told), ended + (DONE in told), amiss + len(faults)
        yield from (f"kill {number}: {fault}" for fault in faults)
        if number % SAID == 0:
            yield f"{number} kills, {done:,} documents told as done before them, {amiss} faults"
    yield f"builds    {times} killed ({ended} too late): {amiss} faults (bar 0)"


def _fresh(folder: Path, child: list[str]) -> list[str]:
    """The arguments of a program, with the store that it builds into as every build finds it."""
    shutil.rmtree(child[1], ignore_errors=True)
    shutil.copytree(folder / "start", child[1])
    return child


def _taken_up(work: Path, fates: Fates, readings: list[Reading], done: frozenset[str]) -> Iterator[str]:
    """What is wrong with a store after a kill, and after the build that takes up from there."""
    with store.open(work) as held:
        yield from fates.faults(held, done)
        list(_build(held, readings))
        if graph.canonical_nquads(held.rdf) != fates.whole:
            yield "the build taken up differs from the one at a go"


def loads(folder: Path, times: int, dice: random.Random) -> Iterator[str]:
    """What some killed loads of the whole left: a refusal, or the whole, or nothing yet."""
    path, work = folder / "whole.nq", folder / "loaded"
    whole, child = path.read_bytes(), ["--load", str(work), str(path)]
    span, fates = spared(child), []
    for _ in range(times):
        shutil.rmtree(work, ignore_errors=True)
        told = killed(child, after=dice.uniform(0, span))
        fates.append(_loaded(work, whole, told=DONE in told))
    counts = ", ".join(f"{fates.count(fate)} {fate}" for fate in sorted(set(fates)))
    yield f"loads     {times} killed: {counts}; {fates.count('broken')} faults (bar 0)"


def _loaded(work: Path, whole: bytes, *, told: bool) -> str:
    try:
        with store.open(work) as held:
            found = graph.canonical_nquads(held.rdf)
    except store.StoreError as error:
        return "refused" if "cut short" in str(error) and not told else "broken"
    if found == whole:
        return "whole"
    return "broken" if found or told else "empty"


def main() -> None:
    """Kill, look, and print what was found beside the bar; or be the program that is killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--load", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        return write(options.write, options.documents)
    if options.load:
        return load(*options.load)
    with tempfile.TemporaryDirectory() as name:
        for line in measured(Path(name), options.times, options.documents, seed=options.seed):
            print(line, flush=True)


def measured(folder: Path, times: int, documents: int, *, seed: int = 0) -> Iterator[str]:
    """What was found, line by line; a tenth as many loads as builds are killed."""
    dice = random.Random(seed)
    yield from builds(folder, times, documents, dice)
    yield from loads(folder, max(times // 10, 2), dice)


if __name__ == "__main__":
    main()
