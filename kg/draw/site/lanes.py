"""The picture of events through time: a lane for each quad class, a bar for each stretch of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kg.draw.palette import STATE, Palette
from kg.draw.rows import Row
from kg.draw.site.axis import Axis, axis
from kg.draw.site.book import Entries, Entry
from kg.draw.site.days import known

LEFT, RIGHT, TOP, FOOT = 172, 30, 6, 26  # pixels around the lanes: names stand left, days below
WIDEST = 22  # pixels of a bar
TICK = 72  # pixels that the name of a bin needs
OCCURRED = ("stated", "attributed")  # standings of what did happen, as somebody says

Counts = Mapping[tuple[str, int, bool], int]


def lanes(entries: Entries, palette: Palette, *, width: int = 1080, height: int = 34) -> Row | None:
    """The geometry of the picture in pixels, or None where no event has a day; `height` is a lane's."""
    dated = [(entry, day) for entry in entries if entry.fact.event and (day := known(entry.row.get("day")))]
    time = axis(day for _, day in dated)
    if time is None:
        return None
    counts = Counter((entry.row["tone"], time.place(day), _occurred(entry)) for entry, day in dated)
    most = max(Counter(key[:2] for key in counts.elements()).values())
    tones = [tone for tone in palette.tones if tone != STATE or any(key[0] == STATE for key in counts)]
    return {
        "width": width,
        "height": TOP + len(tones) * height + FOOT,
        "left": LEFT,
        "right": width - RIGHT,
        "lanes": [
            _lane(
                tone,
                palette,
                counts,
                time,
                width=width,
                base=TOP + (step + 1) * height,
                unit=(height - 8) / most,
            )
            for step, tone in enumerate(tones)
        ],
        "ticks": [
            {"x": round(_middle(time, place, width), 1), "name": time.name(place)}
            for place in time.ticks(TICK * len(time) / (width - LEFT - RIGHT))
        ],
        "breaks": [round(_middle(time, place + 0.5, width), 1) for place in time.breaks()],
        "told": _told(counts, tones, palette, time),
    }


def _lane(
    tone: str, palette: Palette, counts: Counts, time: Axis, *, width: int, base: int, unit: float
) -> Row:
    label = palette.tones[tone]["label"]
    bars = []
    for place in sorted({place for name, place, _ in counts if name == tone}):
        did, rest = counts.get((tone, place, True), 0), counts.get((tone, place, False), 0)
        said = f"{time.name(place)}: {did + rest} {label.lower()}" + (
            f", {rest} planned or denied" if rest else ""
        )
        bars.append(
            _bar(_middle(time, place, width), _thick(time, width), base, did * unit, rest * unit, said)
        )
    count = sum(number for (name, _, _), number in counts.items() if name == tone)
    return {"tone": tone, "label": label, "count": count, "base": base, "bars": bars}


def _bar(middle: float, wide: float, base: int, did: float, rest: float, said: str) -> Row:
    return {
        "x": round(middle - wide / 2, 1),
        "width": round(wide, 1),
        "y": round(base - did, 1),
        "height": round(did, 1),
        "rest_y": round(base - did - rest, 1),
        "rest": round(rest, 1),
        "title": said,
    }


def _thick(time: Axis, width: int) -> float:
    return min(WIDEST, 0.8 * (width - LEFT - RIGHT) / len(time))


def _middle(time: Axis, place: float, width: int) -> float:
    return LEFT + (place + 0.5) * (width - LEFT - RIGHT) / len(time)


def _occurred(entry: Entry) -> bool:
    return entry.row["standing"] in OCCURRED


def _told(counts: Counts, tones: Iterable[str], palette: Palette, time: Axis) -> str:
    """The picture in words."""
    first, last = time.name(0), time.name(len(time) - 1)
    sums = {tone: sum(count for key, count in counts.items() if key[0] == tone) for tone in tones}
    parts = (f"{count} {palette.tones[tone]['label'].lower()}" for tone, count in sums.items())
    return f"{first if first == last else f'{first} to {last}'}: claims of {', '.join(parts)}."
