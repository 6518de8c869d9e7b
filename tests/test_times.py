"""Expressions of time: tests/cases/times.toml, and what holds of them all."""

from __future__ import annotations

import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.extract.times import tense_of, times
from kg.extract.times.rules import Trap, compiled, hints, rule, rules
from kg.extract.times.table import TABLE, Rule
from kg.parse.amounts import GRAMMAR
from kg.records import KgError

TOKENS = spacy.blank("en")
GROUPS = tomllib.loads((Path(__file__).parent / "cases" / "times.toml").read_text("utf-8"))["group"]
CASES = [(case[0], group.get("published"), case[1:]) for group in GROUPS for case in group["cases"]]
OPEN = [
    pytest.mark.xfail(reason=group["open"]) if "open" in group else ()
    for group in GROUPS
    for _ in group["cases"]
]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [pytest.param(*case, marks=mark) for case, mark in zip(CASES, OPEN, strict=True)],
)
def test_reads_the_days_of_an_expression(text: str, published: str | None, expected: list[list[str]]) -> None:
    found = times(TOKENS(text), published)
    assert [[one.time.text, one.time.earliest, one.time.latest] for one in found] == expected


def test_offsets_are_those_of_the_document() -> None:
    doc = TOKENS("He spoke. They met on Monday, as they had in January 2020.")
    found = times(doc[3:], "2025-06-05")
    assert [doc.text[one.begin : one.end] for one in found] == ["Monday", "January 2020"]
    assert [doc[one.root].text for one in found] == ["Monday", "2020"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("They met on Monday.", "point"),
        ("He ruled from 2014 to 2018.", "duration"),
        ("He has ruled since 2014.", "since"),
        ("It will last until Friday.", "until"),
    ],
)
def test_kind_says_how_the_days_bound_what_happened(text: str, kind: str) -> None:
    assert [found.kind for found in times(TOKENS(text), "2025-06-05")] == [kind]


def test_the_tense_given_overrides_the_sentence() -> None:
    doc = TOKENS("A meeting on Friday in Geneva.")
    assert [times(doc, "2025-06-05", tense=tense)[0].time.earliest for tense in ("past", "future")] == [
        "2025-05-30",
        "2025-06-06",
    ]


Row: TypeAlias = tuple[str, str, str, str, int]


def parsed(rows: list[Row]) -> Doc:
    """A sentence from rows of word, part of speech, features, relation and head."""
    words, pos, morphs, deps = ([str(row[i]) for row in rows] for i in range(4))
    return Doc(TOKENS.vocab, words=words, pos=pos, morphs=morphs, deps=deps, heads=[row[4] for row in rows])


SPOKE = [
    ("They", "PRON", "", "nsubj", 1),
    ("agreed", "VERB", "Tense=Past|VerbForm=Fin", "ROOT", 1),
    ("Monday", "PROPN", "", "obl:tmod", 1),
    ("to", "PART", "", "mark", 4),
    ("meet", "VERB", "VerbForm=Inf", "xcomp", 1),
    ("Friday", "PROPN", "", "obl:tmod", 4),
]
WOULD = [
    ("He", "PRON", "", "nsubj", 1),
    ("said", "VERB", "Tense=Past|VerbForm=Fin", "ROOT", 1),
    ("Monday", "PROPN", "", "obl:tmod", 1),
    ("he", "PRON", "", "nsubj", 5),
    ("would", "AUX", "VerbForm=Fin", "aux", 5),
    ("go", "VERB", "VerbForm=Inf", "ccomp", 1),
    ("Friday", "PROPN", "", "obl:tmod", 5),
]
WAS = [
    ("He", "PRON", "", "nsubj", 3),
    ("was", "AUX", "Tense=Past|VerbForm=Fin", "cop", 3),
    ("in", "ADP", "", "case", 3),
    ("Paris", "PROPN", "", "ROOT", 3),
    ("to", "PART", "", "mark", 5),
    ("sign", "VERB", "VerbForm=Inf", "advcl", 3),
    ("Friday", "PROPN", "", "obl:tmod", 5),
]
TO_MEET = [
    ("Leaders", "NOUN", "", "nsubj", 2),
    ("to", "PART", "", "mark", 2),
    ("meet", "VERB", "VerbForm=Inf", "ROOT", 2),
    ("Friday", "PROPN", "", "obl:tmod", 2),
]
MAY_HAVE = [
    ("They", "PRON", "", "nsubj", 3),
    ("may", "AUX", "VerbForm=Fin", "aux", 3),
    ("have", "AUX", "VerbForm=Inf", "aux", 3),
    ("met", "VERB", "Tense=Past|VerbForm=Part", "ROOT", 3),
    ("Friday", "PROPN", "", "obl:tmod", 3),
]
COULD = [
    ("He", "PRON", "", "nsubj", 1),
    ("said", "VERB", "Tense=Past|VerbForm=Fin", "ROOT", 1),
    ("they", "PRON", "", "nsubj", 4),
    ("could", "AUX", "VerbForm=Fin", "aux", 4),
    ("go", "VERB", "VerbForm=Inf", "ccomp", 1),
    ("Friday", "PROPN", "", "obl:tmod", 4),
]
MAY = [
    ("May", "AUX", "VerbForm=Fin", "aux", 1),
    ("met", "VERB", "Tense=Past|VerbForm=Fin", "ROOT", 1),
    ("him", "PRON", "", "obj", 1),
    ("Friday", "PROPN", "", "obl:tmod", 1),
]
IS = [
    ("The", "DET", "", "det", 1),
    ("vote", "NOUN", "", "nsubj:pass", 3),
    ("is", "AUX", "Tense=Pres|VerbForm=Fin", "aux:pass", 3),
    ("held", "VERB", "Tense=Past|VerbForm=Part", "ROOT", 3),
    ("Friday", "PROPN", "", "obl:tmod", 3),
]


