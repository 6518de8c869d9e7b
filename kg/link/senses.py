"""Which of its meanings a name of a place or body has, by what else the text names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.link.around import INNER, OUTER, Name, addressed, around, holding, lying
from kg.link.scene import Scene, conjuncts, root
from kg.link.stretches import PERSON
from kg.rules.entries import Sense

_DESCRIBING = frozenset({"amod", "compound", "flat", "nmod", "nmod:desc"})
_STANDING = frozenset({"State", "Territory", "InternationalOrganization"})


def settled(scene: Scene, match: Name) -> list[Sense]:
    """The senses of a name that stand where it stands, the strong ones first; none where it is a coin toss."""
    senses = [sense for sense in match.found if sense.entry.type != "Person" and _fits(scene, match, sense)]
    outer = around(scene, match)
    if outer and (held := lying(outer, match)):
        return held
    if outer and outer.firm and outer.listed and (outer.region or _cities(senses)):
        return []
    if outer and not outer.firm and outer.region:
        senses = [
            sense for sense in senses if sense.entry.type not in INNER and not (sense.weak and sense.city)
        ]
    for fitting in (_holding(scene, match, senses), _beside(scene, match, senses)):
        if fitting:
            return fitting
    return _supported(scene, senses, scene.phrase(match.start, match.end))


def _fits(scene: Scene, match: Name, sense: Sense) -> bool:
    """Whether a sense is of a kind that the model and the words around the name allow.

    What the model has for a person is no lesser place, what ends an address is a place, and a party's adjective tells
    of somebody: "Republican senators", but not "a Republican said" or "the Republican Guard".
    """
    entity = scene.entities.get(match.start)
    if entity and entity.label_ in PERSON and (sense.weak or sense.entry.type == "City") and not sense.city:
        return False
    if sense.form == "adjective" and sense.entry.type == "Party" and not _describing(scene, match):
        return False
    return sense.entry.type in INNER | OUTER or not addressed(scene, match)


def _describing(scene: Scene, match: Name) -> bool:
    """Whether an adjective stands before a noun written small or a person, or says what somebody is: "as a Republican"."""
    own = scene.tokens[match.end - 1]
    if any(child.dep_ == "cop" or child.lower_ == "as" for child in own.children):
        return True
    if match.end == len(scene.tokens) or own.dep_ not in _DESCRIBING:
        return False
    after = scene.tokens[match.end]
    return after.text[0].islower() or scene.titles[after.i] is not None or after.ent_type_ in PERSON


def _holding(scene: Scene, match: Name, senses: Sequence[Sense]) -> list[Sense]:
    """The senses in which the name before lies: Georgia of the United States, after "Athens, "."""
    held = holding(scene, match)
    states = {sense.entry.state for sense in held.found} if held else set()
    outer = (sense for sense in senses if sense.entry.type in OUTER and not sense.city)
    fitting = [sense for sense in outer if sense.entry.state in states]
    return fitting if len({sense.entry.id for sense in fitting}) == 1 else []


def _beside(scene: Scene, match: Name, senses: Sequence[Sense]) -> list[Sense]:
    """The sense of the kind that the names coordinated with it have: "Georgia, Alabama and Florida"."""
    kinds = {sense.entry.type for sense in senses}
    if "Region" not in kinds or len(kinds) == 1:
        return []
    top = root(scene.tokens, match.start, match.end)
    while top.dep_ == "conj":
        top = top.head
    others = [scene.names[token.i] for token in (top, *conjuncts(top))]
    told = [sense.entry for other in others if other and other != match for sense in other.found]
    if told and all(entry.type == "State" for entry in told):
        return [sense for sense in senses if sense.entry.type == "State" and not sense.city]
    flagged = all(sense.weak for sense in senses)  # a government may well stand beside one region
    if all(entry.type == "Region" for entry in told) and len(told) > (not flagged):
        states = {entry.state for entry in told}
        return [sense for sense in senses if sense.entry.type == "Region" and sense.entry.state in states]
    return []


def _supported(scene: Scene, senses: Sequence[Sense], name: str) -> list[Sense]:
    """The unflagged senses, unless the text tells of another alone; a flagged one where the text supports it."""
    told = [sense for sense in senses if _told(scene, sense)]
    if homely := [sense for sense in told if _homely(scene, sense)]:
        return homely
    if strong := _strong(senses):
        rivals = [sense for sense in told if sense not in strong and sense.entry.type in ("State", "Region")]
        if rivals and all(sense.entry.type == "State" and not sense.city for sense in strong):
            return [] if any(sense in told for sense in strong) else rivals
        return [*strong, *(sense for sense in senses if sense not in strong and sense.entry.type != "City")]
    if found := _one(told) or _one(_near(scene, senses)):
        return found
    alone = len(senses) == 1 and (senses[0].entry.type in _STANDING or name.isupper())
    return list(senses) if alone else []


def _strong(senses: Sequence[Sense]) -> list[Sense]:
    """The unflagged senses, and the government of a capital, unless several cities might be it."""
    cities = _cities(senses)
    seat = not cities or any(not sense.weak for sense in cities)
    return [sense for sense in senses if not sense.weak or (sense.city and seat)]


def _cities(senses: Sequence[Sense]) -> list[Sense]:
    return [sense for sense in senses if sense.entry.type == "City"]


def _told(scene: Scene, sense: Sense) -> bool:
    """Whether the text names the same thing otherwise, or its state, or of a region a place in it or beside it."""
    if sense.entry.type == "Region":
        return bool(scene.places & {sense.entry.id, sense.entry.state}) or sense.entry.id in scene.told
    return bool({sense.entry.id, sense.entry.state} & scene.told)


def _homely(scene: Scene, sense: Sense) -> bool:
    """Whether the text names a place in a region, and else nothing but places of its state."""
    if sense.entry.type != "Region" or sense.entry.id not in scene.places:
        return False
    others = (match.found for match in scene.names if match and sense not in match.found)
    entries = (other.entry for found in others for other in found)
    return all(entry.type in INNER and entry.state == sense.entry.state for entry in entries)


def _near(scene: Scene, senses: Sequence[Sense]) -> list[Sense]:
    """The states that have neighbours in the text which the others have not: Congo beside Rwanda.

    South Korea borders on its namesake alone, so that nothing beside it tells against the North.
    """
    shared = Counter(name for sense in senses for name in set(sense.entry.neighbours))
    own = {name for name, count in shared.items() if count == 1} - {sense.entry.id for sense in senses}
    if not all(own & set(sense.entry.neighbours) for sense in senses if sense.entry.type == "State"):
        return []
    return [sense for sense in senses if scene.told & own & set(sense.entry.neighbours)]


def _one(senses: Iterable[Sense]) -> list[Sense]:
    """The senses, where all are of one thing."""
    found = list(senses)
    return found if len({sense.entry.id for sense in found}) == 1 else []
