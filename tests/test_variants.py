"""Full names that are one person's, and single names that take up full ones."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import spacy
from spacy.tokens import Doc

from kg.link.nicknames import bare, marks
from kg.link.variants import Words, variants


def words(*names: str) -> Sequence[Words]:
    return [tuple(name.split()) for name in names]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Nils Berg", "Nils Erik Berg"),
        ("Nils E. Berg", "Nils Erik Berg"),
        ("N. Berg", "Nils Berg"),
        ("Nils Berg", "Nils Erik Olaf Berg"),
    ],
)
def test_middle_names_and_initials_may_be_left_out(short: str, full: str) -> None:
    one, other = words(short, full)
    found = variants([one, other])
    assert found[one] == found[other]
    assert set(found[one]) == {one, other}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nils Berg", "Nils Berg Jr."),
        ("Nils Berg", "Nils Berg Holm"),
        ("Nils Berg", "Lars Berg"),
        ("Nils O. Berg", "Nils Erik Berg"),
        ("Berg", "Nils Berg"),
    ],
)
def test_other_first_and_family_names_are_of_others(one: str, other: str) -> None:
    first, second = words(one, other)
    found = variants([first, second])
    assert (list(found[first]), list(found[second])) == ([first], [second])


def test_a_short_name_that_two_may_go_by_is_neither_s() -> None:
    may, joy, short = words("Ann May Reed", "Ann Joy Reed", "Ann Reed")
    found = variants([may, joy, short])
    assert all(list(found[name]) == [name] for name in (may, joy, short))


def test_the_name_that_is_spelt_out_comes_first() -> None:
    initial, full = words("N. Berg", "Nils Erik Berg")
    assert variants([initial, full])[initial][0] == full


def test_a_nickname_stands_between_its_marks() -> None:
    starts: list[bool | int | None] = [True, *[False] * 8]
    doc = Doc(
        spacy.blank("en").vocab,
        words=["Robert", '"', "Bob", '"', "Marsh", "said", '"', "No", '"'],
        pos=["PROPN", "PUNCT", "PROPN", "PUNCT", "PROPN", "VERB", "PUNCT", "INTJ", "PUNCT"],
        sent_starts=starts,
    )
    assert [i for i in range(len(doc)) if marks(doc, i)] == [1, 3]
    assert bare(("Robert", '"Bob"', "Marsh")) == ("Robert", "Marsh")
