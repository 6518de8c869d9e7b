"""Reads the tables of names into a gazetteer, and the user's own tables over them.

>>> gazetteer = load()
>>> [sense.entry.id for sense in gazetteer.senses("U.S.")]
['USA']
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from kg import vocab
from kg.rules import RULES, RulesError
from kg.rules.entries import Entry, Gazetteer, Post, Sense, Title, key
from kg.rules.rows import Row, Sheet, cells, need, rows
from kg.rules.shelf import FORMS, Shelf, entry

NAMES = RULES / "names"
T = TypeVar("T")
_DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")
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


def _gazetteer(paths: tuple[Path, ...], *, own: int) -> Gazetteer:
    shelf = Shelf()
    for number, path in enumerate(paths):
        if number >= len(paths) - own:
            shelf.forget(row for _, row in rows(path))
        _READERS.get(path.stem, _entities)(path, shelf)
    return shelf.gazetteer()


def _entities(path: Path, shelf: Shelf, *, given: str = "") -> None:
    """Enter every row under what it is called; what else it says is read when somebody asks."""
    sheet = Sheet(path, given={"type": given} if given else {})
    ids, labels, types = map(sheet.at, _NEEDED)
    forms = [sheet.at(column) for column in FORMS if column in sheet.columns]
    classes = frozenset(vocab.classes())
    for number, line, found in sheet.lines():
        if not (found[ids] and found[labels] and (found[types] or given) in classes):
            _check(sheet.row(line), sheet.place(number))
        own = ((sheet, line),)
        shelf.entries[found[ids]] = own[0]
        shelf.name(found[labels], own)
        for form in forms:
            if found[form]:
                for words in found[form].split("|"):
                    shelf.name(words, own)


def _people(path: Path, shelf: Shelf) -> None:
    _entities(path, shelf, given="Person")


def _check(row: Row, place: str) -> None:
    """Raise RulesError where a row is no entity's."""
    need(row, place, _NEEDED)
    if row["type"] not in vocab.classes():
        raise RulesError(f"{place}: unknown type {row['type']!r}; allowed are {', '.join(vocab.classes())}")


def _metonyms(path: Path, shelf: Shelf) -> None:
    for place, row in rows(path):
        need(row, place, ("name", *_NEEDED))
        meant = shelf.entry(row["id"]) or _apart(row, place)
        shelf.entries.setdefault(meant.id, meant)
        weak, city = row.get("strength") == "weak", row.get("is_place") == "yes"
        form = "name" if key(row["name"]) == key(meant.label) else "metonym"
        shelf.name(row["name"], (Sense(meant, form, weak=weak, city=city and meant.type != "City"),))


def _apart(row: Row, place: str) -> Entry:
    """The entity of a metonym that no other table has."""
    _check(row, place)
    return entry(row)._replace(state=row.get("acts_for"))


def _titles(path: Path, shelf: Shelf) -> None:
    for place, row in rows(path):
        need(row, place, ("title", "role"))
        for column in ("title", "plural"):
            if words := row.get(column):
                _add(shelf.titles, key(words.lower()), _title(row, plural=column == "plural"))


def _title(row: Row, *, plural: bool) -> Title:
    return Title(
        words=row["title"],
        role=row["role"],
        kind=row.get("kind", ""),
        sector=row.get("sector", ""),
        template=row.get("template") or None,
        only=frozenset(cells(row, "only")),
        gender=row.get("gender") or None,
        plural=plural,
    )


def _offices(path: Path, shelf: Shelf) -> None:
    for place, row in rows(path):
        need(row, place, ("id", "label", "of", "role"))
        row = {"type": "Office"} | row
        _check(row, place)
        office = entry(row)._replace(roles=(row["role"], *cells(row, "also")), of=row["of"])
        shelf.entries[office.id] = office
        for role in office.roles:
            _add(shelf.offices, f"{role} {office.of}", office)


def _holders(path: Path, shelf: Shelf) -> None:
    """Enter each post under its person and under its role and body."""
    sheet = Sheet(path)
    offices, people, since, until = map(sheet.at, ("office", "person", "from", "to"))
    for number, line, found in sheet.lines():
        office, person = shelf.entry(found[offices]), found[people]
        dated = _DATE.fullmatch(found[since]) and _DATE.fullmatch(found[until])
        if office is None or person not in shelf.entries or not dated:
            raise _unheld(sheet.row(line), sheet.place(number), shelf)
        post = Post(person, office, found[since] or None, found[until] or None)
        _add(shelf.posts, person, post)
        for role in office.roles:
            _add(shelf.posts, f"{role} {office.of}", post)


def _unheld(row: Row, place: str, shelf: Shelf) -> RulesError:
    """What is wrong with a row of holders."""
    need(row, place, ("office", "person"))
    for column in ("from", "to"):
        if not _DATE.fullmatch(row.get(column, "")):
            wrong = f"{column} {row[column]!r} is no date; write 2025-01-20, 2025-01 or 2025"
            return RulesError(f"{place}: {wrong}")
    column = next(column for column in _HOME if row[column] not in shelf.entries)
    return RulesError(f"{place}: no {column} {row[column]!r}; it must be an id of {_HOME[column]}")


def _add(table: dict[str, tuple[T, ...]], name: str, row: T) -> None:
    table[name] = (*table.get(name, ()), row)


_HOME = MappingProxyType({"office": "offices.tsv", "person": "people.tsv"})
_READERS: Mapping[str, Callable[[Path, Shelf], None]] = MappingProxyType(
    {
        "people": _people,
        "offices": _offices,
        "holders": _holders,
        "metonyms": _metonyms,
        "titles": _titles,
    }
)
