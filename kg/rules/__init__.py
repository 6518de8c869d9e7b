"""The tables that hold what the domain knows, and their loaders: a bad row stops the load with its file, row and fix."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg.records import KgError

RULES = Path(__file__).parent


class RulesError(KgError):
    """A table that cannot be used: the file, the row, what is wrong with it and what is allowed."""


def rules_hash(more: Iterable[Path] = ()) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of every table that decides what is claimed, in the order of their names.

    The user's own tables, `more`, follow by what they hold, wherever they lie.
    """
    state = sha256()
    for path in sorted({*RULES.rglob("*.toml"), *RULES.rglob("*.tsv")} - {RULES / "draw.toml"}):
        state.update(path.relative_to(RULES).as_posix().encode() + b"\0" + path.read_bytes())
    for held in sorted(path.read_bytes() for path in more):
        state.update(b"\0" + held)
    return state.hexdigest()[:16]


def toml(path: Path) -> dict[str, Any]:
    """What a TOML table holds; RulesError names the file and the line that is wrong."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RulesError(f"{path}: {error}; mend the table") from error


def allowed(path: Path, row: str, what: str, *given: Any, values: Iterable[str]) -> None:
    """Raise RulesError for a value that a row may not have."""
    for value in given:
        if value not in values:
            raise RulesError(
                f"{path}: row {row!r}: unknown {what} {value!r}; allowed: {', '.join(sorted(values))}"
            )
