"""What a name of the tables means where it stands: the government or the city, the state or its namesake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.link.referents import Referent, known, slug
from kg.link.scene import Scene, root
from kg.rules.entries import Sense

_WHERE = frozenset(("in", "at", "near", "outside", "inside", "around", "across", "throughout", "within"))
_VIA = {"name": "name", "adjective": "demonym", "people": "demonym", "metonym": "metonym", "surname": "table"}


_STANDING = frozenset({"State", "Territory", "InternationalOrganization"})


def readings(scene: Scene, i: int) -> tuple[Referent, ...]:
    """What the name at a token may stand for, the likeliest first; persons are left to `people`."""
    if (match := scene.names[i]) is None:
        return ()
    name = scene.doc[match.start : match.end].text
    senses = [sense for sense in match.found if sense.entry.type != "Person"]
    where = located(scene, match.start, match.end)
    ranked = [(_rank(sense, where), _referent(sense)) for sense in _settled(scene, senses, name)]
    if any(sense.city for sense in senses) and all(referent.type != "City" for _, referent in ranked):
        ranked.append((not where, Referent(slug(name), name, "City", "name")))
    return tuple(dict.fromkeys(referent for _, referent in sorted(ranked, key=lambda pair: pair[0])))


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
    if (
        scene.doc[i].ent_type_ in ("PERSON", "PER")
        and scene.doc[i].ent_iob_ == "I"
        and scene.doc[i - 1].pos_ == "PROPN"
    ):
        return None
    return next(
        (referent for referent in readings(scene, i) if referent.actor or referent.type == "Territory"), None
    )


def located(scene: Scene, start: int, end: int) -> bool:
    """Whether a name stands after a preposition of place."""
    head = root(scene.doc, start, end)
    return any(child.dep_ == "case" and child.lower_ in _WHERE for child in head.children) or (
        start > 0 and scene.doc[start - 1].lower_ in _WHERE
    )


def _settled(scene: Scene, senses: Sequence[Sense], name: str) -> list[Sense]:
    """The senses that stand: strong ones first, weak ones where the text supports them."""
    strong = [sense for sense in senses if not sense.weak or sense.city]
    if strong:
        return [*strong, *(sense for sense in senses if sense.weak and sense.entry.type != "City")]
    told = [sense for sense in senses if {sense.entry.id, sense.entry.state} & scene.told]
    if len({sense.entry.id for sense in told}) == 1:
        return told
    alone = len(senses) == 1 and (senses[0].entry.type in _STANDING or name.isupper())
    return list(senses) if alone else []


def settle(referents: Sequence[Referent], via: str) -> tuple[Referent, ...]:
    """The same referents, reached another way."""
    return tuple(replace(referent, via=via) for referent in referents)
