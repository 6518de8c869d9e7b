"""Frames × lexicon: what each sentence of a parsed document claims."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from spacy.tokens import Doc, Token

from kg.extract import complements, grammar, nominals, presumed, scope, spans
from kg.extract import open as beyond
from kg.extract.fill import Filled, readings
from kg.extract.near import Near
from kg.extract.nesting import nested
from kg.extract.times import Dated, heads, times
from kg.records import Claim, Document, Mention, Sentence, Span, Time
from kg.rules.cues import Cues
from kg.rules.lexicon import Lexicon
from kg.tree import tree


def claims(
    document: Document, doc: Doc, lexicon: Lexicon, *, near: Near | None = None, opened: bool = False
) -> tuple[Claim, ...]:
    """Every claim of a document in the order of its triggers; those inside another's content point to it by index.

    What no row reads is typed by its nearest triggers where `near` knows them, and kept in its own words where `opened`.
    """
    doc = tree(doc)
    sentences = [
        Sentence(index, sent.start_char, sent.start_char + len(text), text)
        for index, sent in enumerate(doc.sents)
        for text in [sent.text.rstrip()]
    ]
    where = {sent.start: index for index, sent in enumerate(doc.sents)}
    dated = [times(sent, document.published) for sent in doc.sents]
    temporal = frozenset().union(*map(heads, doc.sents))
    read = _filled(doc, lexicon, temporal, near=near, opened=opened)
    given = frozenset(_span(filled.trigger.tokens) for filled in read if _given(filled, lexicon.cues))
    found = [
        _claim(document, filled, sentences[index], dated[index], lexicon)
        for filled in read
        for index in [where[filled.trigger.head.sent.start]]
    ]
    return nested(
        sorted(found, key=lambda claim: (claim.trigger.begin, claim.rule)), lexicon.cues, given=given
    )


def _filled(
    doc: Doc, lexicon: Lexicon, temporal: frozenset[int], *, near: Near | None, opened: bool
) -> list[Filled]:
    """What the lexicon reads, then what its words leave to the nearest triggers, then what is left at all."""
    found = list(readings(doc, lexicon, temporal))
    if near:
        found += near.fills(doc, taken=_taken(found), temporal=temporal)
    if opened:
        found += beyond.fills(doc, lexicon.cues, taken=_taken(found), temporal=temporal)
    return found


def _titled(filled: Filled) -> bool:
    """Whether a noun phrase takes for granted what it names, and no copula says it."""
    return filled.row.frame.presupposed and not grammar.predicative(filled.trigger.head)


def _given(filled: Filled, cues: Cues) -> bool:
    return _titled(filled) or presumed.given(filled.trigger.head, cues)


def _taken(found: Iterable[Filled]) -> set[int]:
    return {token.i for filled in found for token in filled.trigger.tokens}


def _claim(
    document: Document, filled: Filled, sentence: Sentence, dated: Iterable[Dated], lexicon: Lexicon
) -> Claim:
    row, head, cues = filled.row, filled.trigger.head, lexicon.cues
    found = scope.Scope() if _titled(filled) else scope.scope(head, cues)
    if row.polarity == "negative":
        found = found.negated()
    host = (
        complements.carrier(head, cues)
        or nominals.participle(head, cues)
        or complements.occurrence(head, cues)
        or head
    )
    return Claim(
        doc=document.id,
        sentence=sentence,
        subjects=tuple(argument(token, filled) for token in filled.subjects),
        relation=row.relation,
        objects=tuple(argument(token, filled) for token in filled.objects),
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
        phrase=filled.phrase,
    )


def argument(token: Token, filled: Filled) -> Mention:
    """The noun phrase of an argument, without the claim's other parts, which the parse may have hung on it."""
    if token in filled.objects and "word" in filled.row.frame.object:
        own = _span(filled.trigger.tokens)
        return Mention(own.begin, own.end, own.text, token.idx)
    if token in filled.objects and "title" in filled.row.frame.object:
        return spans.title(token, filled.subjects[0])
    others = (*filled.subjects, *filled.objects, *filled.trigger.tokens, *filter(None, [filled.content]))
    return spans.mention(token, without=tuple(other for other in others if token.is_ancestor(other)))


def _span(tokens: Sequence[Token]) -> Span:
    first, last = min(tokens, key=lambda token: token.i), max(tokens, key=lambda token: token.i)
    span = first.doc[first.i : last.i + 1]
    return Span(span.start_char, span.end_char, span.text)


def _time(head: Token, host: Token, dated: Iterable[Dated]) -> Time | None:
    """The nearest time expression that the trigger or the verb that carries it governs."""
    governed = [
        (abs(each.root - head.i), each)
        for each in dated
        if each.time and _governor(head.doc[each.root], head, host)
    ]
    return min(governed, key=lambda pair: (pair[0], pair[1].begin))[1].time if governed else None


def _governor(token: Token, head: Token, host: Token) -> bool:
    """Whether a trigger, or the verb that carries it, is the first predicate above a token."""
    for above in token.ancestors:
        if above in (head, host):
            return True
        if above.pos_ in ("VERB", "AUX") and above != head.head:
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
