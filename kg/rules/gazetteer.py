"""Reads the tables of names into a gazetteer, and the user's own tables over them.

>>> gazetteer = load()
>>> [sense.entry.id for sense in gazetteer.senses("U.S.")]
['USA']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from kg import vocab
from kg.rules import RULES, RulesError
from kg.rules.entries import Entry, Gazetteer, Post, Sense, Title, key
from kg.rules.rows import Row, cells, need, rows

NAMES = RULES / "names"
T = TypeVar("T")
_DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")
_FORMS = {
    "names": "name",
    "aliases": "name",
    "abbreviations": "name",
    "people": "people",
    "adjectives": "adjective",
    "surnames": "surname",
}
_ALIASES = ("names", "aliases", "abbreviations")
_NEEDED = ("id", "label", "type")


def load(paths: Iterable[Path | str] | None = None) -> Gazetteer:
    """Read the packaged tables, then the user's, whose rows replace those with the same identifier or name.

    A bad row raises RulesError with its file, line and what is allowed.
    """
    packaged = _packaged()
    user = tuple(Path(path) for path in paths or ())
    return packaged if not user else _gazetteer((*_tables(), *user), own=len(user))


@cache
def _packaged() -> Gazetteer:
    return _gazetteer(_tables(), own=0)


def _tables() -> tuple[Path, ...]:
    """Entities come first, since the other tables speak of them."""
    order = ("", *_READERS)
    return tuple(
        sorted(
            NAMES.glob("*.tsv"),
            key=lambda path: (order.index(path.stem if path.stem in order else ""), path.stem),
        )
    )


class _Shelf:
    """What has been read so far."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.names: dict[str, tuple[Sense, ...]] = {}
        self.titles: dict[str, tuple[Title, ...]] = {}
        self.posts: dict[str, tuple[Post, ...]] = {}
        self.offices: dict[str, tuple[Entry, ...]] = {}

    def name(self, words: str, sense: Sense) -> None:
        """Enter a name; the same entity enters only once under it."""
        name = key(words)
        if (senses := self.names.get(name)) is None:  # the rule: few names have several senses
            self.names[name] = (sense,)
        elif all((known.entry.id, known.city) != (sense.entry.id, sense.city) for known in senses):
            self.names[name] = (*senses, sense)


def _add(table: dict[str, tuple[T, ...]], name: str, row: T) -> None:
    table[name] = (*table.get(name, ()), row)


def _gazetteer(paths: tuple[Path, ...], *, own: int) -> Gazetteer:
    shelf = _Shelf()
    for number, path in enumerate(paths):
        if number >= len(paths) - own:
            _override(path, shelf)
        reader = _READERS.get(path.stem, _entity)
        for place, row in rows(path):
            reader(row, place, shelf)
    shelf.names.pop("", None)
    return Gazetteer(
        entries=MappingProxyType(shelf.entries),
        names=MappingProxyType(shelf.names),
        titles=MappingProxyType(shelf.titles),
        posts=MappingProxyType(shelf.posts),
        offices=MappingProxyType(shelf.offices),
        reach=_reach(shelf.names),
        title_reach=_reach(shelf.titles),
    )


def _reach(names: Iterable[str]) -> Mapping[str, int]:
    reach: dict[str, int] = {}
    for name in names:
        first, size = name.partition(" ")[0], name.count(" ") + 1
        if size > reach.get(first, 0):
            reach[first] = size
    return MappingProxyType(reach)


def _override(path: Path, shelf: _Shelf) -> None:
    """Forget what the packaged tables say of the identifiers and names of a user's table."""
    own = [row for _, row in rows(path)]
    ids = {row.get("id") for row in own}
    for row in own:
        for column in ("label", *_FORMS):
            for name in cells(row, column):
                shelf.names.pop(key(name), None)
    for name, senses in shelf.names.items():
        shelf.names[name] = tuple(sense for sense in senses if sense.entry.id not in ids)


def _type(row: Row, place: str) -> str:
    if (name := row["type"]) not in vocab.classes():
        raise RulesError(f"{place}: unknown type {name!r}; allowed are {', '.join(vocab.classes())}")
    return name


