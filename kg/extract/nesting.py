"""Claims inside the content of others: each led to the claim that holds it, and put in that one's voice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from kg.extract.voices import relayed
from kg.records import Claim, Source, Span
from kg.rules.cues import Cues


def nested(found: Sequence[Claim], cues: Cues, *, given: Collection[Span] = ()) -> tuple[Claim, ...]:
    """The claims, each led to the innermost other one of its sentence whose content holds its trigger.

    What the triggers in `given` say is taken for granted, and in nobody's voice.
    """
    holders: dict[int, list[tuple[int, Claim]]] = {}
    for index, claim in enumerate(found):
        if claim.content:
            holders.setdefault(claim.sentence.index, []).append((index, claim))
    led = [(claim, _holder(claim, holders.get(claim.sentence.index, ()))) for claim in found]
    return tuple(
        claim
        if index is None
        else replace(claim, within=index)
        if claim.trigger in given
        else _inside(claim, index, found[index], cues)
        for claim, index in led
    )


def _inside(claim: Claim, index: int, outer: Claim, cues: Cues) -> Claim:
    """A claim as it stands in the content of another: in the voice of who charges, asks or promises it."""
    modality = cues.content.get(outer.event or "")
    if modality is None:
        return replace(claim, within=index)
    own = claim.source is not None or outer.subjects[0] in claim.subjects
    accuser = Source(outer.subjects[0], outer.trigger.text)
    source = claim.source if own else relayed(outer.source, accuser) if outer.source else accuser
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


def _holds(span: Span, inner: Span) -> bool:
    return span.begin <= inner.begin and inner.end <= span.end
