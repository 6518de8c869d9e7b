"""Groups and outlets of a state: "Chinese students", "Chinese state media"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.link.discourse import Discourse, Referents
from kg.link.owners import named, origins, owners
from kg.link.referents import Referent, slug
from kg.link.scene import noun
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token


def groups(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """Citizens or firms of a state: a group that acts for nobody."""
    cls = _group_class(head)
    if head.morph.get("Number", []) == ["Sing"] and noun(head) not in nominals().collectives:
        return ()
    found = origins(discourse, head)
    return tuple(_group(discourse, head, referent, cls) for referent in found)


def _group_class(head: Token) -> str:
    """The class of a group by its noun, or by that with the noun before it: "rebel group"."""
    groups, lemma = nominals().groups, noun(head)
    before = f"{noun(head.nbor(-1))} {lemma}" if head.i else ""
    return groups.get(before) or groups[lemma]


def _group(discourse: Discourse, head: Token, referent: Referent, cls: str) -> Referent:
    if cls == "ArmedGroup" and referent.actor and referent.type != "State":
        return replace(referent, via="composition")
    entry = discourse.scene.gazetteer.entries.get(referent.id)
    whose = (entry and entry.adjective) or referent.label
    words = [
        t.lower_ for t in head.lefts if t.dep_ == "compound" and t.pos_ == "NOUN" and not named(discourse, t)
    ]
    label = " ".join((whose, *words, head.lower_))
    return Referent(slug(label), label, cls, "composition")


def press(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """The press that a state runs, which speaks for it, or the press in a state, which does not."""
    run = state_run(head)
    return tuple(_outlet(referent, discourse, run) for referent in owners(discourse, head) if referent.state)


def _outlet(referent: Referent, discourse: Discourse, run: bool) -> Referent:
    state = discourse.scene.gazetteer.entries[referent.state or ""]
    label = f"{'State media' if run else 'Media'} of {state.full}"
    return Referent(slug(label), label, "MediaOutlet", "composition", state.id if run else None)


def state_run(head: Token) -> bool:
    words = [token.lower_ for token in head.lefts if token.dep_ != "det" and not token.text[0].isupper()]
    return any(
        " ".join((*words[-size:], head.lower_)) in nominals().state_media for size in range(1, len(words) + 1)
    )
