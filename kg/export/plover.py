"""Readings as PLOVER events in JSON Lines: the fields, codes and scales of the PLOVER 2 manual.

Source: openeventdata/PLOVER, PLOVER_MANUAL.tex (draft 2.0), (c) 2021 Open Event Data Alliance, CC BY-SA 4.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import IO, Any

from kg import vocab
from kg.export.table import line
from kg.records import Document, Fact, Link, Reading
from kg.rules import gazetteer
from kg.rules.entries import Entry
from kg.tellings import parties, tellings

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
    "attempted": "hypothetical",
    "possible": "hypothetical",
    "demanded": "hypothetical",
    "hypothetical": "hypothetical",
}
# What an actor says that it will not do, it refuses; the manual's modes of REJECT are those of the REQUEST refused.
_REFUSED: Mapping[str, str | None] = {
    "CONSULT": "meet",
    "AID": "assist",
    "COOPERATE": "assist",
    "RETREAT": "yield",
    "CONCEDE": "yield",
    "AGREE": None,
    "SUPPORT": None,
}
# Where a type with an auxiliary mode equals another type, it is that type. The manual says so of the future of what is
# agreed to, of RETREAT and of ASSAULT; what THREATEN threatens, in its modes and in CAMEO 133, is SANCTION, COERCE and
# PROTEST to come.
_FUTURE: Mapping[str, tuple[str, str | None]] = {
    "CONSULT": ("AGREE", None),
    "SUPPORT": ("AGREE", None),
    "COOPERATE": ("AGREE", None),
    "AID": ("AGREE", None),
    "RETREAT": ("CONCEDE", None),
    "ASSAULT": ("THREATEN", "violence"),
    "SANCTION": ("THREATEN", "relations"),
    "COERCE": ("THREATEN", "restrict"),
    "PROTEST": ("THREATEN", "relations"),
}
_RESOLUTIONS: Mapping[str, int] = {
    "city": 4,
    "district": 3,
    "province": 2,
    "country": 1,
}  # the finest known counts
_FEATURES: Mapping[str, str] = {
    "City": "P",
    "State": "A",
}  # by class, those of GeoNames; they differ for regions
_GEONAMES = "https://sws.geonames.org/"


def coded(fact: Fact) -> tuple[str, tuple[str, ...]]:
    """The PLOVER type of a fact that has an event, and its modes, the auxiliary ones last: a planned visit is AGREE.

    >>> coded(fact)                                     # "Iran will bomb the port"  # doctest: +SKIP
    ('THREATEN', ('violence',))
    """
    event, mode, modality = str(fact.event), fact.mode, fact.modality
    if _refused(fact):
        return "REJECT", tuple(filter(None, [_REFUSED[event]]))
    if event in _FUTURE and _to_come(fact):
        event, threat = _FUTURE[event]
        mode = mode if mode in vocab.events()[event].modes else threat
        modality = "asserted"
    # Who tries to harm does harm: CAMEO counts a failed assassination with those that succeed.
    elif modality == "attempted" and vocab.events()[event].quad == "material_conflict":
        modality = "asserted"
    auxiliary = {_AUXILIARY[value] for value in (fact.polarity, modality) if value in _AUXILIARY}
    return event, (*filter(None, [mode]), *sorted(auxiliary))


def _refused(fact: Fact) -> bool:
    """Whether an actor will not do what would help or please, and nobody else says so."""
    unwilling = fact.event in _REFUSED and fact.polarity == "negative" and fact.modality == "planned"
    return unwilling and (fact.attribution is None or _own(fact))


def _to_come(fact: Fact) -> bool:
    """Whether the actor means to act: as planned, or by force on a condition that it names itself."""
    forced = fact.modality == "hypothetical" and fact.event == "ASSAULT"
    return fact.modality == "planned" or (forced and _own(fact))


def _own(fact: Fact) -> bool:
    """Whether an actor, or who speaks for the same, says what it does."""
    if fact.attribution is None:
        return False
    speaker, actor = fact.attribution.link, fact.subject
    return not {speaker.id, speaker.acts_for, speaker.of_state}.isdisjoint(
        {actor.id, actor.acts_for} - {None}
    )


def plover(readings: Iterable[Reading], out: IO[bytes], base: str) -> None:
    """One event a line, compound actors together; states of affairs are no events and are left out."""
    for reading in readings:
        for telling in tellings(reading.facts):
            if telling[0].event:
                out.write(line(_event(telling, reading.document, base)))


def _event(facts: tuple[Fact, ...], document: Document, base: str) -> dict[str, Any]:
    """The record of an event; fields that are not known are left out, but for the date, which is then null."""
    first = facts[0]
    kind = vocab.events()[coded(first)[0]]
    links = {link.id: link for fact in reversed(facts) for link in (fact.object, fact.subject) if link}
    actors, recipients = ([_entity(links[name], base) for name in names] for names in parties(facts))
    row = {
        "id": first.id,
        "date": first.time.earliest if first.time else document.published,
        "enddate": first.time.latest if first.time and first.time.latest != first.time.earliest else None,
        "actor": actors,
        "recipient": recipients,
        "event": kind.name,
        "mode": list(dict.fromkeys(mode for fact in facts for mode in coded(fact)[1])),
        "context": sorted({context for fact in facts for context in fact.context}),
        "quad_code": _QUADS[kind.quad],
        "event_scale": kind.score,
        "event_loc": _location(first.place, base) if first.place else None,
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


def code(link: Link) -> str | None:
    """The country code of section 4: an actor's own by the packaged tables, or that of its state; else None.

    An armed group of the tables that is of no one state is IMG, a body of states IGO where it has no code of its own.
    """
    entries = gazetteer.load().entries
    known = (entries.get(name or "") for name in (link.id, link.acts_for, link.of_state))
    if own := next((entry.plover for entry in known if entry and entry.plover), None):
        return own
    if link.type == "ArmedGroup" and link.of_state is None and link.id in entries:
        return "IMG"
    return "IGO" if link.type == "InternationalOrganization" else link.of_state


def _entity(link: Link, base: str) -> dict[str, Any]:
    return _known(
        {
            "code": code(link),
            "sector": link.sector,
            "entity_text": link.mention.text,
            "identifier_id": base + link.id,
            "identifier_text": link.label,
        }
    )


def _location(link: Link, base: str) -> dict[str, Any]:
    """A place in the fields of section 5, null where the tables do not tell; a part of a state counts as a province."""
    entries = gazetteer.load().entries
    entry = entries.get(link.id)
    state = link.of_state or (entry.state if entry else None)
    country = code(replace(link, of_state=state))
    home = entries.get(country or "") or entries.get(state or "")
    part = home and home.label != link.label and link.type in ("Region", "Territory")
    where = {
        "city": link.label if link.type == "City" else None,
        "district": None,
        "province": link.label if part else entry.region if entry else None,
        "country": home.label if home else None,
    }
    return {
        "identifier_id": base + link.id,
        "identifier_text": link.label,
        "geonames_id": _geonames(entry),
        "lat": None,
        "lon": None,
        **where,
        "country_code": country,
        "feature_class": _FEATURES.get(link.type),
        "feature_code": None,
        "resolution": next((level for field, level in _RESOLUTIONS.items() if where[field]), None),
    }


def _geonames(entry: Entry | None) -> int | None:
    found = [iri.split("/")[3] for iri in entry.same_as if iri.startswith(_GEONAMES)] if entry else []
    return int(found[0]) if found else None


def _known(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in (None, [], {})}
