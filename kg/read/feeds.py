"""RSS and Atom files: a document an entry, with what the feed says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from time import struct_time
from types import ModuleType
from typing import Any, TypeAlias
from xml.sax import SAXException

from kg.read.dates import day
from kg.read.html import article
from kg.read.sources import Found, Source, Unread, needed, refused

_MARKS = 100_000  # tags of a feed, eight references for one: feedparser takes 3 s for them
_Told: TypeAlias = Mapping[str, Any]


def feed(source: Source) -> Iterator[Found]:
    """The entries of a feed, counted from 1; Unread where there are none, or too much to be a feed."""
    told = _library().parse(BytesIO(_data(source)), resolve_relative_uris=False, sanitize_html=False)
    publisher = _plain(told.feed, "title")
    for number, entry in enumerate(told.entries, 1):
        yield f"{source.where}:{number}", _fields(entry, publisher)
    if not told.entries:
        raise Unread("is XML without entries of RSS or Atom: other XML is not read")
    if isinstance(flaw := told.get("bozo_exception"), SAXException):
        reason = (
            f"is no well-formed XML ({' '.join(flaw.getMessage().split())}): not all of it may have been read"
        )
        yield refused(source.where, reason)


def _data(source: Source) -> bytes:
    data = source.whole()
    if data.count(b"<") + data.count(b"&") // 8 > _MARKS:
        raise Unread("has more tags than a feed has: split it")
    return data


def _library() -> ModuleType:
    """feedparser, without what it makes of authors and keywords: that is not read, and takes quadratic time."""
    library = needed("feedparser", extra="web")
    for name in ("_sync_author_detail", "_add_tag"):
        setattr(library.mixin._FeedParserMixin, name, _untagged)
    return library


def _untagged(parser: Any, *_: object) -> None:
    parser._get_context().setdefault("tags", [])


def _fields(entry: _Told, publisher: str) -> dict[str, str]:
    return {
        "text": _text(entry),
        "title": _plain(entry, "title"),
        "url": entry.get("link", ""),
        "id": entry.get("id", ""),
        "date": _date(entry),
        "publisher": entry.get("source", {}).get("title") or publisher,
    }


def _text(entry: _Told) -> str:
    """The article, where the feed holds more than its summary."""
    whole = (_words(each) for each in entry.get("content", ()))
    return next(filter(None, whole), "") or _plain(entry, "summary")


def _plain(told: _Told, name: str) -> str:
    return _words(told.get(f"{name}_detail", {}))


def _words(told: _Told) -> str:
    """What an element says, its tags undone where it has any."""
    value = told.get("value") or ""
    return article(value)[0] if "html" in told.get("type", "") else value.strip()


def _date(entry: _Told) -> str:
    """The day that an entry gives, in its own time zone where that is plain, else in UTC."""
    name = next((name for name in ("published", "updated", "created") if name in entry), "")
    told: str = entry.get(name, "")
    parsed: struct_time | None = entry.get(f"{name}_parsed") if name else None
    return told if day(told) or not parsed else f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}"
