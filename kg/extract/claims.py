"""Frames × lexicon: what each sentence of a parsed document claims."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from kg.extract import clauses, grammar, scope, spans
from kg.extract.clauses import Arguments
from kg.extract.grammar import Tokens
from kg.extract.times import Dated, times
from kg.extract.triggers import Trigger, triggers
from kg.records import Claim, Document, Mention, Sentence, Source, Time
from kg.records import Span as TextSpan
from kg.rules.cues import Cues
from kg.rules.lexicon import Lexicon, Row

ARGUMENTS = {"verb": clauses.verb, "noun": clauses.noun, "adjective": clauses.adjective}


WEEKDAYS = frozenset(day.lower() for day in calendar.day_name)
NEEDS: Mapping[str, Callable[[Trigger, Tokens, Token | None], bool]] = {
    "content": lambda trigger, objects, content: bool(objects or content),
    "passive": lambda trigger, objects, content: grammar.passive(trigger.head),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A trigger and the row of the lexicon whose frame found its arguments there."""

    trigger: Trigger
    row: Row
    subjects: Tokens
    objects: Tokens
    content: Token | None


def claims(document: Document, doc: Doc, lexicon: Lexicon) -> tuple[Claim, ...]:
    """Every claim of a document in the order of its triggers; those inside another's content point to it by index."""
    sentences = [
        Sentence(index, sent.start_char, sent.start_char + len(text), text)
        for index, sent in enumerate(doc.sents)
        for text in [sent.text.rstrip()]
    ]
    where = {sent.start: index for index, sent in enumerate(doc.sents)}
    dated = [times(sent, document.published) for sent in doc.sents]
    temporal = frozenset(each.root for found in dated for each in found)
    found = [
        _claim(document, filled, sentences[index], dated[index], lexicon)
        for filled in readings(doc, lexicon, temporal)
        for index in [where[filled.trigger.head.sent.start]]
    ]
    return _nested(sorted(found, key=lambda claim: (claim.trigger.begin, claim.rule)), lexicon.cues)


def readings(doc: Doc, lexicon: Lexicon, temporal: Collection[int] = ()) -> Iterator[Filled]:
    """The triggers whose frames are filled; phrases go before single words, and a word serves one trigger only.

    `temporal` holds the tokens of expressions of time, which are no arguments.
    """
    taken: set[int] = set()
    for phrases in (True, False):
        for token in doc:
            for trigger in () if token.i in taken else triggers(token, lexicon, phrases=phrases):
                own = {each.i for each in trigger.tokens}
                filled = next(
                    (filled for row in trigger.rows if (filled := fill(trigger, row, lexicon, temporal))),
                    None,
                )
                if taken.isdisjoint(own) and (filled or not trigger.rows):
                    taken |= own
                    if filled:
                        yield filled
                    break


def fill(trigger: Trigger, row: Row, lexicon: Lexicon, temporal: Collection[int] = ()) -> Filled | None:
    """The arguments of a row at a trigger, or None where the frame lacks one that it needs."""
    arguments = ARGUMENTS[row.frame.kind](trigger.head, lexicon.cues)
    subjects = tuple(
        token for token in _first(arguments, row.frame.subject, row, trigger) if token.i not in temporal
    )
    objects = tuple(
        token
        for token in _first(arguments, row.frame.object, row, trigger)
        if token not in subjects and token.i not in temporal
    )
    content = next(
        (
            token
            for slot in row.frame.content
            for token in _slot(arguments, slot, row, trigger)
            if token not in objects and token.i not in temporal
        ),
        None,
    )
    mutual = row.frame.mutual and (len(subjects) > 1 or _plural(subjects))
    lacking = row.frame.object and not objects and not (row.optional or row.frame.optional or mutual)
    unfit = row.who and not any(token.lemma_.lower() in row.who for token in subjects)
    empty = row.needs is not None and not NEEDS[row.needs](trigger, objects, content)
    return (
        None
        if not subjects or lacking or unfit or empty
        else Filled(trigger, row, subjects, objects, content)
    )


def _first(arguments: Arguments, slots: Iterable[str], row: Row, trigger: Trigger) -> Tokens:
    return next((tokens for slot in slots if (tokens := _slot(arguments, slot, row, trigger))), ())


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


