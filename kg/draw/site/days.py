"""Days as people read them, in English whatever the locale."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def spelt(day: str) -> str:
    """``5 Jun 2025``; what is no day stays as it is."""
    found = known(day)
    return f"{found.day} {MONTHS[found.month - 1][:3]} {found.year}" if found else day


def period(since: str, until: str) -> str:
    """``2018``, ``May 2025``, ``5 Jun 2025`` or the two days, whichever says it shortest."""
    first, last = known(since), known(until)
    if since == until or not first or not last:
        return spelt(until)
    ends = (last + timedelta(1)) if last < date.max else last
    if first.year == last.year and (first.month, first.day, ends.month, ends.day) == (1, 1, 1, 1):
        return str(first.year)
    if (first.year, first.month, first.day) == (last.year, last.month, 1) and ends.day == 1:
        return f"{MONTHS[first.month - 1]} {first.year}"
    return f"{spelt(since)} to {spelt(until)}"


def known(day: str | None) -> date | None:
    """The day that a text names, or None."""
    try:
        return date.fromisoformat(day or "")
    except ValueError:
        return None
