"""Offices: what a title names, of the state or body beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg import vocab
from kg.link.discourse import Discourse, Referents
from kg.link.holders import LEADING
from kg.link.names import Match
from kg.link.origins import origins
from kg.link.owners import owners
from kg.link.places import owner
from kg.link.referents import Referent, known, slug
from kg.link.scene import Bearer
from kg.link.tables import nominals
from kg.link.titles import LOCAL, choose
from kg.rules.entries import Entry, Title

if TYPE_CHECKING:
    from spacy.tokens import Token

_HEADS = frozenset({"chief", "leader", "chair", "director", "party_leader", "group_leader"})


def office(discourse: Discourse, head: Token, holder: Referent | None) -> Referents:
    """The office that a title names: of whom its words say, or else of whom its holder acts for."""
    match = discourse.scene.titles[head.i]
    if match is None or _before_title(discourse, head) or _soldierly(discourse, match):
        return ()
    for of in _of(discourse, head, holder):
        title = choose(match.found, of)
        label = _label(discourse, title, of)
        if rank := _rank(head, title):
            label = f"{rank} {label or f'{title.words.title()} of {_full(discourse, of)}'}"
            return (Referent(slug(label), label, "Office", "title"),)
        if listed := _listed(discourse, title, of, holder, label):
            return (known(listed, "title"),)
        if label:
            return (Referent(slug(label), label, "Office", "title"),)
    return ()


def _soldierly(discourse: Discourse, match: Match[tuple[Title, ...]]) -> bool:
    """Whether a title is or ends in a rank of soldiers, which is no office: "General", "governor General"."""
    scene = discourse.scene
    first, last = scene.words[match.start], scene.words[match.end - 1]
    apart = first[0].islower() and last[0].isupper()
    titles = scene.gazetteer.titles.get(last.lower(), ()) if apart else match.found
    return any(title.kind == "rank" and title.sector == "MIL" for title in titles)


def _before_title(discourse: Discourse, head: Token) -> bool:
    """Whether a word is only the first of a title: "Deputy" of "Deputy Secretary"."""
    return (
        head.lower_ in nominals().deputies
        and discourse.scene.titles[head.head.i] is not None
        and head.head != head
    )


def _rank(head: Token, title: Title) -> str | None:
    """The word before a title that makes it another's office, where the tables have no such title: "Deputy"."""
    before = (*head.lefts, *(() if head.is_sent_start else (head.nbor(-1),)))
    word = next((each for each in before if each.lower_ in nominals().deputies), None)
    return word.text.title() if word is not None and word.lower_ not in title.words else None


def _of(discourse: Discourse, head: Token, holder: Referent | None) -> Iterator[str]:
    bearer = discourse.persons[head.i]
    match = discourse.scene.titles[head.i]
    if match and match.found[0].role in LOCAL:  # offices of a place, not of the state it lies in
        yield from (one.id for one in origins(discourse, head)[:1] if vocab.is_a(one.type, "Place"))
    elif bearer and bearer.of and not _partisan(discourse, bearer):
        yield bearer.of.id
    elif found := [one for one in owners(discourse, head) if one.type != "Person"]:
        yield found[0].state or found[0].id
    elif holder and holder.acts_for and not (match and _second(head, match.found[0])):
        yield holder.acts_for


def _second(head: Token, title: Title) -> bool:
    """Whether one is a deputy of whom a body or party may have as well as the state: "deputy leader"."""
    return title.role in _HEADS and _rank(head, title) is not None


def _partisan(discourse: Discourse, bearer: Bearer) -> bool:
    """Whether the text gives one a party elsewhere, of which a title here is not: "President Ford" of a candidate's."""
    beside = (owner(discourse.scene, i) for i in range(bearer.start, bearer.first))
    return bearer.of is not None and bearer.of.type == "Party" and bearer.of not in beside


def _label(discourse: Discourse, title: Title, of: str) -> str | None:
    entry = discourse.scene.gazetteer.entries.get(of)
    headed = title.role in _HEADS and (title.role == "leader" or entry is None or entry.type != "State")
    template = title.template or ("Head of {of}" if headed else None)
    return template and template.format(of=_full(discourse, of))


def _full(discourse: Discourse, of: str) -> str:
    entry = discourse.scene.gazetteer.entries.get(of)
    return entry.full if entry else of.replace("_", " ")


def _listed(
    discourse: Discourse, title: Title, of: str, holder: Referent | None, label: str | None
) -> Entry | None:
    """The office of the tables: of this name, or that the holder has there, or the only one of its role."""
    gazetteer, day = discourse.scene.gazetteer, discourse.scene.document.published
    if label and (named := gazetteer.entries.get(slug(label))):
        return named
    posts = gazetteer.held(holder.id, day) if holder else ()
    held = [post.office for post in posts if post.office.of == of and _means(title, post.office)]
    alike = gazetteer.offices.get(f"{title.role} {of}", ())
    return held[0] if held else alike[0] if len(alike) == 1 else None


def _means(title: Title, office: Entry) -> bool:
    """Whether a title may be short for an office: "minister" for a foreign minister, and no chairman for a president."""
    if title.role == "minister" and any(role.endswith("_minister") for role in office.roles):
        return True
    if office.label.lower().startswith(f"{title.words} of "):
        return True
    wanted = (*LEADING, "supreme_leader") if title.role == "leader" else (title.role,)
    return any(role in wanted for role in office.roles)
