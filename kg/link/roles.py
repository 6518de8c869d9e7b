"""Roles without a name: "the Chinese leader", "his American counterpart"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.link.discourse import Discourse, Referents
from kg.link.owners import owners
from kg.link.places import owner, settle
from kg.link.referents import Referent, known
from kg.link.scene import Bearer, subject
from kg.link.tables import nominals
from kg.rules.entries import Title

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEADING = ("head_of_state", "head_of_government", "leader", "group_leader")
_OFFICES = ("head_of_state", "head_of_government")


def office_holder(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """The person whom "the Chinese leader" means, in the text or by the table of offices."""
    match = discourse.scene.titles[head.i]
    if match is None or head.i != match.end - 1 or not _specific(head):
        return ()
    title = match.found[0]
    if title.plural or title.kind == "rank":
        return ()
    if title.role == "counterpart":
        return _counterpart(discourse, head, avoid)
    roles = _LEADING if title.role == "leader" else (title.role,)
    owned = owners(discourse, head)
    if len(owned) > 1:
        return ()
    if not owned:
        return _latest(discourse, head, roles, avoid) or _peculiar(discourse, title)
    return _holder(discourse, head, roles, owned[0])


def _specific(head: Token) -> bool:
    """Whether a role noun means one person in office: "the Chinese leader", not "a Chinese leader"."""
    words = {child.lower_ for child in head.lefts}
    return (
        not words & {"a", "an", "another", "one", "some", "any", "no", "every", "each"}
        and not words & nominals().past
    )


def _latest(discourse: Discourse, head: Token, roles: tuple[str, ...], avoid: frozenset[str]) -> Referents:
    """The last person introduced with such a title, where the text has only one near."""
    before = [bearer for bearer in discourse.bearers if bearer.start < head.i and _bears(bearer, roles)]
    ids = {bearer.referent.id for bearer in before} - avoid
    found = [bearer.referent for bearer in before if bearer.referent.id in ids]
    return settle(found[-1:], "coreference") if len(ids) == 1 else ()


def _peculiar(discourse: Discourse, title: Title) -> Referents:
    """The holder of an office that few states have, where the text names one of them."""
    states = sorted(title.only & discourse.scene.told) if title.kind == "office" else []
    if len(states) != 1:
        return ()
    state = discourse.scene.gazetteer.entries[states[0]]
    return _by_office(discourse, (title.role,), known(state, "title"))


def _bears(bearer: Bearer, roles: tuple[str, ...]) -> bool:
    return bearer.title is not None and bearer.title.role in roles and not bearer.former


def _holder(discourse: Discourse, head: Token, roles: tuple[str, ...], of: Referent) -> Referents:
    for bearer in discourse.bearers:
        if _bears(bearer, roles) and bearer.of and bearer.of.state == of.state and bearer.of.state:
            return (replace(bearer.referent, via="coreference"),)
    return _by_office(discourse, roles, of) or _plain(of)


def _by_office(discourse: Discourse, roles: tuple[str, ...], of: Referent) -> Referents:
    """The holder of an office on the day of the text, by the table, where it knows exactly one."""
    gazetteer, day = discourse.scene.gazetteer, discourse.scene.document.published
    body = of.state or of.id
    entry = gazetteer.entries.get(body)
    if "leader" in roles:
        roles = (entry.leader,) if entry and entry.leader else _OFFICES
    held = [person for role in roles for person in gazetteer.holders(role, body, day)]
    return (known(held[0], "title", acts_for=body),) if len({person.id for person in held}) == 1 else ()


def _plain(of: Referent) -> Referents:
    return (replace(of, via="composition"),) if of.actor else ()


def _counterpart(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """The person who holds the same office elsewhere: "his American counterpart"."""
    states = [
        found for child in head.lefts if child.dep_ != "nmod:poss" for found in _modifier(discourse, child)
    ]
    if len(states) != 1:
        return ()
    person = _whose(discourse, head, avoid)
    if person is None:
        return _plain(states[0])
    roles = _roles(discourse, person)
    return (
        _same_role(discourse, roles, states[0]) or _by_office(discourse, roles, states[0]) if roles else ()
    ) or _plain(states[0])


def _modifier(discourse: Discourse, child: Token) -> Referents:
    found = owner(discourse.scene, child.i)
    return (found,) if found else ()


def _whose(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referent | None:
    """The possessor of a counterpart, or else the subject of its clause."""
    holder = next((child for child in head.lefts if child.dep_ == "nmod:poss"), None)
    if holder is None:
        verb = next(
            (above for above in head.ancestors if any(subject(child) for child in above.children)), None
        )
        holder = (
            next((child for child in verb.children if subject(child)), None) if verb is not None else None
        )
    found = discourse.resolve(discourse, holder, frozenset()) if holder is not None else ()
    persons = [referent for referent in found if referent.type == "Person"]
    return persons[0] if len(persons) == 1 else None


def _roles(discourse: Discourse, person: Referent) -> tuple[str, ...]:
    titled = [
        bearer.title.role for bearer in discourse.bearers if bearer.referent.id == person.id and bearer.title
    ]
    posts = discourse.scene.gazetteer.held(person.id, discourse.scene.document.published or "~")
    roles = tuple(dict.fromkeys((*titled, *(role for post in posts for role in post.office.roles))))
    return _LEADING if set(roles) & set(_LEADING) else roles


def _same_role(discourse: Discourse, roles: tuple[str, ...], of: Referent) -> Referents:
    found = [
        bearer
        for bearer in discourse.bearers
        if _bears(bearer, roles) and bearer.of and bearer.of.state == of.state
    ]
    return (
        settle([found[0].referent], "coreference")
        if len({bearer.referent.id for bearer in found}) == 1
        else ()
    )
