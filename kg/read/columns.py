"""Which column or key of a row holds which field: guessed by the names that data sets use, unless it is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

NAMES: Mapping[str, tuple[str, ...]] = {
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


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the fields in rows; `given` are those that the user told, by field."""

    given: Mapping[str, str] = field(default_factory=dict)

    def fields(self, row: Mapping[str, object]) -> dict[str, str]:
        """The fields of a row that hold something."""
        lower = {_plain(name): value for name, value in row.items()}
        found = {each: _first(lower, self._names(each)) for each in NAMES}
        return {each: value for each, value in found.items() if value}

    def wanted(self, names: Iterable[str]) -> list[str]:
        """The columns of these that hold a field."""
        known = {name for each in NAMES for name in self._names(each)}
        return [name for name in names if _plain(name) in known]

    def lack(self, names: Iterable[str | None]) -> str | None:
        """What is wrong with a table of these columns: one that was told is not there, or none can be the text."""
        listed = [name for name in names if name is not None]
        return self.untold(listed) or (None if self._any("text", listed) else self.textless(listed))

    def untold(self, names: Iterable[str]) -> str | None:
        """Which columns that were told are not among these."""
        listed = list(names)
        known = {_plain(name) for name in listed}
        gone = [f"{name!r} ({each})" for each, name in self.given.items() if _plain(name) not in known]
        return f"has no column {', '.join(gone)}: its columns are {_told(listed)}" if gone else None

    def textless(self, names: Iterable[str]) -> str:
        """What to do about a row of these columns, none of which holds text."""
        return f"has no text: name its column with --text-field; it has {_told(names)}"

    def _any(self, each: str, names: Iterable[str]) -> bool:
        return any(_plain(name) in self._names(each) for name in names)

    def _names(self, each: str) -> tuple[str, ...]:
        return (_plain(self.given[each]),) if each in self.given else NAMES[each]


def _told(names: Iterable[str]) -> str:
    return ", ".join(map(str, names)) or "none"


def _plain(name: object) -> str:
    return str(name).strip().lower()


def _first(row: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    return next((value for name in names if (value := _words(row.get(name)))), None)


def _words(value: object) -> str | None:
    """Text, a number or a day as text, or the name in an object such as NewsAPI's source."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if hasattr(value, "isoformat"):
        value = value.isoformat()
    return value if isinstance(value, str) else None
