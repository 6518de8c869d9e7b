"""The colours of every page, on light ground and on dark: the table `theme.toml` as CSS."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.rules import toml

TABLE = Path(__file__).with_name("theme.toml")


@cache
def theme(side: str) -> str:
    """The variables of one side, ``light`` or ``dark``, as a rule for the root of a page or for what stands for it."""
    return f"{{ {' '.join(f'--{name}: {row[side]};' for name, row in toml(TABLE).items())} }}\n"
