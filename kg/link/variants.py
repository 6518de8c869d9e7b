"""Full names that are one person's in a text: "Henrik August Angell", "Henrik A. Angell" and "Henrik Angell"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

Words = tuple[str, ...]

INITIAL = re.compile(r"[A-Z]\.?")


def variants(found: Iterable[Words]) -> Mapping[Words, Sequence[Words]]:
    """Each full name with those that are the same person's, the shortest that spells out its first word at the front.

    A short name that several persons may go by is none of theirs: "Ann Reed" beside "Ann May Reed" and "Ann Joy Reed".
    """
    names = tuple(dict.fromkeys(found))
    longer = {name: [other for other in names if other != name and _shortens(name, other)] for name in names}
    shared = {name for name, others in longer.items() if not all(_one(a, b) for a in others for b in others)}
    groups: dict[Words, list[Words]] = {}
    for name in sorted(names, key=_plainness):
        own = (
            () if name in shared else (other for other in groups if other not in shared and _one(name, other))
        )
        group = groups[name] = groups.get(next(iter(own), name), [])
        group.append(name)
    return groups


def _plainness(name: Words) -> tuple[bool, int]:
    return INITIAL.fullmatch(name[0]) is not None, len(name)


def _one(name: Words, other: Words) -> bool:
    return name == other or _shortens(name, other) or _shortens(other, name)


def _shortens(short: Words, full: Words) -> bool:
    """Whether a name leaves out middle names of another, or has them as initials; a family name stays whole."""
    if len(short) < 2 or len(short) > len(full) or short[-1] != full[-1] or not _fits(short[0], full[0]):
        return False
    rest = iter(full[1:-1])
    return all(any(_fits(word, other) for other in rest) for word in short[1:-1])


def _fits(word: str, full: str) -> bool:
    initial = INITIAL.fullmatch(word) and full[0] == word[0]
    return word == full or bool(initial)
