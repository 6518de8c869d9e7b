"""The commands that read text: build and extract."""

from __future__ import annotations

import json
import os
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import click

from kg.cli import fates, options, terminal
from kg.cli.drawing import draw

if TYPE_CHECKING:
    from kg.build import Engine, Outcome
    from kg.records import Document, Fact, Finding, Reading
    from kg.watch import Watch

FEW = 30_000  # bytes that one process reads before others are ready
PAUSE = 2.0  # seconds between two looks at the files that --watch follows
STOPPED = 130  # the exit code of a program that Ctrl-C ended, as shells have it


@click.command(
    short_help="Read documents into a graph.",
    epilog="Example:  kg build news/ --date 2025-06-05 --store graph --view graph.html",
)
@options.reading
@options.place
@options.engine
@click.option(
    "--view", "view_file", type=click.Path(path_type=Path), help="Also draw the graph into this HTML file."
)
@click.option(
    "--watch",
    "watched",
    is_flag=True,
    help="Go on: follow the files as they come, change and go. Ctrl-C ends it.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that read side by side; the graph is the same.  [default: one a core; one for a few articles]",
)
@click.option(
    "--cluster",
    "address",
    metavar="tcp://HOST:PORT",
    help="Read on the workers of this Dask scheduler instead; needs --shards.",
)
@click.option(
    "--shards",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder, seen by all workers, that they write into; a run goes on with what is there.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Read only the first N documents.")
@click.option(
    "--resume/--anew",
    default=True,
    show_default=True,
    help="Pass over documents that the graph holds as this version reads them, or read them again.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what became of each document there, as JSON Lines, and print the sum by stage.",
)
@click.option("--verbose", "-v", is_flag=True, help="Tell what was refused, sentence by sentence.")
@click.pass_context
def build(
    ctx: click.Context,
    inputs: tuple[Path, ...],
    reading: options.ReadOptions,
    store_path: Path | str,
    engine: options.EngineOptions,
    view_file: Path | None,
    watched: bool,
    jobs: int | None,
    address: str | None,
    shards: Path | None,
    limit: int | None,
    resume: bool,
    report: Path | None,
    verbose: bool,
) -> None:
    """Read INPUTS (files of text or of rows, folders, or - for standard input) into a graph.

    The same document again changes nothing; a changed one replaces what it said before. A run that was cut short goes on
    where it was when the same command is run again.
    """
    from kg import store
    from kg.build import Engine, documents
    from kg.read import progress
    from kg.watch import Watch

    if watched:
        _followed(inputs, ended=bool(address or limit or report))
    if (address is None) != (shards is None):
        raise click.UsageError(
            "--cluster and --shards go together: a scheduler, and the folder of its workers"
        )
    try:
        loaded = Engine.load(**engine)
        if watched:
            with store.open(store_path) as graph:
                _follow(
                    Watch(loaded, graph, inputs, {**reading, "notes": verbose}),
                    store_path,
                    view_file,
                    verbose=verbose,
                )
            return
        far = progress(inputs)
        found = islice(documents(inputs, **reading, notes=verbose, progress=far), limit)
        made = (
            _clustered(loaded, found, store_path, address, shards, anew=not resume)
            if address and shards
            else _outcomes(loaded, found, store_path, jobs or _jobs(far.total), anew=not resume)
        )
        with closing(made) as outcomes:
            shown = terminal.progress(outcomes, what="Reading", measure=far.at)
            counted = fates.tally(shown, verbose=verbose, report=report)
    except KeyboardInterrupt:
        click.echo("Stopped. What was done is kept: run the same command again to go on.", err=True)
        ctx.exit(STOPPED)
    fates.summary(counted, store_path)
    if report is not None:
        fates.stages(counted)
    if view_file is not None:
        draw(store_path, view_file)
    ctx.exit(1 if fates.of_fate(counted, "refused") else 0)


def _followed(inputs: tuple[Path, ...], *, ended: bool) -> None:
    """Refuse to follow what cannot be read twice, and options of a build that ends."""
    if Path("-") in inputs:
        raise click.UsageError("--watch follows files and folders: standard input cannot be read twice")
    if ended:
        raise click.UsageError("--watch goes on: it takes no --cluster, --limit or --report")


def _outcomes(
    engine: Engine, found: Iterable[Document | Finding], store_path: Path | str, jobs: int, *, anew: bool
) -> Generator[Outcome, None, None]:
    from kg import store
    from kg.build import build, crew

    with crew(engine, jobs=jobs) as readers, store.open(store_path) as graph:
        yield from build(engine, found, graph, crew=readers, anew=anew)


def _clustered(
    engine: Engine,
    found: Iterable[Document | Finding],
    store_path: Path | str,
    address: str,
    shards: Path,
    *,
    anew: bool,
) -> Generator[Outcome, None, None]:
    from kg import cluster, store

    with store.open(store_path) as graph:
        yield from cluster.build(engine, found, graph, address=address, shards=shards, anew=anew)


def _jobs(size: int | None) -> int:
    """As many processes as this one may use processors; one for a few articles."""
    if size is not None and size < FEW:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _follow(watch: Watch, store_path: Path | str, view_file: Path | None, *, verbose: bool) -> None:
    """Keep a graph current until Ctrl-C; each document is whole in it or not there, whenever that comes."""
    try:
        while True:
            counted = fates.tally(terminal.progress(watch.outcomes(), what="Reading"), verbose=verbose)
            if counted:
                fates.summary(counted, store_path)
            if view_file is not None and counted:
                draw(store_path, view_file)
            sleep(PAUSE)
    except KeyboardInterrupt:
        click.echo("Stopped.")


@click.command(
    short_help="Print claims as JSON Lines, without a graph.",
    epilog="Example:  kg extract article.txt --date 2025-06-05 > claims.jsonl",
)
@options.reading
@options.engine
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True)
@options.out
@click.pass_context
def extract(
    ctx: click.Context,
    inputs: tuple[Path, ...],
    reading: options.ReadOptions,
    engine: options.EngineOptions,
    form: str,
    out: Path | None,
) -> None:
    """Print the claims of INPUTS, one JSON object a line, without a store."""
    from kg.build import Engine, documents

    refused: list[Finding] = []
    found = documents(inputs, **reading)
    facts = _facts(Engine.load(**engine).read(found), refused)
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
