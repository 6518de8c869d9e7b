"""Claims against gold: which fact matches a gold claim, and how its attributes are judged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from samples import CHN, TEXT, USA, XINHUA, accusation, link

from kg.records import Attribution, Fact, KgError, Link, Span, Time
from kg.score import gold, matches

GOLD = {"s": ["United States"], "r": ["ACCUSE"], "o": ["China"], "cue": "The US accused China of theft"}


def hit(fact: Fact, **changes: Any) -> bool:
    (match,) = matches([fact], [GOLD | changes])
    return match.fact is fact


def thing(label: str, type: str = "Good") -> Link:
    return Link("x", label, type, Span(0, 1, "T"), "name")


@pytest.mark.parametrize(
    ("changes", "right"),
    [
        ({}, True),
        ({"r": ["accuses"]}, True),
        ({"r": ["rejects", "accuses"]}, True),
        ({"r": ["rejects"]}, False),
        ({"r": ["*"]}, True),
        ({"s": ["France", "united  states"]}, True),
        ({"s": ["States"]}, False),
        ({"s": ["*"], "o": ["*"]}, True),
        ({"s": ["China"], "o": ["United States"]}, False),
        ({"s": ["China"], "o": ["United States"], "symmetric": True}, True),
        ({"polarity": "negative"}, False),
    ],
    ids=str,
)
def test_a_fact_matches_by_its_names_in_their_order(changes: dict[str, Any], right: bool) -> None:
    assert hit(accusation(), **changes) is right


def test_a_negated_fact_does_not_match_a_positive_claim() -> None:
    denied = accusation(polarity="negative")
    assert not hit(denied)
    assert hit(denied, polarity="negative")


def test_a_relation_that_is_no_event_matches_by_its_name() -> None:
    assert hit(accusation(relation="borders", event=None), r=["borders"])


def test_a_fact_without_object_matches_none_that_is_named() -> None:
    alone = accusation(object=None)
    assert not hit(alone)
    assert hit(alone, o=["*"])
    assert hit(alone, o=None)


def test_a_gold_claim_without_object_matches_any() -> None:
    assert hit(accusation(), o=None)


@pytest.mark.parametrize(
    ("label", "type", "name", "right"),
    [
        ("cutting-edge chips", "Good", "chips", True),
        ("cutting-edge chips", "Good", "edge", True),
        ("cutting-edge chips", "Good", "cut", False),
        ("chips", "Good", "cutting-edge chips", False),
        ("South Sudan", "State", "Sudan", False),
    ],
)
def test_only_the_label_of_a_thing_may_say_more(label: str, type: str, name: str, right: bool) -> None:
    assert hit(accusation(object=thing(label, type)), o=[name]) is right


@pytest.mark.parametrize(
    ("cue", "right"),
    [
        (TEXT, True),
        ("the us ACCUSED China, of theft!", True),
        ("The US accused China of espionage", True),
        ("Chad accused Mali of nothing", False),
    ],
)
def test_the_cue_must_share_most_of_its_words_with_the_sentence(cue: str, right: bool) -> None:
    assert hit(accusation(), cue=cue) is right


def test_a_fact_serves_one_gold_claim_only() -> None:
    first, second = matches([accusation()], [GOLD, GOLD])
    assert (first.fact, second.fact) == (accusation(), None)
    assert not second.attributes


def test_the_fact_with_most_attributes_right_matches_best() -> None:
    undated, dated = accusation(time=None), accusation(modality="possible")
    (match,) = matches([undated, dated], [GOLD | {"time": "2025-06-05"}])
    assert match.fact is dated


def test_of_equal_facts_the_first_matches() -> None:
    facts = [accusation(), accusation(trigger=Span(0, 3, "The"))]
    assert matches(facts, [GOLD])[0].fact is facts[0]


def test_without_facts_every_gold_claim_is_missed() -> None:
    assert [match.fact for match in matches([], [GOLD, GOLD])] == [None, None]


def judged(fact: Fact, **wanted: Any) -> dict[str, bool]:
    return dict(matches([fact], [GOLD | wanted])[0].attributes)


def test_only_the_attributes_that_gold_gives_are_judged() -> None:
    assert judged(accusation()) == {}
    assert judged(accusation(), modality="asserted", place="Geneva") == {"modality": True, "place": False}


@pytest.mark.parametrize(
    ("time", "right"),
    [("2025-06-05", True), ("2025-06", True), ("2025", True), ("2025-06-04", False), ("2024", False)],
)
def test_a_time_is_right_within_the_day_month_or_year_of_gold(time: str, right: bool) -> None:
    assert judged(accusation(), time=time) == {"time": right}


def test_a_time_that_leaves_the_month_of_gold_is_wrong() -> None:
    long = accusation(time=Time("2025-06-05", "2025-07-01", "for a month"))
    assert judged(long, time="2025-06") == {"time": False}
    assert judged(accusation(time=None), time="2025-06") == {"time": False}


def test_a_place_is_right_by_its_label() -> None:
    placed = accusation(place=link(CHN, "China"))
    assert judged(placed, place="China") == {"place": True}
    assert judged(placed, place="Chi") == {"place": False}


def test_a_voice_is_right_anywhere_in_the_chain_by_label_or_mention() -> None:
    said = Attribution(link(XINHUA, "Xinhua"), "said")
    relayed = replace(said, chain=(Attribution(link(USA, "The US"), "citing"),))
    assert judged(accusation(attribution=said), by=["Xinhua"]) == {"by": True}
    assert judged(accusation(attribution=relayed), by=["the US"]) == {"by": True}
    assert judged(accusation(attribution=relayed), by=["United States"]) == {"by": True}
    assert judged(accusation(attribution=said), by=["CNN", "China"]) == {"by": False}
    assert judged(accusation(), by=["Xinhua"]) == {"by": False}


def test_a_gold_file_is_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.gold.jsonl"
    path.write_text(
        '{"s": ["A"], "r": ["accuses"], "cue": "A é"}\n{"s": ["B"], "r": ["*"], "cue": "B"}\n', "utf-8"
    )
    assert [row["s"] for row in gold(path)] == [["A"], ["B"]]


@pytest.mark.parametrize("line", ["{", "[]", '"s"', '{"s": ["A"], "r": ["*"]}', ""])
def test_a_line_that_is_no_gold_claim_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.gold.jsonl"
    path.write_text(f'{{"s": [], "r": [], "cue": ""}}\n{line}\n', "utf-8")
    with pytest.raises(KgError, match=r"a\.gold\.jsonl, line 2: .*needs s, r and cue"):
        gold(path)


def test_a_gold_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"none\.jsonl"):
        gold(tmp_path / "none.jsonl")
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff")
    with pytest.raises(KgError, match=r"bytes\.jsonl"):
        gold(tmp_path / "bytes.jsonl")


def test_every_gold_file_of_the_examples_is_read() -> None:
    paths = sorted((Path(__file__).parent.parent / "examples/gold").glob("*.jsonl"))
    assert paths
    assert all(gold(path) for path in paths)
