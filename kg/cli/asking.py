"""The commands that ask a graph: query, stats and check."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options, terminal

if TYPE_CHECKING:
    from kg.store import Question, Store, Table

COUNTS = {
    "documents": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a schema:NewsArticle }",
    "sentences with claims": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a kg:Sentence }",
    "claims": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a kg:Claim }",
    "events": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x a sem:Event }",
    "actors and things": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?x skos:prefLabel ?label "
    "FILTER NOT EXISTS { ?decision kg:replaced ?x FILTER NOT EXISTS { ?decision kg:inDocument ?document } } }",
}
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_PATH = click.Path(path_type=Path)
BY_RELATION = "SELECT ?relation (COUNT(DISTINCT ?claim) AS ?n) { ?claim a kg:Claim ; kg:relation ?relation } GROUP BY ?relation ORDER BY DESC(?n) ?relation"


@click.command(
    short_help="Answer SPARQL or a named question.",
    epilog="Examples:  kg query --list  |  kg query --name who-accused-whom  |  "
    "kg query 'SELECT ?s ?o { ?s kg:accuses ?o }'  |  kg query --name claims-about-actor --param actor=China --format csv",
)
@click.argument("sparql", required=False)
@options.place
@click.option("--name", help="Ask a named question; --list shows them.")
@click.option(
    "--param",
    "params",
    multiple=True,
    metavar="NAME=VALUE",
    help="Set a variable, as a term and never as text; repeatable.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "turtle"]),
    default="table",
    show_default=True,
)
@click.option("--list", "listing", is_flag=True, help="List the named questions and their parameters.")
def query(
    sparql: str | None,
    store_path: Path | str,
    name: str | None,
    params: tuple[str, ...],
    form: str,
    listing: bool,
) -> None:
    """Ask the graph: SPARQL (text or a file), or a named question. Known prefixes need no declaration."""
    from kg import store

    if listing:
        _list(store.questions())
        return
    if (name is None) == (sparql is None):
        raise click.UsageError(
            "give SPARQL text, a file with it, or --name QUESTION (kg query --list shows them)"
        )
    asked = store.question(name) if name is not None else _text(sparql or "")
    bindings = dict(map(_binding, params))
    with store.open(store_path, readonly=True) as graph:
        if form == "table":
            _rows(graph, asked, store.select(graph, asked, bindings=bindings))
        else:
            click.echo(store.serialize(graph, asked, form, bindings=bindings), nl=False)


def _rows(graph: Store, asked: str | Question, found: Table) -> None:
    """Print an answer for a person: names for identifiers, and no column that a parameter left empty."""
    from kg import store

    named = None if isinstance(asked, str) else asked
    asked_for = {each.name for each in named.parameters} if named else set()
    shown = [at for at, name in enumerate(found.variables) if name not in asked_for]
    names = store.labels(graph, {term for row in found.rows for term in row if term and _IRI.fullmatch(term)})
    terminal.table(
        [found.variables[at] for at in shown],
        ([_short(row[at], names) for at in shown] for row in found.rows),
        title=named.title if named else None,
    )
    click.echo(f"{len(found.rows)} row{'' if len(found.rows) == 1 else 's'}", err=True)


def _list(questions: Iterable[Question]) -> None:
    rows = (
        (
            each.name,
            each.title,
            ", ".join(f"{each.name}{'' if each.required else '?'}" for each in each.parameters),
        )
        for each in questions
    )
    terminal.table(("Name", "Question", "Parameters"), rows)


def _text(given: str) -> str:
    """The query, or what the file of that name holds."""
    path = Path(given)
    try:
        return path.read_text(encoding="utf-8") if path.suffix in (".rq", ".sparql") else given
    except OSError as error:
        raise click.UsageError(f"{path}: {error.strerror}") from error


def _binding(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not (name and equals):
        raise click.UsageError(f"--param {given!r}: write NAME=VALUE, as in actor=China")
    return name.removeprefix("?"), value


def _short(term: str | None, labels: Mapping[str, str]) -> str:
    """A term as a person reads it: by its name, or an IRI of a known namespace by its prefix."""
    from kg import vocab

    if term is not None and term in labels:
        return labels[term]
    if term is not None and term.startswith(vocab.KG):
        return vocab.label(_local(term))
    for prefix, namespace in vocab.PREFIXES.items():
        if term is not None and term.startswith(namespace):
            return f"{prefix}:{term.removeprefix(namespace)}"
    return term or ""


@click.command(short_help="Count what a graph holds.", epilog="Example:  kg stats --store graph")
@options.place
def stats(store_path: Path | str) -> None:
    """Tell what a graph holds: documents, claims, events, actors, and the relations by count."""
    from kg import store, vocab

    with store.open(store_path, readonly=True) as graph:
        terminal.table(
            ("In the graph", "Count"), ((name, _count(graph, text)) for name, text in COUNTS.items())
        )
        rows = store.select(graph, BY_RELATION).rows
    terminal.table(("Relation", "Claims"), ((vocab.label(_local(name)), count or "") for name, count in rows))


def _count(graph: Store, sparql: str) -> str:
    from kg import store

    return store.select(graph, sparql).rows[0][0] or "0"


def _local(iri: str | None) -> str:
    return (iri or "").rpartition("#")[2]


@click.command(short_help="Hold a graph against the ontology.", epilog="Example:  kg check --store graph")
@click.argument("file", required=False, type=_PATH)
@options.place
@click.pass_context
def check(ctx: click.Context, file: Path | None, store_path: Path | str) -> None:
    """Hold a graph, or an RDF FILE, against the ontology's shapes and check queries; list what breaks a rule."""
    from kg import check as checks
    from kg import store

    if file is not None:
        found = checks.check(file)
    else:
        with store.open(store_path, readonly=True) as graph:
            found = checks.check(graph.rdf)
    broken = terminal.findings(found)
    click.echo(
        f"{broken} rule{'' if broken == 1 else 's'} broken."
        if broken
        else "Every shape and every check holds."
    )
    ctx.exit(1 if broken else 0)
