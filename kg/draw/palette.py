"""How classes, quad classes and standings look, and which relations are quiet: the table `kg/rules/draw.toml`, validated when it is loaded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg import vocab
from kg.rules import RULES, RulesError, toml

SHAPES = ("dot", "square", "triangle", "triangleDown", "diamond", "hexagon", "star")
STANDINGS = ("stated", "attributed", "unrealised", "denied")
STATE = "state"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Palette:
    """The looks by class, by tone (a quad class or ``state``) and by standing, each in the order of the legend.

    `quiet` relations are left out until asked for, `offices` are listed on an actor's card, and `content` holds the
    word that leads from a relation to the content of its claim.
    """

    classes: Mapping[str, Row]
    tones: Mapping[str, Row]
    standings: Mapping[str, Row]
    quiet: tuple[str, ...]
    offices: tuple[str, ...]
    content: Mapping[str, str]

    def look(self, cls: str) -> Row:
        """The row of a class, or of the nearest class above it that has one."""
        above = vocab.superclasses(cls) if cls in vocab.classes() else ()
        return next(self.classes[name] for name in (cls, *above, "Entity") if name in self.classes)


@cache
def load(path: Path = RULES / "draw.toml") -> Palette:
    """Read and validate the table; RulesError names the file, the row, what is wrong and what is allowed."""
    table = toml(path)
    _rows(
        path,
        "class",
        table,
        vocab.classes(),
        ["Entity"],
        {"shape": _shape, "light": _colour, "dark": _colour},
    )
    tones = (*vocab.notations("Quads"), STATE)
    _rows(path, "tone", table, tones, tones, {"label": _text, "light": _colour, "dark": _colour})
    _rows(
        path,
        "standing",
        table,
        STANDINGS,
        STANDINGS,
        {"label": _text, "dashes": _dashes, "opacity": _opacity},
    )
    return Palette(table["class"], table["tone"], table["standing"], **_relations(path, table))


Test = Callable[[Any], str | None]


def _rows(
    path: Path, kind: str, table: Row, known: Iterable[str], needed: Iterable[str], tests: Mapping[str, Test]
) -> None:
    rows = table.get(kind, {})
    if missing := sorted(set(needed) - set(rows)):
        raise RulesError(f"{path}: no row [{kind}.{missing[0]}]; add it, with {', '.join(tests)}")
    for name, row in rows.items():
        if name not in known:
            raise RulesError(f"{path}: unknown row [{kind}.{name}]; allowed: {', '.join(sorted(known))}")
        if row.keys() != tests.keys():
            raise RulesError(f"{path}: [{kind}.{name}] has {', '.join(row)}; it needs {', '.join(tests)}")
        for key, test in tests.items():
            if wanted := test(row[key]):
                raise RulesError(f"{path}: [{kind}.{name}] {key} = {row[key]!r}; allowed: {wanted}")


def _relations(path: Path, table: Row) -> dict[str, Any]:
    row = table.get("relation", {})
    wanted = ("quiet", "offices", "content")
    if sorted(row) != sorted(wanted):
        raise RulesError(
            f"{path}: [relation] has {', '.join(row) or 'nothing'}; it needs {', '.join(wanted)}"
        )
    for key in wanted:
        for name in row[key]:
            if name not in vocab.relations():
                allowed = ", ".join(vocab.relations())
                raise RulesError(f"{path}: [relation] {key} has {name!r}; allowed: {allowed}")
    if wrong := [name for name, word in row["content"].items() if _text(word)]:
        raise RulesError(
            f"{path}: [relation.content] {wrong[0]} = {row['content'][wrong[0]]!r}; allowed: a text"
        )
    return {"quiet": tuple(row["quiet"]), "offices": tuple(row["offices"]), "content": row["content"]}


def _shape(value: Any) -> str | None:
    return None if value in SHAPES else ", ".join(SHAPES)


def _colour(value: Any) -> str | None:
    return None if re.fullmatch(r"#[0-9A-F]{6}", str(value)) else 'a colour such as "#0072B2"'


def _text(value: Any) -> str | None:
    return None if isinstance(value, str) and value else "a text"


def _dashes(value: Any) -> str | None:
    good = isinstance(value, list) and all(isinstance(length, int) and length > 0 for length in value)
    return None if good else "a list of lengths in pixels, or []"


def _opacity(value: Any) -> str | None:
    return None if isinstance(value, int | float) and 0 < value <= 1 else "a number above 0, up to 1"
