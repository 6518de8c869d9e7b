"""A scene as the plain rows that the page's script reads; offsets are JavaScript's, in UTF-16 units."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from kg import vocab
from kg.draw.palette import STATE, Palette
from kg.draw.scene import Scene, day
from kg.records import Actor, Attribution, Document, Fact, Span

Row = dict[str, Any]
Mark = tuple[int, int, str]

TEXTS = 700_000  # characters of articles that one page carries, so that it stays a file that is easily sent


def rows(scene: Scene, palette: Palette) -> Row:
    """Documents, actors, sentences and claims, which refer to one another by their numbers, and the looks of all.

    A sentence is its text, its document and where it begins there; a document has its text where there is room.
    """
    number = {actor.id: index for index, actor in enumerate(scene.actors)}
    documents = {document.id: index for index, document in enumerate(scene.documents)}
    sentences: dict[tuple[str, int, str], int] = {}
    for fact in scene.facts:
        sentences.setdefault((fact.doc, fact.sentence.begin, fact.sentence.text), len(sentences))
    types = dict.fromkeys(actor.type for actor in scene.actors)
    relations = dict.fromkeys(sorted(fact.relation for fact in scene.facts))
    holders = {fact.id: {"within": index} for index, fact in enumerate(scene.facts)}
    claims = (_claim(fact, number, palette) | holders.get(fact.within or "", {}) for fact in scene.facts)
    spots = (sentences[fact.doc, fact.sentence.begin, fact.sentence.text] for fact in scene.facts)
    texts = _texts(scene)
    astral = {id: _astral(text) for id, text in texts.items()}
    return {
        "documents": [
            _document(document) | ({"text": texts[document.id]} if document.id in texts else {})
            for document in scene.documents
        ],
        "actors": [_actor(actor) for actor in scene.actors],
        "sentences": [
            (text, documents[doc], begin + bisect_left(astral.get(doc, ()), begin))
            for doc, begin, text in sentences
        ],
        "claims": [claim | {"sentence": spot} for claim, spot in zip(claims, spots, strict=True)],
        "classes": [
            {**palette.look(cls), "id": cls, "label": _class(cls)} for cls in _ordered(types, palette)
        ],
        "relations": [_relation(relation, palette) for relation in relations],
        "quiet": list(scene.quiet),
        "tones": [{"id": name, **row} for name, row in palette.tones.items()],
        "standings": [{"id": name, **row} for name, row in palette.standings.items()],
    }


def standing(fact: Fact) -> str:
    """How far the claim commits its document: ``denied``, ``unrealised``, ``attributed`` or ``stated``."""
    if fact.polarity == "negative":
        return "denied"
    if fact.modality != "asserted":
        return "unrealised"
    return "attributed" if fact.attribution else "stated"


def _ordered(types: dict[str, None], palette: Palette) -> list[str]:
    order = list(palette.classes.values())
    return sorted(types, key=lambda cls: (order.index(palette.look(cls)), cls))


def _texts(scene: Scene) -> dict[str, str]:
    """The articles that find room in a page, those with the most claims first."""
    told = Counter(fact.doc for fact in scene.facts)
    room, texts = TEXTS, {}
    for document in sorted(scene.documents, key=lambda document: (-told[document.id], document.id)):
        if document.text and len(document.text) <= room:
            texts[document.id] = document.text
            room -= len(document.text)
    return texts


def _astral(text: str) -> list[int]:
    """Where the characters stand that are two units of UTF-16 each."""
    return [] if text.isascii() else [place for place, letter in enumerate(text) if letter > "\uffff"]


def _document(document: Document) -> Row:
    named = document.title or document.url or document.path or document.id
    row = {
        "id": document.id,
        "title": named,
        "publisher": document.publisher,
        "published": document.published,
        "url": document.url,
    }
    return {key: value for key, value in row.items() if value}


def _actor(actor: Actor) -> Row:
    row = {
        "id": actor.id,
        "label": actor.label or actor.id,
        "type": actor.type,
        "aliases": [name for name in actor.aliases if name != actor.label],
        "same": list(actor.same_as),
        "for": actor.acts_for if actor.acts_for != actor.id else None,
    }
    return {key: value for key, value in row.items() if value}


def _claim(fact: Fact, number: dict[str, int], palette: Palette) -> Row:
    row = {
        "id": fact.id,
        "subject": number[fact.subject.id],
        "object": number[fact.object.id] if fact.object else None,
        "relation": fact.relation,
        "phrase": fact.phrase,
        "event": fact.event,
        "mode": fact.mode,
        "context": list(fact.context),
        "tone": fact.quad if fact.quad in palette.tones else STATE,
        "symmetric": fact.symmetric,
        "polarity": fact.polarity,
        "modality": fact.modality,
        "standing": standing(fact),
        "says": list(_voices(fact.attribution)),
        "since": fact.time and fact.time.earliest,
        "day": day(fact),
        "when": fact.time and fact.time.text,
        "place": fact.place and fact.place.label,
        "confidence": round(fact.confidence, 2),
        "marks": list(_marks(fact)),
    }
    return {
        key: value for key, value in row.items() if value is not None and value != [] and value is not False
    }


def _voices(attribution: Attribution | None) -> Iterator[Row]:
    """Who says it and whom that voice relays, the nearest to the document last in the chain."""
    for voice in attribution.voices if attribution else ():
        yield {"label": voice.link.label or voice.link.id, "cue": voice.cue}


def _marks(fact: Fact) -> Iterator[Mark]:
    """The stretches of the sentence to tint, in order and apart, as JavaScript counts: the content fills what is left."""
    text, taken = fact.sentence.text, list(_named(fact))
    if fact.content and (here := _within(fact, fact.content)):
        taken += [(begin, end, "content") for begin, end in _free(*here, taken) if text[begin:end].strip()]
    for begin, end, role in sorted(taken):
        yield _units(text[:begin]), _units(text[:end]), role


def _named(fact: Fact) -> Iterable[Mark]:
    """Trigger, parties and source: where two overlap, the one named first stays."""
    named = (
        ("trigger", fact.trigger),
        ("subject", fact.subject.mention),
        ("object", fact.object and fact.object.mention),
        ("source", fact.attribution and fact.attribution.link.mention),
    )
    taken: list[Mark] = []
    for role, span in named:
        here = span and _within(fact, span)
        if here and all(here[1] <= begin or end <= here[0] for begin, end, _ in taken):
            taken.append((*here, role))
    return taken


def _free(begin: int, end: int, taken: Iterable[Mark]) -> Iterator[tuple[int, int]]:
    """The parts of a stretch that no mark has taken."""
    for start, stop, _ in sorted(taken):
        if begin < min(start, end):
            yield begin, min(start, end)
        begin = max(begin, stop)
    if begin < end:
        yield begin, end


def _within(fact: Fact, span: Span) -> tuple[int, int] | None:
    begin, end = span.begin - fact.sentence.begin, span.end - fact.sentence.begin
    return (begin, end) if 0 <= begin < end <= len(fact.sentence.text) else None


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _class(cls: str) -> str:
    words = vocab.label(cls) if cls in vocab.classes() else cls
    return words[:1].upper() + words[1:]


def _relation(relation: str, palette: Palette) -> Row:
    label = vocab.label(relation) if relation in vocab.relations() else relation
    row = {"id": relation, "label": label, "office": relation in palette.offices}
    return row | {"content": palette.content.get(relation)}
