"""What the lists of a page tell in short: counts by tone, the days that claims span, and where a list folds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.draw.rows import Row
from kg.draw.site.book import Book, Entry
from kg.draw.site.days import known, period, spelt

SHOWN, FOLDED = 12, 100  # rows of a list before its fold, and with those behind it


def folded(rows: list[Row], *, most: int = FOLDED) -> Row:
    """The rows of a list that are shown at once, those behind its fold, and how many are left out."""
    return {"shown": rows[:SHOWN], "folded": rows[SHOWN:most], "left": max(0, len(rows) - most)}


def bar(book: Book, entries: Iterable[Entry]) -> list[Row]:
    """The shares of the tones, each from where the last one ends, in hundredths of the whole."""
    counts = Counter(entry.row["tone"] for entry in entries)
    total, done, parts = counts.total(), 0.0, []
    for tone in (name for name in book.palette.tones if counts[name]):
        wide = 100 * counts[tone] / total
        parts.append({"tone": tone, "x": round(done, 2), "width": round(wide, 2)})
        done += wide
    return parts


def tones(book: Book, entries: Iterable[Entry]) -> list[Row]:
    """How many claims of each tone there are, in the order of the legend."""
    counts = Counter(entry.row["tone"] for entry in entries)
    rows = book.palette.tones.items()
    return [
        {"tone": name, "label": row["label"], "count": counts[name]} for name, row in rows if counts[name]
    ]


def span(entries: Iterable[Entry]) -> str:
    """The first and the last day of some claims in words, empty where none has a day."""
    days = sorted(entry.row["day"] for entry in entries if known(entry.row.get("day")))
    return "" if not days else spelt(days[0]) if days[0] == days[-1] else period(days[0], days[-1])


def several(count: int, one: str, many: str = "") -> str:
    """A count and its noun: ``1 claim``, ``1,200 claims``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
