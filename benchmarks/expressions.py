"""Expressions of time in the cases of the tests: a sentence and the days that it tells, none where it tells none."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from bench import Bench, bar, share

from kg.extract.times import times

CASES = Path(__file__).parent.parent / "tests" / "cases" / "times.toml"

Told = Sequence[str]  # the words, the first and the last day


def expressions(bench: Bench) -> Iterator[str]:
    """Yield how many expressions are read right, and whether any is wrong by a year."""
    groups = tomllib.loads(CASES.read_text(encoding="utf-8"))["group"]
    cases = [(case[0], group.get("published"), case[1:]) for group in groups for case in group["cases"]]
    nlp = spacy.blank("en")
    right = wrong = years = given = 0
    for text, published, wanted in cases[: bench.limit]:
        found = [(one.time.text, one.time.earliest, one.time.latest) for one in times(nlp(text), published)]
        good = [one for one in wanted if tuple(one) in found]
        bad = [one for one in found if list(one) not in wanted]
        given, right, wrong = given + len(wanted), right + len(good), wrong + len(bad)
        years += sum(_far(one, wanted) for one in bad)
        if bad or len(good) < len(wanted):
            bench.errors.add("misread" if bad else "not read", f"{text}: {wanted}, found {found}")
    yield f"times: {given} expressions in {len(cases[: bench.limit])} sentences; more read than there are: {wrong}"
    yield bar(given >= 300, f"{given} expressions, bar 300")
    yield bar(100 * right >= 95 * given, f"right {share(right, given)}, bar 95 %")
    yield bar(not years, f"wrong by a year {years}, bar none")


def _far(found: Told, wanted: Sequence[Told]) -> bool:
    """Whether an expression is read in another year than those of the same words."""
    own = [one for one in wanted if set(one[0].split()) & set(found[0].split())]
    return any(one[1][:4] != found[1][:4] or one[2][:4] != found[2][:4] for one in own)
