"""The page of two actors: what each did to the other, side by side, and both through time."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from kg.draw.palette import STATE
from kg.draw.rows import Row
from kg.draw.site.book import Book, Entries, Pair
from kg.draw.site.cards import VIEW, actor, cards
from kg.draw.site.lanes import lanes
from kg.draw.site.tallies import span, tones


def dyad(book: Book, ends: Pair) -> Row:
    """What the page of a pair tells; who did more to the other stands first."""
    entries = book.pairs[ends]
    one, other = sorted(ends, key=lambda id: -len(_from(entries, id)))
    ways = [(one, other, ">", _from(entries, one)), (other, one, ">", _from(entries, other))]
    both = tuple(entry for entry in entries if entry.fact.symmetric)
    return {
        "one": actor(book, one),
        "other": actor(book, other),
        "count": len(entries),
        "span": span(entries),
        "lanes": lanes(entries, book.palette),
        "table": _table(book, [ways[0][3], ways[1][3], both]),
        "ways": [_way(book, *way) for way in ways],
        "both": _way(book, *_ranked(book, ends), "~", both) if both else None,
    }


def _from(entries: Entries, id: str) -> Entries:
    return tuple(entry for entry in entries if entry.fact.subject.id == id and not entry.fact.symmetric)


def _ranked(book: Book, ends: Pair) -> Pair:
    """The foremost actor first, as the view names what both do together."""
    one, other = ends
    return next((id, other if id == one else one) for id in book.actors if id in ends)


def _way(book: Book, one: str, other: str, sign: str, entries: Entries) -> Row:
    edge = quote(f"edge:{one}{sign}{other}", safe="", errors="replace")
    return {
        "one": actor(book, one),
        "other": actor(book, other),
        "count": len(entries),
        "cards": cards(book, entries),
        "view": f"{VIEW}#select={edge}" if entries else None,
    }


def _table(book: Book, columns: Sequence[Entries]) -> list[Row]:
    """The claims of each quad class in each column; a state of affairs has a row only where there is one."""
    counts = [{row["tone"]: row["count"] for row in tones(book, column)} for column in columns]
    return [
        {"tone": tone, "label": look["label"], "counts": [column.get(tone, 0) for column in counts]}
        for tone, look in book.palette.tones.items()
        if tone != STATE or any(tone in column for column in counts)
    ]
