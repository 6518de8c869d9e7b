"""How far a claim holds: polarity, modality and who says it, read on the way from a trigger up to the root.

Nearer words win over farther ones for modality; each negation on the way turns the polarity. A negation reaches
through complements and light verbs ("did not launch an attack"), not into what is merely mentioned ("did not
discuss the attack").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract import complements, grammar
from kg.extract.moods import governing, marked, modality, negates, question, singled
from kg.extract.presumed import kept, presupposed
from kg.extract.voices import beside, denies, hearsay, relayed, voice
from kg.records import Source
from kg.rules.cues import Cue, Cues

BARRIERS = frozenset({"acl:relcl", "list", "dislocated", "vocative"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What the words above a trigger make of it."""

    polarity: str = "positive"
    modality: str | None = None
    source: Source | None = None

    def negated(self) -> Scope:
        """The scope with its polarity turned."""
        return replace(self, polarity="negative" if self.polarity == "positive" else "positive")


def scope(trigger: Token, cues: Cues) -> Scope:
    """The polarity and the modality of what a trigger says, and the sources that stand between it and the document."""
    found = replace(_own(trigger, Scope(), cues), source=beside(trigger, trigger, cues))
    tight, barred = True, False
    token = trigger
    while token.head != token:
        dep = token.dep_
        barred_from = kept(token, cues)
        complete = barred_from or complements.completes(token, cues)
        above = governing(token, cues)
        carried = complements.carrier(token, cues) is not None
        asked = dep == "ccomp" and marked(token, cues.questions)
        # A negation of the head is one of its complement, of what it carries or plans ("no plans for").
        reaches = complete or carried or bool(above) or dep in ("conj", "csubj")
        tight = tight and not asked and reaches
        barred = barred or _bars(token, cues, complete=complete)
        if barred_from and not barred and found.source is None:
            found = found.negated()
        if asked and not barred:
            found = replace(found, modality="hypothetical")
        if not barred and found.source is None:
            found = _step(token, found, above, cues, tight=tight)
            if found.modality is None and hearsay(token, cues):
                found = replace(found, modality="possible")
        quoted = found.source is not None
        outer = None if barred and denies(token.head, cues) else voice(token, cues, quoted=quoted)
        found = replace(found, source=relayed(outer, found.source)) if outer else found
        token = token.head
    return found


def _bars(token: Token, cues: Cues, *, complete: bool) -> bool:
    """Whether what is above a token says nothing of it: it is told aside, or taken for granted."""
    behind = token.dep_ == "advcl" and not marked(token, cues.conditions)
    aside = token.dep_ in BARRIERS or (token.dep_ == "acl" and not grammar.infinitive(token))
    return ((behind or aside) and not complete) or presupposed(token, cues)


def _step(token: Token, found: Scope, above: Sequence[Cue], cues: Cues, *, tight: bool) -> Scope:
    head, dep = token.head, token.dep_
    if dep == "conj":
        return found if _independent(token) else _own(head, found, cues, flip=tight, below=token)
    for cue in above:
        if cue.modality and found.modality is None:
            found = replace(found, modality=cue.modality)
        if cue.polarity == "negative":
            found = found.negated()
    if dep == "advcl" and marked(token, cues.conditions):
        return replace(found, modality=found.modality or "hypothetical")
    return _own(head, found, cues, flip=tight, below=token)


def _own(token: Token, found: Scope, cues: Cues, *, flip: bool = True, below: Token | None = None) -> Scope:
    """What the auxiliaries, adverbs, determiners and adjectives of a token itself add; `below` has had its say."""
    for child in token.children:
        if child == below:
            continue
        if flip and negates(child, cues):
            found = found.negated()
        elif found.modality is None and (mood := modality(child, token, cues)):
            found = replace(found, modality=mood)
    if (
        token.dep_ in ("acl", "advcl")
        and grammar.infinitive(token)
        and not governing(token, cues)
        and not singled(token.head, cues)
    ):
        by_means = token.head.lemma_.lower() in cues.means
        found = replace(found, modality=found.modality or ("attempted" if by_means else "planned"))
    if found.modality is None and token.dep_ == "ROOT" and grammar.infinitive(token):
        found = replace(found, modality="planned")  # a headline: "Chad, Niger to resume talks"
    if found.modality is None and question(token):
        found = replace(found, modality="hypothetical")
    return found


def _independent(token: Token) -> bool:
    return any(
        child.dep_ in ("nsubj", "nsubj:pass", "aux", "cop") for child in token.children
    ) and token.pos_ in ("VERB", "ADJ")
