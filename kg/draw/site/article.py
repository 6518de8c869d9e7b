"""The page of a document: its text with every claim underlined, each leading to the page of its pair."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.draw.rows import Row
from kg.draw.site.book import Book, Entry
from kg.draw.site.cards import document, href, line
from kg.draw.site.tallies import tones
from kg.records import Fact, Span

BREAK = re.compile(r"\n\s*\n")  # between paragraphs


@dataclass(frozen=True, slots=True)
class Stretch:
    """The part of a text over which a claim's words reach."""

    begin: int
    end: int
    entry: Entry


def article(book: Book, id: str) -> Row:
    """What the page of a document tells: paragraphs in pieces, and beside each the claims that begin in it."""
    found, entries = book.documents[id], book.within.get(id, ())
    stretches = sorted(
        (_stretch(entry) for entry in entries),
        key=lambda each: (each.begin, -each.end, each.entry.fact.trigger.begin, each.entry.fact.id),
    )
    blocks = list(_paragraphs(found.text)) if found.text else list(_sentences(entries))
    return {
        "document": document(book, found),
        "whole": bool(found.text),
        "count": len(entries),
        "tones": tones(book, entries),
        "blocks": [_block(book, begin, text, stretches) for begin, text in blocks],
    }


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Where each paragraph begins, and its text."""
    begin = 0
    for gap in (*BREAK.finditer(text), None):
        end = gap.start() if gap else len(text)
        if text[begin:end].strip():
            yield begin, text[begin:end]
        begin = gap.end() if gap else end


def _sentences(entries: Iterable[Entry]) -> Iterator[tuple[int, str]]:
    """The sentences that carry claims, each a block, where a store has kept no more of a text."""
    found = {entry.fact.sentence.begin: entry.fact.sentence.text for entry in entries}
    yield from sorted(found.items())


def _stretch(entry: Entry) -> Stretch:
    """From the first to the last of a claim's words, within its sentence."""
    fact = entry.fact
    spans = [
        span for span in _spans(fact) if fact.sentence.begin <= span.begin < span.end <= fact.sentence.end
    ]
    begin = min((span.begin for span in spans), default=fact.sentence.begin)
    return Stretch(begin, max((span.end for span in spans), default=fact.sentence.end), entry)


def _spans(fact: Fact) -> Iterator[Span]:
    yield fact.trigger
    yield fact.subject.mention
    if fact.object:
        yield fact.object.mention
    if fact.content:
        yield fact.content


def _block(book: Book, begin: int, text: str, stretches: Sequence[Stretch]) -> Row:
    end = begin + len(text)
    here = [each for each in stretches if each.begin < end and begin < each.end]
    return {
        "pieces": list(_pieces(book, begin, text, here)),
        "claims": [line(book, each.entry) for each in here if begin <= each.begin],
    }


def _pieces(book: Book, begin: int, text: str, here: Sequence[Stretch]) -> Iterator[Row]:
    """The text cut where a claim or its trigger begins or ends; a piece belongs to the shortest claim over it."""
    end = begin + len(text)
    cuts = {cut for each in here for cut in (each.begin, each.end, *_trigger(each))}
    places = [begin, *sorted(cut for cut in cuts if begin < cut < end), end]
    for start, stop in pairwise(places):
        over = [each for each in here if each.begin <= start < each.end]
        owner = min(over, key=lambda each: each.end - each.begin, default=None)
        words = text[start - begin : stop - begin]
        if owner is None:
            yield {"text": words, "tone": ""}
            continue
        said = [each for each in over if _trigger(each)[0] <= start < _trigger(each)[1]]
        entry = (said[0] if said else owner).entry
        yield {
            "text": words,
            "tone": entry.row["tone"],
            "standing": entry.row["standing"],
            "trigger": bool(said),
            "href": href(book, entry),
            "title": _words(book, entry),
        }


def _trigger(each: Stretch) -> tuple[int, int]:
    return each.entry.fact.trigger.begin, each.entry.fact.trigger.end


def _words(book: Book, entry: Entry) -> str:
    told = line(book, entry)
    object = told["object"]["label"] if told["object"] else told["content"]
    return " ".join(filter(None, [told["subject"]["label"], told["verb"], object]))
