"""Who holds an office: by the titles that the text gives, or by the table on the day of the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.link.discourse import Discourse, Referents
from kg.link.places import settle
from kg.link.referents import Referent, known
from kg.link.scene import Bearer
from kg.rules.entries import Title

LEADING = ("head_of_state", "head_of_government", "leader", "group_leader")
_OFFICES = ("head_of_state", "head_of_government")
_HEADING = (
    "secretary_general",
    "head",
    "group_leader",
    "party_leader",
    "chair",
    "director",
    "chief",
    "leader",
)
_WITHIN = frozenset(("State", "Territory", "Person"))  # what has leaders by rank, not one chief of many names


def roles_in(title: Title, of: Referent) -> tuple[str, ...]:
    """The roles that a title may mean in a state or body: "the NATO chief" is its secretary-general."""
    if of.type not in _WITHIN and title.role in (*_HEADING, "head_of_state"):
        return (*_HEADING, "head_of_state", "speaker")
    return LEADING if title.role == "leader" else (title.role,)


def holder(discourse: Discourse, roles: tuple[str, ...], of: Referent) -> Referents:
    """The one person who has such a role there, in the text or else in the table."""
    return one(_told(discourse, roles, of)) or by_office(discourse, roles, of)


def by_office(discourse: Discourse, roles: tuple[str, ...], of: Referent) -> Referents:
    """The holder of an office on the day of the text, by the table, where it knows exactly one."""
    gazetteer, day = discourse.scene.gazetteer, discourse.scene.document.published
    body = served(of) or ""
    if of.type == "Institution" and of.state and not set(roles) & set(_HEADING):
        body = of.state
    entry = gazetteer.entries.get(body)
    if roles == LEADING:
        roles = (entry.leader,) if entry and entry.leader else _OFFICES
    held = dict.fromkeys(person for role in roles for person in gazetteer.holders(role, body, day))
    return tuple(known(person, "title", acts_for=body) for person in held) if len(held) == 1 else ()


def served(of: Referent) -> str | None:
    """The state or body in which an office is: that of a person, where a person is named as the owner."""
    return of.acts_for if of.type == "Person" else of.id


def bears(bearer: Bearer, roles: tuple[str, ...]) -> bool:
    """Whether the text names a person with a title of such a role, and as one who holds it."""
    return bearer.title is not None and bearer.title.role in roles and not bearer.former


def one(bearers: Iterable[Bearer]) -> Referents:
    """The last person among some, who must all be one."""
    found = {bearer.referent.id: bearer.referent for bearer in bearers}
    return settle(tuple(found.values()), "coreference") if len(found) == 1 else ()


def _told(discourse: Discourse, roles: tuple[str, ...], of: Referent) -> Iterator[Bearer]:
    """The persons to whom the text gives such a title of the same state or body."""
    body = served(of)
    return (
        bearer
        for bearer in discourse.bearers
        if body and bearer.of and bears(bearer, roles) and body in (served(bearer.of), bearer.of.state)
    )
