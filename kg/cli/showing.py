"""The commands that carry things out of a graph or measure it: export and eval."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options, terminal

if TYPE_CHECKING:
    from kg.score import Match

FORMATS = ("nquads", "trig", "turtle", "jsonld", "graphml", "gexf", "plover", "csv", "parquet", "jsonl")


@click.command(
    short_help="Write RDF, GraphML, PLOVER, CSV and more.",
    epilog="Example:  kg export --store graph --format graphml --out graph.graphml",
)
@options.place
@click.option("--format", "form", type=click.Choice(FORMATS), default="nquads", show_default=True)
@options.out
def export(store_path: Path | str, form: str, out: Path | None) -> None:
    """Write a graph in another form: RDF, a network for Gephi, PLOVER events, or a table of claims.

    Turtle has no graphs: it holds every statement, but not which document made it. To build from again, take nquads, trig
    or jsonld.
    """
    from kg import export as exports
    from kg import graph as graphs
    from kg import store

    with store.open(store_path, readonly=True) as graph, click.open_file(str(out or "-"), "wb") as stream:
        if form in graphs.FORMS:
            stream.write(graphs.serialize(graph.rdf, form))
        else:
            exports.write(graphs.readings(graph.rdf), form, stream)


@click.command(
    "eval",
    short_help="Score claims against a gold file.",
    epilog="Example:  kg eval article.gold.jsonl article.txt --date 2025-06-05",
)
@click.argument("gold", type=click.Path(path_type=Path))
@options.reading
@options.engine
def evaluate(
    gold: Path, inputs: tuple[Path, ...], reading: options.ReadOptions, engine: options.EngineOptions
) -> None:
    """Score the claims of INPUTS against a GOLD file: which were found, which missed, and how their attributes stand."""
    from kg import score
    from kg.build import Engine, documents
    from kg.records import Reading

    wanted = score.gold(gold)
    read = Engine.load(**engine).read(documents(inputs, **reading))
    readings = [each for each in read if isinstance(each, Reading)]
    facts = [fact for each in readings for fact in each.facts]
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
