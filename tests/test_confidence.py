"""How sure a claim is once linked: the table and the verdicts behind it."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from kg.link.confidence import Known, Row, confidence, fitting, kind, rows
from kg.records import Claim, Sentence, Span
from kg.rules import RulesError, lexicon

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from calibration import JUDGED, Judged, counted, judged

SAID = Claim(
    "doc", Sentence(0, 0, 4, "Text"), (), "accuses", (), Span(0, 4, "Text"), "accuse", 0.9, event="ACCUSE"
)


def test_the_table_counts_the_verdicts() -> None:
    assert counted(rows(), judged(JUDGED)) == rows()


def test_every_row_rests_on_thirty_claims() -> None:
    assert min(row.judged for row in rows()) >= 30


def test_of_the_claims_held_sure_nine_in_ten_were_right() -> None:
    sure = [
        one.right for one in judged(JUDGED) if (row := fitting(rows(), one.known)) and row.confidence >= 0.9
    ]
    assert 10 * sum(sure) >= 9 * len(sure) > 0


def test_verdicts_are_right_or_wrong_with_the_kind_of_error_and_stand_once() -> None:
    found = judged(JUDGED)
    assert {one.verdict for one in found} == {"right", "wrong"}
    assert all(one.right != bool(one.error) for one in found)
    assert len({one.mark for one in found}) == len(found)


def test_a_surer_rule_makes_a_claim_no_less_sure() -> None:
    given = [confidence(replace(SAID, confidence=sure), "name") for sure in (0.6, 0.7, 0.8, 0.9)]
    assert all(one <= other for one, other in pairwise(given))


def test_every_row_of_the_lexicon_has_a_calibrated_confidence() -> None:
    for row in lexicon.load().rows:
        assert fitting(rows(), Known(kind(row.name, row.event), True, row.confidence, frozenset())), row.name


def test_what_is_denied_or_planned_is_less_sure() -> None:
    plain = confidence(SAID, "name", "name")
    assert confidence(replace(SAID, polarity="negative"), "name") < plain
    assert confidence(replace(SAID, modality="planned"), "name") < plain


def test_states_of_affairs_are_less_sure_of_offices_and_least_of_what_is_taken_up() -> None:
    state = replace(SAID, relation="controls", event=None)
    given = [confidence(state, "name", way) for way in ("name", "title", "coreference")]
    assert given == sorted(given, reverse=True)
    assert len(set(given)) == 3


def test_what_no_row_tells_of_keeps_the_confidence_of_its_rule() -> None:
    assert confidence(replace(SAID, rule="near:accuse", confidence=0.5), "name") == 0.5
    assert confidence(replace(SAID, confidence=0.2), "name") == 0.2


def test_confidence_is_the_share_expected_of_the_next_claim() -> None:
    assert Row(frozenset({"event"}), right=0, judged=0).confidence == 0.5
    assert Row(frozenset({"event"}), right=98, judged=98).confidence == 0.99


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ('kinds = ["deed"]\nright = 1\njudged = 1', "unknown kind 'deed'"),
        ('kinds = ["event"]\nright = 1\njudged = 1\nmost = 1', "unknown field 'most'"),
        ('kinds = ["event"]\nright = 1', "judged"),
    ],
)
def test_a_bad_row_is_told(tmp_path: Path, given: str, said: str) -> None:
    path = tmp_path / "calibration.toml"
    path.write_text(f"[[row]]\n{given}\n", encoding="utf-8")
    with pytest.raises(RulesError, match=said):
        rows(path)


def test_the_mark_of_a_judged_claim_outlives_its_rule() -> None:
    one = Judged(*"abcdefghijkl", "name", "", "no")
    assert one.mark == one._replace(rule="other", raw="0.9").mark != one._replace(object="other").mark
