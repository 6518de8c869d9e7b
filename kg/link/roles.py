"""Roles without a name: "the Chinese leader", "the NATO chief", "the pope"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.link.counterparts import counterpart
from kg.link.discourse import Discourse, Referents
from kg.link.holders import LEADING, bears, by_office, holder, one, roles_in
from kg.link.names import Match
from kg.link.owners import acting, owners
from kg.link.referents import Referent, known, slug
from kg.link.scene import Bearer, root
from kg.link.standing import definite, deputising, outside
from kg.link.titles import PARTIAL, choose
from kg.rules.entries import Title

if TYPE_CHECKING:
    from spacy.tokens import Token

_ORGANS = frozenset(("LEG", "JUD"))
_OWNED = ("compound", "flat", "nmod")


def office_holder(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """The person whom "the Chinese leader" means, in the text or by the table of offices.

    Where that person is unknown, the state or body for which such a person acts.
    """
    match = discourse.scene.titles[head.i]
    if match is None or head != root(discourse.scene.tokens, match.start, match.end):
        return ()
    if not definite(head) or outside(head):
        return ()
    owned = owners(discourse, head)
    title = choose(match.found, owned[0].state if owned else None)
    if title.role == "counterpart":
        return counterpart(discourse, head)
    if title.plural or len(owned) > 1 or (title.kind == "rank" and owned):
        return ()
    if owned:
        found = _owned(discourse, head, title, owned[0])
    else:
        found = _unowned(discourse, head, title, avoid) if _bare(head, match) else ()
    return tuple(replace(one, sector=title.sector or one.sector) for one in found if _fits(title, one))


def _owned(discourse: Discourse, head: Token, title: Title, of: Referent) -> Referents:
    """Who has a title in a state or body, or whom such a person acts for."""
    deputy = deputising(head) or title.words.startswith("acting")
    held = () if deputy else holder(discourse, roles_in(title, of), of)
    return tuple(person for person in held if _fits(title, person)) or _state(discourse, head, title, of)


def _fits(title: Title, person: Referent) -> bool:
    """Whether a title may be a person's by gender: no queen is meant by "the king"."""
    return None in (title.gender, person.gender) or title.gender == person.gender


def _bare(head: Token, title: Match[tuple[Title, ...]]) -> bool:
    """Whether a title stands alone: "the president", and not "the club's president" or "the head of sales"."""
    beside = (child for child in head.children if not title.start <= child.i < title.end)
    return not any(child.dep_.startswith(_OWNED) for child in beside)


def _unowned(discourse: Discourse, head: Token, title: Title, avoid: frozenset[str]) -> Referents:
    return (
        _latest(discourse, head, title, avoid) or _peculiar(discourse, title) or _sole(discourse, head, title)
    )


def _latest(discourse: Discourse, head: Token, title: Title, avoid: frozenset[str]) -> Referents:
    """The last person introduced with such a title, where the text has only one near."""
    return one(
        bearer
        for bearer in discourse.bearers
        if bearer.start < head.i and bearer.referent.id not in avoid and _same(bearer, title)
    )


def _same(bearer: Bearer, title: Title) -> bool:
    """Whether a title is a bearer's own in other words: a king is head of state and yet no president."""
    if title.kind == "rank":
        return (
            bears(bearer, (title.role,))
            and bearer.title is not None
            and _ranked(bearer.title.words, title.words)
        )
    if title.role == "minister" and bearer.title and bearer.title.role.endswith("_minister"):
        return not bearer.former
    if not bears(bearer, LEADING if title.role == "leader" else (title.role,)):
        return False
    templates = {title.template, bearer.title and bearer.title.template}
    return len(templates - {None}) < 2


def _ranked(full: str, short: str) -> bool:
    """Whether one rank takes up another: "the general" a lieutenant general, or "Gen."."""
    own, other = (words.split()[-1].removesuffix(".") for words in (full, short))
    return own.startswith(other) or other.startswith(own)


def _peculiar(discourse: Discourse, title: Title) -> Referents:
    """The holder of an office that is one in the world, or one among the states that the text names."""
    if title.kind != "office":
        return ()
    unique = title.template is not None and "{of}" not in title.template
    states = sorted(title.only if unique else title.only & discourse.scene.told)
    if len(states) != 1:
        return ()
    state = known(discourse.scene.gazetteer.entries[states[0]], "title")
    return by_office(discourse, (title.role,), state)


def _sole(discourse: Discourse, head: Token, title: Title) -> Referents:
    """The holder of an office of the only state that the text has named, where nobody is told to hold it."""
    states = {state for seen in discourse.seen if seen.i < head.i and (state := seen.referent.state)}
    told = any(bears(bearer, (title.role,)) for bearer in discourse.bearers)
    if len(states) != 1 or told or not title.template or "the" not in {child.lower_ for child in head.lefts}:
        return ()
    of = discourse.scene.gazetteer.entries[min(states)]
    listed = slug(title.template.format(of=of.full)) in discourse.scene.gazetteer.entries
    return by_office(discourse, (title.role,), known(of, "title")) if listed else ()


def _state(discourse: Discourse, head: Token, title: Title, of: Referent) -> Referents:
    """Whom the bearer of a title acts for, if anybody."""
    office = title.kind == "office"
    if of.type == "State":
        speaks = (title.speaks and title.role not in PARTIAL) or (office and title.sector in _ORGANS)
    else:
        speaks = title.speaks or office or title.sector == "REB"
    return acting(discourse, head, of) if speaks and of.actor else ()
