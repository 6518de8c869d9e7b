"""The states of titled persons whom no table has, parsed with the packaged model."""

from __future__ import annotations

import pytest

from kg import parse
from kg.link.people import bearers
from kg.link.scene import Bearer, Scene
from kg.records import Document
from kg.rules import gazetteer

TOLD = {
    "The Samoan parliament removed Prime Minister Sina Tuala.": "WSM",
    "Rebels in Benin said they would free President Kofi Mensah.": "BEN",
    "Students in Togo marched. Police beat them. President Kofi Mensah blamed the students.": "TGO",
    "Prime Minister Sina Tuala resigned to allow Samoa's first free election.": "WSM",
}
UNTOLD = (
    "Prime Minister Sina Tuala congratulated the Kenyan people on their election.",
    "President Mark Coyle said Iraqi rebels had fired at his plane.",
    "President Mark Coyle arrived in Kenya on Monday.",
    "President Mark Coyle imposed sanctions against Kenyan rebels.",
    "Iraqi insurgents fired at a convoy of Gen. Mark Coyle on Monday.",
    "Foreign Minister Ann Coyle told her Kenyan counterpart that the election was fair.",
    "US troops seized President Kofi Mensah in his palace.",
    "Rebels in Benin met President Kofi Mensah, and students in Togo marched.",
    "Ambassador Carl Coyle praised the Haitian parliament.",
)
FORMER = "The Samoan parliament questioned former Prime Minister Sina Tuala."


@pytest.fixture(scope="module")
def persons() -> dict[str, Bearer]:
    """The person of each text who is named there first."""
    names, texts = gazetteer.load(), [*TOLD, *UNTOLD, FORMER]
    docs = parse.load().pipe(texts)
    return {
        text: bearers(Scene(Document("doc", text), doc, names))[0]
        for text, doc in zip(texts, docs, strict=True)
    }


@pytest.mark.model
@pytest.mark.parametrize("text", TOLD)
def test_who_is_titled_is_of_the_only_state_whose_inner_life_is_told(
    persons: dict[str, Bearer], text: str
) -> None:
    assert persons[text].referent.acts_for == persons[text].referent.of_state == TOLD[text]


@pytest.mark.model
@pytest.mark.parametrize("text", UNTOLD)
def test_who_deals_with_a_state_or_speaks_of_it_is_not_its_own(persons: dict[str, Bearer], text: str) -> None:
    assert persons[text].referent.of_state is None


@pytest.mark.model
def test_who_is_out_of_office_is_of_a_state_and_does_not_act_for_it(persons: dict[str, Bearer]) -> None:
    assert persons[FORMER].referent.acts_for is None
    assert persons[FORMER].referent.of_state == "WSM"
