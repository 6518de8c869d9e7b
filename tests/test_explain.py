"""kg explain: every sentence with its clauses, its claims and what nearly was one."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from kg.cli import program

TEXT = "Mali, which condemned the coup, accused Niger of stealing gold. Talks stalled. It denied the charge."


def told(*arguments: str, text: str = TEXT) -> str:
    result = CliRunner().invoke(program, ["explain", "-", *arguments], input=text)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.model
def test_a_sentence_shows_its_clauses_claims_and_rules() -> None:
    shown = told("--date", "2025-06-05")
    assert "[0] Mali, which condemned the coup" in shown
    assert "clause   accused (subject: Mali; object: Niger; complement: stealing gold)" in shown
    assert "claim    Mali accuses Niger [positive; asserted; rule accuse-of; confidence 0." in shown


@pytest.mark.model
def test_what_nearly_fired_tells_what_it_lacked() -> None:
    shown = told("--sentence", "1")
    assert shown.startswith("[1] Talks stalled.")
    assert (
        "not      talks at “Talks”: no subject (between, by, sides, possessor, traveller, modifier, host)"
        in shown
    )


@pytest.mark.model
def test_a_word_that_takes_up_a_name_shows_the_words_that_it_stands_for() -> None:
    shown = told("--sentence", "1", text="Mali condemned Niger on Monday. It also accused Chad of theft.")
    assert "Mali (“It”, by coreference) accuses Chad" in shown


def test_an_input_that_cannot_be_read_is_told() -> None:
    result = CliRunner().invoke(program, ["explain", "no-such-file.txt"])
    assert result.exit_code == 1
    assert "no-such-file.txt" in result.stderr
