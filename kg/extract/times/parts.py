"""Parts of a stretch of time: "early May", "the first week of June", "the last three months of 2024"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from kg.extract.times.calendar import Period, first, shifted
from kg.extract.times.table import TABLE, Words


def cut(words: Words, whole: Period) -> Period | None:
    """The early, mid or late part of a unit; a day has none but itself, and what is no unit has none at all."""
    if whole.unit == "day":
        return whole
    if whole.unit not in TABLE["parts"]:
        return None
    begin, after = TABLE["parts"][whole.unit][words.get("part") or words["edge"]]
    if "days" in TABLE["units"][whole.unit] or whole.unit == "month":
        last = min(whole.earliest + timedelta(after - 1), whole.latest)
        return Period(whole.earliest + timedelta(begin), last, "days")
    month = whole.earliest.year * 12 + whole.earliest.month - 1
    return Period(first(month + begin), first(month + after) - timedelta(1), "days")


def stretch(words: Words, whole: Period) -> Period | None:
    """So many of a smaller unit, from the beginning of a whole or, where they are its last, up to its end."""
    order, count, unit = words["ordinal"], words.get("count", 1), words["unit"]
    if order:
        begin = shifted(unit, whole.earliest, (order - 1) * count)
        last = shifted(unit, begin, count) - timedelta(1)
    else:
        begin, last = shifted(unit, whole.latest + timedelta(1), -count), whole.latest
    inside = whole.earliest <= begin and last <= whole.latest
    return Period(begin, last, "days") if inside else None


def week(words: Words, whole: Period) -> Period | None:
    """The seven days from a day on: "the week of June 9" names a Monday or a Sunday."""
    return Period(whole.earliest, whole.earliest + timedelta(6), "days") if whole.unit == "day" else None


PARTS: dict[str, Callable[[Words, Period], Period | None]] = {"part": cut, "stretch": stretch, "week": week}
