"""English expressions of time, as the days between which something happened, counted from publication.

What the words mean is in kg/rules/times.toml: word classes, patterns and traps. What cannot be told, or could
be wrong by a year, is not read. Weeks begin on Monday, seasons are northern; "two weeks ago" is the calendar
week that lies two weeks back, "two years ago" the calendar year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from spacy.tokens import Doc, Span, Token

from kg.extract.times.match import expressions
from kg.extract.times.readings import period
from kg.extract.times.relative import Now
from kg.extract.times.table import TABLE, Expression, Kind, Tense
from kg.extract.times.tense import tense_of
from kg.records import Time

__all__ = ["Dated", "tense_of", "times"]


@dataclass(frozen=True, slots=True)
class Dated:
    """An expression of time: its characters in the document, its head token, its days, and what they bound.

    A `point` lies within the days, a `duration` fills them; `since` ends and `until` begins at publication.
    """

    begin: int
    end: int
    root: int
    time: Time
    kind: Kind


def times(words: Doc | Span, published: str | None, *, tense: Tense | None = None) -> tuple[Dated, ...]:
    """The expressions of time of a sentence that can be told, in the order of the text.

    `published` is the document's day, without which relative expressions are not read; `tense` overrides what
    `tense_of` finds for each expression.
    """
    span = words[:] if isinstance(words, Doc) else words
    found = tuple(expressions(span.text))
    now = _now(found, date.fromisoformat(published)) if found and published else None
    dated = (_dated(span, expression, now, tense) for expression in found)
    return tuple(one for one in dated if one)


def _now(found: tuple[Expression, ...], day: date) -> Now:
    return Now(day, elsewhere=any(year != day.year for one in found for year in _years(one)))


def _years(found: Expression) -> Iterator[int]:
    if "year" in found.words:
        yield found.words["year"]
    for part in found.parts:
        yield from _years(part)


def _dated(span: Span, expression: Expression, now: Now | None, tense: Tense | None) -> Dated | None:
    begin, end = span.start_char + expression.begin, span.start_char + expression.end
    root = _root(span.doc, begin, end)
    if root.dep_ in TABLE["attributive"]:
        return None
    days = period(expression, now and now._replace(tense=tense or tense_of(root)))
    if days is None:
        return None
    text = span.text[expression.begin : expression.end]
    time = Time(days.earliest.isoformat(), days.latest.isoformat(), text)
    return Dated(begin, end, root.i, time, expression.rule.kind)


def _root(doc: Doc, begin: int, end: int) -> Token:
    words: Any = doc.char_span(begin, end, alignment_mode="expand")
    root: Token = words.root if doc.has_annotation("DEP") else words[-1]
    return root
