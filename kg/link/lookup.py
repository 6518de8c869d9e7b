"""What a name links to, and why: the answer of ``kg names``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kg.rules.entries import Entry, Gazetteer, Post


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that a name may stand for: `via` is how, `offices` a person's posts, on the day if any."""

    entry: Entry
    via: str
    weak: bool
    offices: tuple[Post, ...]


def lookup(name: str, gazetteer: Gazetteer, *, on: date | None = None) -> list[Answer]:
    """All that a name or identifier may stand for, the likeliest first; an unknown one gives none."""
    day = on.isoformat() if on else None
    senses = sorted(gazetteer.senses(name), key=lambda sense: sense.weak)
    found = [
        Answer(sense.entry, sense.form, sense.weak, gazetteer.held(sense.entry.id, day)) for sense in senses
    ]
    return found or [*_by_id(name, gazetteer, day)]


def _by_id(name: str, gazetteer: Gazetteer, day: str | None) -> Iterator[Answer]:
    if entry := gazetteer.entries.get(name):
        yield Answer(entry, "id", False, gazetteer.held(entry.id, day))
