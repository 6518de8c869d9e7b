"""From an expression to its days: each rule's reading by name, and the readings of what is made of other dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeAlias

from kg.extract.times.calendar import Now, Period
from kg.extract.times.fixed import FIXED
from kg.extract.times.parts import PARTS
from kg.extract.times.relative import RELATIVE
from kg.extract.times.table import TABLE, Expression, Words

Reading: TypeAlias = Callable[..., Period | None]


def period(found: Expression, now: Now | None) -> Period | None:
    """The days of an expression, None where they cannot be told; without `now` only fixed dates can."""
    return _recurring(found, now) if found.rule.cycle == "year" else _reading(found, now)


def _reading(found: Expression, now: Now | None, **more: int) -> Period | None:
    try:
        return READINGS[found.rule.reads](found.words | more, now, *found.parts)
    except (ValueError, OverflowError):  # no such day: 30 February, the year 0
        return None


def _recurring(found: Expression, now: Now | None) -> Period | None:
    """The nearest year's reading that the tense allows; a weekday beside the date tells the year alone.

    What lies in another year must be near, and a unit that has hardly begun or is all but over is not yet meant by
    its name: "in January", told on 2 January, may be a year back.
    """
    if now is None or now.astray:
        return None
    years = (_reading(found, now, year=now.day.year + offset) for offset in (-1, 0, 1))
    periods = [period for period in years if period]
    if "weekday" not in found.words:
        behind = [period for period in periods if period.earliest + _least(period) <= now.day]
        ahead = [period for period in periods if period.latest - _least(period) >= now.day]
        periods = {"past": behind[-1:], "future": ahead[:1], None: []}[now.tense]
    near = [period for period in periods if _near(period, now.day)]
    return near[0] if len(near) == 1 else None


def _least(period: Period) -> timedelta:
    return timedelta(TABLE["named"].get(period.unit, 1) - 1)


def _near(period: Period, day: date) -> bool:
    same_year = period.earliest.year == period.latest.year == day.year
    return same_year or abs((period.earliest - day).days) <= TABLE["reach"]


def _floats(found: Expression) -> bool:
    """Whether an expression takes its year or week from one beside it: "March", "late March", "Monday"."""
    return bool(found.rule.cycle) or (found.rule.reads in PARTS and _floats(found.parts[0]))


def _ends(now: Now | None, first: Expression, last: Expression) -> tuple[Period, Period] | None:
    """Two dates in their order; what lacks its year or week takes it from the other: "March to May 2020"."""
    start = period(first, None)
    end = period(last, Now(start.latest, "future") if start and _floats(last) else now)
    if end and not start:
        start = period(first, Now(end.latest, "past") if _floats(first) else now)
    return (start, end) if start and end and start.earliest < end.earliest else None


def _range(words: Words, now: Now | None, first: Expression, last: Expression) -> Period | None:
    ends = _ends(now, first, last)
    return Period(ends[0].earliest, ends[1].latest, "days") if ends else None


def _both(words: Words, now: Now | None, first: Expression, last: Expression) -> Period | None:
    """Two as one where they adjoin; others are two dates."""
    ends = _ends(now, first, last)
    adjoin = ends and ends[1].earliest - ends[0].latest == timedelta(1)
    return _range(words, now, first, last) if adjoin else None


def _since(words: Words, now: Now, first: Expression) -> Period | None:
    start = period(first, now._replace(tense="past"))
    return Period(start.earliest, now.day, "days") if start and start.earliest <= now.day else None


def _until(words: Words, now: Now, last: Expression) -> Period | None:
    """From the day of publication: when what has ended began, the words do not tell."""
    end = period(last, now)
    if end is None or end.latest < now.day or (now.tense == "past" and end.earliest <= now.day):
        return None
    return Period(now.day, end.latest, "days")


def _before(words: Words, now: Now, last: Expression) -> Period | None:
    """Until the day before; "before the end of the year" is by its end."""
    if last.words.get("edge") == "late":
        return _until(words, now, last)
    end = period(last, now)
    return Period(now.day, end.earliest - timedelta(1), "days") if end and end.earliest > now.day else None


def _nothing(words: Words, now: Now | None, *parts: Expression) -> None:
    return None


def _of(read: Callable[[Words, Period], Period | None]) -> Reading:
    def reading(words: Words, now: Now | None, whole: Expression) -> Period | None:
        days = period(whole, now)
        return read(words, days) if days else None

    return reading


def _absolute(read: Callable[[Words], Period | None]) -> Reading:
    return lambda words, now, *parts: read(words)


def _anchored(read: Callable[..., Period | None]) -> Reading:
    return lambda words, now, *parts: read(words, now, *parts) if now else None


READINGS: dict[str, Reading] = {
    **{name: _absolute(read) for name, read in FIXED.items()},
    **{name: _anchored(read) for name, read in RELATIVE.items()},
    **{name: _of(read) for name, read in PARTS.items()},
    "range": _range,
    "both": _both,
    "since": _anchored(_since),
    "until": _anchored(_until),
    "before": _anchored(_before),
    "nothing": _nothing,
}
