"""JSON Lines, JSON and CSV as rows: one document a row, in fields whose names are guessed."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from io import TextIOWrapper
from typing import BinaryIO

MOST = 50_000_000
_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "maintext", "full_text", "article_text", "article_body"),
    "id": ("id", "_id", "doc_id", "docid", "article_id", "uuid"),
    "date": (
        *("date", "published", "published_at", "publishedat", "publication_date", "pub_date", "pubdate"),
        *("date_publish", "publish_date", "datepublished", "published_date", "created_at"),
    ),
    "title": ("title", "headline"),
    "url": ("url", "link", "source_url", "uri", "webpage"),
    "publisher": ("publisher", "source", "outlet", "source_domain", "domain", "site", "publication"),
}


def fields(row: Mapping[str, object]) -> dict[str, str]:
    """The fields of a row that are known, by the names that data sets give them."""
    lower = {str(name).strip().lower(): value for name, value in row.items()}
    found = {field: _first(lower, names) for field, names in _NAMES.items()}
    return {field: value for field, value in found.items() if value}


def _first(row: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    return next((value for name in names if (value := _words(row.get(name)))), None)


def _words(value: object) -> str | None:
    """Text, a number as text, or the name in an object such as NewsAPI's source."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) else None


def jsonl(source: BinaryIO) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    """The objects of JSON Lines with their line numbers, or what is wrong with a line."""
    number = 0
    while line := source.readline(MOST + 1):
        number += 1
        if len(line) > MOST:
            yield number, f"is longer than {MOST // 1_000_000} MB: split its text"
            while line and not line.endswith(b"\n"):
                line = source.readline(MOST)
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


def array(data: bytes) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    """The objects of a JSON array, or the one object, counted from 1."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        yield 1, f"is no JSON ({error}): write JSON Lines, one object a line"
        return
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        yield number, row if isinstance(row, dict) else "is no JSON object: write one object an article"


def table(source: BinaryIO, *, tabs: bool) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    """The rows of CSV with the numbers of their last lines; commas, semicolons or tabs as the first line has it."""
    csv.field_size_limit(MOST)
    text = TextIOWrapper(source, encoding="utf-8-sig", newline="")
    try:
        first = text.readline()
        delimiter = "\t" if tabs else max(",;\t", key=first.count)
        names = next(csv.reader([first], delimiter=delimiter), [])
        reader = csv.DictReader(text, names, delimiter=delimiter)
        for row in reader:
            yield reader.line_num + 1, row
    except UnicodeDecodeError as error:
        yield 0, f"is not UTF-8 ({error.reason}): write the file again as UTF-8"
    except csv.Error as error:
        yield reader.line_num + 1, f"is no CSV ({error}): the rows below are not read"
    finally:
        text.detach()
