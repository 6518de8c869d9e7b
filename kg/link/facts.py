"""From claims to facts: mentions linked, arguments paired, what does not fit refused with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, permutations, product
from typing import TYPE_CHECKING

from kg import vocab
from kg.link.actors import actors, agreed, linked
from kg.link.arguments import Argument, Arguments, arguments
from kg.link.confidence import confidence
from kg.link.discourse import Discourse
from kg.link.guesses import certain
from kg.link.identity import identified
from kg.link.people import bearers
from kg.link.resolve import readings, resolve
from kg.link.scene import Scene
from kg.link.sequels import following
from kg.link.sources import attribution, quoted
from kg.records import Claim, Document, Fact, Finding, Link, Mention, Reading, Span, guessed
from kg.rules.entries import Gazetteer
from kg.tree import tree

if TYPE_CHECKING:
    from spacy.tokens import Doc

# What a state or its people may do to its own people and places.
_INWARD = frozenset({"ASSAULT", "COERCE", "CONCEDE", "MOBILIZE", "PROTEST", "THREATEN"})
_FORCE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
_OWN = frozenset({"her", "his", "its", "their"})

Pair = tuple[Argument, Argument | None]


def link(document: Document, doc: Doc, claims: Sequence[Claim], *, gazetteer: Gazetteer) -> Reading:
    """Link the words of the claims of one document, in their order.

    A subject or object that stands for nothing certain, or that the ontology forbids, is refused with a
    finding, and the claim with it unless others remain.
    """
    discourse = Discourse(scene := Scene(document, tree(doc), gazetteer), bearers(scene), resolve)
    facts: list[tuple[Fact, ...]] = []
    refused: list[Finding] = []
    for claim in claims:
        found, findings = _facts(discourse, claim)
        facts.append(following(discourse, claim, found, zip(claims, facts, strict=False)))
        refused.extend(findings)
    agreeing = agreed(_within(claims, facts), gazetteer)
    kept = tuple(dict.fromkeys(identified(agreeing, document.id, gazetteer)))
    return Reading(document, kept, actors(gazetteer, kept), tuple(dict.fromkeys(refused)))


def _within(claims: Sequence[Claim], facts: Sequence[Sequence[Fact]]) -> Iterator[Fact]:
    """The facts, each pointing to the first fact of the claim that holds it."""
    for claim, found in zip(claims, facts, strict=True):
        holder = facts[claim.within] if claim.within is not None else ()
        for fact in found:
            yield replace(fact, within=holder[0].id) if holder else fact


def _facts(discourse: Discourse, claim: Claim) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    if discourse.scene.credited(discourse.scene.at(claim.trigger.begin)):
        return (), (
            Finding(
                "credit-line", claim.sentence.text, "a line of credits makes no claim", claim.trigger.text
            ),
        )
    source = quoted(discourse, claim.source) if claim.source else None
    found = arguments(discourse, claim, source)
    if guessed(claim.rule):
        sure = _pairs(certain(claim, found), symmetric=claim.symmetric)
        return tuple(_fact(discourse, claim, *pair) for pair in sure), ()
    unlinked = bool(claim.objects) and not (found.objects or found.mutual)
    if not found.subjects or (unlinked and not _stands_alone(discourse, claim)):
        return (), found.refused
    claim = _without_object(claim) if unlinked else _besides(claim, found)
    pairs = tuple(_pairs(found, symmetric=claim.symmetric, inward=claim.event in _INWARD))
    if not pairs and claim.event == "MOBILIZE":  # "put its navy on alert"
        pairs = tuple((one, None) for one in found.subjects)
    lacking = _lacking(claim, pairs)
    kept = () if lacking else tuple(_fact(discourse, claim, *pair) for pair in pairs)
    return kept, (*found.refused, *lacking)


def _stands_alone(discourse: Discourse, claim: Claim) -> bool:
    """Whether a claim says something without its object: an act that needs no recipient and no other side.

    A pronoun that stands for nothing known is no reason to tell of the act: it was told of elsewhere. Nor is it an
    act against anybody to close one's own shop.
    """
    told = any(discourse.scene.at(mention.head).pos_ != "PRON" for mention in claim.objects)
    if claim.event in _FORCE and all(map(_own, claim.objects)):
        return False
    alone = claim.event and not claim.symmetric and not vocab.events()[claim.event].needs_recipient
    return bool(told and alone)


def _own(mention: Mention) -> bool:
    return mention.text.split()[0].lower() in _OWN


def _without_object(claim: Claim) -> Claim:
    """The claim with the words of its object as its content: "bombed targets in the south"."""
    return replace(claim, objects=(), content=claim.content or _words(claim, claim.objects))


def _besides(claim: Claim, found: Arguments) -> Claim:
    """The claim of a deed, with the words of the objects that stand for nobody as its content: "hit rebels and a bridge"."""
    linked = {argument.mention for argument in found.objects}
    left = [mention for mention in claim.objects if mention not in linked]
    deed = claim.event is not None and vocab.events()[claim.event].quad.startswith("material")
    lost = deed and left and not found.mutual and claim.content is None
    return replace(claim, content=_words(claim, left)) if lost else claim


def _words(claim: Claim, mentions: Sequence[Mention]) -> Span:
    """The stretch of a claim's sentence that mentions span."""
    begin, end = min(each.begin for each in mentions), max(each.end for each in mentions)
    return Span(begin, end, claim.sentence.text[begin - claim.sentence.begin : end - claim.sentence.begin])


