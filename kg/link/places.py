"""What a name of the tables means where it stands: the government or the city, the state or its namesake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.link.around import Name, around
from kg.link.referents import Referent, known, slug
from kg.link.scene import Scene, noun, root
from kg.link.senses import settled
from kg.link.siting import WHERE, sited
from kg.link.stretches import inside
from kg.link.tables import nominals
from kg.rules.entries import Sense

_NAMED = frozenset({"ORG", "FAC", "EVENT"})  # what bears the name of a place without being one
_VIA = {"name": "name", "adjective": "demonym", "people": "demonym", "metonym": "metonym", "surname": "table"}


def readings(scene: Scene, i: int) -> tuple[Referent, ...]:
    """What the name at a token may stand for, the likeliest first; persons are left to `people`."""
    match = scene.names[i]
    if match is None or inside(scene, i):
        return ()
    if match.start not in scene.meanings:
        scene.meanings[match.start] = _meanings(scene, match)
    return scene.meanings[match.start]


def _meanings(scene: Scene, match: Name) -> tuple[Referent, ...]:
    if _within_name(scene, match):
        return ()
    name = scene.phrase(match.start, match.end)
    senses = settled(scene, match)
    if not senses:
        return _namesake(scene, match, name)
    where = sited(scene, match)
    ranked = [(_rank(sense, where), _referent(sense)) for sense in senses]
    if any(sense.city for sense in senses) and all(referent.type != "City" for _, referent in ranked):
        ranked.append((not where, Referent(slug(name), name, "City", "name")))
    return tuple(dict.fromkeys(referent for _, referent in sorted(ranked, key=lambda pair: pair[0])))


def _within_name(scene: Scene, match: Name) -> bool:
    """Whether a name is the end or beginning of a longer one: "Real Madrid", "Georgia Toffolo"."""
    if match.start and scene.words[match.start - 1] in nominals().craft:
        return True
    if _leading(scene, match):
        return True
    entity = scene.entities.get(match.start)
    if entity and entity.label_ in _NAMED and entity.start < match.start and entity.end == match.end:
        before = match.start - 1
        return scene.tokens[before].text[0].isupper() and not (scene.names[before] or scene.titles[before])
    own = root(scene.tokens, match.start, match.end)
    parts = [child for child in own.children if child.dep_ == "flat"]
    if own.dep_ == "flat":
        parts.append(own.head)
    return any(part.pos_ == "PROPN" and not (scene.names[part.i] or scene.titles[part.i]) for part in parts)


def _leading(scene: Scene, match: Name) -> bool:
    """Whether a state's short name begins the name of a firm: "US Airways", and not "US Navy"."""
    head = scene.tokens[match.end - 1].head
    firm = noun(head) in nominals().firms or head.lower_ in nominals().firms
    return firm and head.i == match.end and head.pos_ == "PROPN" and head.text[0].isupper()


def _namesake(scene: Scene, match: Name, name: str) -> tuple[Referent, ...]:
    """A place that no table has, in one that a table has: "Moscow, Idaho"."""
    outer = around(scene, match)
    if outer is None or (region := outer.region) is None:
        return ()
    label = f"{name}, {region.entry.label}"
    return (Referent(slug(label), label, "City", "text", sure=False),)


def _rank(sense: Sense, where: bool) -> int:
    """Governments before cities, unless the words say where; a weak metonym last."""
    if sense.entry.type == "City":
        return 0 if where else 1
    if sense.city:
        return 2 if where or sense.weak else 0
    return 1 if sense.weak else 0


def _referent(sense: Sense) -> Referent:
    return known(sense.entry, _VIA[sense.form])


def owner(scene: Scene, i: int) -> Referent | None:
    """The state, organisation or body that a name stands for as the owner of an office or of people."""
    if inside(scene, i):
        return None
    return next(
        (referent for referent in readings(scene, i) if referent.actor or referent.type == "Territory"), None
    )


def located(scene: Scene, start: int, end: int) -> bool:
    """Whether a name stands after a preposition of place."""
    head = root(scene.tokens, start, end)
    return any(child.dep_ == "case" and child.lower_ in WHERE for child in head.children) or (
        start > 0 and scene.tokens[start - 1].lower_ in WHERE
    )


def settle(referents: Sequence[Referent], via: str) -> tuple[Referent, ...]:
    """The same referents, reached another way."""
    return tuple(replace(referent, via=via) for referent in referents)
