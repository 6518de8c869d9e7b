"""Lines of a page that are not its text: credits, invitations, notices. No claim is read of them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from kg.rules import toml

TABLE = Path(__file__).with_name("furniture.toml")
_NAME = re.compile("<([a-z]+)>")
_LINES = 20_000  # of a text: what has more is no page
_LONGEST = 300  # characters: no such line is longer


def cleared(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without such lines, and the lines."""
    if text.count("\n") > _LINES:
        return text, ()
    lines = text.split("\n")
    aside = {number: line.strip() for number, line in enumerate(lines) if _is(line)}
    if not aside:
        return text, ()
    return "\n".join(line for number, line in enumerate(lines) if number not in aside), tuple(aside.values())


def _is(line: str) -> bool:
    line = line.strip() if len(line) <= _LONGEST else ""
    return bool(line) and _form().fullmatch(line) is not None


@cache
def _form() -> re.Pattern[str]:
    """All forms of the table as one."""
    table = toml(TABLE)
    forms = "|".join(f"(?:{row['form']})" for row in table["line"])
    return re.compile(_NAME.sub(lambda found: str(table["names"][found[1]]), forms))
