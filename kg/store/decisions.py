"""The table of decisions beside a store's data: tab-separated, sorted, for programs and people to write."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path

from kg import vocab
from kg.records import Decision
from kg.rules.rows import Row, need, rows
from kg.store.snapshot import StoreError
from kg.whole import put

TABLE = "decisions.tsv"
_COLUMNS = tuple(field.name for field in fields(Decision))
_NEEDED = ("id", "into", "label", "type")
_HEAD = """\
# Which identifiers are others, by decision; kg names --merge and --split write here, and kg build follows it.
# A row with a document holds of that document alone. label and type are those of the identifier in the column into.
"""


def load(path: Path) -> tuple[Decision, ...]:
    """The decisions in a store's folder, none where it has no table; a bad row raises an error with file and line."""
    table = path / TABLE
    if not table.exists():
        return ()
    return tuple(_decision(row, f"{path.name}/{place}") for place, row in rows(table))


def _decision(row: Row, place: str) -> Decision:
    need(row, place, _NEEDED)
    if strange := sorted(set(row) - set(_COLUMNS)):
        raise StoreError(f"{place}: unknown column {strange[0]!r}; the columns are {', '.join(_COLUMNS)}")
    if row["type"] not in vocab.classes() or not vocab.is_a(row["type"], "Entity"):
        entities = ", ".join(cls for cls in vocab.classes() if vocab.is_a(cls, "Entity"))
        raise StoreError(f"{place}: {row['type']!r} is no class of entities; allowed are {entities}")
    if row["id"] == row["into"]:
        raise StoreError(f"{place}: {row['id']!r} is itself already: delete the row")
    return Decision(**{column: row.get(column, "") for column in _COLUMNS})


def save(path: Path, decisions: Iterable[Decision]) -> None:
    """Puts the decisions in place of those in a store's folder, whole or not at all."""
    lines = ["\t".join(_COLUMNS), *("\t".join(map(_cell, astuple(row))) for row in sorted(decisions))]
    try:
        put(path / TABLE, (_HEAD + "\n".join(lines) + "\n").encode())
    except OSError as error:
        raise StoreError(f"{path / TABLE} could not be written: {error}") from error


def _cell(value: str) -> str:
    return " ".join(value.split())
