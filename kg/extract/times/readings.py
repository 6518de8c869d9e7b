"""From an expression to its days: each rule's reading by name, and the readings of what is made of other dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TypeAlias

from kg.extract.times.calendar import Period, cut
from kg.extract.times.fixed import FIXED
from kg.extract.times.relative import RELATIVE, Now
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
    """The nearest year's reading that the tense allows; a weekday beside the date tells the year alone."""
    if now is None or now.elsewhere:
        return None
    years = (_reading(found, now, year=now.day.year + offset) for offset in (-1, 0, 1))
    periods = [period for period in years if period]
    if "weekday" not in found.words:
        behind = [period for period in periods if period.earliest <= now.day]
        ahead = [period for period in periods if period.latest >= now.day]
        periods = {"past": behind[-1:], "future": ahead[:1], None: []}[now.tense]
    near = [period for period in periods if abs((period.earliest - now.day).days) <= TABLE["reach"]]
    return near[0] if len(near) == 1 else None


def _floats(found: Expression) -> bool:
    """Whether an expression takes its year or week from one beside it: "March", "late March", "Monday"."""
    return bool(found.rule.cycle) or (found.rule.reads == "part" and _floats(found.parts[0]))


def _part(words: Words, now: Now | None, whole: Expression) -> Period | None:
    days = period(whole, now)
    return cut(days, words["part"]) if days else None


def _range(words: Words, now: Now | None, first: Expression, last: Expression) -> Period | None:
    """From one to the other; what lacks its year or week takes it from the other: "March to May 2020"."""
    start = period(first, None)
    end = period(last, Now(start.latest, "future") if start and _floats(last) else now)
    if end and not start:
        start = period(first, Now(end.latest, "past") if _floats(first) else now)
    ordered = start and end and start.earliest < end.earliest
    return Period(start.earliest, end.latest, "days") if start and end and ordered else None


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
    end = period(last, now)
    return Period(now.day, end.earliest - timedelta(1), "days") if end and end.earliest > now.day else None


def _nothing(words: Words, now: Now | None, first: Expression) -> None:
    return None


def _absolute(read: Callable[[Words], Period | None]) -> Reading:
    return lambda words, now, *parts: read(words)


def _anchored(read: Callable[..., Period | None]) -> Reading:
    return lambda words, now, *parts: read(words, now, *parts) if now else None


READINGS: dict[str, Reading] = {
    **{name: _absolute(read) for name, read in FIXED.items()},
    **{name: _anchored(read) for name, read in RELATIVE.items()},
    "part": _part,
    "range": _range,
    "since": _anchored(_since),
    "until": _anchored(_until),
    "before": _anchored(_before),
    "nothing": _nothing,
}
