"""The tense of the clause that an expression of time stands in, which tells "Friday" past from "Friday" to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

from spacy.tokens import Token

from kg.extract import grammar
from kg.extract.times.table import TABLE, Tense

Verdict: TypeAlias = Tense | Literal["unsure"]
AROUND = ("aux", "aux:pass", "cop", "mark")  # what a verb's tense is told by besides itself


def tense_of(token: Token) -> Tense | None:
    """The tense of the clause a token stands in, by the parse where there is one, else by the nearest cue."""
    verdicts = _parsed(token) if token.doc.has_annotation("DEP") else _cued(token)
    verdict = next((one for one in verdicts if one), None)
    return None if verdict == "unsure" else verdict


def _parsed(token: Token) -> Iterator[Verdict | None]:
    for verb in (token, *token.ancestors):
        group = [verb, *(word for word in verb.lefts if word.dep_ in AROUND)]
        infinitive = any(word.lower_ == "to" and word.pos_ == "PART" for word in verb.lefts)
        yield "future" if _planned(token, verb, infinitive=infinitive) else None
        yield _modal({word.text for word in group})  # "May" is a name or a month
        yield None if infinitive else _past(group)


def _planned(token: Token, verb: Token, *, infinitive: bool) -> bool:
    """Whether a verb is what is planned, or "is to" be, or stands in a headline: "Leaders to meet Friday"."""
    cues = TABLE["tense"]
    opened = infinitive or any(word.lower_ in cues["opens"] for word in token.lefts)
    plan = (verb.head if infinitive else verb).lower_ in cues["plans"]
    return (opened and plan) or (infinitive and _headline(verb))


def _headline(verb: Token) -> bool:
    """Whether no verb stands above an infinitive, but at most a name."""
    above = verb.head
    named = above.pos_ == "PROPN" and not grammar.predicative(above)
    return verb.dep_ == "ROOT" or (named and above.dep_ == "ROOT")


def _modal(said: set[str]) -> Verdict | None:
    cues = TABLE["tense"]
    if said & {*cues["possible"], *cues["unsure"]} and "have" in said:
        return "past"
    if said & {*cues["unsure"]}:
        return "unsure"
    return "future" if said & {*cues["future"], *cues["possible"], *cues["scheduled"]} else None


def _past(group: list[Token]) -> Verdict | None:
    if not any("Past" in word.morph.get("Tense", []) for word in group):
        return None
    said = {word.lower_ for word in group}
    return "past" if "been" in said or said.isdisjoint(TABLE["tense"]["present"]) else "unsure"


def _cued(token: Token) -> Iterator[Verdict | None]:
    doc, at = token.doc, token.i
    return map(_cue, (*reversed(list(doc[:at])), *doc[at:]))


def _cue(word: Token) -> Verdict | None:
    cues, said = TABLE["tense"], word.text
    before, after = (word.doc[i].lower_ if 0 <= i < len(word.doc) else "" for i in (word.i - 1, word.i + 1))
    if said.lower() in cues["plans"] and after in cues["opens"]:
        return "future"
    past = said.lower() in cues["past"] or re.fullmatch("[a-z]{2,}ed", said)
    return _modal({said, after} & {said, "have"}) or ("past" if past and before not in cues["bare"] else None)
