"""Members of a people, who are not their state: "ethnic Uzbeks", "two Swedes", "Serbs in Kosovo"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.discourse import Discourse, Referents
from kg.link.owners import FROM, after
from kg.link.places import readings
from kg.link.referents import Referent, slug
from kg.link.scene import Scene, noun
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_TELLING = frozenset(("acl", "acl:relcl", "amod", "nmod", "nummod"))  # "the Russians" are their state
_OF = frozenset({"nmod", "nmod:poss"})
_SECTOR = "CVL"


def individuals(discourse: Discourse, token: Token) -> Referents | None:
    """The group that a people's name means, empty for one person; None where the name may mean the state.

    A people that is counted, described or said to be somewhere else is a group; its bare name may be the state.
    """
    if any(child.lower_ == "ethnic" for child in token.lefts):
        return _group(f"ethnic {token.text}", after(discourse, token, FROM, places=True))
    if not _people(discourse.scene, token):
        return None
    if _single(discourse.scene, token):
        return ()
    return (
        _group(token.text, readings(discourse.scene, token.i)) if _told_of(discourse.scene, token) else None
    )


def _group(label: str, of: Referents) -> Referents:
    """A group that acts for nobody, of the state whose people it is or, of an ethnic one, in which it lives."""
    state = next((one.country for one in of), None)
    return (Referent(slug(label), label, "CivilGroup", "demonym", of_state=state, sector=_SECTOR),)


def _people(scene: Scene, token: Token) -> bool:
    """Whether a noun is the name of a people, and no modifier."""
    match = scene.names[token.i]
    named = match is not None and any(sense.form == "people" for sense in match.found)
    return named and token.tag_.startswith("NN") and not token.dep_.startswith(("compound", "amod", "flat"))


def _single(scene: Scene, token: Token) -> bool:
    """Whether a noun is one of a people, which has a plural of its own: "the American", not "the French"."""
    match = scene.names[token.i]
    return match is not None and bool(scene.gazetteer.senses(f"{scene.phrase(match.start, match.end)}s"))


def _told_of(scene: Scene, token: Token) -> bool:
    """Whether more is said of a people than its name, or only a number of it is meant."""
    counted = token.dep_ in _OF and bool({noun(token.head), token.head.lower_} & nominals().measures)
    more = (child for child in token.children if scene.names[child.i] is not scene.names[token.i])
    return counted or any(child.dep_ in _TELLING or child.lower_ in nominals().measures for child in more)
