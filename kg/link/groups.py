"""Groups: "Chinese students", "rebels based in Darfur", "a Palestinian prisoner", "protesters"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.link.bearing import local
from kg.link.discourse import Discourse, Referents
from kg.link.origins import origins, whereabouts
from kg.link.owners import after, named
from kg.link.referents import Referent, slug
from kg.link.scene import noun
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_KINDS = frozenset({"ArmedGroup", "CivilGroup"})  # classes of groups of which one member is a person
_UNITED = "InternationalOrganization"
_SEATED = frozenset({"Institution", "Party", _UNITED})  # of which one member is not the whole
_NOBODY: frozenset[str] = frozenset()
_TOLD = frozenset({"compound", "amod"})


def groups(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """People or firms of a state or place, who act for nobody; those of no place are a group of the text alone."""
    found = origins(discourse, head)
    if head.morph.get("Number", []) == ["Sing"] and noun(head) not in nominals().collectives:
        return tuple(one for referent in found[:1] for one in _member(discourse, head, referent))
    made = tuple(group(discourse, head, referent, avoid=avoid) for referent in found)
    return made or _loose(discourse, head, avoid)


def group(discourse: Discourse, head: Token, of: Referent, *, avoid: frozenset[str] = _NOBODY) -> Referent:
    """The group that a noun names, of a state, place or people; of an organisation by whose hands it acts, that one."""
    cls = _class(head)
    own = cls == "ArmedGroup" or (of.type != "Person" and noun(head) in nominals().hands)
    if own and of.actor and of.type != "State" and not of.people:
        return replace(of, via="composition")
    label = _label(discourse, head, of)
    state = of.land or (whereabouts(discourse, head, avoid) if of.people else None)
    return Referent(slug(label), label, cls, "composition", of_state=state)


def kind(head: Token) -> str | None:
    """The class of a group by its noun with the noun before it: "rebel group"."""
    return nominals().groups.get(f"{noun(head.nbor(-1))} {noun(head)}") if head.i else None


def _class(head: Token) -> str:
    return kind(head) or nominals().groups.get(noun(head), "CivilGroup")


def _label(discourse: Discourse, head: Token, of: Referent) -> str:
    entry = discourse.scene.gazetteer.entries.get(of.id)
    return " ".join(((entry and entry.adjective) or of.label, *_words(discourse, head), head.lower_))


def _words(discourse: Discourse, head: Token) -> list[str]:
    """The nouns before a noun that tell of what kind a group is."""
    return [
        t.lower_ for t in head.lefts if t.dep_ == "compound" and t.pos_ == "NOUN" and not named(discourse, t)
    ]


def _member(discourse: Discourse, head: Token, of: Referent) -> Referents:
    """Somebody or a firm without a name, of a state that the text tells: "a Palestinian prisoner"."""
    cls, state = _class(head), of.land
    if state is None or not _indefinite(head):
        return ()
    label = _label(discourse, head, of)
    name = local(discourse.scene, f"{slug(label)}/{head.idx}")
    return (Referent(name, label, "Person" if cls in _KINDS else cls, "composition", of_state=state),)


def member(discourse: Discourse, head: Token) -> Referents | None:
    """Somebody without a name who is "a member of the parliament", for which one does not act; None for all others.

    A member of an organisation of states may be a state, so it stands for nobody.
    """
    if noun(head) != "member" or head.morph.get("Number", []) != ["Sing"]:
        return None
    bodies = [one for one in after(discourse, head) if one.type in _SEATED]
    if not bodies:
        return None
    if bodies[0].type == _UNITED:
        return ()
    state = bodies[0].country
    label = f"{bodies[0].label} member"
    name = local(discourse.scene, f"{slug(label)}/{head.idx}")
    return (Referent(name, label, "Person", "composition", of_state=state),)


def _indefinite(head: Token) -> bool:
    return not any(child.dep_ == "det" and child.lower_ not in ("a", "an", "another") for child in head.lefts)


def gathering(head: Token) -> bool:
    """Whether a name tells only whose a gathering is: "Palestinian riots"."""
    return head.dep_ in ("amod", "compound", "nmod:poss") and noun(head.head) in nominals().gatherings


def crowd(discourse: Discourse, reading: Referents) -> Referents:
    """Who gathers where a reading names states: their people, who are not the state."""
    return tuple(_protesters(discourse, one) if one.type == "State" else one for one in reading)


def _protesters(discourse: Discourse, of: Referent) -> Referent:
    entry = discourse.scene.gazetteer.entries.get(of.id)
    label = f"{(entry and entry.adjective) or of.label} protesters"
    return Referent(slug(label), label, "CivilGroup", of.via, of_state=of.id)


def _loose(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """A group without an origin, which is one in its text: of the state where it acts, or of none known."""
    if noun(head) in nominals().commentators or any(
        child.lower_ in _OTHERS or child.dep_ == "nmod:poss" for child in head.lefts
    ):
        return ()
    words = (t.text for t in head.lefts if t.dep_ in _TOLD and not named(discourse, t))
    label = " ".join((*words, head.lower_))
    several = head.morph.get("Number", []) == ["Plur"]
    state = whereabouts(discourse, head, avoid) if several else None
    return (
        Referent(
            local(discourse.scene, slug(label)), label, _class(head), "text", of_state=state, sure=False
        ),
    )


_OTHERS = frozenset(("its", "no", "other", "their", "those", "what", "which"))
