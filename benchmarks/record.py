"""Runs a benchmark, keeps what it printed with the day, the machine and the versions, and renews the README's figures.

    python benchmarks/record.py claims store --shared SHARED    # run these, keep what they print
    python benchmarks/record.py                                 # only renew the README from what is kept

figures.toml lists the benchmarks with their commands, and the figures of the README with where each is printed.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
README = HERE.parent / "README.md"
RESULTS = HERE / "results"
PACKAGES = ("spacy", "onnxruntime", "pyoxigraph", "rdflib", "networkx", "pyvis")
BEGIN, END = "<!-- figures -->\n", "<!-- /figures -->\n"


def table() -> Mapping[str, Any]:
    """The benchmarks and the figures."""
    return tomllib.loads((HERE / "figures.toml").read_text(encoding="utf-8"))


def measured(name: str, command: str, *, shared: Path) -> Iterator[str]:
    """The lines of a results file, the figures as they come."""
    yield f"{command}\n"
    yield f"{date.today()}, {_machine()}\n"
    yield (
        ", ".join((f"Python {platform.python_version()}", *(f"{own} {version(own)}" for own in PACKAGES)))
        + "\n\n"
    )
    arguments = shlex.split(command.replace("SHARED", shlex.quote(str(shared))))
    arguments[0] = sys.executable if arguments[0] == "python" else arguments[0]
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(
        arguments,
        cwd=HERE.parent,
        env=os.environ | threads,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as running:
        yield from running.stdout or ()
    if running.returncode:
        raise SystemExit(f"{name}: {command} ended with {running.returncode}: what it printed is not kept")


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if sys.platform == "linux" else []
    model = next(
        (line.partition(": ")[2] for line in lines if line.startswith("model name")), platform.machine()
    )
    return f"{len(os.sched_getaffinity(0)) if sys.platform == 'linux' else os.cpu_count()} cores of {model}"


def figures(found: Mapping[str, Any]) -> str:
    """The README's table of figures, from the results that are kept; one that is not printed there is an error."""
    rows = (f"| {row['what']} | {_figure(row)} | {row['command']} |\n" for row in found["figure"])
    return "".join(("| What | Figure | Command |\n", "|---|---|---|\n", *rows))


def _figure(row: Mapping[str, Any]) -> str:
    values = {name: _value(*source) for name, source in row["from"].items()}
    return str(row["shown"]).format(**values)


def _value(name: str, pattern: str) -> str:
    text = (RESULTS / f"{name}.txt").read_text(encoding="utf-8")
    found = re.search(pattern, text)
    if found is None:
        raise SystemExit(f"results/{name}.txt has no {pattern!r}: run record.py {name}, or mend figures.toml")
    return found[1]


def renewed(readme: str, shown: str) -> str:
    """A README with its table of figures between the marks replaced."""
    before, _, rest = readme.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{shown}{END}{after}"


def main() -> None:
    """Run what is asked for, and renew the README."""
    found = table()
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("benchmarks", nargs="*", choices=[[], *found["benchmark"]], metavar="BENCHMARK")
    asked.add_argument(
        "--shared", type=Path, default=Path("../shared"), help="the folder with benchmarks/ and corpus/"
    )
    options = asked.parse_args()
    for name in options.benchmarks:
        lines = []
        for line in measured(name, found["benchmark"][name], shared=options.shared):
            print(line, end="", flush=True)
            lines.append(line)
        (RESULTS / f"{name}.txt").write_text("".join(lines), encoding="utf-8")
    README.write_text(renewed(README.read_text(encoding="utf-8"), figures(found)), encoding="utf-8")


if __name__ == "__main__":
    main()
