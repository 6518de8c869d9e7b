"""The first page of a site and its page of time: what the graph holds, who is most active, and all events by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.draw.palette import STATE
from kg.draw.rows import Row
from kg.draw.site.book import Book, Entry
from kg.draw.site.cards import actor, document, line
from kg.draw.site.days import MONTHS, known
from kg.draw.site.lanes import lanes
from kg.draw.site.tallies import bar, folded, several, span, tones

LINES, FOLDED = 6, 100  # claims that the page of time tells of a month, and with those behind a fold


def front(book: Book) -> Row:
    """What the first page tells."""
    actors = [_actor(book, id) for id in book.actors if id in book.paths.actors]
    pairs = [_pair(book, *ends) for ends in book.paths.pairs]
    documents = [_listed(book, id) for id in book.paths.documents]
    parties = sum(1 for id in book.actors if id in book.about)
    return {
        "counts": [
            several(len(book.entries), "claim"),
            several(parties, "actor and thing", "actors and things"),
            several(len(book.pairs), "pair"),
            several(len(book.documents), "document"),
        ],
        "span": span(book.entries),
        "actors": folded(actors, most=len(actors)),
        "pairs": folded(pairs, most=len(pairs)),
        "documents": folded(documents, most=len(documents)),
        "left": list(_left(book, parties)),
        "lanes": lanes(book.entries, book.palette),
    }


def months(book: Book) -> Row:
    """What the page of time tells: every event, by month and quad class, in a picture and in words."""
    found: defaultdict[tuple[int, int], list[Entry]] = defaultdict(list)
    events = [entry for entry in book.entries if entry.fact.event]
    for entry in events:
        if day := known(entry.row.get("day")):
            found[day.year, day.month].append(entry)
    undated = len(events) - sum(map(len, found.values()))
    return {
        "lanes": lanes(book.entries, book.palette, height=58),
        "months": [
            _month(book, year, month, found[year, month]) for year, month in sorted(found, reverse=True)
        ],
        "undated": several(undated, "claim") if undated else "",
    }


def _month(book: Book, year: int, month: int, entries: list[Entry]) -> Row:
    counts = {row["tone"]: row["count"] for row in tones(book, entries)}
    return {
        "name": f"{MONTHS[month - 1]} {year}",
        "counts": [counts.get(tone, 0) for tone in book.palette.tones if tone != STATE],
        "lines": [line(book, entry) for entry in entries[:LINES]],
        "folded": [line(book, entry) for entry in entries[LINES:FOLDED]],
        "left": max(0, len(entries) - FOLDED),
    }


def _actor(book: Book, id: str) -> Row:
    told, said = book.about.get(id, ()), book.said.get(id, ())
    return actor(book, id) | {
        "count": len(told),
        "said": len(said),
        "bar": bar(book, told),
        "span": span(told),
    }


def _pair(book: Book, one: str, other: str) -> Row:
    entries = book.pairs[one, other]
    return {
        "one": actor(book, one)["label"],
        "other": actor(book, other)["label"],
        "href": book.paths.pairs[one, other],
        "count": len(entries),
        "bar": bar(book, entries),
        "span": span(entries),
    }


def _listed(book: Book, id: str) -> Row:
    entries = book.within.get(id, ())
    return document(book, book.documents[id]) | {"count": len(entries), "bar": bar(book, entries)}


def _left(book: Book, parties: int) -> Iterable[str]:
    """What has no page for want of room, in words."""
    made = sum(1 for id in book.paths.actors if id in book.about)
    for total, pages, one, many in (
        (parties, made, "actor", "actors"),
        (len(book.pairs), len(book.paths.pairs), "pair", "pairs"),
        (len(book.documents), len(book.paths.documents), "document", "documents"),
    ):
        if pages < total:
            yield f"{pages:,} of {several(total, one, many)}"
