"""Where a group is from, by its words or by its clause: "Darfur rebels", "a group based in Trinidad"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.link.compounds import aside
from kg.link.discourse import Discourse, Referents
from kg.link.owners import FROM, after, before, possessors
from kg.link.places import readings
from kg.link.referents import Referent
from kg.link.scene import Scene
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_AT = frozenset(("across", "at", "in", "inside", "near", "outside", "throughout"))
_CLAUSES = frozenset({"acl", "acl:relcl"})


def origins(discourse: Discourse, head: Token) -> Referents:
    """Whose or where a group is, places among them: "Darfur rebels", "students in Indonesia"."""
    return (
        possessors(discourse, head)
        or before(discourse, head, _origin)
        or after(discourse, head, FROM, places=True)
        or _based(discourse, head)
    )


def _origin(scene: Scene, i: int) -> Referent | None:
    return None if aside(scene, i) else next(iter(readings(scene, i)), None)


def _based(discourse: Discourse, head: Token) -> Referents:
    """Where a clause says that a group has its home: "based in Trinidad", "fleeing the war in Liberia"."""
    for clause in head.rights:
        if clause.dep_ in _CLAUSES and clause.lemma_.lower() in nominals().choosing["dwelling"]:
            places = (token for token in clause.subtree if _placed(token))
            for token in places:
                if found := readings(discourse.scene, token.i)[:1]:
                    return found
    return ()


def _placed(token: Token) -> bool:
    """Whether a noun stands behind a preposition of place, or is what one flees: "fleeing Syria"."""
    return token.dep_ == "obj" or any(
        child.dep_ == "case" and child.lower_ in FROM for child in token.children
    )


def whereabouts(discourse: Discourse, head: Token, avoid: frozenset[str]) -> str | None:
    """The state in which a group acts: where its clause says, else the only state that its sentence speaks of."""
    told = [*_located(discourse, head)] or [*_spoken(discourse, head)]
    states = dict.fromkeys(told)
    return next(iter(states)) if len(states) == 1 and not avoid & states.keys() else None


def _located(discourse: Discourse, head: Token) -> Iterator[str]:
    """The states of the places in which the verb above a group says that it acts."""
    verb = next((token for token in head.ancestors if token.pos_ == "VERB"), None)
    for child in verb.children if verb is not None else ():
        if child.dep_ == "obl" and any(one.dep_ == "case" and one.lower_ in _AT for one in child.children):
            yield from (
                state
                for one in readings(discourse.scene, child.i)[:1]
                if (state := one.state or one.of_state)
            )


def _spoken(discourse: Discourse, head: Token) -> Iterator[str]:
    """The states that are spoken of in the sentence, but for those whose people report it."""
    for seen in discourse.near(head, sentences=0):
        if seen.referent.type != "MediaOutlet" and (state := seen.referent.state or seen.referent.of_state):
            yield state


def lies_in(discourse: Discourse, referent: Referent) -> Referent | None:
    """The state that a place lies in: whom an act against the place is aimed at."""
    entries = discourse.scene.gazetteer.entries
    entry = entries.get(referent.id)
    state = (
        entries.get(entry.state or "") if entry and entry.type in ("City", "Region", "Territory") else None
    )
    return Referent(state.id, state.label, state.type, "composition", state.id) if state else None
