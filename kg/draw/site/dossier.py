"""The page of an actor: who it is, its offices and bodies, what it did and what was done to it, and who says what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from kg.draw.rows import Row
from kg.draw.site.around import around, neighbours
from kg.draw.site.book import Book, Entries, Entry, pair, voices
from kg.draw.site.cards import actor, cards, kind, line, selected, web
from kg.draw.site.lanes import lanes
from kg.draw.site.tallies import bar, folded, span

LINES = 8  # claims listed of one voice


def dossier(book: Book, id: str) -> Row:
    """What the page of an actor tells."""
    found, about = book.actors[id], book.about.get(id, ())
    told = _split(book, about, id)
    return {
        "actor": actor(book, id),
        "kind": kind(found.type),
        "count": len(about),
        "span": span(about),
        "names": [name for name in found.aliases if name != found.label],
        "same": [{"text": iri, "url": web(iri)} for iri in found.same_as],
        "principals": list(_principals(book, id)),
        "offices": _offices(book, id),
        "agents": folded([actor(book, other) for other in _agents(book, id)]),
        "around": around(book, id),
        "lanes": lanes(about, book.palette),
        "neighbours": folded([_neighbour(book, id, *near) for near in neighbours(book, id)]),
        "sections": [
            {"title": title, "cards": cards(book, told[name])} for name, title in SECTIONS if told[name]
        ],
        "voices": folded(list(_voices(book, id))),
        "says": _lines(book, book.said.get(id, ())),
        "view": selected(actor=id) if id in book.drawn else None,
    }


SECTIONS = (
    ("did", "What it did"),
    ("met", "What it did together with others"),
    ("suffered", "What was done to it"),
    ("known", "Offices and other states of affairs"),
)


def _split(book: Book, entries: Entries, id: str) -> dict[str, Entries]:
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        fact = entry.fact
        if fact.relation in book.palette.quiet or not fact.event:
            found["known"].append(entry)
        elif fact.symmetric and fact.object:
            found["met"].append(entry)
        else:
            found["did" if fact.subject.id == id else "suffered"].append(entry)
    return {name: tuple(found[name]) for name, _ in SECTIONS}


def _principals(book: Book, id: str) -> Iterator[Row]:
    """For whom an actor acts, and whose it is where that is another."""
    found = book.actors[id]
    for words, other in (("acts for", found.acts_for), ("of", found.of_state)):
        if other and other != id and not (words == "of" and other == found.acts_for):
            yield {"words": words, "actor": actor(book, other) if other in book.actors else {"label": other}}


def _agents(book: Book, id: str) -> list[str]:
    """Those with a page who act for an actor or are its own, by rank."""
    others = (other for other in book.paths.actors if other != id)
    return [other for other in others if id in (book.actors[other].acts_for, book.actors[other].of_state)]


def _offices(book: Book, id: str) -> list[Row]:
    """The offices of a person, or those who hold an office, with the days on which a document says so."""
    found: defaultdict[tuple[str, bool], list[Entry]] = defaultdict(list)
    for entry in book.about.get(id, ()):
        fact = entry.fact
        if fact.relation in book.palette.offices and fact.object and fact.polarity == "positive":
            holds = fact.subject.id == id
            found[fact.object.id if holds else fact.subject.id, holds].append(entry)
    return [
        {
            "words": _verb(book, entries[0], holds),
            "actor": actor(book, other),
            "span": span(entries),
        }
        for (other, holds), entries in sorted(
            found.items(), key=lambda item: (item[1][0].row.get("day", ""), item[0]), reverse=True
        )
    ]


def _verb(book: Book, entry: Entry, holds: bool) -> str:
    return str(book.relations[entry.fact.relation]["label"]) if holds else "held by"


def _neighbour(book: Book, id: str, other: str, entries: Entries) -> Row:
    ways = Counter(
        "met" if e.fact.symmetric else "did" if e.fact.subject.id == id else "suffered" for e in entries
    )
    return actor(book, other) | {
        "pair": book.paths.pairs.get(pair(id, other)),
        "counts": [ways[name] for name in ("did", "suffered", "met")],
        "bar": bar(book, entries),
        "span": span(entries),
    }


def _voices(book: Book, id: str) -> Iterator[Row]:
    """Who speaks of an actor, by falling number of claims, with what each says."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in book.about.get(id, ()):
        for voice in dict.fromkeys(voices(entry.fact)):
            found[voice].append(entry)
    for voice, entries in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        yield actor(book, voice) | {
            "count": len(entries),
            "bar": bar(book, entries),
            "lines": _lines(book, entries),
        }


def _lines(book: Book, entries: Iterable[Entry]) -> Row:
    made = [line(book, entry) for entry in entries]
    return {"shown": made[:LINES], "left": max(0, len(made) - LINES)}
