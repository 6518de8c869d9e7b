"""Stretches of the calendar, in units of days or of months, which are counted from the year 0."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from kg.extract.times.table import TABLE, Tense


class Period(NamedTuple):
    """The first and the last day, and the unit of the calendar that they make."""

    earliest: date
    latest: date
    unit: str


class Now(NamedTuple):
    """What a relative expression counts from; `elsewhere`: the tenses that the text may tell of another year in."""

    day: date
    tense: Tense | None = None
    elsewhere: frozenset[Tense | None] = frozenset()

    @property
    def astray(self) -> bool:
        """Whether a date without a year may lie in another year than the nearest."""
        return self.tense in self.elsewhere


def around(unit: str, day: date, offset: int = 0) -> Period:
    """The calendar unit that holds a day, or the one that lies `offset` units later."""
    size = TABLE["units"][unit]
    if "months" in size:
        return months(((day.year * 12 + day.month - 1) // size["months"] + offset) * size["months"], unit)
    start = day + timedelta(size["days"] * offset - (day.weekday() if unit == "week" else 0))
    return Period(start, start + timedelta(size["days"] - 1), unit)


def shifted(unit: str, day: date, count: int) -> date:
    """The day that lies so many units later, at most the last of its month."""
    size = TABLE["units"][unit]
    if "days" in size:
        return day + timedelta(size["days"] * count)
    month = first(day.year * 12 + day.month - 1 + size["months"] * count)
    return month.replace(day=min(day.day, monthrange(month.year, month.month)[1]))


def months(month: int, unit: str) -> Period:
    """The unit that begins with a month, counted from January of the year 0."""
    return Period(first(month), first(month + TABLE["units"][unit]["months"]) - timedelta(1), unit)


def first(month: int) -> date:
    """The first day of a month, counted from January of the year 0."""
    return date(month // 12, month % 12 + 1, 1)
