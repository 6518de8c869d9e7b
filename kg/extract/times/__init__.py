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

from kg.extract.times.calendar import Now
from kg.extract.times.context import elsewhere
from kg.extract.times.match import expressions
from kg.extract.times.readings import period
from kg.extract.times.table import TABLE, Expression, Kind, Tense
from kg.extract.times.tense import tense_of
from kg.records import Time

__all__ = ["Dated", "heads", "tense_of", "times"]


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
    found = expressions(span.text)
    now = _now(span, found, published) if found and published else None
    return tuple(dated for expression in found for dated in _dated(span, expression, now, tense))


def heads(words: Span) -> frozenset[int]:
    """The head tokens of all expressions of time, of those too whose days cannot be told: "on Jan. 8" without a year."""
    return frozenset(
        _root(words.doc, words.start_char + found.begin, words.start_char + found.end).i
        for found in expressions(words.text)
    )


def _now(span: Span, found: tuple[Expression, ...], published: str) -> Now:
    day = date.fromisoformat(published)
    return Now(day, elsewhere=elsewhere(span, found, day.year))


def _dated(span: Span, expression: Expression, now: Now | None, tense: Tense | None) -> Iterator[Dated]:
    begin, end = span.start_char + expression.begin, span.start_char + expression.end
    root = _root(span.doc, begin, end)
    if root.dep_ in TABLE["attributive"]:
        return
    days = period(expression, now and now._replace(tense=tense or tense_of(root)))
    if days:
        text = span.text[expression.begin : expression.end]
        time = Time(days.earliest.isoformat(), days.latest.isoformat(), text)
        yield Dated(begin, end, root.i, time, expression.rule.kind)
    elif expression.rule.reads == "both":
        for part in expression.parts:
            yield from _dated(span, part, now, tense)


def _root(doc: Doc, begin: int, end: int) -> Token:
    words: Any = doc.char_span(begin, end, alignment_mode="expand")
    root: Token = words.root if doc.has_annotation("DEP") else words[-1]
    return root
