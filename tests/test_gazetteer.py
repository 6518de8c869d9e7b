"""The tables of names: what they hold, how a user's table changes them, and that a bad row stops the load."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import vocab
from kg.rules import RulesError, gazetteer
from kg.rules.entries import Gazetteer, Post


@pytest.fixture(scope="module")
def packaged() -> Gazetteer:
    return gazetteer.load()


def table(folder: Path, *rows: str, name: str = "own.tsv") -> Path:
    path = folder / name
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def ids(found: Gazetteer, name: str) -> list[str]:
    return [sense.entry.id for sense in found.senses(name)]


def test_dots_hyphens_and_apostrophes_do_not_matter(packaged: Gazetteer) -> None:
    assert ids(packaged, "U.S.") == ids(packaged, "U.S") == ["USA"]
    assert ids(packaged, "Guinea-Bissau") == ids(packaged, "Guinea Bissau") == ["GNB"]
    assert ids(packaged, "Côte d\u2019Ivoire") == ids(packaged, "Côte d'Ivoire")


def test_case_matters(packaged: Gazetteer) -> None:
    assert not packaged.senses("us")


def test_offices_change_hands_on_their_day(packaged: Gazetteer) -> None:
    holders = [packaged.holders("head_of_state", "USA", day)[0].id for day in ("2025-01-19", "2025-01-20")]
    assert holders == ["Joe_Biden", "Donald_Trump"]
    assert packaged.holders("head_of_state", "USA", None) == ()


@pytest.mark.parametrize(
    ("since", "until", "day", "held"),
    [
        ("2020-01-01", None, "2020-01-01", True),
        ("2020", "2021", "2021-12-31", True),
        ("2020", "2021", "2022-01-01", False),
        (None, "2021-05-04", "2021-05-04", False),
    ],
)
def test_a_bound_without_a_day_holds_for_its_year(
    packaged: Gazetteer, since: str | None, until: str | None, day: str, held: bool
) -> None:
    assert Post("x", packaged.entries["President_of_China"], since, until).covers(day) is held


def test_every_entry_has_a_class_of_the_ontology(packaged: Gazetteer) -> None:
    assert {entry.type for entry in packaged.entries.values()} <= set(vocab.classes())


def test_every_state_of_an_entry_exists(packaged: Gazetteer) -> None:
    states = {entry.state for entry in packaged.entries.values() if entry.state}
    assert states <= set(packaged.entries)


def test_a_users_row_adds_and_overrides(tmp_path: Path, packaged: Gazetteer) -> None:
    path = table(
        tmp_path,
        "id\tlabel\ttype\taliases\tstate",
        "ARN\tArnor\tState\tArnorian|Kingdom of Arnor",
        "Washington_Post\tWashington\tMediaOutlet\t\tUSA",
    )
    found = gazetteer.load([path])
    assert ids(found, "Kingdom of Arnor") == ["ARN"]
    assert ids(found, "Washington") == ["Washington_Post"]
    assert len(ids(packaged, "Washington")) > 1


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["id\tlabel\ttype", "A\tA\tStait"], "own.tsv, line 2: unknown type 'Stait'; allowed are .*State"),
        (
            ["id\tlabel\ttype", "# a comment", "A\t\tState"],
            "own.tsv, line 3: the column 'label' is missing or empty",
        ),
        (["id\tlabel\ttype", "A\tA\tState\tB"], "own.tsv, line 2: 4 cells; the columns are id, label, type"),
    ],
)
def test_a_bad_row_stops_the_load(tmp_path: Path, rows: list[str], message: str) -> None:
    with pytest.raises(RulesError, match=message):
        gazetteer.load([table(tmp_path, *rows)])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("President_of_China\tXi_Jinping\t14 March", "from '14 March' is no date"),
        (
            "President_of_Arnor\tXi_Jinping\t2013",
            "no office 'President_of_Arnor'; it must be an id of offices.tsv",
        ),
    ],
)
def test_a_bad_holder_stops_the_load(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(RulesError, match=message):
        gazetteer.load([table(tmp_path, "office\tperson\tfrom\tto", row, name="holders.tsv")])


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"absent\.tsv: cannot be read"):
        gazetteer.load([tmp_path / "absent.tsv"])
