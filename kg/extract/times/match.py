"""Where the rules match: the longest dates from the left, without traps, joined into parts and spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from kg.extract.times.rules import hints, rules
from kg.extract.times.table import TABLE, Expression, Rule, Words

OPENING = 80  # characters before a date in which the words that open it are looked for


@lru_cache(
    maxsize=1 << 10
)  # a sentence is asked for its days, and again for the words that no claim is about
def expressions(text: str) -> tuple[Expression, ...]:
    """The expressions of a text, as long as the rules make them, without the dates that lack their lead."""
    whole = _joined(text, [_with_part(text, found) for found in _dates(text)])
    return tuple(found for found in whole if not found.rule.lead or _before(found.rule.lead, text, found))


def _dates(text: str) -> Iterator[Expression]:
    present = frozenset().union(*map(hints, text.split()))
    likely = ((rule, rule.pattern) for rule in rules().dates if rule.pattern and rule.hints <= present)
    found = [(rule, match) for rule, pattern in likely for match in pattern.finditer(text)]
    lurking = [trap.pattern for trap in rules().traps if trap.hints <= present] if found else []
    traps = [trap.span() for pattern in lurking for trap in pattern.finditer(text)]
    last = 0
    for rule, match in sorted(found, key=lambda pair: (pair[1].start(), -pair[1].end())):
        begin, end = match.span()
        if begin >= last and not any(begin < after and before < end for before, after in traps):
            yield Expression(begin, end, rule, _values(match))
            last = end


def _with_part(text: str, found: Expression) -> Expression:
    return next((_made(text, rule, found) for rule in rules().parts if _opens(text, rule, found)), found)


def _joined(text: str, found: list[Expression]) -> Iterator[Expression]:
    while found:
        rule = next((rule for rule in rules().spans if _fits(text, rule, found)), None)
        count = 1 + bool(rule and rule.between)
        yield _made(text, rule, *found[:count]) if rule else found[0]
        found = found[count:]


def _fits(text: str, rule: Rule, found: list[Expression]) -> bool:
    if rule.between and not (len(found) > 1 and rule.between.fullmatch(text, found[0].end, found[1].begin)):
        return False
    return _opens(text, rule, found[0])


def _opens(text: str, rule: Rule, found: Expression) -> bool:
    """Whether the words that open a rule stand before a date, or where it has none, the date's own lead."""
    lead = rule.before or found.rule.lead
    return not lead or _before(lead, text, found) is not None


def _before(lead: re.Pattern[str], text: str, found: Expression) -> re.Match[str] | None:
    return lead.search(text, max(0, found.begin - OPENING), found.begin)


def _made(text: str, rule: Rule, *parts: Expression) -> Expression:
    opening = _before(rule.before, text, parts[0]) if rule.before else None
    begin = opening.start() if opening else parts[0].begin
    return Expression(begin, parts[-1].end, rule, _values(opening) if opening else {}, parts)


def _values(match: re.Match[str]) -> Words:
    return {name: _value(name, text) for name, text in match.groupdict().items() if text}


def _value(name: str, text: str) -> Any:
    values, key = TABLE["words"].get(name, {}), " ".join(text.replace("’", "'").split())
    found = values.get(key, values.get(key.lower()))
    return int(re.sub(r"\D", "", text)) if found is None else found
