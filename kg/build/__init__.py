"""The order of the stages: documents in, readings out, each document whole or not at all, every document's fate told.

>>> from kg import build
>>> engine = build.Engine.load()                                            # doctest: +SKIP
>>> for outcome in build.build(engine, build.documents(["news/"]), store):  # doctest: +SKIP
...     print(outcome.path, outcome.fate)
"""

from __future__ import annotations

from kg.build.engine import Engine, Traced
from kg.build.held import unheld
from kg.build.pages import Outcome, Page, pages
from kg.build.storing import build, called, compare, remove, stored
from kg.build.workers import Crew, crew
from kg.read import documents

__all__ = [
    "Crew",
    "Engine",
    "Outcome",
    "Page",
    "Traced",
    "build",
    "called",
    "compare",
    "crew",
    "documents",
    "pages",
    "remove",
    "stored",
    "unheld",
]
