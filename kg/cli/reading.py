"""The commands that read text: build and extract."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import click

from kg.cli import options, terminal
from kg.cli.asking import draw

if TYPE_CHECKING:
    from kg.build import Outcome
    from kg.records import Fact, Finding, Reading
    from kg.watch import Watch

FATES = ("new", "replaced", "unchanged", "refused", "removed")
PAUSE = 2.0  # seconds between two looks at the files that --watch follows


@click.command(
    short_help="Read documents into a graph.",
    epilog="Example:  kg build news/ --date 2025-06-05 --store graph --view graph.html",
)
@options.inputs
@options.place
@options.date
@options.model
@options.names
@options.rules
@options.opened
@click.option(
    "--view", "view_file", type=click.Path(path_type=Path), help="Also draw the graph into this HTML file."
)
@click.option(
    "--watch",
    "watched",
    is_flag=True,
    help="Go on: follow the files as they come, change and go. Ctrl-C ends it.",
)
@click.option("--verbose", "-v", is_flag=True, help="Tell what was refused, sentence by sentence.")
@click.pass_context
def build(
    ctx: click.Context,
    inputs: tuple[Path, ...],
    store_path: Path | str,
    date: str | None,
    model: str,
    names_files: tuple[Path, ...],
    rules_files: tuple[Path, ...],
    opened: bool,
    view_file: Path | None,
    watched: bool,
    verbose: bool,
) -> None:
    """Read INPUTS (text, HTML, Markdown, JSON Lines, CSV, folders, or - for standard input) into a graph.

    The same document again changes nothing; a changed one replaces what it said before.
    """
    from kg import store
    from kg.build import Engine, build, documents
    from kg.watch import Watch

    if watched and Path("-") in inputs:
        raise click.UsageError("--watch follows files and folders: standard input cannot be read twice")
    with store.open(store_path) as graph:
        engine = Engine.load(model=model, names=names_files, rules=rules_files, opened=opened)
        if watched:
            _follow(Watch(engine, graph, inputs, date), store_path, view_file, verbose=verbose)
            return
        outcomes = build(engine, documents(inputs, date=date), graph)
        tally = _tally(terminal.progress(outcomes, what="Reading"), verbose=verbose)
    _summary(tally, store_path)
    if view_file is not None:
        draw(store_path, view_file)
    ctx.exit(1 if tally["refused"] else 0)


def _follow(watch: Watch, store_path: Path | str, view_file: Path | None, *, verbose: bool) -> None:
    """Keep a graph current until Ctrl-C; each document is whole in it or not there, whenever that comes."""
    try:
        while True:
            tally = _tally(terminal.progress(watch.outcomes(), what="Reading"), verbose=verbose)
            if tally:
                _summary(tally, store_path)
            if view_file is not None and tally:
                draw(store_path, view_file)
            sleep(PAUSE)
    except KeyboardInterrupt:
        click.echo("Stopped.")


def _tally(outcomes: Iterable[Outcome], *, verbose: bool) -> Counter[str]:
    """Count the fates, the claims and the refused claims, and print what was refused as it comes."""
    tally: Counter[str] = Counter()
    for outcome in outcomes:
        tally[outcome.fate] += 1
        tally["claims"] += outcome.claims
        if outcome.fate == "refused" or verbose:
            terminal.findings(outcome.findings)
        tally["refused claims"] += len(outcome.findings) if outcome.fate != "refused" else 0
    return tally


def _summary(tally: Counter[str], store_path: Path | str) -> None:
    read = sum(tally[fate] for fate in FATES if fate != "removed")
    fates = ", ".join(f"{tally[fate]} {fate}" for fate in FATES if tally[fate])
    click.echo(f"Read {read} document{'s' if read != 1 else ''}: {fates or 'none'}.")
    refused = tally["refused claims"]
    note = f", {refused} refused (--verbose tells which)" if refused else ""
    click.echo(f"Kept {tally['claims']} claims{note}. The graph is in {store_path}.")
    if read and read == tally["unchanged"] and not tally["removed"]:
        click.echo("Nothing changed: the graph holds these documents already.")


@click.command(
    short_help="Print claims as JSON Lines, without a graph.",
    epilog="Example:  kg extract article.txt --date 2025-06-05 > claims.jsonl",
)
@options.inputs
@options.date
@options.model
@options.names
@options.rules
@options.opened
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True)
@options.out
@click.pass_context
def extract(
    ctx: click.Context,
    inputs: tuple[Path, ...],
    date: str | None,
    model: str,
    names_files: tuple[Path, ...],
    rules_files: tuple[Path, ...],
    opened: bool,
    form: str,
    out: Path | None,
) -> None:
    """Print the claims of INPUTS, one JSON object a line, without a store."""
    from kg.build import Engine, documents

    engine = Engine.load(model=model, names=names_files, rules=rules_files, opened=opened)
    refused: list[Finding] = []
    facts = _facts(engine.read(documents(inputs, date=date)), refused)
    if form == "jsonl":
        _lines(facts, out)
    else:
        terminal.table(("Subject", "Relation", "Object", "How", "Says", "When", "Sentence"), map(_row, facts))
    ctx.exit(1 if terminal.findings(refused) else 0)


def _facts(readings: Iterable[Reading | Finding], refused: list[Finding]) -> Iterator[Fact]:
    from kg.records import Reading

    for reading in readings:
        if isinstance(reading, Reading):
            yield from reading.facts
        else:
            refused.append(reading)


def _lines(facts: Iterable[Fact], out: Path | None) -> None:
    from kg.jsonl import fact_json

    with click.open_file(str(out or "-"), "w", encoding="utf-8") as stream:
        for fact in facts:
            stream.write(json.dumps(fact_json(fact), ensure_ascii=False) + "\n")


def _row(fact: Fact) -> tuple[str, ...]:
    how = fact.modality if fact.polarity == "positive" else f"not {fact.modality}"
    return (
        fact.subject.label,
        fact.phrase or fact.relation,
        fact.object.label if fact.object else "",
        how,
        fact.attribution.link.label if fact.attribution else "",
        _when(fact),
        fact.sentence.text,
    )


def _when(fact: Fact) -> str:
    if fact.time is None:
        return ""
    days = (fact.time.earliest, fact.time.latest)
    return days[0] if days[0] == days[1] else " to ".join(days)
