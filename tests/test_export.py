"""kg.export: every form holds every claim, the same bytes each time, whatever characters a text holds."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import DefaultGraph, parse
from samples import CHN, RUN, TRUMP, USA, accusation, link, reading, readings

from kg import export, graph, vocab
from kg.export.table import COLUMNS
from kg.jsonl import fact_from_json
from kg.records import BASE, Actor, Attribution, Reading
from kg.tellings import tellings

HOSTILE = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
SAID = accusation(
    attribution=Attribution(link(TRUMP, "The US"), "said", (Attribution(link(CHN, "China"), "said"),)),
    object=None,
    place=link(USA, "The US"),
    context=("economic", "legal"),
)


MANUAL = Path(__file__).parents[2] / "shared/PLOVER.md"
SECOND = "https://example.org/2"


def written(form: str, *found: Reading) -> bytes:
    out = io.BytesIO()
    export.write(found, form, out)
    return out.getvalue()


def lines(form: str, *found: Reading) -> list[dict[str, object]]:
    return [json.loads(line) for line in written(form, *found).splitlines()]


def table(*found: Reading) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written("csv", *found).decode(), newline="")))


@pytest.mark.parametrize("form", export.FORMS)
def test_equal_readings_give_equal_bytes(form: str) -> None:
    assert written(form, reading(accusation(), SAID)) == written(form, reading(accusation(), SAID))


@pytest.mark.parametrize("form", export.FORMS)
@given(found=readings())
@HOSTILE
def test_no_text_breaks_a_form(form: str, found: Reading) -> None:
    assert written(form, found) is not None


@pytest.mark.parametrize("form", export.FORMS)
def test_nothing_can_be_written(form: str) -> None:
    written(form)


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(export.ExportError, match="the forms are graphml"):
        written("excel")


def test_a_network_has_an_edge_a_claim_with_an_object() -> None:
    graph = export.multidigraph([reading(accusation(), SAID)])
    ((start, end, data),) = graph.edges(data=True)
    assert (start, end, data["relation"], data["date"]) == (
        BASE + "USA",
        BASE + "CHN",
        "accuses",
        "2025-06-05",
    )
    assert graph.nodes[BASE + "USA"] == {
        "label": "United States",
        "type": "State",
        "claims_without_object": 1,
    }
    assert graph.nodes[BASE + "Donald_Trump"]["acts_for"] == BASE + "USA"


@pytest.mark.parametrize(("form", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_networks_can_be_read_again(form: str, read: object) -> None:
    graph = read(io.BytesIO(written(form, reading())))  # type: ignore[operator]
    ((start, end, data),) = graph.edges(data=True)
    assert (start, end, data["sentence"]) == (BASE + "USA", BASE + "CHN", accusation().sentence.text)


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv", "parquet", "plover"])
@given(found=readings())
@HOSTILE
def test_what_is_read_again_counts_as_much_as_was_written(form: str, found: Reading) -> None:
    assert COUNTS[form](written(form, found)) == EXPECTED[form](found)


COUNTS: dict[str, Callable[[bytes], int]] = {
    "graphml": lambda data: networkx.read_graphml(io.BytesIO(data)).number_of_edges(),
    "gexf": lambda data: networkx.read_gexf(io.BytesIO(data)).number_of_edges(),
    "csv": lambda data: len(list(csv.reader(io.StringIO(data.decode(), newline="")))) - 1,
    "parquet": lambda data: pyarrow.parquet.read_table(io.BytesIO(data)).num_rows,
    "plover": lambda data: len(data.splitlines()),
}
EXPECTED: dict[str, Callable[[Reading], int]] = {
    "graphml": lambda found: sum(fact.object is not None for fact in found.facts),
    "gexf": lambda found: sum(fact.object is not None for fact in found.facts),
    "csv": lambda found: len(found.facts),
    "parquet": lambda found: len(found.facts),
    "plover": lambda found: sum(telling[0].event is not None for telling in tellings(found.facts)),
}


@pytest.mark.parametrize("form", ["nquads", "trig", "jsonld"])
@given(found=readings())
@HOSTILE
def test_rdf_with_graphs_gives_the_same_readings_again(form: str, found: Reading) -> None:
    quads = graph.quads(found, RUN)
    again = list(parse(graph.serialize(quads, form), format=graph.FORMS[form]))
    assert list(graph.readings(again)) == list(graph.readings(quads))
    assert graph.canonical_nquads(again) == graph.canonical_nquads(quads)


def test_turtle_holds_every_statement_and_loses_which_document_made_it() -> None:
    second = reading(accusation(doc=SECOND), doc=SECOND)
    quads = [quad for each in (reading(), second) for quad in graph.quads(each, RUN)]
    again = list(parse(graph.serialize(quads, "turtle"), format=graph.FORMS["turtle"]))
    assert {quad.triple for quad in again} == {quad.triple for quad in quads}
    assert {quad.graph_name for quad in again} == {DefaultGraph()}
    assert list(graph.readings(again)) == []


@pytest.mark.parametrize("form", ["graphml", "gexf"])
@given(found=readings())
@HOSTILE
def test_networks_are_well_formed_xml(form: str, found: Reading) -> None:
    ElementTree.fromstring(written(form, found))


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv"])
def test_characters_that_a_form_cannot_hold_are_replaced_one_for_one(form: str) -> None:
    assert "a\ufffd\ufffdb".encode() in written(form, reading(accusation(phrase="a\x01\ud800b")))


def test_a_network_does_not_tell_the_day_of_writing() -> None:
    assert b"lastmodified" not in written("gexf", reading())


def test_a_table_has_a_row_a_claim() -> None:
    first, second = table(reading(accusation(), SAID))
    assert list(first) == list(COLUMNS)
    assert (first["subject_label"], first["object_id"], first["trigger_begin"]) == (
        "United States",
        BASE + "CHN",
        "7",
    )
    assert (first["symmetric"], first["confidence"], first["attribution_label"]) == ("false", "0.93", "")
    assert (second["attribution_label"], second["attribution_chain"]) == ("Donald Trump", "China")
    assert (second["object_label"], second["context"], second["place_id"]) == (
        "",
        "economic|legal",
        BASE + "USA",
    )


def test_a_table_loses_no_part_of_the_published_form() -> None:
    named = {name for row in lines("jsonl", reading(SAID, accusation(phrase="x"))) for name in flat(row)}
    assert named - {"open"} <= set(COLUMNS)


def flat(row: dict[str, object], prefix: str = "") -> Iterator[str]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}_")
        elif value is not None:
            yield prefix + name


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    (row,) = table(reading(accusation(phrase=text)))
    assert row["phrase"] == "'" + text


def test_parquet_has_typed_columns() -> None:
    found = pyarrow.parquet.read_table(io.BytesIO(written("parquet", reading(accusation(), SAID))))
    assert found.column_names == list(COLUMNS)
    row = found.to_pylist()[0]
    assert (row["subject_begin"], row["symmetric"], row["confidence"], row["place_id"]) == (
        0,
        False,
        0.93,
        None,
    )


def test_parquet_without_pyarrow_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(export.ExportError, match=r"geopolitics-kg\[parquet\]"):
        written("parquet", reading())


def test_json_lines_are_claims_again() -> None:
    assert [fact_from_json(row) for row in lines("jsonl", reading(SAID))] == [SAID]


def test_a_plover_event_has_the_fields_of_the_manual() -> None:
    (event,) = lines("plover", reading())
    assert event == {
        "id": accusation().id,
        "date": "2025-06-05",
        "actor": [
            {
                "code": "USA",
                "entity_text": "The US",
                "identifier_id": BASE + "USA",
                "identifier_text": "United States",
            }
        ],
        "recipient": [
            {
                "code": "CHN",
                "entity_text": "China",
                "identifier_id": BASE + "CHN",
                "identifier_text": "China",
            }
        ],
        "event": "ACCUSE",
        "mode": ["allege"],
        "context": ["economic"],
        "quad_code": 3,
        "event_scale": event["event_scale"],
        "event_text": "accused",
        "text": accusation().sentence.text,
        "text_info": {"sequence": 0, "start": 0, "end": 55},
        "cite_info": {"url": "https://example.org/1", "title": "A title", "publication": "Example"},
        "link": "https://example.org/1",
        "coder": "geopolitics-kg",
    }


@pytest.mark.skipif(not MANUAL.exists(), reason=f"the notes on PLOVER are not at {MANUAL}")
def test_the_fields_of_a_plover_event_are_those_of_the_manual() -> None:
    (fields,) = re.findall("^Required: .*Optional: .*", MANUAL.read_text(encoding="utf-8"), re.MULTILINE)
    known = set(re.findall(r"\w+", fields))
    (event,) = lines("plover", reading(accusation(place=link(USA, "The US"))))
    assert {"id", "date", "actor", "event"} <= set(event) <= known
    entities = [*event["actor"], *event["recipient"]]  # type: ignore[misc]
    for part in (*entities, event["text_info"], event["cite_info"]):
        assert set(part) <= known
    (names,) = re.findall(r"Location: (.*?)\. Recommended", fields)
    places = [
        name.lower().replace(" ", "_") for name in re.findall(r"(\w[\w ]*?)(?: \(.*?\))?(?:, |$)", names)
    ]
    assert list(event["event_loc"]) == ["identifier_id", "identifier_text", *places]  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("place", "known"),
    [
        (
            Actor("Abilene", "Abilene", "City", of_state="USA"),
            {
                "geonames_id": 4669635,
                "city": "Abilene",
                "province": "Texas",
                "country": "United States",
                "country_code": "USA",
                "feature_class": "P",
                "resolution": 4,
            },
        ),
        (
            Actor("Adwa", "Adwa", "City"),
            {
                "city": "Adwa",
                "country": "Ethiopia",
                "country_code": "ETH",
                "feature_class": "P",
                "resolution": 4,
            },
        ),
        (
            Actor("Texas", "Texas", "Region", of_state="USA"),
            {
                "geonames_id": 4736286,
                "province": "Texas",
                "country": "United States",
                "country_code": "USA",
                "resolution": 2,
            },
        ),
        (
            Actor("XKX", "Kosovo", "State"),
            {
                "geonames_id": 831053,
                "country": "Kosovo",
                "country_code": "KOS",
                "feature_class": "A",
                "resolution": 1,
            },
        ),
        (
            Actor("HKG", "Hong Kong", "Territory", of_state="CHN"),
            {"geonames_id": 1819730, "country": "Hong Kong", "country_code": "HKG", "resolution": 1},
        ),
        (Actor("Black_Sea", "Black Sea", "Region"), {}),
        (
            Actor("Nowhere", "Nowhere", "City"),
            {"city": "Nowhere", "feature_class": "P", "resolution": 4},
        ),
    ],
    ids=lambda value: value.id if isinstance(value, Actor) else "",
)
def test_a_plover_place_has_what_the_tables_know_and_null_for_the_rest(
    place: Actor, known: dict[str, object]
) -> None:
    (event,) = lines("plover", reading(accusation(place=link(place, "The US"))))
    named = {"identifier_id": BASE + place.id, "identifier_text": place.label}
    told = {name: value for name, value in event["event_loc"].items() if value is not None}  # type: ignore[attr-defined]
    assert told == named | known


def test_plover_keeps_compound_actors_together() -> None:
    second = accusation(subject=link(TRUMP, "Xinhua", acts_for="USA", sector="GOV"))
    (event,) = lines("plover", reading(accusation(), second))
    assert [actor["identifier_text"] for actor in event["actor"]] == ["Donald Trump", "United States"]  # type: ignore[attr-defined]
    assert event["actor"][0]["sector"] == "GOV"  # type: ignore[index]


@pytest.mark.parametrize(
    ("changes", "mode"),
    [
        ({"polarity": "negative"}, "negation"),
        ({"modality": "planned"}, "future"),
        ({"modality": "possible"}, "hypothetical"),
    ],
)
def test_plover_marks_what_was_not_done(changes: dict[str, str], mode: str) -> None:
    (event,) = lines("plover", reading(accusation(**changes)))
    assert event["mode"] == ["allege", mode]


@pytest.mark.parametrize(
    ("event", "mode", "changes", "expected"),
    [
        ("CONSULT", "visit", {"modality": "planned"}, ("AGREE", [])),
        ("AID", None, {"modality": "planned", "polarity": "negative"}, ("REJECT", ["assist"])),
        ("CONSULT", "phone", {"modality": "planned", "polarity": "negative"}, ("REJECT", ["meet"])),
        ("RETREAT", "release", {"modality": "planned", "polarity": "negative"}, ("REJECT", ["yield"])),
        ("AGREE", None, {"modality": "planned", "polarity": "negative"}, ("REJECT", [])),
        (
            "AID",
            None,
            {
                "modality": "planned",
                "polarity": "negative",
                "attribution": Attribution(link(CHN, "China"), "said"),
            },
            ("AGREE", ["negation"]),
        ),
        ("CONSULT", "visit", {"polarity": "negative"}, ("CONSULT", ["visit", "negation"])),
        (
            "ASSAULT",
            "aerial",
            {"modality": "planned", "polarity": "negative"},
            ("THREATEN", ["violence", "negation"]),
        ),
        ("RETREAT", "release", {"modality": "planned"}, ("CONCEDE", [])),
        ("ASSAULT", "aerial", {"modality": "planned"}, ("THREATEN", ["violence"])),
        ("SANCTION", "expel", {"modality": "planned"}, ("THREATEN", ["expel"])),
        ("ASSAULT", "aerial", {"modality": "hypothetical"}, ("ASSAULT", ["aerial", "hypothetical"])),
        (
            "ASSAULT",
            "aerial",
            {"modality": "hypothetical", "attribution": Attribution(link(USA, "The US"), "said")},
            ("THREATEN", ["violence"]),
        ),
        ("PROTEST", "demo", {"modality": "planned"}, ("THREATEN", ["relations"])),
        ("MOBILIZE", "troops", {"modality": "planned"}, ("MOBILIZE", ["troops", "future"])),
        ("ASSAULT", "targeted", {"modality": "attempted"}, ("ASSAULT", ["targeted"])),
        (
            "COERCE",
            "cyber",
            {"modality": "attempted", "polarity": "negative"},
            ("COERCE", ["cyber", "negation"]),
        ),
        ("CONSULT", "visit", {"modality": "attempted"}, ("CONSULT", ["visit", "hypothetical"])),
        ("CONSULT", "visit", {"modality": "possible"}, ("CONSULT", ["visit", "hypothetical"])),
    ],
)
def test_a_plover_type_to_come_may_be_another_type(
    event: str, mode: str | None, changes: dict[str, object], expected: tuple[str, list[str]]
) -> None:
    fact = accusation(event=event, relation=vocab.events()[event].relation, mode=mode, **changes)
    (row,) = lines("plover", reading(fact))
    assert (row["event"], row.get("mode", [])) == expected


def test_a_plover_event_with_two_sides_has_no_recipient() -> None:
    (event,) = lines("plover", reading(accusation(symmetric=True, event="CONSULT", relation="consults")))
    assert "recipient" not in event
    assert len(event["actor"]) == 2  # type: ignore[arg-type]


def test_states_of_affairs_are_no_plover_events() -> None:
    assert lines("plover", reading(accusation(event=None, relation="alliedWith"))) == []


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_claims_are_a_data_frame_with_the_columns_of_the_table(library: str) -> None:
    pytest.importorskip(library)
    found = export.frame([reading(accusation(), SAID)], library=library)
    assert tuple(found.columns) == COLUMNS
    assert len(found) == 2
    assert list(found["trigger_begin"]) == [accusation().trigger.begin, SAID.trigger.begin]
    assert str(found["trigger_begin"].dtype) == str(found["object_begin"].dtype) == "Int64"
    assert next(iter(found["object_label"])) == "China"
    assert list(export.frame([], library=library).columns) == list(COLUMNS)


def test_a_frame_of_another_library_or_of_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(export.ExportError, match="the libraries are pandas, polars"):
        export.frame([], library="numpy")
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(export.ExportError, match="pip install polars"):
        export.frame([], library="polars")
