"""Readings in the forms of other tools: networks, tables and PLOVER events. RDF is the business of `kg.graph`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import IO, TypeAlias

from kg.export.frame import frame
from kg.export.network import gexf, graphml, multidigraph
from kg.export.plover import plover
from kg.export.table import csv, jsonl, parquet
from kg.export.text import ExportError
from kg.records import BASE, Reading

__all__ = ["FORMS", "ExportError", "frame", "multidigraph", "write"]

_Writer: TypeAlias = Callable[[Iterable[Reading], IO[bytes], str], None]
FORMS: Mapping[str, _Writer] = MappingProxyType(
    {"graphml": graphml, "gexf": gexf, "plover": plover, "csv": csv, "parquet": parquet, "jsonl": jsonl}
)


def write(readings: Iterable[Reading], form: str, out: IO[bytes], *, base: str = BASE) -> None:
    """Writes readings in one of FORMS: equal readings give equal bytes; an unknown form raises ExportError."""
    if form not in FORMS:
        raise ExportError(f"there is no form {form!r}: the forms are {', '.join(FORMS)}")
    FORMS[form](readings, out, base)
