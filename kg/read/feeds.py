"""RSS and Atom files: a document an entry, with what the feed says of it.

Read by the standard library's parser, entry by entry, so that a feed of any size takes the memory of one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from kg.read.html import article
from kg.read.sources import Found, Source, Unread, refused

_ENTRIES = ("item", "entry")
_ALIEN = re.compile(
    r"\{http://(search\.yahoo\.com/mrss|www\.itunes\.com)"
)  # their titles and texts are of pictures and sounds
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "text": ("encoded", "content", "description", "summary"),
    "title": ("title",),
    "url": ("link",),
    "id": ("guid", "id"),
    "date": ("pubDate", "published", "date", "issued", "updated"),
}


def feed(source: Source) -> Iterator[Found]:
    """The entries of a feed, counted from 1; Unread where the XML holds none."""
    number, publisher = 0, ""
    try:
        for element, within in _ended(source):
            name = _name(element)
            if name == "title" and not within:
                publisher = publisher or _plain(element)
            elif name in _ENTRIES:
                number += 1
                yield f"{source.where}:{number}", {"publisher": publisher, **_fields(element)}
                element.clear()
    except ElementTree.ParseError as error:
        yield refused(
            source.where, f"is no well-formed XML ({error}): what follows entry {number} is not read"
        )
        return
    if not number:
        raise Unread("is XML without entries of RSS or Atom: other XML is not read")


def _ended(source: Source) -> Iterator[tuple[ElementTree.Element, bool]]:
    """The elements as they end, each with whether it stands within an entry; what is done is let go."""
    open_: list[ElementTree.Element] = []
    inside = 0
    for event, element in ElementTree.iterparse(source.stream, ("start", "end")):
        entry = _name(element) in _ENTRIES
        if event == "start":
            open_.append(element)
            inside += entry
            continue
        open_.pop()
        inside -= entry
        if not (entry and inside):
            yield element, inside > 0
        if open_ and not inside:
            open_[-1].remove(element)


def _fields(entry: ElementTree.Element) -> dict[str, str]:
    said: dict[str, str] = {}
    for child in entry:
        if not _ALIEN.match(child.tag) and child.get("rel", "alternate") == "alternate":
            said.setdefault(_name(child), _plain(child) or child.get("href", ""))
    found = {
        field: next((said[name] for name in names if said.get(name)), "") for field, names in _FIELDS.items()
    }
    return found | {"text": article(found["text"])[0], "title": article(found["title"])[0]}


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _plain(element: ElementTree.Element) -> str:
    if len(element):  # XHTML, whose tags article() knows without their namespace
        for each in element.iter():
            each.tag = _name(each)
        return ElementTree.tostring(element, encoding="unicode")
    return (element.text or "").strip()
