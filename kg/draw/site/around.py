"""The picture of whom an actor deals with: the actor in the middle, the others in two bows, one line a direction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import hypot, sqrt
from unicodedata import east_asian_width

from kg.draw.palette import STANDINGS
from kg.draw.rows import Row
from kg.draw.site.book import Book, Entries, Entry, pair
from kg.draw.site.cards import actor
from kg.draw.site.shapes import points

WIDTH, ROW, AIR = 620, 36, 24  # pixels: of the picture, of one of the others, above and below all
MOST = 14  # of the others
REACH = 118  # pixels from the middle to the outermost of the bows
CENTRE, SMALLEST, LARGEST = 15.0, 5.5, 10.0  # radii in pixels
LONGEST = 25  # letters of a label, of which a wide one counts twice

Spot = tuple[float, float]


def around(book: Book, id: str) -> Row | None:
    """The geometry of the picture in pixels, or None where the actor deals with nobody."""
    near = neighbours(book, id)[:MOST]
    if not near:
        return None
    height = 2 * AIR + ROW * -(-len(near) // 2)
    middle = (WIDTH / 2, height / 2)
    places = dict(zip((other for other, _ in near), _places(len(near), middle), strict=True))
    most = max(len(entries) for _, entries in near)
    spots = {
        other: (*places[other], SMALLEST + (LARGEST - SMALLEST) * sqrt(len(entries) / most))
        for other, entries in near
    }
    return {
        "width": WIDTH,
        "height": height,
        "centre": actor(book, id) | _drawn(book, id, *middle, CENTRE),
        "nodes": [_node(book, other, spots[other], len(entries), middle) for other, entries in near],
        "lines": [
            line for other, entries in near for line in _lines(book, id, entries, middle, spots[other])
        ],
        "ties": list(_ties(book, [other for other, _ in near], places)),
    }


def neighbours(book: Book, id: str) -> list[tuple[str, Entries]]:
    """The others with whom claims link an actor, quiet ones apart, by falling number of claims."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in book.about.get(id, ()):
        fact = entry.fact
        if fact.object and fact.object.id != fact.subject.id and fact.relation not in book.quiet:
            found[fact.object.id if fact.subject.id == id else fact.subject.id].append(entry)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), book.actors[item[0]].label, item[0]))
    return [(other, tuple(entries)) for other, entries in ranked]


def tone(book: Book, entries: Sequence[Entry]) -> str:
    """The commonest tone of some claims, the first of the legend where two are."""
    counts = Counter(entry.row["tone"] for entry in entries)
    return max(book.palette.tones, key=lambda name: counts[name])


def _places(count: int, middle: Spot) -> Iterator[Spot]:
    """Right and left in turn, from the height of the middle outwards, so that no two labels share a line."""
    half = -(-count // 2)
    for step in range(count):
        side, rank = 1 if step % 2 == 0 else -1, step // 2
        rows = half if side == 1 else count // 2
        row = (rows - 1) // 2 + (rank + 1) // 2 * (1 if rank % 2 else -1)
        down = (row - (rows - 1) / 2) * ROW
        bow = sqrt(1 - 0.55 * (2 * down / (half * ROW)) ** 2)
        yield middle[0] + side * REACH * bow, middle[1] + down


def _node(book: Book, id: str, spot: tuple[float, float, float], count: int, middle: Spot) -> Row:
    x, y, radius = spot
    named = actor(book, id)
    right = x > middle[0]
    label = named["label"]
    return (
        named
        | _drawn(book, id, x, y, radius)
        | {
            "text_x": round(x + (radius + 7) * (1 if right else -1), 1),
            "anchor": "start" if right else "end",
            "short": _short(label),
            "title": f"{label}: {count} claim{'' if count == 1 else 's'}",
        }
    )


def _short(label: str) -> str:
    """What there is room for of a label."""
    room = accumulate(2 if east_asian_width(letter) in "WF" else 1 for letter in label)
    fits = sum(1 for taken in room if taken <= LONGEST)
    return label if fits == len(label) else label[: fits - 1].rstrip() + "…"


def _drawn(book: Book, id: str, x: float, y: float, radius: float) -> Row:
    shape = book.palette.look(book.actors[id].type)["shape"]
    return {
        "x": round(x, 1),
        "y": round(y, 1),
        "radius": round(radius, 1),
        "points": points(shape, x, y, radius * 1.15),
    }


def _lines(
    book: Book, id: str, entries: Entries, middle: Spot, spot: tuple[float, float, float]
) -> Iterator[Row]:
    """What the actor does, what the other does, and what both do, each a line from one to the other."""
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups["both" if entry.fact.symmetric else "out" if entry.fact.subject.id == id else "in"].append(
            entry
        )
    start, end = (*middle, CENTRE), spot
    for way in sorted(groups):
        one, other = (end, start) if way == "in" else (start, end)
        bend = 0.13 if way != "both" and {"in", "out"} <= groups.keys() else 0.0
        yield _line(one, other, bend, arrow=way != "both") | _worn(book, groups[way])


def _line(
    one: tuple[float, float, float], other: tuple[float, float, float], bend: float, *, arrow: bool
) -> Row:
    """A curve that begins and ends at the rims of two circles, and the point of its arrow."""
    across, down = other[0] - one[0], other[1] - one[1]
    knee = (one[0] + across / 2 + bend * down, one[1] + down / 2 - bend * across)
    start, end = _rim(one, knee, 2), _rim(other, knee, 8 if arrow else 2)
    tip = _rim(other, knee, 2)
    path = f"M{_point(start)}Q{_point(knee)} {_point(end)}"
    return {"path": path, "arrow": _arrow(end, tip) if arrow else ""}


def _rim(circle: tuple[float, float, float], towards: Spot, gap: float) -> Spot:
    x, y, radius = circle
    far = hypot(towards[0] - x, towards[1] - y) or 1
    part = (radius + gap) / far
    return x + (towards[0] - x) * part, y + (towards[1] - y) * part


def _arrow(back: Spot, tip: Spot) -> str:
    across, down = (tip[0] - back[0]) * 0.6, (tip[1] - back[1]) * 0.6
    corners = (tip, (back[0] - down, back[1] + across), (back[0] + down, back[1] - across))
    return " ".join(map(_point, corners))


def _point(spot: Spot) -> str:
    return f"{spot[0]:.1f},{spot[1]:.1f}"


def _worn(book: Book, entries: Sequence[Entry]) -> Row:
    """The look of a line: the commonest tone, and the strongest standing."""
    standing = min((entry.row["standing"] for entry in entries), key=STANDINGS.index)
    look = book.palette.standings[standing]
    return {
        "tone": tone(book, entries),
        "width": round(min(1.3 + 0.9 * sqrt(len(entries) - 1), 5), 1),
        "dashes": " ".join(map(str, look["dashes"])),
        "opacity": look["opacity"],
    }


def _ties(book: Book, others: Sequence[str], places: dict[str, Spot]) -> Iterator[Row]:
    """Those of the others who deal with one another."""
    for step, one in enumerate(others):
        for other in others[step + 1 :]:
            if pair(one, other) in book.pairs:
                (x1, y1), (x2, y2) = places[one], places[other]
                yield {"x1": round(x1, 1), "y1": round(y1, 1), "x2": round(x2, 1), "y2": round(y2, 1)}
