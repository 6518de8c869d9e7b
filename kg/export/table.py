"""Readings as tables, one row a claim: CSV, Parquet, and the JSON Lines that `kg extract` prints."""

from __future__ import annotations

import csv as csvs
import json
from collections.abc import Iterable, Iterator, Mapping
from io import TextIOWrapper
from itertools import islice
from typing import IO, Any

from kg.export.text import ExportError, held
from kg.jsonl import fact_json
from kg.records import Reading

_LINK = ("id", "label", "type", "mention", "begin", "end", "acts_for", "of_state", "sector", "via")
# The published form of a claim, made flat: part_of_part.
COLUMNS = (
    *("id", "doc", "published", "sentence_index", "sentence_begin", "sentence_end", "sentence_text"),
    *(f"subject_{name}" for name in _LINK),
    *("relation", "phrase"),
    *(f"object_{name}" for name in _LINK),
    *("event", "mode", "context", "quad", "symmetric", "content", "content_begin", "content_end"),
    *("trigger_text", "trigger_begin", "trigger_end", "polarity", "modality"),
    *(f"attribution_{name}" for name in (*_LINK, "cue", "chain")),
    *("within", "time_earliest", "time_latest", "time_text"),
    *(f"place_{name}" for name in _LINK),
    *("rule", "confidence"),
)
_OTHER = {"begin": "int64", "end": "int64", "index": "int64", "symmetric": "bool_", "confidence": "float64"}
KINDS = {name: _OTHER.get(name.rpartition("_")[2], "string") for name in COLUMNS}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BATCH = 10_000


def rows(readings: Iterable[Reading], *, base: str) -> Iterator[dict[str, Any]]:
    """A flat row for each claim, in order; a column that a claim lacks is None, several contexts stand with ``|``."""
    for reading in readings:
        for fact in reading.facts:
            flat = dict(_flat(fact_json(fact, base=base)))
            yield {name: flat.get(name) for name in COLUMNS}


def _flat(row: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}_")
        elif isinstance(value, list):
            parts = (part if isinstance(part, str) else part["label"] for part in value)
            yield prefix + name, held("|".join(parts)) or None
        else:
            yield prefix + name, held(value) if isinstance(value, str) else value


def csv(readings: Iterable[Reading], out: IO[bytes], base: str) -> None:
    """CSV in UTF-8 after RFC 4180. Text that a spreadsheet would run as a formula begins with an apostrophe."""
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        writer = csvs.writer(text)
        writer.writerow(COLUMNS)
        writer.writerows([_cell(value) for value in row.values()] for row in rows(readings, base=base))
    finally:
        text.detach()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def jsonl(readings: Iterable[Reading], out: IO[bytes], base: str) -> None:
    """One claim a line, as `kg extract` prints it."""
    for reading in readings:
        for fact in reading.facts:
            out.write(line(fact_json(fact, base=base)))


def line(row: Mapping[str, Any]) -> bytes:
    """A line of JSON in UTF-8, where a lone surrogate stays an escape."""
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def parquet(readings: Iterable[Reading], out: IO[bytes], base: str) -> None:
    """Parquet with typed columns, ten thousand rows at a time; without pyarrow, ExportError."""
    try:
        import pyarrow
        from pyarrow.parquet import ParquetWriter
    except ImportError as error:
        raise ExportError("Parquet needs pyarrow: pip install 'geopolitics-kg[parquet]'") from error
    schema = pyarrow.schema([(name, getattr(pyarrow, kind)()) for name, kind in KINDS.items()])
    found = rows(readings, base=base)
    with ParquetWriter(out, schema) as writer:
        while batch := list(islice(found, _BATCH)):
            writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))
