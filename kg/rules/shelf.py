"""What the tables of names have said so far: a row stays a line until somebody looks its names up.

A text names a few of the thousands of entities, so making all of them would take most of the time of the load.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType

from kg.lazy import Lazy
from kg.rules.entries import Entry, Gazetteer, Post, Sense, Title, key
from kg.rules.rows import Row, Sheet, cells

Line = tuple[Sheet, str]

FORMS: Mapping[str, str] = MappingProxyType(
    {
        "names": "name",
        "aliases": "name",
        "abbreviations": "name",
        "people": "people",
        "adjectives": "adjective",
        "surnames": "surname",
    }
)
_ALIASES = ("names", "aliases", "abbreviations")


class Shelf:
    """What has been read so far: entities and names by their lines, the rest as it is."""

    def __init__(self) -> None:
        self.entries: dict[str, Line | Entry] = {}
        self.names: dict[str, tuple[Line | Sense, ...]] = {}
        self.titles: dict[str, tuple[Title, ...]] = {}
        self.posts: dict[str, tuple[Post, ...]] = {}
        self.offices: dict[str, tuple[Entry, ...]] = {}
        self._read = cache(_read)

    def name(self, words: str, own: tuple[Line | Sense, ...]) -> None:
        """Enter a name of a line, which enters only once under it."""
        name = key(words)
        known = self.names.setdefault(name, own)
        if known is not own and own[0] not in known:
            self.names[name] = known + own

    def entry(self, name: str) -> Entry | None:
        """The entity with an identifier, as the last table has it."""
        held = self.entries.get(name)
        return None if held is None else self._entry(name, held)

    def forget(self, rows: Iterable[Row]) -> None:
        """Forget what was said of the identifiers and names of some rows."""
        own = list(rows)
        ids = {row.get("id") for row in own}
        for row in own:
            for column in ("label", *FORMS):
                for name in cells(row, column):
                    self.names.pop(key(name), None)
        for name, known in self.names.items():
            self.names[name] = tuple(one for one in known if self._sense(name, one).entry.id not in ids)

    def gazetteer(self) -> Gazetteer:
        """The tables as they are given out."""
        self.names.pop("", None)
        return Gazetteer(
            entries=Lazy(self.entries, self._entry),
            names=Lazy(self.names, self._senses),
            titles=MappingProxyType(self.titles),
            posts=MappingProxyType(self.posts),
            offices=MappingProxyType(self.offices),
            reach=_reach(self.names),
            title_reach=_reach(self.titles),
        )

    def _entry(self, _: str, held: Line | Entry) -> Entry:
        return held if isinstance(held, Entry) else self._read(held)

    def _senses(self, name: str, known: tuple[Line | Sense, ...]) -> tuple[Sense, ...]:
        """The senses of a name, one for each entity and each city."""
        senses: dict[tuple[str, bool], Sense] = {}
        for sense in (self._sense(name, one) for one in known):
            senses.setdefault((sense.entry.id, sense.city), sense)
        return tuple(senses.values())

    def _sense(self, name: str, held: Line | Sense) -> Sense:
        if isinstance(held, Sense):
            return held
        sheet, line = held
        row = sheet.row(line)
        form, words = next((form, words) for form, words in _forms(row) if key(words) == name)
        return Sense(self._read(held), form, weak=words in cells(row, "ambiguous"))


def _forms(row: Row) -> Iterator[tuple[str, str]]:
    """What an entity is called, with the form of each name; the first form of a name holds."""
    yield "name", row["label"]
    for column, form in FORMS.items():
        for words in cells(row, column):
            yield form, words


def _read(held: Line) -> Entry:
    sheet, line = held
    return entry(sheet.row(line))


def entry(row: Row) -> Entry:
    """The entity that a row tells of."""
    return Entry(
        id=row["id"],
        label=row["label"],
        type=row["type"],
        state=row.get("acts_for")
        or row.get("state")
        or (row["id"] if row["type"] == "State" else row.get("sovereign")),
        kind=row.get("kind", ""),
        names=tuple(sorted(name for column in _ALIASES for name in cells(row, column))),
        adjective=next(iter(cells(row, "adjectives")), None),
        article="article" in row,
        leader=row.get("leader"),
        gender=row.get("gender"),
        state_media=row.get("state_media") == "yes",
        neighbours=cells(row, "neighbours"),
        region=row.get("region"),
        sector=row.get("sector"),
        plover=row.get("plover"),
        same_as=tuple(_same_as(row)),
    )


def _same_as(row: Row) -> Iterator[str]:
    if "geonames" in row:
        yield f"https://sws.geonames.org/{row['geonames']}/"
    if "wikidata" in row:
        yield f"http://www.wikidata.org/entity/{row['wikidata']}"


def _reach(names: Iterable[str]) -> Mapping[str, int]:
    """How many words the longest name has that begins with a word."""
    reach: dict[str, int] = {}
    for name in names:
        first, size = name.partition(" ")[0], name.count(" ") + 1
        if size > reach.get(first, 0):
            reach[first] = size
    return MappingProxyType(reach)
