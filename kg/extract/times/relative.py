"""Readings that count from the day of publication: "yesterday", "last month", "two weeks ago"."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from kg.extract.times import fixed
from kg.extract.times.calendar import Now, Period, around, months, shifted
from kg.extract.times.parts import cut
from kg.extract.times.table import Words
from kg.extract.times.weekdays import WEEKDAYS


def near(words: Words, now: Now) -> Period:
    return around("day", now.day, words["near"])


def overnight(words: Words, now: Now) -> Period:
    ahead = now.tense == "future"
    return Period(now.day - timedelta(not ahead), now.day + timedelta(ahead), "days")


def unit(words: Words, now: Now) -> Period:
    return around(words["unit"], now.day, words["which"])


def of_year(words: Words, now: Now) -> Period | None:
    """What the year tells that another names: "May 5 last year", "the second half of this year"."""
    dated = words | {"year": now.day.year + words["which"]}
    kind = next(name for name in ("day", "month", "season", "ordinal") if name in words)
    reading = {"day": "day", "month": "month", "season": "season", "ordinal": "fraction"}[kind]
    return fixed.FIXED[reading](dated)


def ago(words: Words, now: Now) -> Period:
    unit, count = ("week", words["weeks"]) if "weeks" in words else (words["unit"], words["count"])
    return around(unit, now.day, -count)


def ahead(words: Words, now: Now) -> Period:
    return around(words["unit"], now.day, words["count"])


def anniversary(words: Words, now: Now) -> Period:
    """The same day, week or month so long ago: "a year ago today"; ValueError where that day is not."""
    day = shifted(words["unit"], now.day, -words["count"])
    if shifted(words["unit"], day, words["count"]) != now.day:
        raise ValueError(f"no such day {words['count']} {words['unit']} before {now.day}")
    return around(words["anniversary"], day)


def past(words: Words, now: Now) -> Period:
    return Period(shifted(*_window(words, now, -1)), now.day, "days")


def coming(words: Words, now: Now) -> Period:
    return Period(now.day, shifted(*_window(words, now, 1)), "days")


def nearest(words: Words, now: Now) -> Period | None:
    """The "last May" of an earlier year, the "next May" of a later one: of this year's, usage is divided."""
    this = _of_this_year(words, now, 0)
    unclear = {-1: this.latest < now.day, 0: False, 1: this.earliest > now.day}[words["which"]]
    return None if unclear else _of_this_year(words, now, words["which"])


def side(words: Words, now: Now) -> Period | None:
    """What is behind or ahead of a unit that publication lies in: "earlier this year", "later this summer"."""
    whole = around(words["unit"], now.day) if "unit" in words else _of_this_year(words, now, 0)
    begin, end = (whole.earliest, now.day) if words["side"] < 0 else (now.day, whole.latest)
    return Period(begin, end, "days") if begin <= end else None


def so_far(words: Words, now: Now) -> Period | None:
    """Since the beginning of "the year", which in a story of the past is another year than the day's."""
    return side(words | {"side": -1}, now) if not now.elsewhere else None


def rest(words: Words, now: Now) -> Period | None:
    return side(words | {"side": 1}, now) if _ahead(now) else None


def part_now(words: Words, now: Now) -> Period | None:
    return cut(words, around(words["unit"], now.day)) if _ahead(now) else None


def _ahead(now: Now) -> bool:
    """Whether "the year" is surely that of publication."""
    return now.tense == "future" and not now.astray


def _window(words: Words, now: Now, side: int) -> tuple[str, date, int]:
    unit, count = ("day", words["hours"]) if "hours" in words else (words["unit"], words.get("count", 1))
    return unit, now.day, count * side


def _of_this_year(words: Words, now: Now, offset: int) -> Period:
    kind = "month" if "month" in words else "season"
    return months((now.day.year + offset) * 12 + words[kind] - 1, kind)


RELATIVE: dict[str, Callable[[Words, Now], Period | None]] = {
    **WEEKDAYS,
    "near": near,
    "overnight": overnight,
    "relative": unit,
    "of-year": of_year,
    "ago": ago,
    "ahead": ahead,
    "anniversary": anniversary,
    "past": past,
    "coming": coming,
    "nearest": nearest,
    "side": side,
    "so-far": so_far,
    "rest": rest,
    "part-now": part_now,
}
