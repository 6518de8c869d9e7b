"""Readings as PLOVER events in JSON Lines: the fields, codes and scales of the PLOVER 2 manual, section 5.

Source: openeventdata/PLOVER, PLOVER_MANUAL.tex (draft 2.0), (c) 2021 Open Event Data Alliance, CC BY-SA 4.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import IO, Any

from kg import vocab
from kg.export.table import line
from kg.records import Document, Fact, Link, Reading
from kg.tellings import parties, tellings

# Sectors of section 4 for the classes that have one; a state itself has none.
_SECTORS: Mapping[str, str] = {
    "Institution": "GOV",
    "Party": "PTY",
    "ArmedGroup": "REB",
    "Company": "BUS",
    "MediaOutlet": "JRN",
    "CivilGroup": "SOC",
}
_QUADS: Mapping[str, int] = {
    "verbal_cooperation": 1,
    "material_cooperation": 2,
    "verbal_conflict": 3,
    "material_conflict": 4,
}
# The auxiliary modes: what was not done, or not yet, must not count as done.
_AUXILIARY: Mapping[str, str] = {
    "negative": "negation",
    "planned": "future",
    "possible": "hypothetical",
    "demanded": "hypothetical",
    "hypothetical": "hypothetical",
}


def plover(readings: Iterable[Reading], out: IO[bytes], base: str) -> None:
    """One event a line, compound actors together; states of affairs are no events and are left out."""
    for reading in readings:
        for telling in tellings(reading.facts):
            if telling[0].event:
                out.write(line(_event(telling, reading.document, base)))


def _event(facts: tuple[Fact, ...], document: Document, base: str) -> dict[str, Any]:
    """The record of an event; fields that are not known are left out, but for the date, which is then null."""
    first, kind = facts[0], vocab.events()[str(facts[0].event)]
    links = {link.id: link for fact in reversed(facts) for link in (fact.object, fact.subject) if link}
    actors, recipients = ([_entity(links[name], base) for name in names] for names in parties(facts))
    row = {
        "id": first.id,
        "date": first.time.earliest if first.time else document.published,
        "enddate": first.time.latest if first.time and first.time.latest != first.time.earliest else None,
        "actor": actors,
        "recipient": recipients,
        "event": kind.name,
        "mode": _modes(facts),
        "context": sorted({context for fact in facts for context in fact.context}),
        "quad_code": _QUADS[kind.quad],
        "event_scale": kind.score,
        "event_loc": _place(first, base),
        "event_text": first.trigger.text,
        "text": first.sentence.text,
        "text_info": {
            "sequence": first.sentence.index,
            "start": first.sentence.begin,
            "end": first.sentence.end,
        },
        "cite_info": _known(
            {"url": document.url, "title": document.title, "publication": document.publisher}
        ),
        "link": document.id,
        "coder": "geopolitics-kg",
    }
    return {"id": row["id"], "date": row["date"]} | _known(row)


def _modes(facts: tuple[Fact, ...]) -> list[str]:
    own = sorted({fact.mode for fact in facts if fact.mode})
    first = facts[0]
    return own + sorted(
        {_AUXILIARY[value] for value in (first.polarity, first.modality) if value in _AUXILIARY}
    )


def _entity(link: Link, base: str) -> dict[str, Any]:
    state = link.id if link.type == "State" else link.acts_for
    code = "IGO" if link.type == "InternationalOrganization" else state
    return _known(
        {
            "code": code,
            "sector": _sector(link),
            "entity_text": link.mention.text,
            "identifier_id": base + link.id,
            "identifier_text": link.label,
        }
    )


def _sector(link: Link) -> str | None:
    """The sector of the class; a person who acts for a state is of its government."""
    if link.type == "Person":
        return "GOV" if link.acts_for else None
    return next(
        (_SECTORS[cls] for cls in (link.type, *vocab.superclasses(link.type)) if cls in _SECTORS), None
    )


def _place(fact: Fact, base: str) -> dict[str, Any] | None:
    if fact.place is None:
        return None
    return {"name": fact.place.label, "class": fact.place.type, "identifier_id": base + fact.place.id}


def _known(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, [], {})}
