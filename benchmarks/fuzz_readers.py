"""Feed every reader with damaged and hostile files, and tell what became of them.

    python benchmarks/fuzz_readers.py                       # 10,000 damaged files a reader, then the giants
    python benchmarks/fuzz_readers.py --inputs 1000 --kinds html,zip --seed 7

The damage is seeded: bytes are flipped, cut, doubled and spliced with what has broken readers before. `crashes` are errors
that came out of kg.read, `hangs` files that took more than 10 s of a processor, and `lost` those of which nothing was told:
no document and no finding, or for JSON Lines a line without either.
"""

from __future__ import annotations

import argparse
import resource
import signal
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from damaged import damaged, giants, seeds

from kg import read

LIMIT = 10  # seconds of a processor that no file may take
_ROW = "{:12}{:>8}{:>11}{:>10}{:>9}{:>7}{:>6}{:>11}{:>9}"
SLOW = 3  # seconds that are worth telling of


@dataclass
class Tally:
    """What became of the inputs of a kind."""

    inputs: int = 0
    documents: int = 0
    findings: int = 0
    crashes: int = 0
    hangs: int = 0
    lost: int = 0
    slowest: float = 0.0


def main() -> None:
    """Fuzz the kinds asked for and print a row for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=10_000, help="damaged files a reader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", help="such as html,zip; all where none is named")
    options = parser.parse_args()
    signal.signal(signal.SIGPROF, _hung)
    whole = seeds()
    chosen = options.kinds.split(",") if options.kinds else [*whole, "giants"]
    print(
        _ROW.format(
            *("reader", "inputs", "documents", "findings", "crashes", "hangs", "lost", "slowest s", "peak MB")
        )
    )
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for kind in chosen:
            made = giants() if kind == "giants" else damaged(kind, whole[kind], options.inputs, options.seed)
            tally = _fed(Path(folder), made)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            slowest = f"{tally.slowest:.3f}"
            counts = (tally.inputs, tally.documents, tally.findings, tally.crashes, tally.hangs, tally.lost)
            print(_ROW.format(kind, *counts, slowest, f"{peak:.0f}"), flush=True)
            failed |= bool(tally.crashes or tally.hangs or tally.lost)
    sys.exit(failed)


class Hung(BaseException):
    """A file that took too long; no reader catches it."""


def _hung(*_: object) -> None:
    raise Hung


def _fed(folder: Path, made: Iterator[tuple[str, bytes]]) -> Tally:
    tally = Tally()
    for name, data in made:
        path = folder / name
        path.write_bytes(data)
        tally.inputs += 1
        start = process_time()
        signal.setitimer(signal.ITIMER_PROF, LIMIT)
        try:
            found = list(read.documents([path]))
        except Hung:
            tally.hangs += 1
            _keep(path, "hang")
        except Exception as error:
            tally.crashes += 1
            _keep(path, repr(error))
        else:
            _count(tally, path, data, found)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        tally.slowest = max(tally.slowest, taken := process_time() - start)
        if taken > SLOW:
            print(f"  {name} took {taken:.1f} s", file=sys.stderr, flush=True)
        path.unlink()
    return tally


def _count(tally: Tally, path: Path, data: bytes, found: list[object]) -> None:
    told = [each for each in found if getattr(each, "rule", None) not in read.NOTES]
    documents = sum(not hasattr(each, "rule") for each in told)
    tally.documents += documents
    tally.findings += len(found) - documents
    lines = sum(bool(line.strip(b" \t\r\n\xef\xbb\xbf")) for line in data.split(b"\n"))
    if not told or (path.suffix == ".jsonl" and lines > len(told)):
        tally.lost += 1
        _keep(path, "lost")


def _keep(path: Path, why: str) -> None:
    """Tell of a file that did harm, and keep it for who mends the reader."""
    kept = Path(tempfile.gettempdir(), f"fuzzed-{path.name}")
    kept.write_bytes(path.read_bytes())
    print(f"  {why}: {kept}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
