"""Bodies of a state without a name of their own: "the Foreign Ministry", "Peru's central bank"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.link.discourse import Discourse, Referents, clear
from kg.link.owners import OF, acting, cased, named, owners
from kg.link.places import readings
from kg.link.referents import Referent, known, slug
from kg.link.scene import noun
from kg.link.tables import nominals, things

if TYPE_CHECKING:
    from spacy.tokens import Token

_FIELD = re.compile(r"of (the )?", re.IGNORECASE)


def bodies(
    discourse: Discourse, head: Token, avoid: frozenset[str], *, owned: Referents | None = None
) -> Referents:
    """A body of each owning state, or of the state that the text is about."""
    found = owners(discourse, head) or owned or _where(discourse, head)
    if not found and generic(head) and not _regional(discourse, head):
        found = bridge(discourse, head, avoid)
    return tuple(one for referent in found for one in _body(discourse, head, referent))


def _where(discourse: Discourse, head: Token) -> Referents:
    """The state in which a body is: "police in Belgrade"."""
    for child in head.rights if _plain(head) else ():
        if child.dep_.startswith("nmod") and cased(child, frozenset({"in"})):
            return tuple(one for one in readings(discourse.scene, child.i) if one.type == "State")[:1]
    return ()


def _body(discourse: Discourse, head: Token, referent: Referent) -> Referents:
    """The body of a state under its name; of another body, or of who acts for one, that one itself."""
    state = discourse.scene.gazetteer.entries.get(referent.state or "")
    if state is None or state.type != "State" or referent.type not in ("State", "Person"):
        return acting(discourse, head, referent)
    label = f"{_title(discourse, head)} of {state.full}"
    if listed := next((sense.entry for sense in discourse.scene.gazetteer.senses(label)), None):
        return (known(listed, "composition"),)
    return (Referent(slug(label), label, "Institution", "composition", state.id),)


def _title(discourse: Discourse, head: Token) -> str:
    """The name of a body without its state, in one order of words: "Foreign Ministry"."""
    words = [token.text for token in head.lefts if _telling(discourse, token)]
    name = " ".join(word if word.isupper() else word.title() for word in (*words, head.lemma_))
    for child in head.rights:
        if child.dep_.startswith("nmod") and child.text[0].isupper() and not _apart(discourse, child):
            tail = discourse.scene.phrase(child.left_edge.i, child.i + 1)
            turned = noun(head) in ("ministry", "department") and tail.startswith("of ")
            name = f"{_FIELD.sub('', tail)} {name}" if turned else f"{name} {tail}"
            break
    name = name.replace("Defense", "Defence")
    return nominals().synonyms.get(name, name)


def _telling(discourse: Discourse, token: Token) -> bool:
    """Whether a modifier belongs to the name of a body: "central bank", not "powerful bank"."""
    if token.dep_ not in ("compound", "amod", "nmod") or _apart(discourse, token):
        return False
    told = token.lower_ in things().kept or token.lower_ in nominals().portfolios
    return told or token.dep_ != "amod" or token.text[0].isupper()


def _apart(discourse: Discourse, token: Token) -> bool:
    """Whether a word belongs to another name than its head."""
    match = discourse.scene.names[token.i]
    return match is not discourse.scene.names[token.head.i] and named(discourse, token)


def elsewhere(discourse: Discourse, head: Token, body: Referent) -> bool:
    """Whether a name is shared by bodies of several states, and another's is meant: "Germany's Foreign Office"."""
    if body.type != "Institution" or not is_body(head):
        return False
    if _regional(discourse, head):
        return True
    states = {owner.state for owner in owners(discourse, head) if owner.type == "State"}
    return bool(states) and body.state not in states


def _regional(discourse: Discourse, head: Token) -> bool:
    """Whether the name of a region stands right before a body, which is the region's: "the Washington State Senate"."""
    if not head.i or discourse.scene.names[head.i - 1] is discourse.scene.names[head.i]:
        return False
    return any(one.type == "Region" for one in readings(discourse.scene, head.i - 1)[:1])


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


def generic(head: Token) -> bool:
    """Whether a body goes by a name that every state has a body of: "the Foreign Ministry"."""
    lefts = [child.lower_ for child in head.lefts]
    whole = lefts != [] or head.head.pos_ == "NOUN" or noun(head) in nominals().articleless
    of = any(cased(token, OF) and token.lower_ not in nominals().portfolios for token in _tails(head))
    return _plain(head) and whole and not of and "a" not in lefts and "an" not in lefts


def _tails(head: Token) -> Iterator[Token]:
    """The nouns that hang after a noun, and those after them."""
    for child in head.rights:
        if child.dep_.startswith("nmod"):
            yield child
            yield from _tails(child)


def _plain(head: Token) -> bool:
    words = [child.lower_ for child in head.lefts if child.dep_ not in ("det", "case")]
    return all(word in nominals().portfolios for word in words)


def is_body(head: Token) -> bool:
    return noun(head) in nominals().bodies
