"""The command that draws a graph: view."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kg.cli import options, terminal

PATH = click.Path(path_type=Path)
TITLE = "Who did what to whom"


@click.command(
    short_help="Draw the graph as one HTML file, or as a site.",
    epilog="Examples:  kg view --store graph --actor China --since 2025-01-01 --out china.html --open  |  "
    "kg view --store graph --site pages --open",
)
@options.place
@click.option("--actor", help="Only claims on this actor (a name or an identifier).")
@click.option("--relation", "relations", multiple=True, help="Only this relation; repeatable.")
@click.option("--since", metavar="YYYY-MM-DD", help="Only claims on this day or later.")
@click.option("--until", metavar="YYYY-MM-DD", help="Only claims on this day or earlier.")
@click.option("--top", default=60, show_default=True, help="The most active actors to show at first.")
@click.option("--title", default=TITLE, show_default=True)
@click.option("--out", type=PATH, default="graph.html", show_default=True, help="The HTML file to write.")
@click.option(
    "--site",
    type=PATH,
    metavar="DIR",
    help="Instead of --out: a folder of pages on actors, pairs and documents that link to one another.",
)
@click.option("--pages", default=500, show_default=True, help="Of --site: the most pages of a kind.")
@click.option("--open", "opened", is_flag=True, help="Open it in the browser.")
def view(
    store_path: Path | str,
    actor: str | None,
    relations: tuple[str, ...],
    since: str | None,
    until: str | None,
    top: int,
    title: str,
    out: Path,
    site: Path | None,
    pages: int,
    opened: bool,
) -> None:
    """Draw the graph as one HTML file, or a folder of them, that needs nothing else, not even a network."""
    how = {"top": top, "actor": actor, "relations": relations, "since": since, "until": until}
    if site is None:
        draw(store_path, out, title=title, **how)
    else:
        _site(store_path, site, title=title, most=pages, **how)
    if opened:
        click.launch((out if site is None else site / "index.html").resolve().as_uri())


def draw(store_path: Path | str, out: Path, *, title: str = TITLE, **how: Any) -> None:
    """Write the view of a graph to a file, and say where."""
    from kg import draw as drawing
    from kg import graph as graphs
    from kg import store

    with store.open(store_path, readonly=True) as graph:
        page = drawing.page(graphs.readings(graph.rdf), title=title, **how)
    terminal.write(out, page)
    if said := drawing.warning(page):
        click.echo(f"{out}: {said}", err=True)
    click.echo(f"The view is in {out}.")


def _site(store_path: Path | str, folder: Path, **how: Any) -> None:
    """Write the pages of a graph to a folder, and say where the first one is."""
    from kg import graph as graphs
    from kg import store
    from kg.draw import site

    with store.open(store_path, readonly=True) as graph:
        count = site.write(
            terminal.progress(site.pages(graphs.readings(graph.rdf), **how), what="pages"), folder
        )
    click.echo(f"The site is in {folder}: {count:,} pages, of which {folder / 'index.html'} is the first.")
