"""Readings that count from the day of publication: "yesterday", "last month", "two weeks ago"."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from kg.extract.times import fixed
from kg.extract.times.calendar import Period, around, cut, first, months
from kg.extract.times.table import TABLE, Tense, Words


class Now(NamedTuple):
    """What a relative expression counts from; `elsewhere`: the sentence names a year other than the day's."""

    day: date
    tense: Tense | None = None
    elsewhere: bool = False


def weekday(words: Words, now: Now) -> Period | None:
    monday, which = around("week", now.day).earliest, words.get("which")
    ahead = (words["weekday"] - now.day.weekday()) % 7
    days = {"past": now.day - timedelta(-ahead % 7), "future": now.day + timedelta(ahead), None: None}
    named = {
        -1: now.day - timedelta(-ahead % 7 or 7),
        0: monday + timedelta(words["weekday"]),
        1: monday + timedelta(7 + words["weekday"]),
    }
    day = days[now.tense] if which is None else named[which]
    return around("day", day) if day else None


def weekday_of(words: Words, now: Now) -> Period:
    return around("day", around("week", now.day, words["which"]).earliest + timedelta(words["weekday"]))


def near(words: Words, now: Now) -> Period:
    return around("day", now.day, words["near"])


def overnight(words: Words, now: Now) -> Period:
    return Period(now.day - timedelta(1), now.day, "days")


def weekend(words: Words, now: Now) -> Period | None:
    saturday = around("week", now.day).earliest + timedelta(5)
    weeks = {"past": 0 if saturday <= now.day else -1, "future": 0, None: None}[now.tense]
    weeks = words.get("which", weeks)
    if weeks is None:
        return None
    return Period(saturday + timedelta(7 * weeks), saturday + timedelta(7 * weeks + 1), "days")


def unit(words: Words, now: Now) -> Period:
    return around(words["unit"], now.day, words["which"])


def fraction(words: Words, now: Now) -> Period | None:
    return fixed.fraction(words | {"year": now.day.year + words["which"]})


def month_of(words: Words, now: Now) -> Period:
    return fixed.month(words | {"year": now.day.year + words["which"]})


def ago(words: Words, now: Now) -> Period:
    return around(words["unit"], now.day, -words["count"])


def ahead(words: Words, now: Now) -> Period:
    return around(words["unit"], now.day, words["count"])


def past(words: Words, now: Now) -> Period:
    size, count = TABLE["units"][words["unit"]], words.get("count", 1)
    if "days" in size:
        return Period(now.day - timedelta(size["days"] * count), now.day, "days")
    month = first(now.day.year * 12 + now.day.month - 1 - size["months"] * count)
    start = month.replace(day=min(now.day.day, monthrange(month.year, month.month)[1]))
    return Period(start, now.day, "days")


def nearest(words: Words, now: Now) -> Period | None:
    """The "last May" of an earlier year, the "next May" of a later one: of this year's, usage is divided."""
    kind = "month" if "month" in words else "season"
    this = months(now.day.year * 12 + words[kind] - 1, kind)
    unclear = {-1: this.latest < now.day, 0: False, 1: this.earliest > now.day}[words["which"]]
    return None if unclear else months((now.day.year + words["which"]) * 12 + words[kind] - 1, kind)


def side(words: Words, now: Now) -> Period:
    whole = around(words["unit"], now.day)
    begin, end = (whole.earliest, now.day) if words["side"] < 0 else (now.day, whole.latest)
    return Period(begin, end, "days")


def part_now(words: Words, now: Now) -> Period | None:
    """A part of "the year", which in a story of the past is another year than the day's."""
    if now.tense != "future" or now.elsewhere:
        return None
    return cut(around(words["unit"], now.day), words["part"])


RELATIVE: dict[str, Callable[[Words, Now], Period | None]] = {
    "weekday": weekday,
    "weekday-of": weekday_of,
    "near": near,
    "overnight": overnight,
    "weekend": weekend,
    "relative": unit,
    "fraction-near": fraction,
    "month-of": month_of,
    "ago": ago,
    "ahead": ahead,
    "past": past,
    "nearest": nearest,
    "side": side,
    "part-now": part_now,
}
