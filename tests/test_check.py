"""A fact is refused for each thing that may be wrong with it, and RDF is checked wherever it lies."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import vocab
from kg.check import CheckError, check, findings, queries, refusals
from kg.records import Attribution, Fact, Link, Sentence, Span, Time

TEXT = "France accused China of dumping."
FRANCE = Link("FRA", "France", "State", Span(0, 6, "France"), "name")
CHINA = Link("CHN", "China", "State", Span(15, 20, "China"), "name")
FACT = Fact(
    doc="https://example.org/1",
    published="2025-06-05",
    sentence=Sentence(0, 0, len(TEXT), TEXT),
    subject=FRANCE,
    relation="accuses",
    object=CHINA,
    trigger=Span(7, 14, "accused"),
    rule="accuse-of",
    confidence=0.9,
    event="ACCUSE",
    mode="allege",
    context=("economic",),
    quad="verbal_conflict",
    content=Span(24, 31, "dumping"),
    attribution=Attribution(CHINA, "said"),
    time=Time("2025-06-04", "2025-06-05", "this week"),
)


def test_a_sound_fact_is_not_refused() -> None:
    assert refusals(FACT) == []


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("class", {"subject": replace(FRANCE, type="Country")}),
        ("class", {"subject": replace(FRANCE, type="Claim")}),
        ("class", {"place": CHINA, "subject": replace(FRANCE, type="Sentence")}),
        ("class", {"place": replace(CHINA, type="Person")}),
        (
            "class",
            {"attribution": Attribution(CHINA, "said", (Attribution(replace(CHINA, type="?"), "said"),))},
        ),
        ("domain", {"subject": replace(FRANCE, type="City")}),
        ("domain", {"object": replace(CHINA, type="City")}),
        ("relation", {"relation": "blames"}),
        ("relation", {"phrase": "blames for"}),
        ("relation", {"relation": "relatedTo", "event": None}),
        ("relation", {"relation": "memberOf", "event": None, "object": None, "content": None}),
        ("event", {"event": "BLAME"}),
        ("event", {"event": None}),
        ("event", {"relation": "rejects"}),
        ("event", {"mode": "phone"}),
        ("event", {"quad": "material_conflict"}),
        ("closed-list", {"polarity": "doubtful"}),
        ("closed-list", {"modality": "wished"}),
        ("closed-list", {"context": ("sport",)}),
        ("closed-list", {"subject": replace(FRANCE, via="guess")}),
        ("offsets", {"trigger": Span(7, 7, "")}),
        ("offsets", {"trigger": Span(7, 15, "accused")}),
        ("offsets", {"object": replace(CHINA, mention=Span(-1, 4, "China"))}),
        ("offsets", {"trigger": Span(40, 47, "accused")}),
        ("time", {"published": "5 June 2025"}),
        ("time", {"published": "20250605"}),
        ("time", {"time": Time("2025-06-06", "2025-06-05", "then")}),
        ("time", {"time": Time("2025-06-31", "2025-07-01", "then")}),
        ("confidence", {"confidence": 1.5}),
        ("confidence", {"confidence": float("nan")}),
    ],
)
def test_a_fact_is_refused_by_the_rule_that_it_breaks(rule: str, change: dict[str, Any]) -> None:
    assert rule in {finding.rule for finding in refusals(replace(FACT, **change))}


def test_a_refusal_names_the_sentence_what_is_wrong_and_the_value() -> None:
    (found,) = refusals(replace(FACT, polarity="doubtful"))
    assert found.focus == f"https://example.org/1#char=0,{len(TEXT)}"
    assert found.message == "not one of the polarities positive, negative"
    assert found.value == "doubtful"


def good() -> Path:
    return sorted(vocab.ontology_path("examples/good").glob("*.trig"))[0]


def test_a_file_and_a_store_are_checked_alike() -> None:
    path = vocab.ontology_path("examples/bad") / "two-classes.trig"
    store = Store()
    store.load(path=str(path))
    assert check(store) == check(path)
    assert [finding.rule for finding in check(path)] == ["two-classes"]


def test_a_store_is_left_as_it_was() -> None:
    store = Store()
    store.load(path=str(good()))
    size = len(store)
    check(store)
    assert len(store) == size


def test_triples_outside_named_graphs_are_checked_too() -> None:
    store = Store()
    thing, label = NamedNode(vocab.ID + "x"), NamedNode(vocab.PREFIXES["rdf"] + "type")
    store.add(Quad(thing, label, NamedNode(vocab.term("City"))))
    assert [finding.rule for finding in check(store)] == ["Entity"]


def test_findings_are_of_the_shapes_alone_and_sorted() -> None:
    link = NamedNode(vocab.ID + "link/1")
    kind, via = NamedNode(vocab.PREFIXES["rdf"] + "type"), NamedNode(vocab.term("via"))
    found = findings([Quad(link, kind, NamedNode(vocab.term("Link"))), Quad(link, via, Literal("guess"))])
    assert {finding.rule for finding in found} == {"Link"}
    assert "guess" in {finding.value for finding in found}
    assert [finding.message for finding in found if finding.value is None] == sorted(
        finding.message for finding in found if finding.value is None
    )


def test_a_file_that_is_no_rdf_is_refused_with_its_name(tmp_path: Path) -> None:
    path = tmp_path / "broken.trig"
    path.write_text("this is no TriG", encoding="utf-8")
    with pytest.raises(CheckError, match=r"broken\.trig cannot be read as RDF"):
        check(path)


def test_a_file_that_is_not_there_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(CheckError, match=r"none\.trig cannot be read"):
        check(tmp_path / "none.trig")


def test_a_folder_without_check_queries_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocab, "ontology_path", lambda name: tmp_path)
    with pytest.raises(CheckError, match="holds no check queries"):
        queries()


def test_a_check_that_is_no_select_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query = tmp_path / "ask.rq"
    query.write_text("ASK { ?s ?p ?o }", encoding="utf-8")
    monkeypatch.setattr("kg.check.rdf.queries", lambda: [query])
    with pytest.raises(CheckError, match="is no SELECT query"):
        check(good())
