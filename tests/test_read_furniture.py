"""kg.read.furniture: what is not the text of an article is left out, line by line, and told when asked."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kg import read
from kg.read.furniture import TABLE, cleared
from kg.records import Document, Finding

ROWS = tomllib.loads(TABLE.read_text("utf-8"))["line"]
BODY = "By Jane Doe\n\nKYIV (Reuters) - Russia attacked Ukraine.\n\nAdvertisement\n\nIran denied it.\n(Reporting by Jane Doe)"


@pytest.mark.parametrize("line", [line for row in ROWS for line in row["yes"]])
def test_a_line_that_is_no_text_is_left_out(line: str) -> None:
    assert cleared(f"One.\n {line} \nTwo.") == ("One.\nTwo.", (line,))


@pytest.mark.parametrize("line", [line for row in ROWS for line in row["no"]])
def test_a_line_that_only_begins_so_stays(line: str) -> None:
    assert cleared(line) == (line, ())


def test_every_row_has_sentences_of_both_kinds() -> None:
    assert all(row["yes"] and row["no"] for row in ROWS)


def test_what_is_left_out_is_told_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BODY, encoding="utf-8")
    (document,) = read.documents([path])
    note, same = read.documents([path], notes=True)
    assert isinstance(document, Document)
    assert document == same
    assert document.text == "\nKYIV (Reuters) - Russia attacked Ukraine.\n\n\nIran denied it."
    assert isinstance(note, Finding)
    assert note.rule in read.NOTES
    assert note.message == "left out: By Jane Doe | Advertisement | (Reporting by Jane Doe)"


@pytest.mark.parametrize("part", ["A ", "A, ", "A and ", "Reporting by A; ", "A reported from ", "- ", "© "])
def test_hostile_lines_take_linear_time(part: str) -> None:
    cleared("\n".join([part * 60] * 200))
