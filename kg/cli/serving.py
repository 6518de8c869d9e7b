"""The command that serves a graph over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli import options


@click.command(
    short_help="Serve a graph over HTTP, with SPARQL.",
    epilog="Example:  kg serve --store graph --port 3030",
)
@options.store
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", default=3030, show_default=True, type=click.IntRange(0, 65535), help="0 takes a free one."
)
@click.option(
    "--timeout",
    default=30.0,
    show_default=True,
    type=click.FloatRange(0.1),
    help="Seconds a request may take.",
)
@click.option(
    "--memory", default=2048, show_default=True, type=click.IntRange(64), help="MiB a request may take."
)
@click.option(
    "--max-body", default=32, show_default=True, type=click.IntRange(1), help="MiB a request may send."
)
@click.option(
    "--cors", "origins", multiple=True, metavar="ORIGIN", help="A site whose pages may ask; repeatable."
)
@click.option("--allow-update", is_flag=True, help="Take changes too, from who has the token.")
@click.option(
    "--token",
    envvar="KG_TOKEN",
    show_envvar=True,
    help="The token that changes need; better in the environment, where no list of processes shows it.",
)
def serve(
    store_path: Path,
    host: str,
    port: int,
    timeout: float,
    memory: int,
    max_body: int,
    origins: tuple[str, ...],
    allow_update: bool,
    token: str | None,
) -> None:
    """Serve a graph: a page to ask from, a SPARQL endpoint at /sparql, and single graphs at /graph."""
    if allow_update and not token:
        raise click.UsageError("--allow-update needs a token: set KG_TOKEN, or give --token")
    from kg.serve.limits import MIB, Limits
    from kg.serve.server import serve as run

    limits = Limits(timeout=timeout, memory=memory * MIB, body=max_body * MIB)
    run(
        store_path,
        host=host,
        port=port,
        limits=limits,
        token=token if allow_update else None,
        origins=origins,
        told=lambda address: click.echo(f"Serving {store_path} at {address}  (Ctrl-C ends it)"),
    )