def _pairs(found: Arguments, *, symmetric: bool, inward: bool = False) -> Iterator[Pair]:
    """Each subject with each object; subjects with one another where they do it to each other.

    Nobody does it to himself, but where the act is `inward` a state may, to its people or in its towns.
    """
    if found.objects:
        yield from (
            (one, other)
            for one, other in product(found.subjects, found.objects)
            if one.referent.id != other.referent.id or (inward and not symmetric and _within_it(one, other))
        )
    elif len(found.subjects) > 1 and (symmetric or found.mutual):
        for one, other in (combinations if symmetric else permutations)(found.subjects, 2):
            yield one, replace(other, mention=found.mutual or other.mention)
    elif not found.mutual:
        yield from ((one, None) for one in found.subjects)


def _within_it(one: Argument, other: Argument) -> bool:
    """Whether an object is a state's own people or places: told apart from the subject, and by no pronoun."""
    apart = one.mention.end <= other.mention.begin or other.mention.end <= one.mention.begin
    named = other.referent.via != "coreference" and not _own(other.mention)
    return apart and named and one.referent.type == "State"


def _lacking(claim: Claim, pairs: Sequence[Pair]) -> tuple[Finding, ...]:
    text = claim.sentence.text
    if not pairs:
        return (
            Finding(
                "one-party", text, f"subject and object of {claim.relation} are the same", claim.trigger.text
            ),
        )
    alone = pairs[0][1] is None
    if alone and claim.symmetric and claim.content is None and vocab.symmetric(claim.relation):
        return (Finding("one-party", text, f"{claim.relation} needs another side", claim.trigger.text),)
    if alone and claim.event is None and claim.content is None:
        return (Finding("missing-object", text, f"{claim.relation} needs an object", claim.trigger.text),)
    return ()


def _fact(discourse: Discourse, claim: Claim, subject: Argument, recipient: Argument | None) -> Fact:
    sides = (subject, recipient) if recipient else (subject,)
    return Fact(
        doc=claim.doc,
        published=discourse.scene.document.published,
        sentence=claim.sentence,
        subject=linked(discourse, subject.referent, subject.mention),
        relation=claim.relation,
        object=linked(discourse, recipient.referent, recipient.mention) if recipient else None,
        trigger=claim.trigger,
        rule=claim.rule,
        confidence=confidence(claim, *(side.referent.via for side in sides)),
        event=claim.event,
        mode=claim.mode,
        context=claim.context,
        quad=vocab.events()[claim.event].quad if claim.event else None,
        symmetric=claim.symmetric and recipient is not None and vocab.is_a(recipient.referent.type, "Actor"),
        content=claim.content,
        polarity=claim.polarity,
        modality=claim.modality,
        attribution=attribution(discourse, claim.source) if claim.source else None,
        time=claim.time,
        place=_place(discourse, claim.place) if claim.place else None,
        phrase=claim.phrase,
    )


def _place(discourse: Discourse, mention: Mention) -> Link | None:
    """The first reading of a mention that is a place."""
    found = readings(discourse, discourse.scene.at(mention.head))
    places = (one for reading in found for one in reading if vocab.is_a(one.type, "Place"))
    return next((linked(discourse, one, mention) for one in places), None)
