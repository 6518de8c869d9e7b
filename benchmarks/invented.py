"""Invented readings shaped like ours: as many claims, links, actors, copies and denials a document as news has.

Counted on the example articles: 19 claims a document, in 9 sentences, of 16 actors; 3 in 4 tell of an event, 1 in 6 is
attributed, 1 in 5 dated, 1 in 10 denied or not asserted. Actors come as often as in news: few very often, many once.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg import vocab
from kg.records import Actor, Attribution, Document, Fact, Link, Reading, Sentence, Span, Time
from kg.rules import gazetteer

START, DAYS = date(2024, 1, 1), 500
SENTENCES, CLAIMS, WORDS = 9, 19, 22
COPIED = 0.15
STANDING = ("affiliatedWith", "alliedWith", "opposedTo", "relatedTo")


@dataclass(frozen=True)
class World:
    """Who acts, and the words that nobody reads."""

    actors: Sequence[Actor]
    weights: Sequence[float]
    words: Sequence[str]


def world(dice: random.Random, *, unlisted: int = 3000) -> World:
    """States of the tables and invented people who act for them."""
    entries = gazetteer.load().entries
    states = [
        Actor(each.id, each.label, "State")
        for each in entries.values()
        if each.type == "State" and len(each.id) == 3
    ]
    people = [
        Actor(
            f"Person_{number}",
            f"Person {number}",
            "Person",
            acts_for=state.id,
            of_state=state.id,
            unlisted=True,
        )
        for number, state in enumerate(dice.choices(states, k=unlisted))
    ]
    actors = dice.sample(states, len(states)) + people
    words = ["".join(dice.choices("abcdefghiklmnoprstuvw", k=dice.randint(2, 9))) for _ in range(6000)]
    return World(actors, [1 / (rank + 3) for rank in range(len(actors))], words)


def readings(count: int, *, seed: int = 0) -> Iterator[Reading]:
    """Some invented readings; the same seed gives the same ones."""
    dice = random.Random(seed)
    made = world(dice)
    text: list[str] = []
    for number in range(count):
        text = text if text and dice.random() < COPIED else _text(made, dice)
        yield _reading(number, text, made, dice)


def _text(made: World, dice: random.Random) -> list[str]:
    return [" ".join(dice.choices(made.words, k=WORDS)) + "." for _ in range(SENTENCES)]


def _reading(number: int, text: Sequence[str], made: World, dice: random.Random) -> Reading:
    day = START + timedelta(dice.randrange(DAYS))
    url = f"https://example.org/{day:%Y/%m/%d}/{number}"
    document = Document(
        url,
        " ".join(text),
        day.isoformat(),
        f"Story {number}",
        url,
        f"Paper {number % 40}",
        f"story-{number}.txt",
    )
    present = list(dict.fromkeys(dice.choices(made.actors, made.weights, k=16)))
    facts = {fact.id: fact for _ in range(CLAIMS) for fact in [_fact(document, text, day, present, dice)]}
    named = {name for fact in facts.values() for link in fact.links for name in (link.id, link.acts_for)}
    return Reading(document, tuple(facts.values()), tuple(each for each in made.actors if each.id in named))


def _fact(
    document: Document, text: Sequence[str], day: date, present: Sequence[Actor], dice: random.Random
) -> Fact:
    index = dice.randrange(SENTENCES)
    begin = sum(len(each) + 1 for each in text[:index])
    sentence = Sentence(index, begin, begin + len(text[index]), text[index])
    spans = _spans(sentence, dice)
    subject, other = dice.sample(present, 2)
    kind = dice.choice(list(vocab.events().values())) if dice.random() < 0.75 else None
    relation = kind.relation if kind else dice.choice(STANDING)
    told = day - timedelta(dice.randrange(4))
    said = dice.choice(present)
    return Fact(
        doc=document.id,
        published=document.published,
        sentence=sentence,
        subject=_link(subject, spans[0]),
        relation=relation,
        object=_link(other, spans[2]),
        trigger=spans[1],
        rule=relation,
        confidence=round(dice.uniform(0.5, 0.99), 2),
        event=kind.name if kind else None,
        mode=dice.choice(kind.modes) if kind and kind.modes and dice.random() < 0.5 else None,
        quad=kind.quad if kind else None,
        content=spans[3] if dice.random() < 0.3 else None,
        polarity="negative" if dice.random() < 0.05 else "positive",
        modality="planned" if dice.random() < 0.06 else "asserted",
        attribution=Attribution(_link(said, spans[4]), "said") if dice.random() < 0.17 else None,
        time=Time(told.isoformat(), told.isoformat(), "then") if dice.random() < 0.2 else None,
        phrase=f"phrase {dice.randrange(400)}" if relation == "relatedTo" else None,
    )


def _spans(sentence: Sentence, dice: random.Random) -> list[Span]:
    """Five words of a sentence, in its order."""
    words = sentence.text.split()
    starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words) - 1)]
    chosen = sorted(dice.sample(range(len(words) - 1), 5))
    begins = [sentence.begin + starts[at] for at in chosen]
    return [Span(begin, begin + len(words[at]), words[at]) for begin, at in zip(begins, chosen, strict=True)]


def _link(actor: Actor, span: Span) -> Link:
    acts_for = actor.acts_for or actor.id
    own = actor.of_state or (actor.id if actor.type == "State" else None)
    return Link(actor.id, actor.label, actor.type, span, "name", acts_for, own)
