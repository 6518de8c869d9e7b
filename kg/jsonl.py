"""The published form of a claim: one JSON object a line. Other programs depend on it; a key is added, never renamed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from kg.records import BASE, Attribution, Fact, KgError, Link, Sentence, Span, Time


def fact_json(fact: Fact, *, base: str = BASE) -> dict[str, Any]:
    """The JSON object that stands for a fact, its keys in the order of the published form."""
    time, content = fact.time, fact.content
    row: dict[str, Any] = {
        "id": fact.id,
        "doc": fact.doc,
        "published": fact.published,
        "sentence": {
            "index": fact.sentence.index,
            "begin": fact.sentence.begin,
            "end": fact.sentence.end,
            "text": fact.sentence.text,
        },
        "subject": _link_json(fact.subject, base),
        "relation": fact.relation,
        "object": fact.object and _link_json(fact.object, base),
        "event": fact.event,
        "mode": fact.mode,
        "context": list(fact.context),
        "quad": fact.quad,
        "symmetric": fact.symmetric,
        "content": content and content.text,
        "content_begin": content and content.begin,
        "content_end": content and content.end,
        "trigger": {"text": fact.trigger.text, "begin": fact.trigger.begin, "end": fact.trigger.end},
        "polarity": fact.polarity,
        "modality": fact.modality,
        "attribution": fact.attribution and _attribution_json(fact.attribution, base),
        "within": fact.within,
        "time": time and {"earliest": time.earliest, "latest": time.latest, "text": time.text},
        "place": fact.place and _link_json(fact.place, base),
        "rule": fact.rule,
        "confidence": fact.confidence,
    }
    if fact.phrase is not None:
        row |= {"open": True, "phrase": fact.phrase}
    return row


def fact_from_json(row: Mapping[str, Any], *, base: str = BASE) -> Fact:
    """The fact that `fact_json` wrote; a missing key raises KgError with its name."""
    try:
        return _fact(row, base)
    except (AttributeError, KeyError, TypeError) as error:
        raise KgError(
            f"claim {row.get('id', '?')!r}: {error} is missing or of the wrong kind; see `kg extract --help`"
        ) from error


def _fact(row: Mapping[str, Any], base: str) -> Fact:
    return Fact(
        id=row["id"],
        doc=row["doc"],
        published=row["published"],
        sentence=Sentence(**row["sentence"]),
        subject=_link(row["subject"], base),
        relation=row["relation"],
        object=_link(row["object"], base) if row["object"] else None,
        event=row["event"],
        mode=row["mode"],
        context=tuple(row["context"]),
        quad=row["quad"],
        symmetric=row["symmetric"],
        content=Span(row["content_begin"], row["content_end"], row["content"])
        if row["content"] is not None
        else None,
        trigger=Span(**row["trigger"]),
        polarity=row["polarity"],
        modality=row["modality"],
        attribution=_attribution(row["attribution"], base) if row["attribution"] else None,
        within=row["within"],
        time=Time(**row["time"]) if row["time"] else None,
        place=_link(row["place"], base) if row["place"] else None,
        rule=row["rule"],
        confidence=row["confidence"],
        phrase=row.get("phrase"),
    )


def _link_json(link: Link, base: str) -> dict[str, Any]:
    return {
        "id": base + link.id,
        "label": link.label,
        "type": link.type,
        "mention": link.mention.text,
        "begin": link.mention.begin,
        "end": link.mention.end,
        "acts_for": link.acts_for and base + link.acts_for,
        "of_state": link.of_state and base + link.of_state,
        "sector": link.sector,
        "rule": link.rule,
        "antecedent": link.antecedent and asdict(link.antecedent),
        "via": link.via,
    }


def _link(row: Mapping[str, Any], base: str) -> Link:
    return Link(
        id=row["id"].removeprefix(base),
        label=row["label"],
        type=row["type"],
        mention=Span(row["begin"], row["end"], row["mention"]),
        via=row["via"],
        acts_for=row["acts_for"].removeprefix(base) if row["acts_for"] else None,
        of_state=row["of_state"].removeprefix(base) if row.get("of_state") else None,
        sector=row.get("sector"),
        rule=row.get("rule"),
        antecedent=Span(**row["antecedent"]) if row.get("antecedent") else None,
    )


def _attribution_json(attribution: Attribution, base: str) -> dict[str, Any]:
    chain = [_attribution_json(relayed, base) for relayed in attribution.chain]
    return _link_json(attribution.link, base) | {"cue": attribution.cue, "chain": chain}


def _attribution(row: Mapping[str, Any], base: str) -> Attribution:
    return Attribution(
        _link(row, base), row["cue"], tuple(_attribution(relayed, base) for relayed in row["chain"])
    )
