"""The command line: `kg build` and its kin. What a command needs is imported when it runs, so that help is instant."""

from __future__ import annotations

import sys
from typing import Any, NoReturn

import click

from kg import __version__
from kg.cli.asking import check, query, stats
from kg.cli.drawing import view
from kg.cli.explaining import explain
from kg.cli.naming import names
from kg.cli.reading import build, extract
from kg.cli.removing import remove
from kg.cli.serving import serve
from kg.cli.showing import evaluate, export
from kg.records import KgError

COMMANDS = (build, extract, explain, query, view, serve, export, check, remove, names, stats, evaluate)


class Commands(click.Group):
    """A group whose commands are listed in the order of the work, and whose errors are one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which the commands were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; an error of ours ends it with one line on standard error and exit code 1."""
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            ctx.exit(1)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with:  kg build article.txt --date 2025-06-05 --view graph.html",
)
@click.version_option(__version__, prog_name="kg")
def program() -> None:
    """News text in; a graph of who did what to whom, when, where and who says so, out.

    Every claim keeps the sentence and the characters that it came from, its polarity, modality, time and source.
    """


for command in COMMANDS:
    program.add_command(command)


def main() -> NoReturn:
    """The `kg` script: UTF-8 whatever the locale, then the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    program(prog_name="kg")
    raise SystemExit(0)
