"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


class _Place(click.ParamType[Path | str]):
    """A folder, or the http address of a store."""

    name = "path or url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """The address as it is, anything else as a path."""
        return value if str(value).startswith(("http://", "https://")) else Path(value)


store = click.option(
    "--store",
    "store_path",
    type=click.Path(path_type=Path),
    default="kg-store",
    show_default=True,
    help="The graph's folder.",
)
place = click.option(
    "--store",
    "store_path",
    type=_Place(),
    metavar="DIR|URL",
    default="kg-store",
    show_default=True,
    help="The graph's folder, or the SPARQL address of a store.",
)
inputs = click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
date = click.option(
    "--date",
    metavar="YYYY-MM-DD",
    help="Publication date of inputs that do not carry one; anchors 'Thursday' and 'last month'.",
)
model = click.option(
    "--model",
    default="default",
    show_default=True,
    help="'default', 'fast', or a spaCy pipeline with Universal Dependencies labels: name or path.",
)
names = click.option(
    "--names",
    "names_files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A table of your own actors (TSV); repeatable.",
)
rules = click.option(
    "--rules",
    "rules_files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A table of your own relations and of the words that carry them (TOML); repeatable.",
)
opened = click.option(
    "--open/--no-open",
    "opened",
    default=True,
    show_default=True,
    help="Also claim what the tables of words do not know, between two known actors.",
)
out = click.option(
    "--out",
    type=click.Path(path_type=Path, allow_dash=True),
    help="Write there instead of to standard output.",
)
