"""Rows of tab-separated tables: `#` begins a comment, the first other line names the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.rules import RulesError

Row = dict[str, str]


def rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Every row without its empty cells, with the words that say where it stands."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    name = path.name
    columns: list[str] | None = None
    for number, line in enumerate(lines, 1):
        if not line or line[0] == "#" or line.isspace():
            continue
        found = line.split("\t")
        if columns is None:
            columns = found
            continue
        place = f"{name}, line {number}"
        if len(found) > len(columns):
            raise RulesError(f"{place}: {len(found)} cells; the columns are {', '.join(columns)}")
        yield place, {column: cell for column, cell in zip(columns, found, strict=False) if cell}


def cells(row: Row, column: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    cell = row.get(column)
    return tuple(cell.split("|")) if cell else ()


def need(row: Row, place: str, columns: Sequence[str]) -> None:
    """Raise RulesError where a row lacks one of the columns."""
    for column in columns:
        if column not in row:
            raise RulesError(
                f"{place}: the column {column!r} is missing or empty; fill in {', '.join(columns)}"
            )
