"""The lexicon: each row's own sentences on frozen parses, and what the loader refuses."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest
from parses.freeze import frozen

from kg import vocab
from kg.extract import claims
from kg.records import Claim, Document, Mention
from kg.rules import RULES, RulesError
from kg.rules.lexicon import Row, load

LEXICON = load()
YES = [
    pytest.param(row, example, id=f"{row.name}: {example['text']}")
    for row in LEXICON.rows
    for example in row.yes
]
NO = [pytest.param(row, text, id=f"{row.name}: {text}") for row in LEXICON.rows for text in row.no]

FRAMES = """
[transitive]
kind = "verb"
subject = ["subject"]
object = ["object"]
content = ["topic"]
example = "China condemned Japan."
"""
ROW = """
[[rule]]
name = "condemn"
event = "ACCUSE"
mode = "disapprove"
frame = "transitive"
words = ["condemn"]
yes = [{ text = "Brazil condemned the raid.", subject = "Brazil", object = "the raid" }]
no = ["Brazil welcomed the report."]
"""


def read(text: str) -> tuple[Claim, ...]:
    """The claims of a frozen sentence."""
    parses = frozen("lexicon")
    assert text in parses, f"{text!r} is not among the frozen parses: run python tests/parses/freeze.py"
    return claims(Document("test", text, published="2025-06-05"), parses[text], LEXICON)


def told(text: str) -> str:
    """What a sentence gave, for the message of a failure."""
    return "\n".join(
        f"{claim.rule}: {words(claim.subjects)} -> {words(claim.objects)}" for claim in read(text)
    )


def words(mentions: Iterable[Mention]) -> list[str]:
    return [mention.text for mention in mentions]


def others(claim: Claim) -> list[str]:
    """The objects, and where each does it to the other, the subjects."""
    return words((*claim.objects, *(claim.subjects if claim.symmetric else ())))


@pytest.mark.parametrize(("row", "example"), YES)
def test_a_row_reads_its_own_sentence(row: Row, example: dict[str, str]) -> None:
    text, subject, other = example["text"], example["subject"], example.get("object")
    found = [claim for claim in read(text) if claim.rule == row.name and subject in words(claim.subjects)]
    assert any(other in others(claim) if other else not claim.objects for claim in found), told(text)


@pytest.mark.parametrize(("row", "text"), NO)
def test_a_row_keeps_out_of_its_traps(row: Row, text: str) -> None:
    assert row.name not in {claim.rule for claim in read(text)}, told(text)


@pytest.mark.parametrize("text", [idiom.text for idiom in LEXICON.idioms])
def test_an_idiom_says_nothing(text: str) -> None:
    assert not read(text), told(text)


def test_every_type_of_event_has_verbs_and_nouns() -> None:
    kinds = {(row.event, row.frame.kind) for row in LEXICON.rows if row.event}
    assert kinds >= {(event, kind) for event in vocab.events() for kind in ("verb", "noun")}


def test_every_mode_has_a_row() -> None:
    modes = {(row.event, row.mode) for row in LEXICON.rows if row.mode}
    assert modes == {(name, mode) for name, event in vocab.events().items() for mode in event.modes}


def test_longer_phrases_stand_before_shorter_ones() -> None:
    for phrases in LEXICON.index.values():
        lengths = [len(rest) for rest, _ in phrases]
        assert lengths == sorted(lengths, reverse=True)


def folder(path: Path, *, frames: str = FRAMES, rows: str = ROW) -> Path:
    """Tables of one frame and one row."""
    (path / "lexicon").mkdir()
    (path / "frames.toml").write_text(frames, encoding="utf-8")
    (path / "lexicon" / "accuse.toml").write_text(rows, encoding="utf-8")
    shutil.copy(RULES / "cues.toml", path)
    return path


def test_a_relation_follows_from_the_event(tmp_path: Path) -> None:
    (row,) = load(folder(tmp_path)).rows
    assert row.relation == "accuses"


def test_alternatives_stand_for_every_phrase_they_make(tmp_path: Path) -> None:
    (row,) = load(folder(tmp_path, rows=ROW.replace('["condemn"]', '["send|ship aid|food"]'))).rows
    assert row.words == (("send", "aid"), ("send", "food"), ("ship", "aid"), ("ship", "food"))


def test_a_row_names_groups_of_subjects(tmp_path: Path) -> None:
    rows = ROW.replace('["condemn"]', '["condemn"]\nwho = ["crews", "fleets"]')
    (row,) = load(folder(tmp_path, rows=f'[who]\ncrews = ["sailor"]\nfleets = ["ship", "boat"]\n{rows}')).rows
    assert row.who == {"sailor", "ship", "boat"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'frame = "transitive"',
            'frame = "bitransitive"',
            "unknown frame 'bitransitive'; allowed: transitive",
        ),
        ('event = "ACCUSE"', 'event = "ACCUSES"', "unknown event 'ACCUSES'"),
        ('"disapprove"', '"riot"', "unknown mode 'riot'; allowed: allege, disapprove, investigate"),
        ('event = "ACCUSE"\nmode = "disapprove"', 'relation = "annoys"', "unknown relation 'annoys'"),
        ('name = "condemn"', 'name = "condemn"\ncolour = "red"', "unknown key 'colour'"),
        ('no = ["Brazil welcomed the report."]', "no = []", "row 'condemn' needs `yes` and `no` sentences"),
        ('words = ["condemn"]', 'words = ["condemn"]\nwho = ["crowds"]', "unknown group in who 'crowds'"),
        ("[[rule]]", "[[rule", "accuse.toml: "),
    ],
)
def test_a_bad_row_is_refused_with_its_file_and_what_is_allowed(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert old in ROW
    with pytest.raises(RulesError) as error:
        load(folder(tmp_path, rows=ROW.replace(old, new)))
    assert message in str(error.value)


def test_two_rows_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="two rows are named 'condemn'"):
        load(folder(tmp_path, rows=ROW + ROW))


def test_a_frame_with_an_unknown_slot_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match="unknown slot in object 'patient'"):
        load(folder(tmp_path, frames=FRAMES.replace('["object"]', '["patient"]')))


def test_a_folder_without_tables_is_an_error(tmp_path: Path) -> None:
    (folder(tmp_path) / "lexicon" / "accuse.toml").unlink()
    with pytest.raises(RulesError, match="no table"):
        load(tmp_path)
