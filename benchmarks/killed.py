"""Builds generated articles twice, once at a go and once killed with -9 on the way, and holds the two graphs against each other.

python benchmarks/killed.py [--articles 100000] [--model fast]
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
from articles import written

from kg import store

KILLS = 2
KEPT = ("new", "replaced", "unchanged")


def killed(rows: Path, folder: Path, count: int, *, model: str) -> Iterator[str]:
    """Yield what a build at a go took, what each kill left, and whether the two graphs are one."""
    spent, peak = built(rows, folder, "whole", model, count)
    yield f"killed    {count:,} articles at a go: {spent:,.0f} s, {count / spent:.1f} a second, peak {peak / 1e6:,.0f} MB a process"
    for number in range(1, KILLS + 1):
        running = _build(rows, folder, "killed", model)
        _until(running, folder / "killed.jsonl", count * number // (KILLS + 1))
        running.send_signal(signal.SIGKILL)
        running.wait()
        told = {row["document"] for row in _fates(folder / "killed.jsonl") if row["fate"] in KEPT}
        with _opened(folder / "killed") as held:
            kept = set(held.documents())
        yield f"  kill {number}: {len(told):,} documents told as kept, {len(told - kept)} of them not there"
    if code := _build(rows, folder, "killed", model).wait():
        yield f"  the last run ended with {code}"
    fates = Counter(row["fate"] for row in _fates(folder / "killed.jsonl"))
    yield f"  the last run: {', '.join(f'{number:,} {fate}' for fate, number in sorted(fates.items()))} of {count:,}"
    apart = _apart(folder / "whole", folder / "killed")
    yield f"  documents whose graphs differ from those of the build at a go: {apart}"


def built(rows: Path, folder: Path, name: str, model: str, count: int) -> tuple[float, int]:
    """The seconds that a build of a file takes, and the most memory of a process of it, in bytes."""
    begin = time.perf_counter()
    peak = _until(_build(rows, folder, name, model), folder / f"{name}.jsonl", count + 1)
    return time.perf_counter() - begin, peak


def _build(rows: Path, folder: Path, name: str, model: str) -> subprocess.Popen[bytes]:
    report = folder / f"{name}.jsonl"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "kg", "build", rows, "--model", model, "--store", folder / name]
    return subprocess.Popen(
        [*command, "--report", report], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _until(running: subprocess.Popen[bytes], report: Path, lines: int) -> int:
    """Wait until a report has so many lines, or its program has ended; the most memory of its processes, in bytes."""
    peak = 0
    while running.poll() is None and _lines(report) < lines:
        peak = max(peak, *_memory(running.pid), 0)
        time.sleep(0.5)
    return peak


def _lines(report: Path) -> int:
    return report.read_bytes().count(b"\n") if report.exists() else 0


def _memory(pid: int) -> list[int]:
    with suppress(psutil.NoSuchProcess):
        parent = psutil.Process(pid)
        return [one.memory_info().rss for one in (parent, *parent.children(recursive=True))]
    return [0]


def _opened(path: Path) -> store.Store:
    """The store for writing, once the processes of the build that was killed have let go of it."""
    for _ in range(20):
        with suppress(store.StoreError):
            return store.open(path)
        time.sleep(0.1)
    return store.open(path)


def _fates(path: Path) -> list[dict[str, str]]:
    """The whole lines of a report; the kill may have cut the last."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.endswith("}")]


def _apart(one: Path, two: Path) -> int:
    """How many documents have different graphs in two stores, those that only one has included."""
    with store.open(one, readonly=True) as first, store.open(two, readonly=True) as second:
        names = {*first.documents(), *second.documents()}
        return sum(first.quads(name) != second.quads(name) for name in names)


def main() -> None:
    """Build, kill, go on, and print what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--model", default="fast")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for line in killed(written(folder, given.articles), folder, given.articles, model=given.model):
            print(line, flush=True)


if __name__ == "__main__":
    main()
