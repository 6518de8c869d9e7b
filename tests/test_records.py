"""Records: a fact's identifier, and facts to JSON and back."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given, settings
from samples import CHN, USA, XINHUA, accusation, link, readings

from kg.jsonl import fact_from_json, fact_json
from kg.records import Attribution, KgError, Reading, Run, Span, Time, digest

SAID = Attribution(
    link(XINHUA, "Xinhua", acts_for="CHN"), "said", (Attribution(link(USA, "The US"), "citing"),)
)
FACT = accusation(content=Span(29, 34, "theft"), attribution=SAID)


@settings(max_examples=60, deadline=None)
@given(readings())
def test_a_fact_comes_back_from_its_json(reading: Reading) -> None:
    assert [fact_from_json(json.loads(json.dumps(fact_json(fact)))) for fact in reading.facts] == [
        *reading.facts
    ]


@settings(max_examples=60, deadline=None)
@given(readings())
def test_a_fact_comes_back_from_json_of_another_base(reading: Reading) -> None:
    rows = [fact_json(fact, base="urn:example:") for fact in reading.facts]
    assert [fact_from_json(row, base="urn:example:") for row in rows] == [*reading.facts]


def test_json_names_things_by_their_iri() -> None:
    row = fact_json(FACT, base="http://example.org/id/")
    assert row["subject"]["id"] == "http://example.org/id/USA"
    assert row["attribution"]["acts_for"] == "http://example.org/id/CHN"
    assert row["attribution"]["chain"][0]["id"] == "http://example.org/id/USA"
    assert row["attribution"]["chain"][0]["acts_for"] is None


def test_json_keeps_the_order_of_the_published_form() -> None:
    keys = list(fact_json(FACT))
    assert keys[:7] == ["id", "doc", "published", "sentence", "subject", "relation", "object"]
    assert keys[-2:] == ["rule", "confidence"]


def test_only_an_open_fact_has_a_phrase() -> None:
    opened = fact_json(replace(FACT, phrase="shake hands", id=""))
    assert (opened["open"], opened["phrase"]) == (True, "shake hands")
    assert fact_json(FACT).keys().isdisjoint({"open", "phrase"})


@pytest.mark.parametrize("key", sorted(fact_json(FACT).keys() - {"id"}))
def test_a_missing_key_is_an_error_that_names_it(key: str) -> None:
    row = {name: value for name, value in fact_json(FACT).items() if name != key}
    with pytest.raises(KgError, match=rf"{FACT.id}.*'{key}'"):
        fact_from_json(row)


NAMELESS = {"subject": fact_json(FACT)["subject"] | {"id": None}}


@pytest.mark.parametrize(
    "spoilt", [{"trigger": {"text": "accused"}}, {"sentence": 3}, {"time": {"first": "2025"}}, NAMELESS]
)
def test_a_value_of_the_wrong_kind_is_an_error(spoilt: dict[str, object]) -> None:
    with pytest.raises(KgError, match=FACT.id):
        fact_from_json(fact_json(FACT) | spoilt)


def test_the_identifier_is_pinned() -> None:
    assert FACT.id == "6c843abb6d95a6d7"


@pytest.mark.parametrize(
    "change",
    [
        {"doc": "http://example.org/2"},
        {"relation": "rejects"},
        {"polarity": "negative"},
        {"modality": "planned"},
        {"subject": link(CHN, "The US")},
        {"subject": link(USA, "US")},
        {"object": None},
        {"trigger": Span(7, 13, "accuse")},
        {"content": None},
        {"phrase": "accuse"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_claim_has_another_identifier(change: dict[str, object]) -> None:
    assert replace(FACT, id="", **change).id != FACT.id  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"confidence": 0.1},
        {"rule": "other"},
        {"attribution": None},
        {"time": Time("2025", "2025", "2025")},
        {"within": "x"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_said_about_a_claim_does_not_change_its_identifier(change: dict[str, object]) -> None:
    assert replace(FACT, id="", **change).id == FACT.id  # type: ignore[arg-type]


def test_an_identifier_given_is_kept() -> None:
    assert replace(FACT, id="given").id == "given"


def test_a_digest_tells_parts_from_their_concatenation() -> None:
    assert digest("ab", "c") != digest("a", "bc") != digest("abc")
    assert digest("ab", "c") == digest("ab", "c")
    assert len(digest()) == 16


def test_a_digest_takes_text_that_no_encoding_holds() -> None:
    assert digest("\ud800") != digest("\ud801")


def test_a_run_is_named_by_what_made_it() -> None:
    run = Run("1.0", "model", "rules", ("open",))
    assert run.id == Run("1.0", "model", "rules", ("open",)).id
    others = [
        replace(run, version="2.0"),
        replace(run, model="other"),
        replace(run, rules="other"),
        replace(run, options=()),
    ]
    assert len({run.id, *(other.id for other in others)}) == 5


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        FACT.relation = "rejects"  # type: ignore[misc]
