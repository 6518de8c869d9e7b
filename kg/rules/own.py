"""A table of the user's own: relations that the ontology lacks, and the rows that carry them, without any Python.

[[relation]]
name = "fundedBy"
label = "funded by"
domain = "ArmedGroup"
range = "Actor"

[[rule]]
name = "bankroll"
relation = "fundedBy"
frame = "reversed"
words = ["bankroll", "pay salaries of"]
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from kg import vocab
from kg.rules import RulesError, allowed, toml

TABLES = ("relation", "frame", "who", "rule", "idiom")
RELATION = ("name", "label", "domain", "range")
LOCAL = re.compile("[a-z][A-Za-z0-9]*")


def own(path: Path) -> dict[str, Any]:
    """What a user's table holds, its relations declared; RulesError names the row and what is allowed."""
    table = toml(path)
    allowed(path, "(the whole table)", "key", *table, values=TABLES)
    for row in table.get("relation", []):
        _declare(path, row)
    return table


def _declare(path: Path, row: dict[str, Any]) -> None:
    name = str(row.get("name", "(a relation without a name)"))
    allowed(path, name, "key", *row, values=RELATION)
    if not LOCAL.fullmatch(name):
        raise RulesError(
            f"{path}: row {name!r}: a relation is named like 'fundedBy': letters and digits, a small letter first"
        )
    sides = [row.get(side, "Entity") for side in ("domain", "range")]
    allowed(path, name, "class", *sides, values=vocab.classes())
    try:
        vocab.declare(name, row.get("label", name), subject=sides[0], object=sides[1])
    except vocab.VocabError as error:
        raise RulesError(f"{path}: row {name!r}: {error}") from error
