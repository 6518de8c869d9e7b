"""What a worker draws of a snapshot: the explorer's page, the neighbours of an actor, and the actors of a name.

All come from looking up: however large the store, what is read of it is bounded.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from kg import draw, store
from kg.draw.scene import scene
from kg.graph.around import Excerpt, around, between, overview
from kg.graph.called import UnknownActor, called, find
from kg.records import Reading
from kg.serve.answer import Answer
from kg.serve.limits import Refused

TOP = 60  # actors that the page opens with,
OPENED = 1000  # and so many of the newest claims among them
PIECE, MOST = 200, 1000  # claims that the page of an actor opens with, and that of a dyad
NAMES = 20
EXPAND = "/explore/data"


def explore(graph: store.Store, job: Mapping[str, Any], body: bytes, answer: Answer) -> None:
    """Writes the page: of two actors, of one with its neighbours, or of the most active ones of all."""
    wanted = [_found(graph, word) for word in job["actors"]]
    page = (_whole, _actor, _dyad)[len(wanted)](graph, *wanted)
    answer.headers["content-type"] = "text/html; charset=utf-8"
    answer.write(page.encode())


def neighbours(graph: store.Store, job: Mapping[str, Any], body: bytes, answer: Answer) -> None:
    """Writes the claims about an actor that come after `skip` others, as rows that the page takes in."""
    this = _found(graph, job["actor"])
    found = around(graph.rdf, this, limit=job["limit"], skip=job["skip"])
    _write(answer, draw.piece(found.readings) | {"actor": this, "shown": found.shown, "held": found.held})


def names(graph: store.Store, job: Mapping[str, Any], body: bytes, answer: Answer) -> None:
    """Writes the actors whose names hold a text."""
    found = called(graph.rdf, job["text"], limit=NAMES)
    _write(answer, [{"id": name.id, "label": name.label, "name": name.text} for name in found])


def _write(answer: Answer, content: Any) -> None:
    answer.headers["content-type"] = "application/json"
    answer.write(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def _found(graph: store.Store, word: str) -> str:
    try:
        return find(graph.rdf, word)
    except UnknownActor as error:
        raise Refused(404, str(error)) from error


def _whole(graph: store.Store) -> str:
    found = overview(graph.rdf, top=TOP, limit=OPENED)
    if found.shown == found.held:
        note = f"These are all {found.held:,} claims of the store."
    else:
        part = f"the newest {found.shown:,} of {found.held:,} claims, among the {TOP} most active actors"
        note = f"These are {part}. The search finds all others, and Expand brings in neighbours."
    return draw.live(found.readings, title="Explore the graph", expand=EXPAND, note=note, top=TOP)


def _actor(graph: store.Store, this: str) -> str:
    found = around(graph.rdf, this, limit=PIECE)
    label = _label(found.readings, this)
    return draw.live(
        found.readings,
        title=label,
        expand=EXPAND,
        note=f"{_part(found)} about {label}.",
        select=f"actor:{this}",
        top=TOP,
    )


def _dyad(graph: store.Store, one: str, other: str) -> str:
    found = between(graph.rdf, one, other, limit=MOST)
    if not found.held:
        raise Refused(404, f"no claim is about both {one} and {other}: open /explore?actor={one}")
    labels = f"{_label(found.readings, one)} and {_label(found.readings, other)}"
    return draw.live(
        found.readings,
        title=labels,
        expand=EXPAND,
        note=f"{_part(found)} about {labels}.",
        select=_edge(found.readings, (one, other)),
        top=TOP,
    )


def _part(found: Excerpt) -> str:
    if found.shown == found.held:
        return f"These are all {found.held:,} claims" if found.held > 1 else "This is the one claim"
    return f"These are the newest {found.shown:,} of {found.held:,} claims"


def _label(readings: Sequence[Reading], id: str) -> str:
    return next(actor.label for reading in readings for actor in reading.actors if actor.id == id)


def _edge(readings: Sequence[Reading], pair: Collection[str]) -> str:
    """The edge of two actors with the most claims, by the page's name for it: of a two-sided one the more active comes first."""
    facts = [fact for reading in readings for fact in reading.facts if not fact.symmetric]
    ways = Counter((fact.subject.id, fact.object.id) for fact in facts if fact.object)
    if directed := sorted((-count, way) for way, count in ways.items() if set(way) == set(pair)):
        return "edge:" + ">".join(directed[0][1])
    return "edge:" + "~".join(actor.id for actor in scene(readings).actors if actor.id in pair)
