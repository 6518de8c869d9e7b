"""Readings of weekdays and weekends, which come round each week: "Friday", "last Friday", "this past weekend"."""

from __future__ import annotations

from datetime import date, timedelta

from kg.extract.times.calendar import Now, Period, around
from kg.extract.times.table import Tense, Words

SIDES: dict[Tense | None, int | None] = {"past": -1, "future": 1, None: None}


def weekday(words: Words, now: Now) -> Period | None:
    """The nearest that the tense allows, which may be today."""
    ahead = _ahead(words, now)
    days = {"past": now.day - timedelta(-ahead % 7), "future": now.day + timedelta(ahead), None: None}
    day = days[now.tense]
    return around("day", day) if day else None


def toward(words: Words, now: Now) -> Period:
    """The nearest before or after today: "this past Friday", "this coming Friday"."""
    ahead = _ahead(words, now)
    steps = {-1: -(-ahead % 7 or 7), 1: ahead or 7}
    return around("day", now.day, steps[words["toward"]])


def named(words: Words, now: Now) -> Period | None:
    """Of the week before or after; where this week's could be called "last" or "next" too, usage is divided."""
    which, this = words["which"], _of_week(words, now, 0)
    day = _of_week(words, now, which)
    unclear = which and (abs((day - now.day).days) <= 1 or (this - now.day).days * which > 1)
    return None if unclear else around("day", day)


def weekday_of(words: Words, now: Now) -> Period:
    return around("day", _of_week(words, now, words["which"]))


def weekend(words: Words, now: Now) -> Period | None:
    """The nearest that the tense allows, which may hold today; before Saturday "this weekend" is none that is past."""
    saturday = around("week", now.day).earliest + timedelta(5)
    behind, which = 0 if saturday <= now.day else -1, words.get("which")
    weeks = which or {-1: behind, 1: 0, None: which}[words.get("toward") or SIDES[now.tense]]
    if weeks is None or (which == 0 and weeks):
        return None
    return Period(saturday + timedelta(7 * weeks), saturday + timedelta(7 * weeks + 1), "days")


def _ahead(words: Words, now: Now) -> int:
    return int((words["weekday"] - now.day.weekday()) % 7)


def _of_week(words: Words, now: Now, which: int) -> date:
    return around("week", now.day, which).earliest + timedelta(words["weekday"])


WEEKDAYS = {
    "weekday": weekday,
    "toward": toward,
    "named": named,
    "weekday-of": weekday_of,
    "weekend": weekend,
}
