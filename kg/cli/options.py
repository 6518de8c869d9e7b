"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, TypeAlias, TypedDict

import click

_Command: TypeAlias = Callable[..., Any]


class ReadOptions(TypedDict):
    """How documents are read: the keywords of kg.read.documents."""

    date: str | None
    fields: Mapping[str, str]


class EngineOptions(TypedDict):
    """What reads them: the keywords of Engine.load."""

    model: str
    names: tuple[Path, ...]
    rules: tuple[Path, ...]
    opened: bool


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
_inputs = click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
_date = click.option(
    "--date",
    metavar="YYYY-MM-DD",
    help="Publication date of inputs that do not carry one; anchors 'Thursday' and 'last month'.",
)
_model = click.option(
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
_rules = click.option(
    "--rules",
    "rules_files",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A table of your own relations and of the words that carry them (TOML); repeatable.",
)
_opened = click.option(
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
_FIELDS = {
    each: click.option(
        f"--{each}-field",
        metavar="NAME",
        help=f"Column or key of rows that holds the {what}, where it has no usual name.",
    )
    for each, what in {
        "text": "text",
        "date": "publication date",
        "title": "title",
        "url": "URL",
        "publisher": "publisher",
        "id": "identifier",
    }.items()
}


def reading(command: _Command) -> _Command:
    """Inputs and how they are read: the command gets `inputs`, and `reading` for kg.read.documents."""

    @wraps(command)
    def gathered(*args: Any, date: str | None, **given: Any) -> Any:
        told = {each: given.pop(f"{each}_field") for each in _FIELDS}
        fields = {each: name for each, name in told.items() if name}
        return command(*args, reading=ReadOptions(date=date, fields=fields), **given)

    return _with(gathered, _inputs, _date, *_FIELDS.values())


def engine(command: _Command) -> _Command:
    """What reads the inputs: the command gets `engine` for Engine.load."""

    @wraps(command)
    def gathered(
        *args: Any,
        model: str,
        names_files: tuple[Path, ...],
        rules_files: tuple[Path, ...],
        opened: bool,
        **given: Any,
    ) -> Any:
        told = EngineOptions(model=model, names=names_files, rules=rules_files, opened=opened)
        return command(*args, engine=told, **given)

    return _with(gathered, _model, names, _rules, _opened)


def _with(command: _Command, *options: Callable[[_Command], _Command]) -> _Command:
    """The command with options, in their order."""
    for option in reversed(options):
        command = option(command)
    return command
