"""Composition: a state or body and a noun ("Chinese officials", "the Foreign Ministry")."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from kg.link.discourse import Discourse, Referents, clear
from kg.link.groups import groups, press, state_run
from kg.link.owners import BY, after, before, cased, named, owners, possessors
from kg.link.places import owner, readings
from kg.link.referents import Referent, known, slug
from kg.link.scene import noun
from kg.link.tables import nominals, things

if TYPE_CHECKING:
    from spacy.tokens import Token


def composed(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """Whom a noun with its owners stands for; empty where it is no noun of the tables or nobody owns it."""
    build = press if state_run(head) else _builders().get(noun(head))
    return build(discourse, head, avoid) if build else ()


def _members(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """People who act for a state or body, or what it does or has, stand for it."""
    inner = next((token for token in head.lefts if _is_body(token) and not named(discourse, token)), None)
    if inner is not None:
        return _bodies(discourse, inner, avoid, owned=owners(discourse, head))
    found = owners(discourse, head)
    if noun(head) in ("government", "administration", "cabinet", "regime") and not found and _generic(head):
        return bridge(discourse, head, avoid)
    return tuple(_acting(discourse, referent) for referent in found)


def _acting(discourse: Discourse, referent: Referent) -> Referent:
    """The state for which a person acts, where the officials of a person are meant; anybody else as such."""
    if referent.type == "Person" and (
        state := discourse.scene.gazetteer.entries.get(referent.acts_for or "")
    ):
        return known(state, "composition")
    return replace(referent, via="composition")


def _deeds(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """Who does or has something; what follows "of" may be whom it is done to."""
    found = possessors(discourse, head, avoid) or before(discourse, head, owner) or after(discourse, head, BY)
    return tuple(replace(referent, via="composition") for referent in found if referent.actor)


def _bodies(
    discourse: Discourse, head: Token, avoid: frozenset[str], *, owned: Referents | None = None
) -> Referents:
    """A body of each owning state, or of the state that the text is about."""
    found = owners(discourse, head) or owned or _where(discourse, head)
    if not found and _generic(head):
        found = bridge(discourse, head, avoid)
    return tuple(_body(discourse, head, referent) for referent in found)


def _where(discourse: Discourse, head: Token) -> Referents:
    """The state in which a body is: "police in Belgrade"."""
    for child in head.rights if _plain(head) else ():
        if child.dep_.startswith("nmod") and cased(child, frozenset({"in"})):
            return tuple(one for one in readings(discourse.scene, child.i) if one.type == "State")[:1]
    return ()


def _body(discourse: Discourse, head: Token, referent: Referent) -> Referent:
    state = discourse.scene.gazetteer.entries.get(referent.state or "")
    if state is None or referent.type not in ("State", "Person"):
        return replace(referent, via="composition")
    label = f"{_title(discourse, head)} of {state.full}"
    if listed := next((sense.entry for sense in discourse.scene.gazetteer.senses(label)), None):
        return known(listed, "composition")
    return Referent(slug(label), label, "Institution", "composition", state.id)


def _title(discourse: Discourse, head: Token) -> str:
    """The name of a body without its state: "Foreign Ministry", from "ministry of foreign affairs" too."""
    words = [
        token
        for token in head.lefts
        if token.dep_ in ("compound", "amod", "nmod") and not named(discourse, token)
    ]
    kept = [
        token.text
        for token in words
        if token.dep_ != "amod" or token.text[0].isupper() or token.lower_ in things().kept
    ]
    name = " ".join(word if word.isupper() else word.title() for word in (*kept, head.lemma_))
    for child in head.rights:
        if child.dep_.startswith("nmod") and child.text[0].isupper() and not named(discourse, child):
            tail = discourse.scene.doc[child.left_edge.i : child.i + 1].text
            return {"of Foreign Affairs": "Foreign Ministry"}.get(tail, f"{name} {tail}")
    return name.replace("Defense", "Defence")


def bridge(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """The state that "the foreign ministry" belongs to when nothing says so: the most salient one.

    A state must stand clear of the next, or nothing is returned.
    """
    states = [
        (seen, state) for seen in discourse.seen if (state := seen.referent.state) and state not in avoid
    ]
    here = discourse.scene.sentence[head.i]
    near = [(seen, state) for seen, state in states if seen.i < head.i or seen.sentence == here]
    chosen = clear(discourse.salience(near, head), 1, 1.75)
    entry = discourse.scene.gazetteer.entries.get(chosen[0]) if chosen else None
    return (known(entry, "coreference"),) if entry else ()


def _generic(head: Token) -> bool:
    """Whether a body goes by a name that every state has a body of: "the Foreign Ministry"."""
    lefts = [child.lower_ for child in head.lefts]
    return (
        _plain(head) and (lefts != [] or head.head.pos_ == "NOUN") and "a" not in lefts and "an" not in lefts
    )


def _plain(head: Token) -> bool:
    words = [child.lower_ for child in head.lefts if child.dep_ not in ("det", "case")]
    return all(word in nominals().portfolios for word in words)


def _is_body(head: Token) -> bool:
    return noun(head) in nominals().bodies


_Build: TypeAlias = "Callable[[Discourse, Token, frozenset[str]], Referents]"


@cache
def _builders() -> Mapping[str, _Build]:
    """How a noun is composed, by its lemma; the first kind that lists a noun keeps it."""
    words = nominals()
    kinds: tuple[tuple[Iterable[str], _Build], ...] = (
        (words.media, press),
        (words.bodies, _bodies),
        (words.members, _members),
        (words.groups, groups),
        (words.arms | words.deeds, _deeds),
    )
    return {lemma: build for lemmas, build in reversed(kinds) for lemma in lemmas}
