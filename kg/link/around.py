"""What place a name is said to lie in: "London, Ontario", "the Lebanese city of Tripoli"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.link.names import Match
from kg.link.scene import Scene, noun, root
from kg.link.tables import nominals
from kg.rules.entries import Entry, Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

Name = Match[tuple[Sense, ...]]

OUTER = frozenset({"State", "Region", "Territory"})
INNER = frozenset({"City", "Region", "Territory"})
_FORMS = frozenset({"name", "metonym"})
_PLACES = frozenset({"GPE", "LOC"})
_BESIDE = frozenset({"appos", "dep", "list", "nmod", "nmod:unmarked"})
_NAMING = frozenset({"appos", "compound", "flat", "nmod", "nmod:desc"})
_QUALIFYING = frozenset({"amod", "compound", "nmod", "nmod:poss"})


@dataclass(frozen=True, slots=True)
class Around:
    """The place that a name lies in; where the words are `firm`, the name can be of no place elsewhere."""

    match: Name
    firm: bool

    @property
    def senses(self) -> tuple[Sense, ...]:
        """What the outer name may stand for that holds places."""
        return tuple(sense for sense in self.match.found if sense.entry.type in OUTER and not sense.city)

    @property
    def placed(self) -> bool:
        """Whether it is known in which state the outer place lies, as Kurdistan lies in several."""
        return any(sense.entry.state for sense in self.senses)

    @property
    def states(self) -> frozenset[str]:
        """The states and territories that the outer place may be, or lie in."""
        entries = [sense.entry for sense in self.senses]
        return frozenset(name for entry in entries for name in (entry.id, entry.state) if name)

    @property
    def region(self) -> Sense | None:
        """The one part of a state that the outer name can be, as Ontario is no state."""
        senses = self.senses
        part = len(senses) == 1 and senses[0].entry.type != "State" and senses[0].entry.state
        return senses[0] if part else None

    @property
    def listed(self) -> bool:
        """Whether GeoNames has its places, as it has not those of the Soviet Union or Abkhazia."""
        return self.region is not None or all(sense.entry.same_as for sense in self.senses)


def around(scene: Scene, match: Name) -> Around | None:
    """The place that the words around a name say it lies in; one that agrees with the tables goes first."""
    own = {sense.entry.id for sense in match.found if sense.entry.type in OUTER and not sense.city}
    if not any(sense.entry.type in INNER | OUTER and sense.form in _FORMS for sense in match.found):
        return None
    places = (Around(other, firm) for firm, cue in _CUES for other in cue(scene, match))
    found = [place for place in places if place.placed and not own & place.states]
    return next((place for place in found if lying(place, match)), next(iter(found), None))


def lying(found: Around, match: Name) -> list[Sense]:
    """The places of a name that lie in the place around it."""
    return [
        sense
        for sense in match.found
        if sense.entry.type in INNER and sense.entry.state in found.states and _of(found, sense.entry)
    ]


def _of(found: Around, entry: Entry) -> bool:
    """Whether a place may lie in the part of a state that is named; of few it is known in which they lie."""
    parts = {sense.entry.id for sense in found.senses if sense.entry.type == "Region"}
    return not parts or entry.region is None or entry.region in parts


def holding(scene: Scene, match: Name) -> Name | None:
    """The name right before a comma that lies in this one, as Athens does in "Athens, Georgia"."""
    before = (
        scene.names[match.start - 2]
        if match.start > 1 and scene.tokens[match.start - 1].text == ","
        else None
    )
    return before if before and match in _after_comma(scene, before) else None


def addressed(scene: Scene, match: Name) -> bool:
    """Whether a name ends an address, and so is a place whatever else it may be: "Harrisburg, PA"."""
    own = root(scene.tokens, match.start, match.end)
    below = (
        own.dep_ in _BESIDE and own.head.i == match.start - 2 and scene.tokens[match.start - 1].text == ","
    )
    return below and own.ent_type_ in _PLACES and own.head.ent_type_ in _PLACES


def _after_comma(scene: Scene, match: Name) -> Iterator[Name]:
    """What stands after a comma and below the name: "Peru, Indiana"."""
    at = match.end + 1
    if at >= len(scene.tokens) or scene.tokens[at - 1].text != ",":
        return
    other = scene.names[at]
    if other and other.start == at:
        head = root(scene.tokens, other.start, other.end)
        below = match.start <= head.head.i < match.end
        if below and (head.dep_ in _BESIDE or (head.dep_ == "conj" and _enclosed(scene, match, other))):
            yield other


def _enclosed(scene: Scene, match: Name, other: Name) -> bool:
    """Whether commas enclose a part of a state in which a place of the name lies, though the parse has a list."""
    outer = Around(other, firm=True)
    closed = other.end < len(scene.tokens) and scene.tokens[other.end].text == ","
    return closed and outer.region is not None and bool(lying(outer, match))


def _settlement(scene: Scene, match: Name) -> Iterator[Name]:
    """Where the noun lies that says what kind of place this is: "Tripoli, a port of Lebanon"."""
    own = root(scene.tokens, match.start, match.end)
    kinds = [child for child in own.rights if child.dep_ == "appos"]
    if own.dep_ in _NAMING:
        kinds.append(own.head)
    for kind in kinds:
        if noun(kind) in nominals().settlements:
            yield from _qualifiers(scene, kind, match)


def _qualifiers(scene: Scene, head: Token, match: Name) -> Iterator[Name]:
    """The names that qualify a noun, in its "of" and "in" phrases too; "Russian-held" is none."""
    for child in head.children:
        if child.dep_ not in _QUALIFYING or match.start <= child.i < match.end:
            continue
        if other := scene.names[child.i]:
            last = other.end - 1
            if "-" not in (
                scene.tokens[last].text[-1],
                scene.tokens[other.end].text if other.end < len(scene.tokens) else "",
            ):
                yield other
        else:
            yield from _qualifiers(scene, child, match)


def _in(scene: Scene, match: Name) -> Iterator[Name]:
    """What follows "in" right after the name: "Hyderabad, in the Pakistani province of Sindh"."""
    at = match.end + (match.end < len(scene.tokens) and scene.tokens[match.end].text == ",")
    if at < len(scene.tokens) and scene.tokens[at].lower_ == "in" and scene.tokens[at].dep_ == "case":
        head = scene.tokens[at].head
        if other := scene.names[head.i]:
            yield other
        elif noun(head) in nominals().settlements:
            yield from _qualifiers(scene, head, match)


def _owner(scene: Scene, match: Name) -> Iterator[Name]:
    """Whose a place is: "Lebanon's Tripoli"."""
    own = root(scene.tokens, match.start, match.end)
    held = (scene.names[child.i] for child in own.lefts if child.dep_ == "nmod:poss")
    return (other for other in held if other)


_CUES: tuple[tuple[bool, Callable[[Scene, Name], Iterator[Name]]], ...] = (
    (True, _after_comma),
    (True, _settlement),
    (False, _in),
    (False, _owner),
)
