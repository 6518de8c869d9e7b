"""Time cut into equal bins, days where it is short, else months or more, without the long stretches that hold nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kg.draw.site.days import MONTHS

MOST = 60  # slots
SHORT = 62  # days, of which each is a bin of its own
GAP = 5  # empty bins in a row that are shown: of more a break stands in their place
SIZES = (
    1,
    3,
    12,
    24,
    60,
    120,
    240,
    600,
    1200,
    2400,
)  # months; of the last, few cover all years that a date can have


@dataclass(frozen=True, slots=True)
class Axis:
    """Slots from left to right, a bin or two of None for a break; a bin is of `size` months, or of one day where that is 0."""

    size: int
    slots: tuple[int | None, ...]

    def __len__(self) -> int:
        return len(self.slots)

    def place(self, day: date) -> int:
        """The slot of a day, counted from 0."""
        return self.slots.index(_bin(day, self.size))

    def breaks(self) -> list[int]:
        """The first of the two slots of each break."""
        return [place for place in range(len(self) - 1) if self.slots[place : place + 2] == (None, None)]

    def name(self, place: int) -> str:
        """What a slot is called: ``5 Jun 2025``, ``Jun 2025``, ``2025`` or ``2020–2029``."""
        number = self.slots[place] or 0
        if not self.size:
            day = date.fromordinal(number)
            return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
        year, month = divmod(number * self.size, 12)
        if self.size < 12:
            return f"{MONTHS[month][:3]} {year}"
        return str(year) if self.size == 12 else f"{year}–{year + self.size // 12 - 1}"

    def ticks(self, apart: float) -> list[int]:
        """Slots to name, at least so many slots apart: those behind a break first, then what finds room between."""
        bins = [place for place, number in enumerate(self.slots) if number is not None]
        opening = [place for place in bins if place == 0 or self.slots[place - 1] is None]
        chosen: list[int] = []
        for place in (*opening, *bins):
            if all(abs(place - other) >= apart for other in chosen):
                chosen.append(place)
        return sorted(chosen)


def axis(days: Iterable[date]) -> Axis | None:
    """The finest axis that has few enough slots for some days, or None where there are none."""
    found = sorted(set(days))
    if not found:
        return None
    sizes = (0, *SIZES) if (found[-1] - found[0]).days < SHORT else SIZES
    made = (Axis(size, tuple(_slots(sorted({_bin(day, size) for day in found})))) for size in sizes)
    return next(each for each in made if len(each) <= MOST or each.size in (0, SIZES[-1]))


def _slots(bins: Sequence[int]) -> Iterator[int | None]:
    yield bins[0]
    for last, number in pairwise(bins):
        if number - last > GAP + 1:
            yield from (None, None)
        else:
            yield from range(last + 1, number)
        yield number


def _bin(day: date, size: int) -> int:
    return (day.year * 12 + day.month - 1) // size if size else day.toordinal()
