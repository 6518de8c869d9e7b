"""The tables of names hold together: every identifier, state and date that a row speaks of exists and fits."""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kg import vocab
from kg.rules import RULES

NAMES = RULES / "names"
COLUMNS = {
    "cities": "id label type state region geonames population aliases ambiguous",
    "companies": "id label type state aliases ambiguous",
    "former_states": "id label article type code from to successors plover sector names people adjectives ambiguous",
    "groups": "id label type state sector aliases adjectives ambiguous",
    "holders": "office person from to",
    "institutions": "id label type state sector aliases ambiguous",
    "media": "id label type kind state state_media aliases ambiguous",
    "metonyms": "name id label type acts_for is_place strength",
    "offices": "id label of role also title",
    "organisations": "id label type kind plover part_of members aliases ambiguous",
    "people": "id label type gender state aliases surnames ambiguous",
    "peoples": "id label type kind state sector people adjectives ambiguous",
    "regions": "id label type state geonames aliases adjectives ambiguous",
    "states": "id type label article alpha2 numeric geonames capital neighbours status sovereign leader plover sector "
    "names abbreviations people adjectives ambiguous",
    "titles": "title plural role kind sector template only gender",
    "towns": "id label type state aliases ambiguous",
}
REQUIRED = {
    "cities": "id label type state geonames population",
    "companies": "id label type state",
    "former_states": "id label type from to successors plover",
    "groups": "id label type sector",
    "holders": "office person from",
    "institutions": "id label type state sector",
    "media": "id label type kind state state_media",
    "metonyms": "name id label type is_place strength",
    "offices": "id label of role title",
    "organisations": "id label type kind plover",
    "people": "id label type gender",
    "peoples": "id label type kind sector",
    "regions": "id label type",
    "states": "id type label status plover",
    "titles": "title plural role kind",
    "towns": "id label type state",
}
ALLOWED = {
    "article": {"", "the"},
    "gender": {"", "male", "female"},
    "is_place": {"yes", "no"},
    "state_media": {"yes", "no"},
    "status": {"antarctic", "dependency", "member", "observer", "partial"},
    "strength": {"strong", "weak"},
}
SECTORS = {
    "COP",
    "GOV",
    "JUD",
    "LEG",
    "MIL",
    "PRM",
    "PTY",
    "REB",
    "SPY",
    "UAF",
    "UNK",
    "AGR",
    "BUS",
    "CRM",
    "CVL",
    "EDU",
    "ELI",
    "JRN",
    "LAB",
    "MED",
    "REF",
    "OPP",
    "PRE",
    "REL",
    "SOC",
}
FORMS = ("label", "names", "aliases", "surnames", "abbreviations")
STATES = ("state", "sovereign", "acts_for", "members", "successors", "only")
ENTITIES = tuple(
    name for name, columns in COLUMNS.items() if {"id", "type"} <= set(columns.split()) and name != "metonyms"
)
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    with (NAMES / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(
            csv.DictReader((line for line in lines if line[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
        )


TABLES = {name: rows(name) for name in COLUMNS}
STATE_IDS = {row["id"] for name in ("states", "former_states") for row in TABLES[name]}
ENTITY_ROWS = {row["id"]: row for name in ENTITIES for row in TABLES[name]}
each_table = pytest.mark.parametrize("name", sorted(COLUMNS))


def cells(row: Row, column: str) -> list[str]:
    return row[column].split("|") if row.get(column) else []


def forms(row: Row) -> Iterator[str]:
    for column in FORMS:
        yield from cells(row, column)


def test_every_file_has_its_columns_listed_here() -> None:
    assert {path.stem for path in Path(NAMES).glob("*.tsv")} == set(COLUMNS)


@each_table
def test_header_is_known_and_every_row_fills_it(name: str) -> None:
    lines = (NAMES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# source: ")
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    assert table[0] == COLUMNS[name].split()
    assert [row for row in table if len(row) != len(table[0])] == []


@each_table
def test_no_required_cell_is_empty(name: str) -> None:
    assert [row for row in TABLES[name] for column in REQUIRED[name].split() if not row[column]] == []


@each_table
def test_cells_are_tidy(name: str) -> None:
    parts = [
        (cell, part) for row in TABLES[name] for cell in row.values() if cell for part in cell.split("|")
    ]
    assert [
        cell for cell, part in parts if part != part.strip() or not part or "  " in part or "’" in part
    ] == []


@each_table
def test_rows_are_sorted_and_none_is_twice(name: str) -> None:
    keys = [
        (row["office"], row["from"], row["person"]) if name == "holders" else tuple(row.values())
        for row in TABLES[name]
    ]
    assert keys == sorted(set(keys))


@each_table
def test_closed_columns_hold_allowed_words(name: str) -> None:
    for row in TABLES[name]:
        assert all(row[column] in words for column, words in ALLOWED.items() if column in row), row
        assert row.get("sector", "") in {"", *SECTORS}, row
        assert row.get("type", "Actor") in vocab.classes(), row


@each_table
def test_states_exist(name: str) -> None:
    named = [
        (state, row)
        for row in TABLES[name]
        for column in STATES
        if column in row
        for state in cells(row, column)
    ]
    assert [(state, row) for state, row in named if state not in STATE_IDS] == []


def test_identifiers_are_unique_over_all_tables() -> None:
    counts = Counter(row["id"] for name in (*ENTITIES, "offices") for row in TABLES[name])
    assert [identifier for identifier, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", [name for name in ENTITIES if name != "cities"])
def test_a_name_of_several_rows_is_flagged_ambiguous(name: str) -> None:
    claims: dict[str, list[bool]] = defaultdict(list)
    for row in TABLES[name]:
        for form in set(forms(row)):
            claims[form].append(form in cells(row, "ambiguous"))
    assert [form for form, flags in claims.items() if flags.count(False) > 1] == []


def test_of_the_cities_that_share_a_name_one_at_most_is_unflagged() -> None:
    plain = Counter(
        form for row in TABLES["cities"] for form in set(forms(row)) - set(cells(row, "ambiguous"))
    )
    assert [form for form, count in plain.items() if count > 1] == []


@pytest.mark.parametrize("name", ENTITIES)
def test_no_form_begins_with_the(name: str) -> None:
    # A name "The Guardian" would hide "Guardian Council" in "the Guardian Council".
    found = {form for row in TABLES[name] for form in forms(row) if form.lower().startswith("the ")}
    assert found <= {"The Hague", "The Valley, Anguilla"}


@pytest.mark.parametrize("name", ENTITIES)
def test_an_ambiguous_form_is_a_form_of_its_row(name: str) -> None:
    for row in TABLES[name]:
        known = {*forms(row), *cells(row, "people"), *cells(row, "adjectives")}
        assert set(cells(row, "ambiguous")) <= known, row


@pytest.mark.parametrize("name", ["former_states", "holders"])
def test_dates_are_days_or_years_in_order(name: str) -> None:
    for row in TABLES[name]:
        days = [
            date.fromisoformat(day if len(day) > 4 else f"{day}-01-01")
            for day in (row["from"], row["to"])
            if day
        ]
        assert days == sorted(days), row


def test_codes_of_states_are_iso_codes() -> None:
    for row in TABLES["states"]:
        assert bool(row["alpha2"]) == (len(row["id"]) == 3), row
        assert not row["numeric"] or (row["numeric"].isdecimal() and len(row["numeric"]) == 3), row


def test_every_capital_is_a_metonym_of_its_state() -> None:
    metonyms = {(row["name"], row["id"]) for row in TABLES["metonyms"]}
    states = [
        row for row in TABLES["states"] if row["type"] == "State" and row["capital"] not in ("", row["label"])
    ]
    missing = {row["capital"] for row in states if (row["capital"], row["id"]) not in metonyms}
    assert missing == {"East Jerusalem"}  # claimed: the government sits in Ramallah


def test_metonyms_lead_to_rows_under_their_labels() -> None:
    for row in TABLES["metonyms"]:
        entity = ENTITY_ROWS.get(row["id"])
        assert entity["label"] == row["label"] if entity else row["type"] == "Institution", row


def test_a_metonym_has_one_strong_meaning() -> None:
    strong = Counter(row["name"] for row in TABLES["metonyms"] if row["strength"] == "strong")
    assert [name for name, count in strong.items() if count > 1] == []


def test_holders_are_people_of_the_table_in_offices_of_the_table() -> None:
    offices, people = ({row["id"] for row in TABLES[name]} for name in ("offices", "people"))
    assert [
        row for row in TABLES["holders"] if row["office"] not in offices or row["person"] not in people
    ] == []


def test_nobody_holds_one_office_twice_at_a_time() -> None:
    terms: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in TABLES["holders"]:
        terms[row["office"], row["person"]].append((row["from"], row["to"] or "9999"))
    for (office, person), held in terms.items():
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(held)), (office, person)


def test_offices_belong_to_rows_and_their_roles_have_titles() -> None:
    roles = {row["role"] for row in TABLES["titles"]} | {"representative"}
    for row in TABLES["offices"]:
        assert row["of"] in ENTITY_ROWS, row
        assert {row["role"], *cells(row, "also")} <= roles, row


def test_leaders_of_states_are_roles_of_titles() -> None:
    roles = {row["role"] for row in TABLES["titles"]}
    assert {row["leader"] for row in TABLES["states"] if row["leader"]} <= roles


def test_parts_belong_to_organisations_of_the_table() -> None:
    known = {row["id"] for row in TABLES["organisations"]}
    assert {row["part_of"] for row in TABLES["organisations"] if row["part_of"]} <= known


def test_the_tables_are_as_large_as_the_reader_may_expect() -> None:
    least = {
        "cities": 5000,
        "groups": 150,
        "institutions": 80,
        "media": 100,
        "organisations": 90,
        "states": 249,
    }
    assert [name for name, size in least.items() if len(TABLES[name]) < size] == []


def test_the_shape_of_states_has_every_state_of_the_tables() -> None:
    shapes = (RULES.parent.parent / "ontology" / "shapes.ttl").read_text(encoding="utf-8")
    (pattern,) = re.findall(r'sh:pattern "(/.+?)" ;\n    sh:message "the identifier of a state', shapes)
    states = [
        row["id"] for name in ("states", "former_states") for row in rows(name) if row["type"] == "State"
    ]
    assert [name for name in states if not re.search(pattern, f"/{name}")] == []
