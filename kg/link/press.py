"""The press of a state: what it runs, which speaks for it, and what is only printed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.discourse import Discourse, Referents
from kg.link.owners import owners
from kg.link.referents import Referent, slug
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token


def press(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """The press that a state runs, which speaks for it, or the press in a state, which does not."""
    run = state_run(head)
    return tuple(_outlet(referent, discourse, run) for referent in owners(discourse, head) if referent.state)


def _outlet(referent: Referent, discourse: Discourse, run: bool) -> Referent:
    state = discourse.scene.gazetteer.entries[referent.state or ""]
    label = f"{'State media' if run else 'Media'} of {state.full}"
    acts_for = state.id if run else None
    return Referent(slug(label), label, "MediaOutlet", "composition", acts_for, of_state=state.id)


def state_run(head: Token) -> bool:
    """Whether words before a noun of the press say that a state runs it."""
    words = [token.lower_ for token in head.lefts if token.dep_ != "det" and not token.text[0].isupper()]
    return any(
        " ".join((*words[-size:], head.lower_)) in nominals().state_media for size in range(1, len(words) + 1)
    )
