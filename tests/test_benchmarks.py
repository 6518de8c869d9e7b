"""The scorers of benchmarks/: what counts as found, on gold and facts made by hand."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from samples import CHN, TRUMP, USA, accusation, link, reading

from kg import vocab
from kg.records import Actor, Attribution, Fact, Span

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

import record
from article import shown
from codes import code
from judged import drawn, mark, verdicts
from ontologies import strange
from openie import fits, met
from relations import says, triples
from triplets import Triplet, found, happenings, scored, wanted

GOLD: dict[str, Any] = {
    "event_plover2": "ACCUSE",
    "source": [{"code": "USA"}],
    "target": [{"code": "CHN"}],
    "reciprocal": False,
}


def act(event: str, **changes: Any) -> Fact:
    return accusation(event=event, relation=vocab.events()[event].relation, mode=None, **changes)


# ---- PLOVER triplets


def test_codes_are_corrected_and_organisations_folded() -> None:
    gold = GOLD | {"source": [{"code": "JAP", "code_iso": "JPN"}], "target": [{"code": "UNO"}]}
    assert list(wanted(gold)) == [Triplet("JPN", "ACCUSE", "IGO")]


def test_a_reciprocal_event_is_all_pairs_of_its_actors() -> None:
    sources = [{"code": own} for own in ("USA", "CHN", "FRA")]
    gold = GOLD | {"source": sources, "target": [], "reciprocal": True}
    assert [(one.source, one.target) for one in wanted(gold)] == [
        ("CHN", "FRA"),
        ("CHN", "USA"),
        ("FRA", "USA"),
    ]


def test_an_event_without_target_has_a_triplet_without() -> None:
    assert list(wanted(GOLD | {"target": []})) == [Triplet("USA", "ACCUSE")]


@pytest.mark.parametrize(
    ("told", "right"),
    [
        (Triplet("USA", "CONSULT", "CHN"), True),
        (Triplet("CHN", "CONSULT", "USA"), False),
        (Triplet("CHN", "CONSULT", "USA", True), True),
        (Triplet("USA", "AGREE", "CHN"), False),
        (Triplet("USA", "CONSULT"), False),
    ],
)
def test_only_reciprocal_triplets_are_right_either_way(told: Triplet, right: bool) -> None:
    outcome = scored({Triplet("USA", "CONSULT", "CHN")}, {told})
    assert bool(outcome.met) == bool(outcome.right) == right
    assert len(outcome.missed) == len(outcome.wrong) == (not right)


def test_a_type_is_judged_where_both_sides_are_right() -> None:
    gold = {Triplet("USA", "CONSULT", "CHN", True), Triplet("USA", "AID", "FRA")}
    assert scored(gold, {Triplet("CHN", "AGREE", "USA")}).types == [("CONSULT", "AGREE")]


def test_the_triplets_of_a_reading_have_codes_or_names() -> None:
    who = link(Actor("Nobody_Known", "Nobody Known", "Person"), "Xinhua")
    assert found(reading(accusation())) == {Triplet("USA", "ACCUSE", "CHN")}
    assert found(reading(accusation(object=who))) == {Triplet("USA", "ACCUSE", "?Nobody_Known")}


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),
        ({"attribution": Attribution(link(TRUMP, "The US"), "said")}, True),
        ({"polarity": "negative"}, False),
        ({"modality": "possible"}, False),
        ({"event": None, "relation": "alliedWith"}, False),
    ],
)
def test_an_event_of_the_text_is_what_is_said_to_have_happened(changes: Any, counts: bool) -> None:
    assert bool(happenings([accusation(**changes)])) == counts


def test_what_another_event_holds_is_no_event_of_the_text() -> None:
    outer = accusation()
    assert happenings([outer, act("ASSAULT", within=outer.id)]) == [outer]


def test_what_is_promised_is_one_event_with_the_promise() -> None:
    outer = act("AGREE", object=None)
    inner = act("AID", within=outer.id, modality="planned")
    assert happenings([outer, inner]) == [inner]
    assert happenings([outer, act("AID", within=outer.id, modality="planned", object=None)])[0] == outer


def test_a_link_has_the_code_of_the_state_that_it_acts_for() -> None:
    assert code(link(Actor("Some_Envoy", "Some Envoy", "Person"), "China", acts_for="CHN")) == "CHN"
    assert code(link(Actor("Some_Envoy", "Some Envoy", "Person"), "China")) is None


# ---- open facts


@pytest.mark.parametrize(
    ("told", "gold", "right"),
    [
        ("Prime Minister", "[the] [first] Prime Minister [of Australia]", True),
        ("the First Prime Minister of Australia", "[the] [first] Prime Minister [of Australia]", True),
        ("Prime Minister of", "[the] Prime Minister [of Australia]", False),
        ("Minister", "Prime Minister", False),
        ("$1,000", "$ 1,000", True),
        ("a (small) town", "[a] ( small ) town", True),
    ],
)
def test_bracketed_words_may_be_left_out_as_a_whole(told: str, gold: str, right: bool) -> None:
    assert fits(told, gold) == right


def test_a_cluster_is_met_by_one_of_its_ways_in_all_three_parts() -> None:
    cluster = [
        {"subj": "He", "rel": "served as", "obj": "[a] judge"},
        {"subj": "He", "rel": "was", "obj": "judge"},
    ]
    assert met(("he", "served as", "judge"), cluster)
    assert not met(("he", "was", "a judge"), cluster)


# ---- relations


def relation(kind: str, source: str, target: str) -> dict[str, Any]:
    text = accusation().sentence.text
    spans = {"source": source, "target": target}
    found = {f"{side}Begin": text.index(own) for side, own in spans.items()}
    return {
        "type": kind,
        **found,
        **{f"{side}End": text.index(own) + len(own) for side, own in spans.items()},
    }


def test_a_relation_is_found_between_stretches_that_overlap() -> None:
    fight = act("ASSAULT")
    assert says(fight, relation("FightingAgainst", "US", "China of theft"))
    assert not says(fight, relation("FightingAgainst", "US", "Thursday"))
    assert not says(act("CONSULT"), relation("FightingAgainst", "US", "China"))
    assert not says(act("ASSAULT", polarity="negative"), relation("FightingAgainst", "US", "China"))


def test_only_symmetric_relations_are_found_either_way() -> None:
    assert says(act("ASSAULT"), relation("FightingAgainst", "China", "The US"))
    head = accusation(event=None, relation="headOf")
    assert says(head, relation("InChargeOf", "The US", "China"))
    assert not says(head, relation("InChargeOf", "China", "The US"))


def test_the_act_itself_may_be_the_source() -> None:
    assert says(act("ASSAULT"), relation("FightingAgainst", "accused", "China"))


def test_a_side_may_stand_for_the_same_in_other_words() -> None:
    gold = relation("FightingAgainst", "Thursday", "China")
    place = gold["sourceBegin"], gold["sourceEnd"]
    fight = act("ASSAULT")
    assert not says(fight, gold)
    assert says(fight, gold, {place: (fight.subject,)})


def test_who_does_an_act_is_in_charge_of_it() -> None:
    assert says(act("ASSAULT"), relation("InChargeOf", "The US", "accused"))
    assert not says(act("ASSAULT"), relation("InChargeOf", "China", "accused"))


def test_a_property_may_lead_the_other_way() -> None:
    assert triples("capitalOf", 1, 2) == {(1, "P1376", 2), (2, "P36", 1)}


def test_a_name_that_the_text_has_not_is_strange() -> None:
    text = "Dmitry Medvedev was the fourth President of Israel."
    assert strange(("Dmitry Medvedev", "position held", "President of Israel"), text) == "not in it"
    assert "names" in strange(("Dmitry Medvedev", "position held", "President of Russia"), text)


# ---- claims judged


def test_a_claim_more_changes_the_draw_by_one_at_most() -> None:
    facts = [accusation(trigger=Span(at, at + 1, "x")) for at in range(30)]
    first, second = drawn(facts[:-1], 10), drawn(reversed(facts), 10)
    assert len(set(first) - set(second)) <= 1
    assert list(drawn(facts, 10).items()) == list(second.items())


def test_a_verdict_holds_for_what_the_judge_saw() -> None:
    same = accusation(subject=link(replace(USA, id="US_of_A"), "The US"), confidence=0.5, time=None)
    assert mark(same) == mark(accusation())
    said = Attribution(link(TRUMP, "The US"), "said")
    others = [accusation(attribution=said), accusation(polarity="negative"), accusation(object=None)]
    assert mark(accusation()) not in map(mark, others)


def test_rows_without_a_verdict_are_not_judged(tmp_path: Path) -> None:
    table = tmp_path / "judged.tsv"
    table.write_text("mark\tright\na\tyes\nb\tno\nc\t\n", encoding="utf-8")
    assert verdicts(table) == {"a": True, "b": False}
    assert verdicts(tmp_path / "none.tsv") == {}


def test_a_claim_is_shown_in_a_line() -> None:
    assert shown(accusation(object=link(CHN, "China"), polarity="negative")).startswith(
        "United States ACCUSE China (not asserted 2025-06-05/2025-06-05) 'accused': The US accused China"
    )


# ---- figures


def test_the_figures_of_the_readme_are_those_that_the_benchmarks_printed() -> None:
    readme = record.README.read_text(encoding="utf-8")
    assert record.renewed(readme, record.figures(record.table())) == readme
