"""What became of documents, told: a line for each that is refused, a report of all, and the sum of it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli import terminal
from kg.records import KgError

if TYPE_CHECKING:
    from kg.build import Outcome

FATES = ("new", "replaced", "unchanged", "refused", "set aside", "removed")
STAGES = ("read", "parse", "graph", "store")
_ENDED = {
    "parse": "parse",
    "fault": "parse",
    "graph": "graph",
}  # by the rule of what ended it, else at reading
_STOPPED = ("refused", "set aside")

Tally = Counter[tuple[str, str]]  # how many documents ended at a stage with a fate; of no stage, other sums


def tally(outcomes: Iterable[Outcome], *, verbose: bool = False, report: Path | None = None) -> Tally:
    """Count the fates as they come, print what was refused, and write a report as JSON Lines where one is asked for."""
    counted: Tally = Counter()
    with _report(report) as write:
        for outcome in outcomes:
            write(outcome)
            if outcome.fate in FATES:
                counted[_stage(outcome), outcome.fate] += 1
                counted["", "claims"] += outcome.claims
            kept = outcome.fate in FATES and outcome.fate not in _STOPPED
            if verbose or not kept:
                terminal.findings(outcome.findings)
            counted["", "refused claims"] += len(outcome.findings) if kept else 0
    return counted


def of_fate(counted: Tally, fate: str) -> int:
    """How many documents had a fate, at whatever stage."""
    return sum(count for (stage, name), count in counted.items() if stage and name == fate)


def summary(counted: Tally, store_path: Path | str) -> None:
    """Print what was read, kept and refused, and where the graph is."""
    sums = {fate: of_fate(counted, fate) for fate in FATES}
    read = sum(sums.values()) - sums["removed"]
    fates = ", ".join(f"{sums[fate]} {fate}" for fate in FATES if sums[fate])
    click.echo(f"Read {read} document{'s' if read != 1 else ''}: {fates or 'none'}.")
    refused = counted["", "refused claims"]
    note = f", {refused} refused (--verbose tells which)" if refused else ""
    click.echo(f"Kept {counted['', 'claims']} claims{note}. The graph is in {store_path}.")
    if read and read == sums["unchanged"] and not sums["removed"]:
        click.echo("Nothing changed: the graph holds these documents already.")


def stages(counted: Tally) -> None:
    """Print how many documents came to each stage, and what became of those that went no further."""
    left = sum(count for (stage, _), count in counted.items() if stage)
    rows = []
    for stage in STAGES:
        ended = {fate: counted[stage, fate] for fate in FATES if counted[stage, fate]}
        came, left = left, left - sum(ended.values())
        rows.append((stage, f"{came}", f"{left}", ", ".join(f"{n} {fate}" for fate, n in ended.items())))
    terminal.table(("Stage", "Came", "Went on", "Ended there"), rows)


def _stage(outcome: Outcome) -> str:
    if outcome.fate in _STOPPED:
        return _ENDED.get(outcome.findings[0].rule, "read")
    return "store"


@contextmanager
def _report(path: Path | None) -> Iterator[Callable[[Outcome], None]]:
    if path is None:
        yield lambda _: None
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("w", encoding="utf-8", buffering=1)  # a line stands as soon as its document does
    except OSError as error:
        raise KgError(f"{path}: {error.strerror}; give --report a path that you may write to") from error
    with stream:
        yield lambda outcome: print(json.dumps(_row(outcome), ensure_ascii=False), file=stream)


def _row(outcome: Outcome) -> dict[str, Any]:
    return {
        "path": outcome.path,
        "document": outcome.document,
        "fate": outcome.fate,
        "stage": _stage(outcome),
        "claims": outcome.claims,
        "findings": [asdict(finding) for finding in outcome.findings],
    }
