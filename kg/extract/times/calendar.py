"""Stretches of the calendar: units, months counted from the year 0, and the early, middle and late part of a unit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from kg.extract.times.table import TABLE


class Period(NamedTuple):
    """The first and the last day, and the unit of the calendar that they make."""

    earliest: date
    latest: date
    unit: str


def around(unit: str, day: date, offset: int = 0) -> Period:
    """The calendar unit that holds a day, or the one that lies `offset` units later."""
    size = TABLE["units"][unit]
    if "months" in size:
        return months(((day.year * 12 + day.month - 1) // size["months"] + offset) * size["months"], unit)
    start = day + timedelta(size["days"] * offset - (day.weekday() if unit == "week" else 0))
    return Period(start, start + timedelta(size["days"] - 1), unit)


def months(month: int, unit: str) -> Period:
    """The unit that begins with a month, counted from January of the year 0."""
    return Period(first(month), first(month + TABLE["units"][unit]["months"]) - timedelta(1), unit)


def first(month: int) -> date:
    """The first day of a month, counted from January of the year 0."""
    return date(month // 12, month % 12 + 1, 1)


def cut(whole: Period, part: str) -> Period | None:
    """The early, mid or late part of a unit; a day has none but itself, and what is no unit has none at all."""
    if whole.unit == "day":
        return whole
    if whole.unit not in TABLE["parts"]:
        return None
    begin, after = TABLE["parts"][whole.unit][part]
    if "days" in TABLE["units"][whole.unit] or whole.unit == "month":
        last = min(whole.earliest + timedelta(after - 1), whole.latest)
        return Period(whole.earliest + timedelta(begin), last, "days")
    month = whole.earliest.year * 12 + whole.earliest.month - 1
    return Period(first(month + begin), first(month + after) - timedelta(1), "days")
