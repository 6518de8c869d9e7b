"""The commands that carry things out of a graph or a table: export, names and eval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options, terminal

if TYPE_CHECKING:
    from kg.link import Answer
    from kg.rules.entries import Post
    from kg.score import Match

FORMATS = ("nquads", "trig", "turtle", "jsonld", "graphml", "gexf", "plover", "csv", "parquet", "jsonl")


@click.command(
    short_help="Write RDF, GraphML, PLOVER, CSV and more.",
    epilog="Example:  kg export --store graph --format graphml --out graph.graphml",
)
@options.store
@click.option("--format", "form", type=click.Choice(FORMATS), default="nquads", show_default=True)
@options.out
def export(store_path: Path, form: str, out: Path | None) -> None:
    """Write a graph in another form: RDF, a network for Gephi, PLOVER events, or a table of claims."""
    from kg import export as exports
    from kg import graph as graphs
    from kg import store

    with store.open(store_path, readonly=True) as graph, click.open_file(str(out or "-"), "wb") as stream:
        if form in graphs.FORMS:
            stream.write(graphs.serialize(graph.rdf, form))
        else:
            exports.write(graphs.readings(graph.rdf), form, stream)


@click.command(
    short_help="Tell what a name links to, and why.",
    epilog="Example:  kg names Beijing 'the Kremlin' Merkel --date 2015-06-05",
)
@click.argument("mentions", nargs=-1, required=True)
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The day for offices.")
@options.names
@click.pass_context
def names(
    ctx: click.Context, mentions: tuple[str, ...], day: str | None, names_files: Sequence[Path]
) -> None:
    """Look names up: what each links to, why, and the offices that a person held on the date."""
    from kg.link import lookup
    from kg.rules import gazetteer

    tables = gazetteer.load(names_files)
    answers = {mention: lookup(mention, tables, on=_day(day)) for mention in mentions}
    rows = [row for mention, found in answers.items() for row in _answers(mention, found)]
    terminal.table(("Name", "Identifier", "Label", "Type", "Via", "Offices"), rows)
    ctx.exit(0 if all(answers.values()) else 1)


def _answers(mention: str, found: Sequence[Answer]) -> Iterator[tuple[str, ...]]:
    for answer in found:
        entry, via = (
            answer.entry,
            f"{answer.via} (only with support in the text)" if answer.weak else answer.via,
        )
        yield mention, entry.id, entry.label, entry.type, via, "; ".join(map(_post, answer.offices))
    if not found:
        yield mention, "", "in no table: give --names FILE to add it", "", "", ""


def _post(post: Post) -> str:
    return f"{post.office.label} ({post.since or '…'} to {post.until or 'now'})"


def _day(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise click.BadParameter(
            f"{given!r} is no day: write it as 2025-06-05", param_hint="--date"
        ) from error


@click.command(
    "eval",
    short_help="Score claims against a gold file.",
    epilog="Example:  kg eval article.gold.jsonl article.txt --date 2025-06-05",
)
@click.argument("gold", type=click.Path(path_type=Path))
@options.inputs
@options.date
@options.model
def evaluate(gold: Path, inputs: tuple[Path, ...], date: str | None, model: str) -> None:
    """Score the claims of INPUTS against a GOLD file: which were found, which missed, and how their attributes stand."""
    from kg import score
    from kg.build import Engine, documents
    from kg.records import Reading

    wanted = score.gold(gold)
    engine = Engine.load(model=model)
    readings = [
        reading for reading in engine.read(documents(inputs, date=date)) if isinstance(reading, Reading)
    ]
    facts = [fact for reading in readings for fact in reading.facts]
    found = score.matches(facts, wanted)
    terminal.table(("Gold", "Found", "Attributes"), map(_scored, found))
    hits = [match for match in found if match.fact]
    needed = [match for match in found if not match.gold.get("optional") or match.fact]
    right = [value for match in hits for value in match.attributes.values()]
    click.echo(
        f"{len(hits)} of {len(found)} gold claims found ({len(needed)} needed); {sum(right)} of {len(right)} attributes right; {len(facts)} claims made."
    )


def _scored(match: Match) -> tuple[str, str, str]:
    attributes = ", ".join(
        f"{name} {'right' if right else 'WRONG'}" for name, right in match.attributes.items()
    )
    fact = match.fact
    shown = (
        f"{fact.subject.label} {fact.relation} {fact.object.label if fact.object else ''}".strip()
        if fact
        else "-"
    )
    return str(match.gold["cue"]), shown, attributes
