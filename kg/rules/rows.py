"""Rows of tab-separated tables: `#` begins a comment, the first other line names the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from kg.rules import RulesError

Row = dict[str, str]


class Sheet:
    """A table as its file has it: a row is a line until somebody asks what it says."""

    __slots__ = ("_given", "_lines", "columns", "name")

    def __init__(self, path: Path, *, given: Row | None = None) -> None:
        try:
            lines = path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise RulesError(f"{path}: cannot be read as UTF-8 text: {error}") from error
        self.name, self._given = path.name, given or {}
        self._lines = [
            (number, line)
            for number, line in enumerate(lines, 1)
            if line and line[0] != "#" and not line.isspace()
        ]
        self.columns = tuple(self._lines.pop(0)[1].split("\t")) if self._lines else ()

    def lines(self) -> Iterator[tuple[int, str, list[str]]]:
        """Every row with its number and its cells; an empty one stands after the last, for a column that is not there."""
        width = len(self.columns)
        for number, line in self._lines:
            cells = line.split("\t")
            if len(cells) > width:
                place = self.place(number)
                raise RulesError(f"{place}: {len(cells)} cells; the columns are {', '.join(self.columns)}")
            cells += [""] * (width + 1 - len(cells))
            yield number, line, cells

    def row(self, line: str) -> Row:
        """The cells of a row that are not empty, by their columns; what is given holds where a row has none."""
        cells = zip(self.columns, line.split("\t"), strict=False)
        return self._given | {column: cell for column, cell in cells if cell}

    def place(self, number: int) -> str:
        """The words that say where a row stands."""
        return f"{self.name}, line {number}"

    def at(self, column: str) -> int:
        """Where the cells of a column stand; after the last one where the table has no such column."""
        return self.columns.index(column) if column in self.columns else len(self.columns)


def rows(path: Path) -> Iterator[tuple[str, Row]]:
    """Every row without its empty cells, with the words that say where it stands."""
    sheet = Sheet(path)
    return ((sheet.place(number), sheet.row(line)) for number, line, _ in sheet.lines())


def cells(row: Mapping[str, str], column: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    cell = row.get(column)
    return tuple(cell.split("|")) if cell else ()


def need(row: Mapping[str, str], place: str, columns: Sequence[str]) -> None:
    """Raise RulesError where a row lacks one of the columns."""
    for column in columns:
        if column not in row:
            raise RulesError(
                f"{place}: the column {column!r} is missing or empty; fill in {', '.join(columns)}"
            )
