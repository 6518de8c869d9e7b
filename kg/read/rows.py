"""JSON Lines, JSON, CSV and Parquet as rows: one document a row."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from io import TextIOWrapper
from typing import IO, Any, TypeAlias

from kg.read.sources import MOST, Found, Reader, Source, needed, refused

Row: TypeAlias = tuple[int, Mapping[str, object] | str]
_MB = f"{MOST // 1_000_000} MB"
_ARRAY = 5 * MOST  # bytes of a JSON file, which is read whole
_BATCH = 64  # rows of Parquet that are in memory at a time


def _reader(rows: Callable[[Source], Iterator[Row]]) -> Reader:
    """The reader of rows that come with their numbers, or with what is wrong with them."""

    def read(source: Source) -> Iterator[Found]:
        doubted = False
        for number, row in rows(source):
            where = f"{source.where}:{number}" if number else source.where
            if isinstance(row, str):
                yield refused(where, row)
            elif "text" not in (fields := source.columns.fields(row)):
                yield refused(where, source.columns.textless(row))
            else:
                if not doubted and (lack := source.columns.untold(row)):
                    doubted = True
                    yield refused(where, f"{lack}; the others are read", rule="doubt")
                yield where, fields

    return read


def _jsonl(source: Source) -> Iterator[Row]:
    """The objects of JSON Lines with their line numbers, or what is wrong with a line."""
    number = 0
    while line := source.stream.readline(MOST + 1):
        number += 1
        if len(line) > MOST:
            yield number, f"is longer than {_MB}: split its text"
            while line and not line.endswith(b"\n"):
                line = source.stream.readline(MOST)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield number, _object(line)


def _object(line: bytes) -> Mapping[str, object] | str:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return f"is not UTF-8 (byte {error.start} of the line): write the file again as UTF-8"
    except RecursionError:
        return "is nested too deeply: write one flat object a line"
    except ValueError as error:
        return f"is no JSON ({error}): write one object a line"
    return value if isinstance(value, dict) else "is no JSON object: write one object a line"


def _json(source: Source) -> Iterator[Row]:
    """The objects of a JSON array, or the one object, counted from 1."""
    data = source.stream.read(_ARRAY + 1)
    if len(data) > _ARRAY:
        yield 0, f"is larger than {_ARRAY // 1_000_000} MB: write JSON Lines, one object a line"
        return
    if not data.strip():
        return
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        yield 1, f"is no JSON ({error}): write JSON Lines, one object a line"
        return
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        yield number, row if isinstance(row, dict) else "is no JSON object: write one object an article"


def _csv(source: Source) -> Iterator[Row]:
    """The rows of CSV with the numbers of their last lines; commas, semicolons or tabs as the first line has it."""
    yield from _table(source, ",;\t")


def _tsv(source: Source) -> Iterator[Row]:
    yield from _table(source, "\t")


def _table(source: Source, delimiters: str) -> Iterator[Row]:
    csv.field_size_limit(MOST)
    utf16 = source.stream.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = TextIOWrapper(source.stream, encoding="utf-16" if utf16 else "utf-8-sig", newline="")
    number = 0
    try:
        lines = _lines(text)
        first = next(lines, "")
        delimiter = max(delimiters, key=first.count)
        names = next(csv.reader([first], delimiter=delimiter), [])
        if names and (lack := source.columns.lack(names)):
            yield 0, lack
            return
        reader = csv.DictReader(lines, names, delimiter=delimiter)
        for row in reader:
            number = reader.line_num + 1
            yield number, row
    except UnicodeDecodeError as error:
        yield (
            number + 1,
            f"is not {error.encoding.upper()} ({error.reason}): the rows from here on are not read; write the file again as UTF-8",
        )
    except csv.Error as error:
        yield number + 1, f"is no CSV ({error}): the rows from here on are not read"
    finally:
        text.detach()


def _lines(text: IO[str]) -> Iterator[str]:
    while line := text.readline(MOST):
        if len(line) == MOST:
            raise csv.Error(f"a line is longer than {_MB}")
        yield line


def _parquet(source: Source) -> Iterator[Row]:
    """The rows of Parquet counted from 1, of the columns that are wanted only."""
    file = needed("pyarrow.parquet", extra="parquet").ParquetFile(source.placed())
    names: list[str] = file.schema_arrow.names
    if lack := source.columns.lack(names):
        yield 0, lack
        return
    batches: Iterator[Any] = file.iter_batches(_BATCH, columns=source.columns.wanted(names))
    yield from enumerate((row for batch in batches for row in batch.to_pylist()), 1)


jsonl, json_, csv_, tsv, parquet = map(_reader, (_jsonl, _json, _csv, _tsv, _parquet))
