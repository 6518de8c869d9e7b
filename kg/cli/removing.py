"""The command remove: documents go, with all that they alone support."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options


@click.command(
    short_help="Take documents out of a graph.",
    epilog="Example:  kg remove article.txt https://example.org/2025/06/05/call --store graph",
)
@click.argument("documents", nargs=-1, required=True, metavar="DOC...")
@options.place
def remove(documents: tuple[str, ...], store_path: Path | str) -> None:
    """Take documents out of a graph, each by its IRI, title or file name, with all that they alone support."""
    from kg import store
    from kg.build import called
    from kg.build import remove as take

    store.open(store_path, readonly=True).close()  # opened for writing, a mistyped folder would be made
    with store.open(store_path) as graph:
        gone = take(graph, [called(graph, name) for name in documents])
    for name in gone:
        click.echo(name)
    click.echo(f"{len(gone)} document{'' if len(gone) == 1 else 's'} taken out of {store_path}.", err=True)
