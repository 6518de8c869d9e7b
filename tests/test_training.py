"""The data that the models learn from: annotations read right, and the sentences of training/written well formed."""

from pathlib import Path

import numpy as np
import pytest
from conllu import Sentence, Word, sentences
from names import PLACES, UNTOLD, gum_labels, listed
from variants import varied
from windows import NAMES, NONE, Maker, allowed, labels

from kg.parse.encoder.pieces import Pieces

TRAINING = Path(__file__).parent.parent / "training"
WRITTEN = sorted((TRAINING / "written").glob("*.conllu"))


def _word(
    form: str, pos: str = "PROPN", tag: str = "NNP", head: int = 0, dep: str = "root", **more: str
) -> Word:
    return Word(form, form, pos, tag, "", head, dep, True, more.get("entity", ""))


SENTENCE = Sentence(
    "s1",
    [
        _word("Mayor", "NOUN", "NN", 2, "nmod:desc", entity="(1-person-new-cf1-2"),
        _word("Anna", head=4, dep="nsubj"),
        _word("Berg", head=2, dep="flat", entity="1)"),
        _word("left", "VERB", "VBD"),
        _word("Oslo", head=4, dep="obj", entity="(2-place-new-cf2-1)"),
    ],
    True,
)


def test_mentions_are_cut_down_to_names_and_places_left_open() -> None:
    assert gum_labels(SENTENCE) == [UNTOLD, "B-PERSON", "I-PERSON", "O", f"B-{PLACES}"]


def test_listed_names_are_read_by_sentence(tmp_path: Path) -> None:
    (tmp_path / "names.tsv").write_text("# names\ns1\t2-3 PERSON; 5 GPE\n", encoding="utf-8")
    assert listed(tmp_path / "names.tsv")(SENTENCE) == ["O", "B-PERSON", "I-PERSON", "O", "B-GPE"]


@pytest.mark.parametrize(
    ("entity", "labels"),
    [
        ("O", {"O"}),
        ("B-ORG", {"B-ORG"}),
        ("I-GPE|LOC", {"I-GPE", "I-LOC"}),
        ("O|NORP", {"O", "B-NORP", "I-NORP"}),
        ("", set(NAMES)),
    ],
)
def test_an_annotation_leaves_open_what_it_does_not_tell(entity: str, labels: set[str]) -> None:
    assert {label for label, open_ in zip(NAMES, allowed(entity), strict=True) if open_} == labels


def test_windows_hold_whole_sentences_with_heads_counted_in_the_window() -> None:
    pieces = Pieces(["[UNK]", "[CLS]", "[SEP]"])
    make = Maker(pieces, labels(SENTENCE.words))
    one, two = make([SENTENCE] * 3, most=12)
    assert (len(one.firsts), len(two.firsts)) == (10, 5)
    heads = one.answers[5]
    assert heads.tolist() == [1, 3, 1, 3, 3, 6, 8, 6, 8, 8]
    bare = SENTENCE._replace(words=[word._replace(dep="") for word in SENTENCE.words])
    (window,) = make([bare], most=12)
    assert (window.answers[5] == NONE).all()
    assert np.array_equal(window.answers[3], [1, 0, 0, 0, 0])


def test_variants_are_the_same_for_a_seed() -> None:
    groups = [[SENTENCE]] * 200
    assert list(varied(groups, seed=3)) == list(varied(groups, seed=3)) != list(varied(groups, seed=4))


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_written_sentences_are_trees_with_whole_names(path: Path) -> None:
    for sentence in sentences(path):
        heads = [word.head for word in sentence.words]
        assert heads.count(0) == 1, sentence.name
        for start in range(1, len(heads) + 1):
            word, steps = start, 0
            while word:
                word, steps = heads[word - 1], steps + 1
                assert steps <= len(heads), sentence.name
        before = "O"
        for word_ in sentence.words:
            assert not word_.entity.startswith("I-") or before[2:] == word_.entity[2:], sentence.name
            assert (word_.entity or "O") in NAMES, sentence.name
            before = word_.entity or "O"


def test_half_of_four_hundred_written_sentences_only_measure() -> None:
    counts = {
        part: sum(1 for p in WRITTEN if p.stem.startswith(part) for _ in sentences(p))
        for part in ("train", "test")
    }
    assert min(counts.values()) >= 200
