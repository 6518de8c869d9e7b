"""Readings made up for the tests of the view: invented news with the shape of the real, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from kg.records import Actor, Attribution, Document, Fact, Link, Reading, Sentence, Span, Time

STATES = [
    "Albania",
    "Angola",
    "Brazil",
    "Canada",
    "Chad",
    "Chile",
    "China",
    "Cuba",
    "Denmark",
    "Egypt",
    "Estonia",
    "Fiji",
    "France",
    "Gabon",
    "Germany",
    "Ghana",
    "Greece",
    "Hungary",
    "India",
    "Iran",
    "Iraq",
    "Ireland",
    "Israel",
    "Italy",
    "Japan",
    "Jordan",
    "Kenya",
    "Laos",
    "Latvia",
    "Libya",
    "Mali",
    "Malta",
    "Mexico",
    "Nepal",
    "Norway",
    "Oman",
    "Peru",
    "Poland",
    "Qatar",
    "Romania",
    "Russia",
    "Rwanda",
    "Samoa",
    "Serbia",
    "Somalia",
    "Spain",
    "Sudan",
    "Sweden",
    "Syria",
    "Togo",
    "Tunisia",
    "Turkey",
    "Uganda",
    "Ukraine",
    "Uruguay",
    "Vietnam",
    "Yemen",
    "Zambia",
]
FIRST = [
    "Anna",
    "Boris",
    "Chen",
    "Dalia",
    "Elena",
    "Farid",
    "Grace",
    "Hugo",
    "Ines",
    "Jamal",
    "Katya",
    "Liam",
    "Mira",
    "Nils",
    "Olga",
    "Petra",
    "Rashid",
    "Sofia",
    "Tariq",
    "Vera",
]
LAST = [
    "Bauer",
    "Costa",
    "Dimitrov",
    "Egorov",
    "Fontaine",
    "Grant",
    "Haddad",
    "Ivanov",
    "Jensen",
    "Kone",
    "Lindqvist",
    "Moreau",
    "Novak",
    "Okafor",
    "Petrov",
    "Zhang",
]
BODIES = ("Foreign Ministry", "Parliament", "Central Bank", "Defence Ministry", "Supreme Court")
CITIES = [
    "Aleppo",
    "Basra",
    "Cairo",
    "Dakar",
    "Geneva",
    "Havana",
    "Kyiv",
    "Lagos",
    "Lima",
    "Manila",
    "Odesa",
    "Oslo",
    "Paris",
    "Rabat",
    "Tripoli",
    "Vienna",
]
RELATIONS = (
    ("consults", "CONSULT", "verbal_cooperation", "held talks with", True),
    ("agreesWith", "AGREE", "verbal_cooperation", "reached an agreement with", True),
    ("supports", "SUPPORT", "verbal_cooperation", "praised", False),
    ("aids", "AID", "material_cooperation", "sent emergency aid to", False),
    ("cooperatesWith", "COOPERATE", "material_cooperation", "resumed trade with", False),
    ("accuses", "ACCUSE", "verbal_conflict", "accused", False),
    ("rejects", "REJECT", "verbal_conflict", "rejected the demands of", False),
    ("threatens", "THREATEN", "verbal_conflict", "threatened", False),
    ("sanctions", "SANCTION", "material_conflict", "imposed sanctions on", False),
    ("mobilizesAgainst", "MOBILIZE", "material_conflict", "moved troops towards the border of", False),
    ("assaults", "ASSAULT", "material_conflict", "shelled positions held by", False),
    ("alliedWith", None, None, "remains an ally of", True),
)
ENDINGS = (
    ", after days of talks over the disputed corridor",
    " in a dispute over fishing rights",
    " ahead of the summit",
    "",
    " for a second time",
)
WIRES = ("Example Wire", "Harbour Gazette", "Meridian Daily", "The Northern Post")


def stories(actors: int, claims: int, *, seed: int = 7, each: int = 4, spread: int = 700) -> list[Reading]:
    """Readings of `each` claims over `spread` days, in which few actors do much and many do little."""
    random = Random(seed)
    cast = list(_cast(actors, random))
    weights = [1 / (rank + 2) ** 0.75 for rank in range(len(cast))]
    facts_of = [
        [_fact(number, random, cast, weights) for number in range(start, min(start + each, claims))]
        for start in range(0, claims, each)
    ]
    return [_reading(number, told, random, spread) for number, told in enumerate(facts_of)]


def _cast(count: int, random: Random) -> Iterator[Actor]:
    for number in range(count):
        state = STATES[number * 7 % len(STATES)]
        kind = random.random() if number > 3 else 0
        if kind < 0.42 and number < len(STATES):
            yield Actor(state[:3].upper() + str(number), state, "State", (f"Republic of {state}",))
        elif kind < 0.62:
            yield _named(
                number,
                f"{random.choice(FIRST)} {random.choice(LAST)}",
                "Person",
                acts_for=STATES[0][:3].upper() + "0",
            )
        elif kind < 0.76:
            yield _named(number, f"{state} {random.choice(BODIES)}", "Institution")
        elif kind < 0.84:
            yield _named(number, f"{state} Liberation Front", "ArmedGroup")
        elif kind < 0.92:
            yield _named(number, f"Union of {random.choice(CITIES)}", "InternationalOrganization")
        else:
            yield _named(number, random.choice(CITIES), "City")


def _named(number: int, label: str, cls: str, *, acts_for: str | None = None) -> Actor:
    return Actor(f"{label.replace(' ', '_')}_{number}", label, cls, acts_for=acts_for)


def _fact(number: int, random: Random, cast: list[Actor], weights: list[float]) -> dict[str, object]:
    subject, object = random.choices(cast, weights, k=2)
    while object == subject:
        object = random.choices(cast, weights)[0]
    return {
        "relation": random.choices(RELATIONS, [9, 4, 4, 3, 3, 8, 4, 4, 4, 2, 3, 2])[0],
        "subject": subject,
        "object": None if random.random() < 0.06 else object,
        "source": random.choice(cast) if random.random() < 0.3 else None,
        "modality": random.choices(
            ("asserted", "planned", "possible", "demanded", "hypothetical"), [80, 9, 5, 4, 2]
        )[0],
        "polarity": random.choices(("positive", "negative"), [92, 8])[0],
        "confidence": round(random.uniform(0.55, 0.98), 2),
        "ending": random.choice(ENDINGS),
    }


def _reading(number: int, told: list[dict[str, object]], random: Random, spread: int) -> Reading:
    published = (date(2024, 1, 8) + timedelta(days=random.randrange(spread))).isoformat()
    wire = random.choice(WIRES)
    document = Document(
        id=f"https://news.example/{number}",
        text="",
        published=published,
        title=f"{told[0]['subject'].label} in the news, report {number}",  # type: ignore[attr-defined]
        url=f"https://news.example/{number}",
        publisher=wire,
    )
    facts, actors, begin = [], {}, 0
    for index, row in enumerate(told):
        fact = fact_of(document, index, begin, **row)  # type: ignore[arg-type]
        facts.append(fact)
        begin = fact.sentence.end + 1
        actors.update(
            {actor.id: actor for actor in (row["subject"], row["object"]) if isinstance(actor, Actor)}
        )
    document = replace(document, text=" ".join(fact.sentence.text for fact in facts))
    return Reading(document, tuple(facts), tuple(actors[id] for id in sorted(actors)))


def offices(holders: Iterable[Actor]) -> Reading:
    """A document that tells only who holds which office."""
    document = Document("https://news.example/offices", "", "2024-06-01", "Who is who")
    held = {holder: Actor(f"office_{n}", f"Sample Office {n}", "Office") for n, holder in enumerate(holders)}
    relation = ("holdsOffice", None, None, "is", False)
    facts = (
        fact_of(document, index, 100 * index, relation=relation, subject=holder, object=office)
        for index, (holder, office) in enumerate(held.items())
    )
    return Reading(document, tuple(facts), (*held, *held.values()))


def fact_of(
    document: Document,
    index: int,
    begin: int,
    *,
    relation: tuple[str, str | None, str | None, str, bool],
    subject: Actor,
    object: Actor | None,
    source: Actor | None = None,
    modality: str = "asserted",
    polarity: str = "positive",
    confidence: float = 0.9,
    ending: str = "",
) -> Fact:
    """One claim with its sentence, the offsets of its words right to the character."""
    name, event, quad, words, symmetric = relation
    opening = f"According to {source.label}, " if source else "On Thursday, "
    verb = f"did not say that it {words}" if polarity == "negative" else words
    verb = f"will have {verb}" if modality == "planned" else verb
    text = f"{opening}{subject.label} {verb} {object.label if object else 'its neighbours'}{ending}."
    start = begin + len(opening)
    trigger = start + len(subject.label) + 1
    last = trigger + len(verb) + 1
    return Fact(
        doc=document.id,
        published=document.published,
        sentence=Sentence(index, begin, begin + len(text), text),
        subject=_link(subject, start),
        relation=name,
        object=_link(object, last) if object else None,
        trigger=Span(trigger, trigger + len(verb), verb),
        rule="made-up",
        confidence=confidence,
        event=event,
        quad=quad,
        symmetric=symmetric,
        polarity=polarity,
        modality=modality,
        attribution=Attribution(_link(source, begin + 13), "according to") if source else None,
        time=Time(document.published, document.published, "Thursday")
        if document.published and not source
        else None,
    )


def _link(actor: Actor, begin: int) -> Link:
    return Link(
        actor.id,
        actor.label,
        actor.type,
        Span(begin, begin + len(actor.label), actor.label),
        "name",
        actor.acts_for,
    )