@pytest.mark.parametrize(
    ("rows", "tenses"),
    [
        (SPOKE, ["past", "future"]),
        (WOULD, ["past", "future"]),
        (WAS, ["past"]),
        (IS, [None]),
        (TO_MEET, ["future"]),
        (MAY_HAVE, ["past"]),
        (COULD, [None]),
        (MAY, ["past"]),
    ],
)
def test_the_parse_tells_the_tense_of_each_clause(rows: list[Row], tenses: list[str | None]) -> None:
    doc = parsed(rows)
    assert [tense_of(token) for token in doc if token.text.endswith("day")] == tenses


@pytest.mark.parametrize(
    ("before", "earliest"),
    [
        ("The war began in 2014.", None),
        ("He had first come last year.", None),
        ("The war went on.", "2024-05-01"),
        ("The war began in 2014. On Tuesday, the two spoke.", "2024-05-01"),
        ("The war began in 2014.\n\n", "2024-05-01"),
    ],
)
def test_a_month_may_be_of_the_year_that_the_sentence_before_names(before: str, earliest: str | None) -> None:
    doc = TOKENS(f"{before} In May, the rebels voted.")
    start = next(token.i for token in doc if token.text == "In")
    for token in doc:
        token.is_sent_start = token.i in (0, start)
    assert [found.time.earliest for found in times(doc[start:], "2024-10-16")] == [earliest] * bool(earliest)


def test_what_the_parse_makes_part_of_a_name_is_not_read() -> None:
    rows = [
        ("Thursday", "PROPN", "", "compound", 1),
        ("talks", "NOUN", "", "nsubj", 2),
        ("failed", "VERB", "Tense=Past|VerbForm=Fin", "ROOT", 2),
    ]
    assert not times(parsed(rows), "2025-06-05")


JOINTS = ["-", ",", "'s", "of", "in", "to", "from", "and", "between", "since", "until", "by", "the", "said"]
FIGURES = ["5", "12", "31", "99", "999", "1800", "2018", "2020", "1990s", "2099", "2025-02-30", "2,000"]
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2090, 1, 1)).map(date.isoformat)
WORDS = [*sorted({word for words in TABLE["words"].values() for word in words}), *JOINTS, *FIGURES]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=12), DAYS)
def test_any_words_give_ordered_days_and_true_offsets(words: list[str], published: str | None) -> None:
    doc = TOKENS(" ".join(words))
    found = times(doc, published)
    assert all(one.time.earliest <= one.time.latest for one in found)
    assert all(doc.text[one.begin : one.end] == one.time.text for one in found)
    assert all(one.end <= after.begin for one, after in pairwise(found))


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from([*WORDS, *(word for text, _, _ in CASES for word in text.split())]), max_size=12)
)
def test_the_hints_pass_over_no_rule_that_matches(words: list[str]) -> None:
    text = " ".join(words)
    present = frozenset().union(*map(hints, text.split()))
    hinted: list[Rule | Trap] = [*rules().dates, *rules().traps]
    assert all(row.hints <= present for row in hinted if row.pattern and row.pattern.search(text))


@pytest.mark.parametrize("row", TABLE["date"] + TABLE["part"] + TABLE["span"], ids=lambda row: row["reads"])
def test_every_rule_has_a_case(row: dict[str, str]) -> None:
    key = next(key for key in ("pattern", "before", "between") if key in row)
    pattern = compiled("pattern" if key == "pattern" else "between", row[key])
    assert any(pattern.search(text) for text, _, _ in CASES)


@pytest.mark.parametrize("row", TABLE["trap"] + TABLE["elsewhere"], ids=lambda row: row["pattern"][:40])
def test_every_trap_has_a_case(row: dict[str, str]) -> None:
    trap = compiled("pattern", row["pattern"], named=False)
    assert any(trap.search(text) for text, _, _ in CASES)


@pytest.mark.parametrize("name", ["month", "near", "season", "unit", "weekday", "which"])
def test_the_grammar_of_amounts_knows_the_same_words(name: str) -> None:
    pieces = [piece for word in TABLE["words"][name] for piece in word.rstrip(".").split()]
    assert [piece for piece in pieces if not GRAMMAR.classes(piece)] == []


BAD = [{"reads": "tea leaves"}, {"reads": "day", "patern": "x"}, {"reads": "day", "lead": "{x}"}]


@pytest.mark.parametrize("row", BAD, ids=str)
def test_a_row_that_cannot_be_read_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(KgError, match=r"times\.toml"):
        rule(row)
