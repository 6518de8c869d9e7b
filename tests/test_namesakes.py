"""Names that are also other names, on parses written by hand."""

from __future__ import annotations

import pytest
from test_link import by_hand, linked


def ids(words: str, *rows: str, published: str = "2025-06-05") -> list[str]:
    return [fact.subject.id for fact in linked(by_hand(*rows), words, published)]


@pytest.mark.parametrize(
    ("words", "rows", "expected"),
    [
        (
            "London",
            ["London/PROPN/nsubj/4/GPE ,/PUNCT/punct/3 Ontario/PROPN/appos/1/GPE burned/VERB/root/0"],
            ["London_CAN"],
        ),
        (
            "Moscow",
            ["Moscow/PROPN/nsubj/4/GPE ,/PUNCT/punct/3 Idaho/PROPN/appos/1/GPE burned/VERB/root/0"],
            ["Moscow_Idaho"],
        ),
        (
            "Tripoli",
            [
                "The/DET/det/3 Lebanese/ADJ/amod/3 city/NOUN/nsubj/6 of/ADP/case/5 Tripoli/PROPN/nmod/3/GPE "
                "burned/VERB/root/0"
            ],
            ["Tripoli_LBN"],
        ),
        ("Tripoli", ["Tripoli/PROPN/nsubj/2/GPE burned/VERB/root/0"], ["Tripoli"]),
        (
            "Mariupol",
            [
                "The/DET/det/5 Russian/ADJ/amod/4 -/PUNCT/punct/4 held/ADJ/amod/5 city/NOUN/nsubj/8 of/ADP/case/7 "
                "Mariupol/PROPN/nmod/5/GPE burned/VERB/root/0"
            ],
            ["Mariupol"],
        ),
    ],
)
def test_a_place_lies_where_the_words_say(words: str, rows: list[str], expected: list[str]) -> None:
    assert ids(words, *rows) == expected


def test_a_coin_toss_stays_unlinked_until_something_decides() -> None:
    lone = "Georgia/PROPN/nsubj/2/GPE voted/VERB/root/0"
    assert ids("Georgia", lone) == []
    assert ids("Georgia", lone, "Armenia/PROPN/nsubj/2/GPE watched/VERB/root/0") == ["GEO"]
    assert ids("Georgia", lone, "Texas/PROPN/nsubj/2/GPE watched/VERB/root/0") == ["Georgia_United_States"]


def test_a_name_that_goes_on_is_no_state() -> None:
    assert ids("Kenya Barris", "Kenya/PROPN/nsubj/3/ORG Barris/PROPN/flat/1 spoke/VERB/root/0") == []


def test_a_surname_means_the_person_of_the_text_before_a_place() -> None:
    full = "Lloyd/PROPN/nsubj/3/PERSON Austin/PROPN/flat/1 spoke/VERB/root/0"
    assert ids("Austin#2", full, "Austin/PROPN/nsubj/2/GPE left/VERB/root/0") == ["Lloyd_Austin"]
    where = "Troops/NOUN/nsubj/2 stayed/VERB/root/0 in/ADP/case/4 Austin/PROPN/obl/2/GPE"
    assert ids("Austin#2", full, where) == ["Austin"]


def test_whom_a_surname_has_meant_it_means_on() -> None:
    first, again = (
        "Merkel/PROPN/nsubj/2/PERSON spoke/VERB/root/0",
        "Merkel/PROPN/nsubj/2/PERSON left/VERB/root/0",
    )
    other = "Jana/PROPN/nsubj/3/PERSON Merkel/PROPN/flat/1 watched/VERB/root/0"
    assert ids("Merkel#3", first, other, again, published="2015-06-05") == ["Angela_Merkel"]
    assert ids("Merkel#2", other, again, published="2015-06-05") == ["Jana_Merkel"]


def test_a_trade_makes_a_private_person() -> None:
    row = (
        "Angela/PROPN/nsubj/6/PERSON Merkel/PROPN/flat/1 ,/PUNCT/punct/5 a/DET/det/5 baker/NOUN/appos/1 "
        "spoke/VERB/root/0"
    )
    assert ids("Angela Merkel", row) != ["Angela_Merkel"]


def test_a_surname_of_the_tables_waits_for_its_bearer() -> None:
    row = "Trudeau/PROPN/nsubj/2/PERSON spoke/VERB/root/0"
    assert ids("Trudeau", row, published="1978-04-11") == []
    assert ids("Trudeau", row, published="2018-04-11") == ["Justin_Trudeau"]
