"""Whom the name of an organisation that no table has stands for: a body of a state, or one of this text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.link.acronyms import akin
from kg.link.bearing import local
from kg.link.bodies import bodies, is_body
from kg.link.discourse import Discourse, Referents
from kg.link.organisations import Organisation
from kg.link.owners import owners
from kg.link.places import readings
from kg.link.referents import Referent, known, slug
from kg.link.scene import noun
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

    from kg.rules.entries import Entry

_WIDE = frozenset({"InternationalOrganization", "State"})  # a "UN agency" is a part of it
_DOMESTIC = frozenset({"ArmedGroup", "Party"})  # what is of one state, if of any
_VAGUE = frozenset(("a", "an", "another", "any", "each", "every", "no", "one", "some"))


def unlisted(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents | None:
    """What the name that a token heads stands for; None where it is none, or the tables tell."""
    own = discourse.organisations.get(head.i)
    if own is None:
        return (inner,) if (inner := _kindred(discourse, head)) else None
    if (entry := _abbreviated(discourse, own)) is not None:
        return (known(entry, "name"),)
    first = discourse.scene.tokens[own.head]
    if first.text != head.text:
        return discourse.resolve(discourse, first, avoid)
    match, listed = discourse.scene.names[head.i], readings(discourse.scene, head.i)
    if own.shared:
        return _shared(discourse, own, listed)
    if listed or (match is not None and match.end - match.start == own.size):
        return None
    if own.state and noun(head) in nominals().members and _plain(own, head):
        return None
    return ((inner,) if (inner := _kindred(discourse, head)) else None) or _body(discourse, head, own, avoid)


def _plain(own: Organisation, head: Token) -> bool:
    """Whether a name tells no more than who serves its state: "Armed Forces", "Government"."""
    words = own.core.lower().split()
    return all(word == head.lower_ or word in nominals().portfolios for word in words)


def _body(discourse: Discourse, head: Token, own: Organisation, avoid: frozenset[str]) -> Referents:
    """The body of a state or of another body, where the head is the word for one; else that of the text."""
    if not is_body(head):
        return (_at_home(discourse, own, _text(own)),)
    state = (own.state,) if own.state else _sole(discourse, own) if own.generic else ()
    if own.generic or not (state or not owners(discourse, head)):
        found = bodies(discourse, head, avoid, owned=state)
        if found and all(one.type != "Person" for one in found):
            return found
    if own.state:
        return (_of(discourse, own, discourse.scene.gazetteer.entries[own.state.id]),)
    return (_local(discourse, own) if own.generic else _text(own),)


def _at_home(discourse: Discourse, own: Organisation, found: Referent) -> Referent:
    """The party or armed group of the only state that the text has told of, where it tells of no other."""
    state = () if found.of_state or found.type not in _DOMESTIC else _sole(discourse, own)
    return replace(found, of_state=state[0].id) if state else found


def _abbreviated(discourse: Discourse, own: Organisation) -> Entry | None:
    """What the tables have under the letters of a name that is nearly theirs: "International Labor Office (ILO)"."""
    senses = (sense.entry for word in own.letters for sense in discourse.scene.gazetteer.senses(word))
    return next(
        (entry for entry in senses if any(akin(own.name, name) for name in (entry.label, *entry.names))), None
    )


def _shared(discourse: Discourse, own: Organisation, listed: Referents) -> Referents | None:
    """A body or party of a name that many states have: that of its state, else of the one that the text is about."""
    if not own.state and listed and not _weak(discourse, discourse.scene.tokens[own.head]):
        return listed[:1]
    state = own.state or next(iter(_sole(discourse, own)), None)
    if state and listed and not own.state and listed[0].of_state != state.id:
        return (_local(discourse, own),)
    if state is None:
        return listed or (_local(discourse, own),)
    entry = discourse.scene.gazetteer.entries[state.id]
    return (_of(discourse, own, entry),)


def _sole(discourse: Discourse, own: Organisation) -> Referents:
    """The only state that the text tells of up to the sentence in which a name stands first."""
    here = discourse.scene.sentence[own.head]
    told = {seen.referent.state for seen in discourse.seen if seen.sentence <= here} - {None}
    entry = discourse.scene.gazetteer.entries.get(told.pop() or "") if len(told) == 1 else None
    return (known(entry, "coreference"),) if entry and entry.type == "State" else ()


def _weak(discourse: Discourse, head: Token) -> bool:
    match = discourse.scene.names[head.i]
    return match is not None and all(sense.weak for sense in match.found)


def _of(discourse: Discourse, own: Organisation, state: Entry) -> Referent:
    """The body of a state under a shared name, that of the tables where they have it."""
    label = f"{own.core} of {state.full}"
    names = (label, f"{state.adjective} {own.core}", own.core)
    senses = (sense.entry for name in names for sense in discourse.scene.gazetteer.senses(name))
    listed = next((entry for entry in senses if entry.state == state.id), None)
    if listed:
        return known(listed, "composition")
    cls = kind(own.core)
    acts_for = state.id if cls == "Institution" else None
    return Referent(slug(label), label, cls, "composition", acts_for, sure=False, of_state=state.id)


def _local(discourse: Discourse, own: Organisation) -> Referent:
    """A body of this text alone, since it does not tell of which state."""
    return Referent(local(discourse.scene, slug(own.core)), own.core, kind(own.core), "text", sure=False)


def _text(own: Organisation) -> Referent:
    state = own.state.id if own.state else None
    cls = kind(own.name)
    acts_for = state if cls == "Institution" else None
    return Referent(slug(own.name), own.name, cls, "text", acts_for, sure=False, of_state=state)


def _kindred(discourse: Discourse, head: Token) -> Referent | None:
    """What the tables have by the words before one that only tells its kind: Hamas in "the Hamas movement"."""
    match = discourse.scene.names[head.i - 1] if head.i else None
    row, suffix = nominals().back.get(noun(head)), nominals().suffixes.get(head.text)
    types = frozenset((*(row.types if row else ()), *([suffix] if suffix else ())))
    if match is None or match.end != head.i or discourse.scene.tokens[match.start - 1].lower_ in _VAGUE:
        return None
    found = next(iter(readings(discourse.scene, match.start)), None)
    return found if found and found.type in types - _WIDE else None


def kind(name: str) -> str:
    """The class of an organisation by the words of its name, the last of them first."""
    words = name.replace(".", "").split()
    return next((cls for word in reversed(words) if (cls := nominals().suffixes.get(word))), "CivilGroup")