def _same_as(row: Row) -> Iterator[str]:
    if "geonames" in row:
        yield f"https://sws.geonames.org/{row['geonames']}/"
    if "wikidata" in row:
        yield f"http://www.wikidata.org/entity/{row['wikidata']}"


def _entry(row: Row, place: str) -> Entry:
    need(row, place, _NEEDED)
    kind = _type(row, place)
    return Entry(
        id=row["id"],
        label=row["label"],
        type=kind,
        state=row.get("acts_for")
        or row.get("state")
        or (row["id"] if kind == "State" else row.get("sovereign")),
        kind=row.get("kind", ""),
        names=tuple(sorted(name for column in _ALIASES if column in row for name in cells(row, column))),
        adjective=next(iter(cells(row, "adjectives")), None),
        article="article" in row,
        leader=row.get("leader"),
        gender=row.get("gender"),
        state_media=row.get("state_media") == "yes",
        neighbours=cells(row, "neighbours"),
        region=row.get("region"),
        same_as=tuple(_same_as(row)),
    )


def _entity(row: Row, place: str, shelf: _Shelf) -> None:
    entry = _entry(row, place)
    shelf.entries[entry.id] = entry
    weak = cells(row, "ambiguous")
    shelf.name(entry.label, Sense(entry, "name", weak=entry.label in weak))
    for column, form in _FORMS.items():
        if column in row:
            for words in cells(row, column):
                shelf.name(words, Sense(entry, form, weak=words in weak))


def _metonym(row: Row, place: str, shelf: _Shelf) -> None:
    need(row, place, ("name", *_NEEDED))
    entry = shelf.entries.get(row["id"]) or _entry(row, place)._replace(state=row.get("acts_for"))
    shelf.entries.setdefault(entry.id, entry)
    weak, city = row.get("strength") == "weak", row.get("is_place") == "yes"
    form = "name" if key(row["name"]) == key(entry.label) else "metonym"
    shelf.name(row["name"], Sense(entry, form, weak=weak, city=city and entry.type != "City"))


def _title(row: Row, place: str, shelf: _Shelf) -> None:
    need(row, place, ("title", "role"))
    for column in ("title", "plural"):
        if words := row.get(column):
            title = Title(
                words=row["title"],
                role=row["role"],
                kind=row.get("kind", ""),
                sector=row.get("sector", ""),
                template=row.get("template") or None,
                only=frozenset(cells(row, "only")),
                gender=row.get("gender") or None,
                plural=column == "plural",
            )
            _add(shelf.titles, key(words.lower()), title)


def _person(row: Row, place: str, shelf: _Shelf) -> None:
    _entity({"type": "Person"} | row, place, shelf)


def _office(row: Row, place: str, shelf: _Shelf) -> None:
    need(row, place, ("id", "label", "of", "role"))
    entry = _entry({"type": "Office"} | row, place)._replace(
        roles=(row["role"], *cells(row, "also")), of=row["of"]
    )
    shelf.entries[entry.id] = entry
    for role in entry.roles:
        _add(shelf.offices, f"{role} {entry.of}", entry)


def _holder(row: Row, place: str, shelf: _Shelf) -> None:
    """Enter a post under its person and under its role and body."""
    need(row, place, ("office", "person"))
    for column in ("from", "to"):
        if not _DATE.fullmatch(row.get(column, "")):
            raise RulesError(
                f"{place}: {column} {row[column]!r} is no date; write 2025-01-20, 2025-01 or 2025"
            )
    for column in ("office", "person"):
        if row[column] not in shelf.entries:
            raise RulesError(f"{place}: no {column} {row[column]!r}; it must be an id of {_HOME[column]}")
    office = shelf.entries[row["office"]]
    post = Post(row["person"], office, row.get("from") or None, row.get("to") or None)
    for name in (row["person"], *(f"{role} {office.of}" for role in office.roles)):
        _add(shelf.posts, name, post)


_HOME = MappingProxyType({"office": "offices.tsv", "person": "people.tsv"})
_READERS: Mapping[str, Callable[[Row, str, _Shelf], None]] = MappingProxyType(
    {"people": _person, "offices": _office, "holders": _holder, "metonyms": _metonym, "titles": _title}
)
