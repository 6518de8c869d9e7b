"""Frames filled: which tokens stand in the slots of a row of the lexicon at a trigger."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract import clauses, complements, control, grammar
from kg.extract.clauses import Arguments
from kg.extract.grammar import Tokens
from kg.extract.triggers import Trigger, begins, triggers
from kg.rules.cues import Cues
from kg.rules.lexicon import Lexicon, Row

ARGUMENTS = {"verb": clauses.verb, "noun": clauses.noun, "adjective": clauses.adjective}
TITLES = frozenset({"nmod:desc", "compound", "appos"})
ALONE = frozenset({"GPE", "PERSON"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
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


def _several(subjects: Tokens) -> bool:
    """Whether more than one is named: "Chad and Niger", "Malian and Nigerien troops"."""
    return len(subjects) > 1 or any(len(grammar.modifiers(token)) > 1 for token in subjects)


def _intransitive(filled: Filled) -> bool:
    """Whether a verb has no object but words of its phrase: "submitted to the ruling", not "submitted a plan to the court"."""
    return set(control.objects(filled.trigger.head)) <= set(filled.trigger.tokens)


def _uttered(filled: Filled) -> bool:
    """Whether a noun is what somebody makes or has, and not what he is: "is a threat to Uganda"."""
    return not grammar.predicative(filled.trigger.head)


def _body(filled: Filled) -> bool:
    """Whether an object is a whole: "joined the alliance", not "joined the observers" nor "joined Mali in condemning"."""
    return any(
        token.ent_type_ not in ALONE and (token.pos_ == "PROPN" or not grammar.plural(token))
        for token in filled.objects
    )


def _place(filled: Filled) -> bool:
    """Whether an object is a place by name: "liberated Palma"."""
    return any(token.ent_type_ in PLACES for token in filled.objects)


# What a row may need beyond its frame's slots, and how its lack is told.
NEEDS: Mapping[str, tuple[Callable[[Filled], bool], str]] = {
    "body": (_body, "several people, and no body"),
    "content": (lambda filled: bool(filled.objects or filled.content), "neither an object nor a content"),
    "infinitive": (_grants, "no infinitive, or itself a purpose"),
    "intransitive": (_intransitive, "an object besides"),
    "passive": (lambda filled: grammar.passive(filled.trigger.head), "not in the passive"),
    "place": (_place, "no place"),
    "several": (lambda filled: _several(filled.subjects), "only one subject"),
    "single": (lambda filled: not _several(filled.subjects), "several subjects"),
    "uttered": (_uttered, "only what somebody is"),
}


def readings(doc: Doc, lexicon: Lexicon, temporal: Collection[int] = ()) -> Iterator[Filled]:
    """The triggers whose frames are filled; phrases go before single words, and a word serves one trigger only.

    `temporal` holds the tokens of expressions of time, which are no arguments.
    """
    taken: set[int] = set()
    likely = list(begins(doc, lexicon))
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
            if name == "host" and not row.frame.mutual and _asked(trigger.head, cues):
                continue
            found = _slot(arguments, name, row, trigger)
            if kept := tuple(each for each in found if each not in taken and _free(each, cues, temporal)):
                yield kept

    subjects = tuple(doer for token in next(slots(row.frame.subject), ()) for doer in _doers(token, cues))
    if not subjects:  # then nothing else matters
        return Filled(trigger, row, (), (), None)
    objects = next(slots(row.frame.object, subjects), ())
    if row.whom:
        objects = tuple(token for token in objects if not row.whom.isdisjoint(_counted(token, cues)))
    content = next((tokens[0] for tokens in slots(row.frame.content, objects)), None)
    return Filled(trigger, row, subjects, objects, content)


def _asked(token: Token, cues: Cues) -> bool:
    """Whether a noun is what somebody asks of others, who would do it: "demanded an inquiry"."""
    host = complements.carrier(token, cues)
    return host is not None and host.lemma_.lower() in cues.asking_verbs


def _free(token: Token, cues: Cues, temporal: Collection[int]) -> bool:
    """Whether a word may be an argument: no date, no cause "in" which somebody is helped, no help "in" which he acts."""
    lemma = token.lemma_.lower()
    cause = (lemma in cues.causes or lemma in cues.help) and grammar.preposition(token) == "in"
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
    named = complements.cues_of(token, cues) or token.lemma_.lower() in cues.help
    return (token.pos_ == "NOUN" and named and grammar.owners(token)) or (token,)


def _counted(token: Token, cues: Cues) -> Iterator[str]:
    """The lemma of a noun, and of what it is an amount of: "thousands of refugees"."""
    yield token.lemma_.lower()
    if token.lemma_.lower() in cues.measures:
        yield from (each.lemma_.lower() for each in grammar.preps(token).get("of", ()))


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
    elif slot == "object":
        found = arguments.slots.get(slot, ())
        if "object" in row.frame.object and set(found).issubset(trigger.tokens):
            found = _governed(trigger, row)
    elif slot == "inner-prep":
        found = _named(arguments.inner, row.prep)
    elif slot == "of-prep":
        found = _named(grammar.merge(*map(grammar.preps, arguments.slots["of"])), row.prep)
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


def _governed(trigger: Trigger, row: Row) -> Tokens:
    """What stands behind a phrase that ends in a preposition: "looked into the raid", "spoke highly of Peru"."""
    last = max(trigger.tokens, key=lambda token: token.i)
    ends = last.dep_ == "case" and last.head.i > last.i and last.lower_ not in row.topic
    return grammar.conjuncts(last.head) if ends else ()


def _makers(token: Token) -> Tokens:
    """Whose a noun of a passive phrase is, who then does what is done to it: "Greek troops were withdrawn"."""
    passive = token.dep_ == "nsubj:pass" and token.pos_ == "NOUN"
    return grammar.possessors(token) or grammar.modifiers(token) if passive else ()


def _nominal(token: Token) -> bool:
    return not token.is_space and token.lower_ not in WEEKDAYS


def _named(found: Mapping[str, Tokens], wanted: Collection[str]) -> Tokens:
    return tuple(token for name, tokens in found.items() if name in wanted for token in tokens)


def _plural(subjects: Sequence[Token]) -> bool:
    return grammar.plural(*subjects) or _several(tuple(subjects))
