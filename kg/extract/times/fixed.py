"""Readings that need no day to count from: "3 March 2020", "the second quarter of 2019", "the 1990s"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kg.extract.times.calendar import Period, around, months
from kg.extract.times.table import Words


def iso(words: Words) -> Period:
    return around("day", date(words["y"], words["m"], words["d"]))


def day(words: Words) -> Period | None:
    named = date(words["year"], words["month"], words["day"])
    return around("day", named) if words.get("weekday", named.weekday()) == named.weekday() else None


def days(words: Words) -> Period | None:
    first, last = (date(words["year"], words["month"], words[which]) for which in ("day", "until"))
    return Period(first, last, "days") if first < last else None


def month(words: Words) -> Period:
    return months(words["year"] * 12 + words["month"] - 1, "month")


def season(words: Words) -> Period:
    return months(words["year"] * 12 + words["season"] - 1, "season")


def fraction(words: Words) -> Period | None:
    size = 6 if "half" in words else words.get("fraction", 3)
    order = words.get("half") or words.get("quarter") or words["ordinal"] or 12 // size
    begin = words["year"] * 12 + (order - 1) * size
    return months(begin, "half" if size == 6 else "quarter") if order * size <= 12 else None


def year(words: Words) -> Period:
    return around("year", date(words["year"], 1, 1))


def feast(words: Words) -> Period:
    return around("day", date(words["year"], *words["feast"]))


def decade(words: Words) -> Period:
    return around("decade", date(words.get("decade") or 1900 + words["tens"], 1, 1))


def century(words: Words) -> Period:
    """The hundred years up to one that ends in 00, as the calendar counts them."""
    return months((words["century"] * 100 - 99) * 12, "century")


def years(words: Words) -> Period | None:
    first, later = words["first"], words["later"]
    last = later if later > 99 else first // 100 * 100 + later
    return Period(date(first, 1, 1), date(last, 12, 31), "years") if first < last else None


FIXED: dict[str, Callable[[Words], Period | None]] = {
    "iso": iso,
    "day": day,
    "days": days,
    "month": month,
    "season": season,
    "fraction": fraction,
    "year": year,
    "feast": feast,
    "decade": decade,
    "century": century,
    "years": years,
}
