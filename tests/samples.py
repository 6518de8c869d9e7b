"""Readings that several tests share, and hypothesis strategies for hostile ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from kg import vocab
from kg.records import Actor, Attribution, Document, Fact, Link, Reading, Run, Sentence, Span, Time

TEXT = "The US accused China of theft on Thursday, Xinhua said."
RUN = Run(version="0.1.0", model="model", rules="rules", options=("date=2025-06-05",))

USA = Actor("USA", "United States", "State", ("US",), ("http://www.wikidata.org/entity/Q30",))
CHN = Actor("CHN", "China", "State", ("PRC",))
XINHUA = Actor("Xinhua", "Xinhua", "MediaOutlet", acts_for="CHN")
CNN = Actor("CNN", "CNN", "MediaOutlet")
TRUMP = Actor("Donald_Trump", "Donald Trump", "Person", acts_for="USA")

_CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
_VALUES = st.text(_CHARACTERS, max_size=12)
_NAMES = st.text(st.characters(), min_size=1, max_size=8)
_DAYS = st.dates().map(lambda day: day.isoformat())


def link(
    actor: Actor, words: str, *, text: str = TEXT, acts_for: str | None = None, sector: str | None = None
) -> Link:
    """The link from the first place where a text has some words."""
    begin = text.index(words)
    span = Span(begin, begin + len(words), words)
    own = actor.id if actor.type == "State" else actor.of_state
    return Link(actor.id, actor.label, actor.type, span, "name", acts_for, own, sector)


def accusation(*, doc: str = "https://example.org/1", **changes: Any) -> Fact:
    """The US accuses China in TEXT, in the voice of the document, unless changed."""
    begin = TEXT.index("accused")
    parts: dict[str, Any] = {
        "doc": doc,
        "published": "2025-06-06",
        "sentence": Sentence(0, 0, len(TEXT), TEXT),
        "subject": link(USA, "The US"),
        "relation": "accuses",
        "object": link(CHN, "China"),
        "trigger": Span(begin, begin + 7, "accused"),
        "rule": "accuse-of",
        "confidence": 0.93,
        "event": "ACCUSE",
        "mode": "allege",
        "context": ("economic",),
        "quad": "verbal_conflict",
        "time": Time("2025-06-05", "2025-06-05", "Thursday"),
    }
    return Fact(**(parts | changes))


def reading(*facts: Fact, doc: str = "https://example.org/1", text: str = TEXT) -> Reading:
    """A document that holds facts, with its actors."""
    document = Document(doc, text, "2025-06-06", "A title", "https://example.org/1", "Example", "a/b.txt")
    actors = {found.id: found for found in (USA, CHN, XINHUA, CNN, TRUMP)}
    return Reading(document, facts or (accusation(doc=doc),), tuple(actors[name] for name in sorted(actors)))


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Any reading: its labels, names, words and URLs are as hostile as text can be."""
    text = draw(st.text(_CHARACTERS, max_size=60))
    document = Document(
        id=draw(st.sampled_from(["https://example.org/a?b=c&d", "urn:x:1", "https://例え.jp/é"])),
        text=text,
        published=draw(st.none() | _DAYS),
        title=draw(st.none() | _VALUES.filter(bool)),
        url=draw(st.none() | _VALUES.filter(bool)),
        publisher=draw(st.none() | _VALUES.filter(bool)),
        path=None,
    )
    classes = st.sampled_from(vocab.classes())
    names = draw(st.lists(_NAMES, min_size=1, max_size=5, unique=True))
    states = st.none() | st.sampled_from(names)
    plain = [Actor(name, draw(_VALUES), draw(classes)) for name in names]
    actors = [actor if actor.type == "State" else replace(actor, of_state=draw(states)) for actor in plain]
    actors = [actor if actor.of_state != actor.id else replace(actor, of_state=None) for actor in actors]
    facts = draw(st.lists(facts_of(document, actors), max_size=4, unique_by=lambda fact: fact.id))
    return Reading(document, tuple(facts), tuple(actors))


@st.composite
def facts_of(draw: st.DrawFn, document: Document, actors: list[Actor]) -> Fact:
    """A fact of a document between some of the actors."""

    def span() -> Span:
        begin, end = sorted(draw(st.lists(st.integers(0, len(document.text)), min_size=2, max_size=2)))
        return Span(begin, end, document.text[begin:end])

    def linked() -> Link:
        actor, other = draw(st.sampled_from(actors)), draw(st.none() | st.sampled_from(actors))
        own = actor.id if actor.type == "State" else actor.of_state
        sector = draw(st.none() | st.sampled_from(["GOV", "MIL"]))
        acts_for = other.id if other else None
        rule = draw(st.none() | st.sampled_from(["pronoun", "office"]))
        antecedent = span() if rule else None
        return Link(
            actor.id,
            actor.label,
            actor.type,
            span(),
            draw(_VALUES),
            acts_for,
            own,
            sector,
            rule=rule,
            antecedent=antecedent,
        )

    def said() -> Attribution:
        return Attribution(linked(), draw(_VALUES))

    def maybe(make: Any) -> Any:
        return make if draw(st.booleans()) else None

    sentence = span()
    event = draw(st.none() | st.sampled_from(sorted(vocab.events())))
    return Fact(
        doc=document.id,
        published=document.published,
        sentence=Sentence(sentence.begin * 100 + sentence.end, *span_parts(sentence)),
        subject=linked(),
        relation=draw(st.sampled_from(vocab.relations())),
        object=maybe(linked()),
        trigger=span(),
        rule=draw(_VALUES),
        confidence=draw(st.floats(0, 1).map(lambda value: round(value, 4))),
        event=event,
        mode=draw(st.none() | _VALUES),
        context=tuple(sorted(draw(st.sets(_VALUES, max_size=3)))),
        quad=draw(st.none() | _VALUES),
        symmetric=draw(st.booleans()),
        content=maybe(span()),
        polarity=draw(st.sampled_from(["positive", "negative"])),
        modality=draw(st.sampled_from(["asserted", "planned"])),
        attribution=maybe(replace(said(), chain=tuple(said() for _ in range(draw(st.integers(0, 2)))))),
        within=draw(st.none() | _NAMES),
        time=maybe(Time(draw(_DAYS), draw(_DAYS), draw(_VALUES))),
        place=maybe(linked()),
        phrase=draw(st.none() | _VALUES),
    )


def span_parts(span: Span) -> tuple[int, int, str]:
    """The fields of a span, to make a sentence of it."""
    return span.begin, span.end, span.text
