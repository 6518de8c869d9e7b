"""Frames filled: which tokens stand in the slots of a row of the lexicon at a trigger."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract import clauses, grammar
from kg.extract.clauses import Arguments
from kg.extract.grammar import Tokens
from kg.extract.triggers import Trigger, begins, triggers
from kg.rules.cues import Cues
from kg.rules.lexicon import Lexicon, Row

ARGUMENTS = {"verb": clauses.verb, "noun": clauses.noun, "adjective": clauses.adjective}
TITLES = frozenset({"nmod:desc", "compound", "appos"})
WEEKDAYS = frozenset(day.lower() for day in calendar.day_name)


@dataclass(frozen=True, slots=True)
class Filled:
    """A trigger and the row of the lexicon whose frame found its arguments there; `phrase` holds the words of an open one."""

    trigger: Trigger
    row: Row
    subjects: Tokens
    objects: Tokens
    content: Token | None
    phrase: str | None = None


def _grants(filled: Filled) -> bool:
    """Whether a content is an infinitive, and the trigger more than the purpose of another act ("left to allow …")."""
    head, content = filled.trigger.head, filled.content
    purpose = head.dep_ in ("advcl", "acl") and grammar.infinitive(head)
    return content is not None and grammar.infinitive(content) and not purpose


# What a row may need beyond its frame's slots, and how its lack is told.
NEEDS: Mapping[str, tuple[Callable[[Filled], bool], str]] = {
    "content": (lambda filled: bool(filled.objects or filled.content), "neither an object nor a content"),
    "infinitive": (_grants, "no infinitive, or itself a purpose"),
    "passive": (lambda filled: grammar.passive(filled.trigger.head), "not in the passive"),
    "several": (lambda filled: len(filled.subjects) > 1, "only one subject"),
    "single": (lambda filled: len(filled.subjects) == 1, "several subjects"),
}


def readings(doc: Doc, lexicon: Lexicon, temporal: Collection[int] = ()) -> Iterator[Filled]:
    """The triggers whose frames are filled; phrases go before single words, and a word serves one trigger only.

    `temporal` holds the tokens of expressions of time, which are no arguments.
    """
    taken: set[int] = set()
    likely = [token for token in doc if begins(token, lexicon)]
    for phrases in (True, False):
        for token in likely:
            for trigger in () if token.i in taken else triggers(token, lexicon, phrases=phrases):
                own = {each.i for each in trigger.tokens}
                filled = best(trigger, lexicon.cues, temporal)
                if taken.isdisjoint(own) and (filled or not trigger.rows):
                    taken |= own
                    if filled:
                        yield filled
                    break


def best(trigger: Trigger, cues: Cues, temporal: Collection[int]) -> Filled | None:
    """The first row of a trigger whose frame is filled; all its rows are of one part of speech."""
    return next((filled for filled in fills(trigger, cues, temporal) if lack(filled) is None), None)


def fills(trigger: Trigger, cues: Cues, temporal: Collection[int] = ()) -> Iterator[Filled]:
    """The arguments that each row of a trigger finds, whether or not they are all that it needs."""
    if trigger.rows:
        arguments = ARGUMENTS[trigger.rows[0].frame.kind](trigger.head, cues)
        yield from (_fill(trigger, row, arguments, cues, temporal) for row in trigger.rows)


def _fill(trigger: Trigger, row: Row, arguments: Arguments, cues: Cues, temporal: Collection[int]) -> Filled:

    def slots(names: Iterable[str], taken: Tokens = ()) -> Iterator[Tokens]:
        for name in names:
            found = _slot(arguments, name, row, trigger)
            if kept := tuple(each for each in found if each not in taken and _free(each, cues, temporal)):
                yield kept

    subjects = tuple(doer for token in next(slots(row.frame.subject), ()) for doer in _doers(token, cues))
    objects = next(slots(row.frame.object, subjects), ())
    whom = row.whom
    objects = tuple(
        token
        for token in objects
        if not whom or any(one.lemma_.lower() in whom for one in _counted(token, cues))
    )
    content = next((tokens[0] for tokens in slots(row.frame.content, objects)), None)
    return Filled(trigger, row, subjects, objects, content)


def _free(token: Token, cues: Cues, temporal: Collection[int]) -> bool:
    """Whether a word may be an argument: no date, and no cause "in" which somebody is helped."""
    cause = token.lemma_.lower() in cues.causes and grammar.preposition(token) == "in"
    return not cause and token.i not in temporal


def lack(filled: Filled) -> str | None:
    """What a row and its frame ask for in vain, in words; None where all is there."""
    row, frame, subjects = filled.row, filled.row.frame, filled.subjects
    if not subjects:
        return f"no subject ({', '.join(frame.subject)})"
    alone = row.optional or frame.optional or (frame.mutual and (len(subjects) > 1 or _plural(subjects)))
    if frame.object and not filled.objects and not alone:
        return f"no object ({', '.join(frame.object)}{': ' if row.prep else ''}{'/'.join(sorted(row.prep))})"
    if row.who and row.who.isdisjoint(kind for token in subjects for kind in _kinds(token)):
        return "a subject of another kind"
    if row.needs is not None and not NEEDS[row.needs][0](filled):
        return NEEDS[row.needs][1]
    return None


def _doers(token: Token, cues: Cues) -> Tokens:
    """Who acts where a plan, a goal or a claim is said to act: its owner ("Chad's decision to …", "one aim for Mali")."""
    named = clauses.cues_of(token, cues) or token.lemma_.lower() in cues.help
    return (token.pos_ == "NOUN" and named and grammar.owners(token)) or (token,)


def _counted(token: Token, cues: Cues) -> Tokens:
    """A noun, with what it is an amount of: "thousands of refugees"."""
    amount = token.lemma_.lower() in cues.measures
    return (token, *grammar.preps(token).get("of", ())) if amount else (token,)


def _kinds(token: Token) -> Iterator[str]:
    """What a subject is: its lemma, the title of a name, "people" of "Algerians"; a pronoun may be who says what it stands in."""
    yield token.lemma_.lower()
    if token.pos_ == "PROPN":
        yield from (child.lemma_.lower() for child in token.children if child.dep_ in TITLES)
    if token.ent_type_ == "NORP" and token.tag_ in ("NNS", "NNPS"):
        yield "people"
    clause = token.head
    if token.pos_ == "PRON" and token.dep_ == "nsubj" and clause.dep_ == "ccomp":
        yield from (each.lemma_.lower() for each in grammar.own_subjects(clause.head))


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
    elif slot == "word":
        return (trigger.head,)
    elif slot == "maker":
        found = tuple(maker for token in trigger.tokens[1:] for maker in _makers(token))
    elif slot == "owner":
        found = tuple(
            owner for token in trigger.tokens[1:] if token.pos_ == "NOUN" for owner in grammar.owners(token)
        )
    else:
        found = arguments.slots.get(slot, ())
    return tuple(
        token for token in found if _nominal(token) and (token not in trigger.tokens or slot == "title")
    )


def _makers(token: Token) -> Tokens:
    """Whose a noun of a passive phrase is, who then does what is done to it: "Greek troops were withdrawn"."""
    passive = token.dep_ == "nsubj:pass" and token.pos_ == "NOUN"
    return grammar.possessors(token) or grammar.modifiers(token) if passive else ()


def _nominal(token: Token) -> bool:
    return not token.is_space and token.lower_ not in WEEKDAYS


def _named(found: Mapping[str, Tokens], wanted: Collection[str]) -> Tokens:
    return tuple(token for name, tokens in found.items() if name in wanted for token in tokens)


def _plural(subjects: Sequence[Token]) -> bool:
    return any(
        "Plur" in token.morph.get("Number", []) or len(grammar.modifiers(token)) > 1 for token in subjects
    )
