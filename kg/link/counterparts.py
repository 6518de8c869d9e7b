"""Those who hold the same office elsewhere: "his American counterpart"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from kg.link.compounds import mixed, owning
from kg.link.discourse import Discourse, Referents
from kg.link.holders import LEADING, holder
from kg.link.referents import Referent
from kg.link.scene import Scene, subject
from kg.link.titles import LOCAL

if TYPE_CHECKING:
    from spacy.tokens import Token


def counterpart(discourse: Discourse, head: Token) -> Referents:
    """The person in the same office in each state named; the state where only the name is unknown.

    Of one who acts for no state nothing is said: a footballer's counterpart is a footballer.
    """
    whose = _whose(discourse, head)
    official = all(one.type == "State" for one in whose)
    if not whose or not (official or len(whose) == 1) or not whose[0].state:
        return ()
    roles = () if official else _roles(discourse, whose[0])
    if LOCAL.intersection(roles):
        return ()
    return tuple(one for state in _states(discourse.scene, head) for one in _abroad(discourse, roles, state))


def _states(scene: Scene, head: Token) -> Iterable[Referent]:
    """The states named before a counterpart, none where they are mixed: "his Bosnian Serb counterpart"."""
    tokens = [token.i for child in head.lefts if child.dep_ != "nmod:poss" for token in child.subtree]
    if any(mixed(scene, i) for i in tokens):
        return ()
    return dict.fromkeys(found for i in tokens if (found := owning(scene, i)))


def _abroad(discourse: Discourse, roles: tuple[str, ...], state: Referent) -> Referents:
    return (holder(discourse, roles, state) if roles else ()) or (replace(state, via="composition"),)


def _whose(discourse: Discourse, head: Token) -> Referents:
    """The possessor of a counterpart, or else the subject of the clause: a person, or officials of a state."""
    above = (child for verb in head.ancestors for child in verb.children)
    acting = islice(filter(subject, above), 1)
    owners = (child for child in head.lefts if child.dep_ == "nmod:poss")
    found = (discourse.resolve(discourse, token, frozenset()) for token in (*owners, *acting))
    return tuple(one for one in next(filter(None, found), ()) if one.type in ("Person", "State"))


def _roles(discourse: Discourse, person: Referent) -> tuple[str, ...]:
    """The roles of a person by the text and the table; who leads one state is like who leads the other."""
    titled = [
        bearer.title.role for bearer in discourse.bearers if bearer.referent.id == person.id and bearer.title
    ]
    gazetteer = discourse.scene.gazetteer
    posts = gazetteer.held(person.id, discourse.scene.document.published or "~")
    roles = tuple(dict.fromkeys((*titled, *(role for post in posts for role in post.office.roles))))
    state = gazetteer.entries.get(person.state or "")
    leads = {state.leader} if state and state.leader else set(LEADING)
    return LEADING if leads & set(roles) else roles