def _claim(
    document: Document, filled: Filled, sentence: Sentence, dated: Iterable[Dated], lexicon: Lexicon
) -> Claim:
    row, head, cues = filled.row, filled.trigger.head, lexicon.cues
    predicative = any(child.dep_ == "cop" for child in head.children)
    found = scope.Scope() if row.frame.presupposed and not predicative else scope.scope(head, cues)
    if row.polarity == "negative":
        found = found.negated()
    host = clauses.carrier(head, cues) or head
    return Claim(
        doc=document.id,
        sentence=sentence,
        subjects=tuple(_mention(token, filled) for token in filled.subjects),
        relation=row.relation,
        objects=tuple(_mention(token, filled) for token in filled.objects),
        trigger=_span(filled.trigger.tokens),
        rule=row.name,
        confidence=row.confidence,
        event=row.event,
        mode=row.mode,
        context=row.context,
        symmetric=row.frame.mutual,
        content=spans.clause(filled.content) if filled.content is not None else None,
        polarity=found.polarity,
        modality=found.modality or row.modality or "asserted",
        source=found.source,
        time=_time(head, host, dated),
        place=_place(head, host, filled, {each.root for each in dated}, lexicon.cues),
    )


def _mention(token: Token, filled: Filled) -> Mention:
    """The noun phrase of an argument, without the claim's other parts, which the parse may have hung on it."""
    if token in filled.objects and "title" in filled.row.frame.object:
        return spans.title(token, filled.subjects[0])
    others = (*filled.subjects, *filled.objects, *filled.trigger.tokens, *filter(None, [filled.content]))
    return spans.mention(token, without=tuple(other for other in others if token.is_ancestor(other)))


def _span(tokens: Sequence[Token]) -> TextSpan:
    first, last = min(tokens, key=lambda token: token.i), max(tokens, key=lambda token: token.i)
    span = first.doc[first.i : last.i + 1]
    return TextSpan(span.start_char, span.end_char, span.text)


def _time(head: Token, host: Token, dated: Iterable[Dated]) -> Time | None:
    """The nearest time expression that the trigger or the verb that carries it governs."""
    governed = [
        (abs(each.root - head.i), each)
        for each in dated
        if each.time and _governor(head.doc[each.root], head, host)
    ]
    return min(governed, key=lambda pair: (pair[0], pair[1].begin))[1].time if governed else None


def _governor(token: Token, head: Token, host: Token) -> bool:
    for above in token.ancestors:
        if above in (head, host):
            return True
        if above.pos_ in ("VERB", "AUX") and above not in (head.head,):
            return False
    return False


def _place(head: Token, host: Token, filled: Filled, temporal: Collection[int], cues: Cues) -> Mention | None:
    """Where it happened: a name after a preposition of place, of the trigger or of the verb that carries it."""
    taken = {*filled.subjects, *filled.objects}
    for token in (head, host, *(noun for noun in filled.objects if noun.pos_ == "NOUN")):
        for name, found in grammar.preps(token).items():
            if name in cues.places:
                for place in found:
                    if place.pos_ == "PROPN" and place not in taken and place.i not in temporal:
                        return spans.mention(place)
    return None


def _nested(found: Sequence[Claim], cues: Cues) -> tuple[Claim, ...]:
    """The claims, each led to the innermost other one of its sentence whose content holds its trigger."""
    holders: dict[int, list[tuple[int, Claim]]] = {}
    for index, claim in enumerate(found):
        if claim.content:
            holders.setdefault(claim.sentence.index, []).append((index, claim))
    led = [(claim, _holder(claim, holders.get(claim.sentence.index, ()))) for claim in found]
    return tuple(
        claim if index is None else _inside(claim, index, found[index], cues) for claim, index in led
    )


def _inside(claim: Claim, index: int, outer: Claim, cues: Cues) -> Claim:
    """A claim as it stands in the content of another: in the voice of who charges, asks or promises it."""
    modality = cues.content.get(outer.event or "")
    if modality is None:
        return replace(claim, within=index)
    own = claim.source is not None or outer.subjects[0] in claim.subjects
    accuser = Source(outer.subjects[0], outer.trigger.text)
    source = claim.source if own else scope.relayed(outer.source, accuser) if outer.source else accuser
    return replace(
        claim,
        within=index,
        source=source,
        modality=modality if claim.modality == "asserted" else claim.modality,
    )


def _holder(claim: Claim, holders: Iterable[tuple[int, Claim]]) -> int | None:
    around = [
        (other.content.end - other.content.begin, index)
        for index, other in holders
        if other is not claim and other.content and _holds(other.content, claim.trigger)
        if not (claim.content and _holds(claim.content, other.trigger))
    ]
    return min(around)[1] if around else None


def _holds(span: TextSpan, inner: TextSpan) -> bool:
    return span.begin <= inner.begin and inner.end <= span.end
