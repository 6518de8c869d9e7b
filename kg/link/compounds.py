"""Names inside compound words: "anti-American", "Portuguese-speaking", "Bosnian Serb", "North and South Korean"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.link.names import Match
from kg.link.places import owner
from kg.link.referents import Referent, known
from kg.link.scene import Scene
from kg.rules.entries import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

_AGAINST = frozenset(("anti", "counter", "ex", "non", "post", "pre", "pro"))
_LEADS = frozenset({"led"})  # who leads a coalition owns it; who backs, makes or speaks does not
_JOINTS = frozenset(("and", "or"))
_TAIL = re.compile(r"[\w.]+-([a-z]+)")


def owning(scene: Scene, i: int) -> Referent | None:
    """The state or body that a name stands for as an owner, unless a compound word makes it another thing."""
    return None if aside(scene, i) else owner(scene, i)


def aside(scene: Scene, i: int) -> bool:
    """Whether a name is only what something is against, or how it is described: "China-based firms"."""
    match = scene.names[i]
    last = scene.tokens[match.end - 1] if match else scene.tokens[i]
    tail = _TAIL.match(scene.text, last.idx)
    return _against(scene.tokens[match.start if match else i]) or (tail is not None and tail[1] not in _LEADS)


def _against(token: Token) -> bool:
    """Whether a name is only what something is against: "counter-ISIL operations"."""
    apart = token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in _AGAINST
    return apart or token.lower_.partition("-")[0] in _AGAINST


def mixed(scene: Scene, i: int) -> bool:
    """Whether a demonym follows another without a word between: "Bosnian Serb" is neither state."""
    match = scene.names[i]
    first = scene.names[match.start - 1] if match and match.start else None
    return match is not None and first is not None and _demonym(first) and _demonym(match)


def _demonym(match: Match[tuple[Sense, ...]]) -> bool:
    return any(sense.form in ("adjective", "people") for sense in match.found)


def elided(scene: Scene, i: int) -> Referent | None:
    """The name of which only the first word is said: North Korea in "North and South Korean officials"."""
    match = scene.names[i]
    if match is None or match.end - match.start < 2 or match.start < 2:
        return None
    first, joint = scene.tokens[match.start - 2], scene.tokens[match.start - 1]
    if joint.lower_ not in _JOINTS:
        return None
    name = f"{first.text} {scene.phrase(match.start + 1, match.end)}"
    senses = [sense for sense in scene.gazetteer.senses(name) if not sense.weak]
    return known(senses[0].entry, "demonym") if len(senses) == 1 and senses[0].entry.type == "State" else None
