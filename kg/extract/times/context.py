"""Which tenses a text may tell of another year in than that of publication, where "in May" tells no year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Span

from kg.extract.times.match import expressions
from kg.extract.times.rules import rules
from kg.extract.times.table import Expression, Tense

FAR, NEAR = 1000, 200  # characters back to look for a year, for words such as "the year before"
YEARS = ("year", "first", "y", "decade", "tens", "century")  # the word classes that spell one


def elsewhere(span: Span, found: Iterable[Expression], year: int) -> frozenset[Tense | None]:
    """The tenses for which a sentence speaks of another year, or the paragraph did when last it told the time."""
    if not any(map(_recurs, found)):
        return frozenset()
    before = _before(span)
    told = (*_last(expressions(before)), *found)
    if any(named != year for one in told for named in _years(one)):
        return frozenset(("past", "future", None))
    said = f"{before[-NEAR:]}\n{span.text}"
    return frozenset(tense for row in rules().elsewhere if row.pattern.search(said) for tense in row.tenses)


def _last(found: Iterable[Expression]) -> list[Expression]:
    """The last that tells its year, of the day of publication or another."""
    return [one for one in found if not _recurs(one)][-1:]


def _recurs(found: Expression) -> bool:
    return found.rule.yearless or any(map(_recurs, found.parts))


def _years(found: Expression) -> Iterator[int]:
    yield from (found.words[name] for name in YEARS if name in found.words)
    for part in found.parts:
        yield from _years(part)


def _before(span: Span) -> str:
    """What the paragraph says before a sentence."""
    text: str = span.doc.text[max(0, span.start_char - FAR) : span.start_char]
    return text.rpartition("\n\n")[2]
