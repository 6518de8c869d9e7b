"""Frames filled: which tokens stand in the slots of a row of the lexicon at a trigger."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract import clauses, grammar
from kg.extract.clauses import Arguments
from kg.extract.grammar import Tokens
from kg.extract.triggers import Trigger, triggers
from kg.rules.cues import Cues
from kg.rules.lexicon import Lexicon, Row

ARGUMENTS = {"verb": clauses.verb, "noun": clauses.noun, "adjective": clauses.adjective}
WEEKDAYS = frozenset(day.lower() for day in calendar.day_name)


@dataclass(frozen=True, slots=True)
class Filled:
    """A trigger and the row of the lexicon whose frame found its arguments there."""

    trigger: Trigger
    row: Row
    subjects: Tokens
    objects: Tokens
    content: Token | None


NEEDS: Mapping[str, Callable[[Filled], bool]] = {
    "content": lambda filled: bool(filled.objects or filled.content),
    "passive": lambda filled: grammar.passive(filled.trigger.head),
    "several": lambda filled: len(filled.subjects) > 1,
}


def readings(doc: Doc, lexicon: Lexicon, temporal: Collection[int] = ()) -> Iterator[Filled]:
    """The triggers whose frames are filled; phrases go before single words, and a word serves one trigger only.

    `temporal` holds the tokens of expressions of time, which are no arguments.
    """
    taken: set[int] = set()
    for phrases in (True, False):
        for token in doc:
            for trigger in () if token.i in taken else triggers(token, lexicon, phrases=phrases):
                own = {each.i for each in trigger.tokens}
                filled = _best(trigger, lexicon.cues, temporal)
                if taken.isdisjoint(own) and (filled or not trigger.rows):
                    taken |= own
                    if filled:
                        yield filled
                    break


def _best(trigger: Trigger, cues: Cues, temporal: Collection[int]) -> Filled | None:
    """The first row of a trigger whose frame is filled; all its rows are of one part of speech."""
    if not trigger.rows:
        return None
    arguments = ARGUMENTS[trigger.rows[0].frame.kind](trigger.head, cues)
    fills = (_fill(trigger, row, arguments, cues, temporal) for row in trigger.rows)
    return next((filled for filled in fills if filled), None)


def _fill(
    trigger: Trigger, row: Row, arguments: Arguments, cues: Cues, temporal: Collection[int]
) -> Filled | None:
    """The arguments of a row at a trigger, or None where the frame lacks one that it needs."""

    def slots(names: Iterable[str], taken: Tokens = ()) -> Iterator[Tokens]:
        for name in names:
            found = _slot(arguments, name, row, trigger)
            if kept := tuple(token for token in found if token not in taken and token.i not in temporal):
                yield kept

    subjects = tuple(doer for token in next(slots(row.frame.subject), ()) for doer in _doers(token, cues))
    objects = next(slots(row.frame.object, subjects), ())
    content = next((tokens[0] for tokens in slots(row.frame.content, objects)), None)
    filled = Filled(trigger, row, subjects, objects, content)
    return filled if subjects and _complete(filled) else None


def _complete(filled: Filled) -> bool:
    """Whether what a row and its frame ask for is there."""
    row, frame, subjects = filled.row, filled.row.frame, filled.subjects
    alone = row.optional or frame.optional or (frame.mutual and (len(subjects) > 1 or _plural(subjects)))
    if frame.object and not filled.objects and not alone:
        return False
    if row.who and not any(token.lemma_.lower() in row.who for token in subjects):
        return False
    return row.needs is None or NEEDS[row.needs](filled)


def _doers(token: Token, cues: Cues) -> Tokens:
    """Who acts where a plan, a goal or a claim is said to act: its owner ("Chad's decision to …", "one aim for Mali")."""
    return (token.pos_ == "NOUN" and clauses.cues_of(token, cues) and grammar.owners(token)) or (token,)


def _slot(arguments: Arguments, slot: str, row: Row, trigger: Trigger) -> Tokens:
    if slot == "prep":
        lent = (grammar.preps(token) for token in trigger.tokens[1:])
        found = tuple(
            dict.fromkeys(token for preps in (arguments.preps, *lent) for token in _named(preps, row.prep))
        )
    elif slot == "inner-prep":
        found = _named(arguments.inner, row.prep)
    elif slot == "topic":
        found = _named(arguments.topics, row.topic) + _named(arguments.preps, row.topic)
    elif slot == "owner":
        found = tuple(
            owner for token in trigger.tokens[1:] if token.pos_ == "NOUN" for owner in grammar.owners(token)
        )
    else:
        found = arguments.slots.get(slot, ())
    return tuple(
        token for token in found if _nominal(token) and (token not in trigger.tokens or slot == "title")
    )


def _nominal(token: Token) -> bool:
    return not token.is_space and token.lower_ not in WEEKDAYS


def _named(found: Mapping[str, Tokens], wanted: Collection[str]) -> Tokens:
    return tuple(token for name, tokens in found.items() if name in wanted for token in tokens)


def _plural(subjects: Sequence[Token]) -> bool:
    return any(
        "Plur" in token.morph.get("Number", []) or len(grammar.modifiers(token)) > 1 for token in subjects
    )
