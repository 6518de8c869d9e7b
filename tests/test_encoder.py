"""The encoder's parts: word pieces, trees, names, and the component on hostile and long text."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from spacy.language import Language

from kg.parse import PACKAGED, load
from kg.parse.encoder.component import WINDOW
from kg.parse.encoder.names import best_labels, steps
from kg.parse.encoder.pieces import MOST, SHAPES, Pieces, shape
from kg.parse.encoder.trees import best_tree

VOCABULARY = ["[UNK]", "[CLS]", "[SEP]", "sanction", "##ed", "##s", "u", "s", ".", "'", "elys", "##ee", "-"]


# Pieces


@pytest.fixture
def pieces() -> Pieces:
    return Pieces(VOCABULARY)


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("sanctioned", ["sanction", "##ed"]),
        ("SANCTIONS", ["sanction", "##s"]),
        ("U.S.", ["u", ".", "s", "."]),
        ("\u00c9lys\u00e9e", ["elys", "##ee"]),
        ("\u2019s", ["'", "s"]),
        ("sanctionist", ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
        ("\x00", ["[UNK]"]),
        ("", ["[UNK]"]),
        ("\U0001f600", ["[UNK]"]),
        ("x" * 5000, ["[UNK]"]),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(pieces: Pieces, word: str, cut: list[str]) -> None:
    assert [VOCABULARY[number] for number in pieces(word)] == cut


def test_no_word_has_more_pieces_than_a_window_can_take(pieces: Pieces) -> None:
    assert len(pieces("." * 10_000)) == MOST < WINDOW


@given(st.text())
def test_any_word_has_pieces_and_a_shape(word: str) -> None:
    assert Pieces(VOCABULARY)(word)
    assert 0 < shape(word, spaced=True) < SHAPES


def test_shapes_tell_case_and_space_apart() -> None:
    words = ("said", "Said", "SAID", "A", "McCain", "12")
    assert len({shape(word, spaced=spaced) for word in words for spaced in (True, False)}) == 12


# Trees


def _score(scores: NDArray[np.float32], heads: tuple[int, ...]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads)))


def _trees(size: int) -> list[tuple[int, ...]]:
    """Return every tree over `size` words with one root."""

    def leads_to_root(heads: tuple[int, ...], word: int) -> bool:
        seen = set()
        while heads[word] != word and word not in seen:
            seen.add(word)
            word = heads[word]
        return heads[word] == word

    return [
        heads
        for heads in itertools.product(range(size), repeat=size)
        if sum(head == word for word, head in enumerate(heads)) == 1
        and all(leads_to_root(heads, word) for word in range(size))
    ]


@given(st.integers(1, 5).flatmap(lambda n: st.lists(st.integers(-99, 99), min_size=n * n, max_size=n * n)))
def test_the_best_tree_is_a_tree_and_the_best_under_its_root(numbers: list[int]) -> None:
    size = round(len(numbers) ** 0.5)
    scores = np.array(numbers, dtype=np.float32).reshape(size, size)
    heads = tuple(best_tree(scores).tolist())
    trees = _trees(size)
    assert heads in trees
    root = next(word for word, head in enumerate(heads) if head == word)
    assert _score(scores, heads) == max(_score(scores, tree) for tree in trees if tree[root] == root)


def test_a_cycle_of_a_thousand_words_is_broken() -> None:
    scores = np.zeros((1000, 1000), dtype=np.float32)
    scores[np.arange(1000), (np.arange(1000) + 1) % 1000] = 5
    heads = best_tree(scores)
    assert sum(heads == np.arange(1000)) == 1


# Names

LABELS = ("O", "B-ORG", "I-ORG", "B-GPE", "I-GPE")


@given(st.lists(st.lists(st.integers(-9, 9), min_size=5, max_size=5), min_size=1, max_size=5))
def test_the_best_labels_are_allowed_and_the_best(rows: list[list[int]]) -> None:
    scores, allowed = np.array(rows, dtype=np.float32), steps(LABELS)
    found = best_labels(scores, allowed, 0).tolist()

    def fits(labels: tuple[int, ...]) -> bool:
        return all(allowed[pair] for pair in itertools.pairwise((0, *labels)))

    def score(labels: tuple[int, ...]) -> float:
        return float(scores[np.arange(len(labels)), labels].sum())

    assert fits(tuple(found))
    ways = itertools.product(range(len(LABELS)), repeat=len(rows))
    assert score(tuple(found)) == max(score(way) for way in ways if fits(way))


# The packaged models


@pytest.fixture(scope="module", params=PACKAGED)
def nlp(request: pytest.FixtureRequest) -> Language:
    return load(request.param)


NEWS = (
    "French President Anne Moreau and her German counterpart on Tuesday agreed to send 40 tanks to Ukraine.",
    "TALLINN, Estonia (AP) - Two ministers resigned.\n\nThey denied wrongdoing, officials said.",
    "",
    " \n ",
    "Sanctions bite " * 300,
    "\u201cWe did not agree,\u201d he said. " * 40,
)


@pytest.mark.model
def test_the_same_text_is_parsed_the_same_alone_in_any_batch_and_in_two_processes(nlp: Language) -> None:
    alone = [nlp(text).to_json() for text in NEWS]
    assert [doc.to_json() for doc in nlp.pipe(NEWS, batch_size=64)] == alone
    assert [doc.to_json() for doc in nlp.pipe(reversed(NEWS), batch_size=2)] == alone[::-1]
    assert [doc.to_json() for doc in nlp.pipe(NEWS, batch_size=3, n_process=2)] == alone


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "(" * 10_000 + ")" * 10_000,
        "\U0001f600\U0001f1fa\U0001f1e6 " * 500,
        "\u0642\u0627\u0644 \u0627\u0644\u0631\u0626\u064a\u0633 " * 200,
        "\u200bWar\u200d\ufeff be\u200bgan\u2060. " * 100,
        "NUL\x00 and \x01 in \x7f text",
        "word " * 3_000,
        '"' * 5_000,
        "\u0300" * 2_000,
    ],
    ids=[
        "no space",
        "brackets",
        "emoji",
        "right to left",
        "zero width",
        "control",
        "no stop",
        "quotes",
        "marks",
    ],
)
def test_hostile_text_is_parsed_to_the_character(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(token.head.sent == token.sent for token in doc)


@pytest.mark.model
def test_a_sentence_that_starts_near_the_end_of_a_window_is_read_whole(nlp: Language) -> None:
    first = "The council met in Oslo on Monday and adopted the text without a vote. "
    sentences = list(nlp(first * 30).sents)
    assert [sentence.text.strip() for sentence in sentences] == [first.strip()] * 30


@pytest.mark.model
def test_a_model_written_to_disk_is_read_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path)
    assert load(str(tmp_path))(NEWS[0]).to_json() == nlp(NEWS[0]).to_json()
