"""A claim as the pages show it: in words, with its sentence in marked parts, and with the pages that it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from kg import vocab
from kg.draw.rows import Row
from kg.draw.site.book import Book, Entries, Entry, pair
from kg.draw.site.days import period, spelt
from kg.records import Document, Link

VIEW = "view.html"
OPEN, FOLDED = 12, 200  # cards shown at once, and with those behind a fold; the view has the others


def cards(book: Book, entries: Entries) -> Row:
    """The cards of a section: some shown, some behind a fold, and how many are left out."""
    made = [card(book, entry) for entry in entries[:FOLDED]]
    return {"shown": made[:OPEN], "folded": made[OPEN:], "left": max(0, len(entries) - FOLDED)}


def card(book: Book, entry: Entry) -> Row:
    """A claim in full."""
    fact, row = entry.fact, entry.row
    return line(book, entry) | {
        "anchor": f"c-{fact.id}",
        "parts": list(_parts(fact.sentence.text, row.get("marks", ()))),
        "inside": _inside(book, fact.within),
        "says": [link(book, voice.link) for voice in (fact.attribution.voices if fact.attribution else ())],
        "particulars": list(_particulars(row)),
        "document": document(book, book.documents[fact.doc]),
    }


def line(book: Book, entry: Entry) -> Row:
    """A claim on one line: its day, who did what to whom, how far it holds, and the page that tells all of it."""
    fact, row = entry.fact, entry.row
    return {
        "day": "day" in row and spelt(row["day"]),
        "tone": row["tone"],
        "subject": link(book, fact.subject),
        "verb": verb(book, entry),
        "object": fact.object and link(book, fact.object),
        "content": "" if fact.object or not fact.content else fact.content.text,
        "badges": list(_badges(row)),
        "href": href(book, entry),
    }


def verb(book: Book, entry: Entry) -> str:
    """What a claim says was done, in the words of the text where the relation is open."""
    return str(entry.row.get("phrase") or book.relations[entry.fact.relation]["label"])


def href(book: Book, entry: Entry) -> str | None:
    """Where a claim stands: on the page of its pair, else on its subject's, else nowhere."""
    fact = entry.fact
    ends = pair(fact.subject.id, fact.object.id if fact.object else fact.subject.id)
    if ends in book.paths.pairs:
        path, told = book.paths.pairs[ends], book.pairs[ends]
    elif fact.subject.id in book.paths.actors:
        path, told = book.paths.actors[fact.subject.id], book.about[fact.subject.id]
    else:
        return None
    return (
        f"{path}#c-{quote(fact.id, safe='', errors='replace')}"
        if any(entry is shown for shown in told[:FOLDED])
        else path
    )


def link(book: Book, linked: Link) -> Row:
    """Whom a claim names: the label, the look, and the page if there is one."""
    return actor(book, linked.id) if linked.id in book.actors else _named(linked.label or linked.id)


def actor(book: Book, id: str) -> Row:
    """An actor's label, class and page, if there is one."""
    found = book.actors[id]
    return _named(found.label or id) | {
        "look": looks(book, found.type),
        "shape": book.palette.look(found.type)["shape"],
        "href": book.paths.actors.get(id),
    }


def looks(book: Book, cls: str) -> str:
    """The name of the row of the palette that a class wears."""
    row = book.palette.look(cls)
    return next(name for name, other in book.palette.classes.items() if other is row)


def kind(cls: str) -> str:
    """A class in words."""
    words = vocab.label(cls) if cls in vocab.classes() else cls
    return words[:1].upper() + words[1:]


def document(book: Book, found: Document) -> Row:
    """What a document is called, where its page is, and its own address where a browser may follow it."""
    return {
        "title": found.title or found.url or found.path or found.id,
        "publisher": found.publisher,
        "day": found.published and spelt(found.published),
        "href": book.paths.documents.get(found.id),
        "url": web(found.url),
    }


def web(url: str | None) -> str | None:
    """An address that leads to the web and nowhere else, or None."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def selected(*, actor: str) -> str:
    """The address of the view with an actor chosen."""
    return f"{VIEW}#select={quote(f'actor:{actor}', safe='', errors='replace')}"


def _named(label: str) -> Row:
    return {"label": label, "look": "Entity", "shape": "dot", "href": None}


def _parts(text: str, marks: Iterable[tuple[int, int, str]]) -> Iterator[Row]:
    """The sentence in stretches with their roles; marks count in UTF-16 units, as the view's script does."""
    units, done = text.encode("utf-16-le", "surrogatepass"), 0
    for begin, end, role in (*marks, (len(units) // 2, len(units) // 2, "")):
        for start, stop, name in ((done, begin, ""), (begin, end, role)):
            if start < stop:
                yield {
                    "text": units[2 * start : 2 * stop].decode("utf-16-le", "surrogatepass"),
                    "role": name,
                }
        done = end


def _badges(row: Row) -> Iterator[Row]:
    if row["polarity"] == "negative":
        yield {"name": "denied", "words": "Denied"}
    if row["modality"] != "asserted":
        yield {"name": "unrealised", "words": str(row["modality"]).capitalize()}


def _inside(book: Book, holder: str | None) -> str | None:
    """The claim within whose content this one stands, in words."""
    outer = book.by_id.get(holder or "")
    if outer is None:
        return None
    fact = outer.fact
    words = [fact.subject.label, verb(book, outer), *([fact.object.label] if fact.object else [])]
    return " ".join(words)


def _particulars(row: Row) -> Iterator[str]:
    known: tuple[Any, ...] = (
        "day" in row and period(row.get("since") or row["day"], row["day"]),
        "when" in row and f"“{row['when']}”",
        "place" in row and f"in {row['place']}",
        row.get("event"),
        row.get("mode"),
        *row.get("context", ()),
        f"confidence {round(row['confidence'] * 100)} %",
    )
    return (words for words in known if words)
