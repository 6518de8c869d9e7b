"""Offices: what a title names, of the state or body beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg import vocab
from kg.link.discourse import Discourse, Referents
from kg.link.origins import origins
from kg.link.owners import owners
from kg.link.referents import Referent, known, slug
from kg.link.titles import LOCAL, choose
from kg.rules.entries import Entry, Title

if TYPE_CHECKING:
    from spacy.tokens import Token

_HEADS = frozenset({"chief", "leader", "chair", "director", "party_leader", "group_leader"})


def office(discourse: Discourse, head: Token, holder: Referent | None) -> Referents:
    """The office that a title names: of whom its words say, or else of whom its holder acts for."""
    match = discourse.scene.titles[head.i]
    if match is None:
        return ()
    for of in _of(discourse, head, holder):
        title = choose(match.found, of)
        label = _label(discourse, title, of)
        if listed := _listed(discourse, title, of, holder, label):
            return (known(listed, "title"),)
        if label:
            return (Referent(slug(label), label, "Office", "title"),)
    return ()


def _of(discourse: Discourse, head: Token, holder: Referent | None) -> Iterator[str]:
    bearer = discourse.persons[head.i]
    match = discourse.scene.titles[head.i]
    if match and match.found[0].role in LOCAL:  # offices of a place, not of the state it lies in
        yield from (one.id for one in origins(discourse, head)[:1] if vocab.is_a(one.type, "Place"))
    elif bearer and bearer.of:
        yield bearer.of.id
    elif found := [one for one in owners(discourse, head) if one.type != "Person"]:
        yield found[0].state or found[0].id
    elif holder and holder.acts_for:
        yield holder.acts_for


def _label(discourse: Discourse, title: Title, of: str) -> str | None:
    entry = discourse.scene.gazetteer.entries.get(of)
    template = title.template or ("Head of {of}" if title.role in _HEADS else None)
    return template and template.format(of=entry.full if entry else of.replace("_", " "))


def _listed(
    discourse: Discourse, title: Title, of: str, holder: Referent | None, label: str | None
) -> Entry | None:
    """The office of the tables: of this name, or that the holder has there, or the only one of its role."""
    gazetteer, day = discourse.scene.gazetteer, discourse.scene.document.published
    if label and (named := gazetteer.entries.get(slug(label))):
        return named
    held = [post.office for post in gazetteer.held(holder.id, day) if post.office.of == of] if holder else []
    alike = gazetteer.offices.get(f"{title.role} {of}", ())
    return held[0] if held else alike[0] if len(alike) == 1 else None
