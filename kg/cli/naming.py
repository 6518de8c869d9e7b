"""The command names: what a name links to, and what somebody decides that an identifier is."""

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

EXAMPLES = (
    "Examples:  kg names Beijing 'the Kremlin' Merkel --date 2015-06-05  |  "
    "kg names --store graph --merge Ahmed_Ali.IRQ Ahmed_Ali --why 'one minister'  |  "
    "kg names --store graph --split GEO --doc atlanta.txt --as Georgia_United_States  |  "
    "kg names --store graph --decisions  |  kg names --store graph --undo 1"
)


@click.command(short_help="Tell what a name links to; merge and split identifiers.", epilog=EXAMPLES)
@click.argument("mentions", nargs=-1, metavar="[NAME]...")
@click.option("--date", "day", metavar="YYYY-MM-DD", help="The day for offices.")
@options.names
@options.store
@click.option(
    "--merge", nargs=2, metavar="A B", help="B is A from now on, in the store and whatever is built into it."
)
@click.option("--split", metavar="ID", help="The mentions of ID in the document --doc stand for another.")
@click.option("--doc", metavar="DOC", help="For --split: the document's IRI, title or file name.")
@click.option(
    "--as", "into", metavar="NEW-ID", help="For --split: the other identifier; else one of its own."
)
@click.option("--why", default="", metavar="TEXT", help="The reason, kept with the decision.")
@click.option("--decisions", "listing", is_flag=True, help="List the decisions of the store.")
@click.option(
    "--undo", type=click.IntRange(min=1), metavar="N", help="Take the decision of that number back."
)
@click.pass_context
def names(
    ctx: click.Context,
    mentions: tuple[str, ...],
    day: str | None,
    names_files: Sequence[Path],
    store_path: Path,
    merge: tuple[str, str] | None,
    split: str | None,
    doc: str | None,
    into: str | None,
    why: str,
    listing: bool,
    undo: int | None,
) -> None:
    """Look each NAME up: what it links to, why, and the offices that a person held on the date.

    Or decide what an identifier is. Decisions lie in decisions.tsv in the store's folder, last over every later build
    into it, and lose nothing: what the text alone gave stays in the graph.
    """
    asked = [bool(mentions), merge is not None, split is not None, listing, undo is not None]
    if sum(asked) != 1:
        raise click.UsageError("give names to look up, or one of --merge, --split, --decisions and --undo")
    if (split is None) != (doc is None) or (into and split is None):
        raise click.UsageError("--split needs --doc, and --doc and --as go with --split")
    if mentions:
        ctx.exit(0 if _look_up(mentions, day, names_files) else 1)
    elif listing:
        _list(store_path)
    elif undo is not None:
        _undo(store_path, undo)
    else:
        _decide(store_path, names_files, merge=merge, split=split, doc=doc, into=into, why=why)


def _look_up(mentions: Sequence[str], day: str | None, names_files: Sequence[Path]) -> bool:
    """Print what the names link to; whether every one links to something."""
    from kg.link import lookup
    from kg.rules import gazetteer

    tables = gazetteer.load(names_files)
    answers = {mention: lookup(mention, tables, on=_day(day)) for mention in mentions}
    rows = [row for mention, found in answers.items() for row in _answers(mention, found)]
    terminal.table(("Name", "Identifier", "Label", "Type", "Via", "Offices"), rows)
    return all(answers.values())


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


def _list(store_path: Path) -> None:
    from kg import decide, store

    with store.open(store_path, readonly=True):
        rows = decide.decisions(store_path)
    terminal.table(
        ("N", "Identifier", "In", "Is", "Label", "Type", "Why"),
        (
            (str(number), row.id, row.doc or "every document", row.into, row.label, row.type, row.why)
            for number, row in enumerate(rows, 1)
        ),
    )


def _undo(store_path: Path, number: int) -> None:
    from kg import decide, store

    with store.open(store_path) as graph:
        rows = decide.decisions(store_path)
        if number > len(rows):
            raise click.BadParameter(f"there are {len(rows)} decisions: kg names --decisions lists them")
        gone = rows[number - 1]
        changed = decide.decide(graph, [row for row in rows if row != gone])
    click.echo(f"{gone.id} is itself again. Documents rewritten: {changed}.")


def _decide(
    store_path: Path,
    names_files: Sequence[Path],
    *,
    merge: tuple[str, str] | None,
    split: str | None,
    doc: str | None,
    into: str | None,
    why: str,
) -> None:
    from kg import decide, store
    from kg.rules import gazetteer

    tables = gazetteer.load(names_files)
    with store.open(store_path) as graph:
        rows = decide.decisions(store_path)
        if merge:
            made, warnings = decide.merge(graph, *merge, why=why, tables=tables)
        else:
            made, warnings = decide.split(graph, split or "", doc or "", into=into, why=why, tables=tables)
        for warning in warnings:
            terminal.warn(warning)
        changed = decide.decide(graph, [*rows, made])
        left = decide.left(graph, made)
    where = f"in {made.doc}" if made.doc else "from now on"
    click.echo(f"{made.id} is {made.into} {where}. Documents rewritten: {changed}.")
    if left:
        terminal.warn(
            f"{made.id} stays in claims that would make no sense of {made.into}, in {', '.join(left)}"
        )
