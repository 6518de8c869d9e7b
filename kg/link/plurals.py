"""Nouns that take up several at once: "both sides", "the three countries", "the two Koreas"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kg.link.clauses import barred
from kg.link.corefer import answers
from kg.link.discourse import Discourse, Referents, Seen, clear
from kg.link.holders import LEADING
from kg.link.owners import owners
from kg.link.places import settle
from kg.link.referents import Referent, known
from kg.link.scene import noun
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_FAR = 12  # sentences back that "the two leaders" reaches
_NEAR = 3  # sentences back that "the leaders" reaches
_SLOW = 0.9  # what remains of a side's salience from one sentence to the next
_MARGIN = 1.4
_DEFINITE = frozenset({"the", "these", "those", "both"})  # and "the world's"
_GENDERS = {"man": "male", "woman": "female"}
_SIDES = frozenset({"ArmedGroup", "InternationalOrganization", "Party", "Territory"})

Found = list[tuple[Seen, Referent]]


def several(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents | None:
    """The members of "the two sides", as the text has them; None where it does not tell who they are."""
    count = _count(head)
    if count is None or owners(discourse, head):
        return ()
    if head.pos_ == "PROPN":
        return _namesakes(discourse, head, count)
    if noun(head) not in nominals().pairs and noun(head) not in nominals().back:
        return ()
    found = [
        (seen, one)
        for seen in discourse.before(head, sentences=_FAR)
        if seen.i not in barred(head)
        and (one := _member(discourse, head, seen.referent))
        and one.id not in avoid
    ]
    return settle(_members(discourse, head, _borne(discourse, head, found), count), "coreference")


def _count(head: Token) -> int | None:
    """How many a definite plural says that it has; 0 where it does not say, None where it takes up nobody."""
    words = {child.lower_ for child in head.lefts}
    definite = words & _DEFINITE or any(child.lower_ == "world" for child in head.lefts)
    if head.morph.get("Number", []) != ["Plur"] or not definite or "other" in words:
        return None
    said = [number for word in sorted(words) if (number := nominals().numbers.get(word))]
    plain = all(child.dep_ in ("det", "case") for child in head.lefts) and not list(head.rights)
    return said[0] if said else 0 if plain else None


def _namesakes(discourse: Discourse, head: Token, count: int) -> Referents | None:
    """The states of one name, as many as it says: "the two Koreas"."""
    entries = discourse.scene.gazetteer.entries.values()
    named = [entry for entry in entries if entry.type == "State" and entry.label.split()[-1] == head.lemma_]
    if len(named) < 2:
        return ()
    return tuple(known(entry, "name") for entry in named) if len(named) == count else None


def _member(discourse: Discourse, head: Token, referent: Referent) -> Referent | None:
    """The one of a plural's members that something named before is, or acts for."""
    kind = nominals().pairs.get(noun(head))
    if kind is None:
        row = nominals().back[noun(head)]
        return referent if answers(discourse, referent, row) else None
    if kind == "person":
        wanted = (None, _GENDERS.get(noun(head), referent.gender))
        return referent if referent.type == "Person" and referent.gender in wanted else None
    state = discourse.scene.gazetteer.entries.get(referent.state or "")
    if state is not None and state.type == "State":
        return known(state, "coreference")
    return referent if kind == "side" and referent.type in _SIDES else None


def _borne(discourse: Discourse, head: Token, found: Found) -> Found:
    """The persons who bear the title that a plural is of, where several do: "the presidents"."""
    match = discourse.scene.titles[head.i]
    if match is None or nominals().pairs.get(noun(head)) != "person":
        return found
    role = match.found[0].role
    roles = frozenset(LEADING if role == "leader" else (role,))
    held = [(seen, one) for seen, one in found if roles & _roles(discourse, one)]
    return held if len(_ids(held)) > 1 else found


def _roles(discourse: Discourse, person: Referent) -> frozenset[str]:
    """The roles that a person has by the text, or by the table on its day."""
    bearers = (
        bearer for bearer in discourse.bearers if bearer.referent.id == person.id and not bearer.former
    )
    day = discourse.scene.document.published
    held = discourse.scene.gazetteer.held(person.id, day) if day else ()
    told = (bearer.title.role for bearer in bearers if bearer.title)
    return frozenset((*told, *(role for post in held for role in post.office.roles)))


def _members(discourse: Discourse, head: Token, found: Found, count: int) -> Referents:
    near = [(seen, one) for seen, one in found if seen.sentence >= discourse.scene.sentence[head.i] - _NEAR]
    if not count and len({_top(discourse, seen) for seen, _ in near}) == 1 and len(_ids(near)) > 1:
        return _unique(near)
    count = count or 2
    here = _ids((seen, one) for seen, one in found if seen.sentence == discourse.scene.sentence[head.i])
    ranked = discourse.salience(((seen, one.id) for seen, one in found), head, fade=_SLOW)
    chosen = here if len(here) == count else frozenset(clear(ranked, count, _MARGIN) or ())
    return _unique((seen, one) for seen, one in found if one.id in chosen)


def _top(discourse: Discourse, seen: Seen) -> int:
    """The first of what a name is coordinated with."""
    token = discourse.scene.tokens[seen.i]
    while token.dep_ in ("conj", "flat", "appos") and token.head != token:
        token = token.head
    return token.i


def _ids(found: Iterable[tuple[Seen, Referent]]) -> frozenset[str]:
    return frozenset(one.id for _, one in found)


def _unique(found: Iterable[tuple[Seen, Referent]]) -> Referents:
    return tuple({one.id: one for _, one in found}.values())
