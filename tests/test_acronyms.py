"""Which letters stand for which names."""

from __future__ import annotations

import pytest

from kg.link.acronyms import akin, initials, short, stands_for


@pytest.mark.parametrize("word", ["CFVC", "AfDB", "CJTF-OIR", "MLSTP"])
def test_letters_are_short(word: str) -> None:
    assert short(word)


@pytest.mark.parametrize("word", ["Kenya", "A", "NOTWITHSTANDING", "eBay", "2023", ""])
def test_words_and_numbers_are_not(word: str) -> None:
    assert not short(word)


def test_initials_leave_small_words_out() -> None:
    assert initials("Union for the Defence of the River and its Banks") == "UDRIB"


@pytest.mark.parametrize(
    ("letters", "name"), [("HWUA", "Highland Water Users Association"), ("CoPro", "Coastal Protection")]
)
def test_letters_in_their_order_stand_for_a_name(letters: str, name: str) -> None:
    assert stands_for(letters, name)


@pytest.mark.parametrize(
    ("letters", "name"), [("WUA", "Highland Water Users"), ("HXW", "Highland Water"), ("", "X")]
)
def test_other_letters_do_not(letters: str, name: str) -> None:
    assert not stands_for(letters, name)


def test_names_that_share_all_but_one_word_are_akin() -> None:
    assert akin("International Labor Office", "International Labour Organization")
    assert not akin("Arab Development Bank", "Asian Development Bank")
    assert not akin("Labor Office", "Labour Office")
