"""What a page says of its article in JSON-LD, as schema.org words it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

_KINDS = ("Article", "BlogPosting", "Report", "LiveBlogPosting")  # also NewsArticle, ReportageNewsArticle …
_SAYS = {"headline": "title", "datePublished": "date", "publisher": "publisher", "url": "url"}
_DEEPEST = 6  # levels at which articles are sought


def linked(script: str) -> dict[str, str]:
    """The title, date, publisher and URL of the first article in a script; nothing where it is damaged."""
    try:
        found = next(_articles(json.loads(script), _DEEPEST), {})
    except (ValueError, RecursionError):
        return {}
    said = {field: _name(found.get(key)) for key, field in _SAYS.items()}
    return {field: value for field, value in said.items() if value}


def _articles(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    if isinstance(value, list) and depth:
        for each in value:
            yield from _articles(each, depth - 1)
    elif isinstance(value, dict):
        if str(value.get("@type")).strip("[]'\" ").endswith(_KINDS):
            yield value
        yield from _articles(value.get("@graph"), depth - 1 if depth else 0)


def _name(value: object) -> str:
    """Text, or the name of the thing that stands in its place."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""
