"""Wire copies are found by their texts, whatever the order of the documents, and unrelated texts never are."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import pytest
from pyoxigraph import NamedNode
from samples import RUN, reading

from kg import graph, store, vocab
from kg.graph.sketch import alike, matrix, sketch
from kg.records import Document, Reading

WORDS = [f"word{number}" for number in range(2000)]


def text(seed: int, *, words: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def article(name: str, words: str, day: str | None) -> Reading:
    return Reading(Document(f"https://example.org/{name}", words, day))


def copies(*articles: Reading) -> dict[str, str]:
    held = store.memory(quad for each in articles for quad in graph.quads(each, RUN))
    found = {}
    for quad in graph.copies(held.rdf):
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode)
        assert quad.predicate.value == vocab.term("copyOf")
        assert quad.graph_name == NamedNode(graph.copies_graph())
        found[quad.subject.value.rpartition("/")[2]] = quad.object.value.rpartition("/")[2]
    return found


@pytest.mark.parametrize(("kept", "found"), [(300, True), (240, True), (60, False)])
def test_a_cut_copy_is_a_copy_and_a_quotation_is_none(kept: int, found: bool) -> None:
    whole = text(1)
    cut = " ".join(whole.split()[:kept])
    other = " ".join([cut, text(2, words=300 - kept)])
    assert (
        copies(article("a", whole, "2025-01-01"), article("b", other, "2025-01-02")) == {"b": "a"}
    ) is found


def test_case_and_marks_do_not_count() -> None:
    whole = text(1)
    shouted = whole.upper().replace(" ", ",  ")
    assert sketch(whole) == sketch(shouted)


def test_the_first_is_the_earliest_and_then_the_first_by_name() -> None:
    articles = [
        article("c", text(1) + " c", "2025-01-02"),
        article("b", text(1) + " b", "2025-01-01"),
        article("a", text(1) + " a", None),
        article("d", text(1) + " d", "2025-01-01"),
        article("e", text(3), "2025-01-01"),
    ]
    for order in permutations(articles):
        assert copies(*order) == {"a": "b", "c": "b", "d": "b"}


def test_copies_of_copies_are_of_the_first() -> None:
    words = text(1, words=400).split()
    cuts = [" ".join(words[at : at + 300]) for at in (0, 50, 100)]
    articles = [article(name, cut, f"2025-01-0{name}") for name, cut in zip("123", cuts, strict=True)]
    assert copies(*articles) == {"2": "1", "3": "1"}


def test_unrelated_texts_are_no_copies() -> None:
    assert copies(*(article(f"{seed}", text(seed), "2025-01-01") for seed in range(100))) == {}


def test_texts_without_words_have_no_sketch() -> None:
    assert sketch("… – !") is None
    assert copies(article("a", "…", None), article("b", "…", None)) == {}


def test_short_texts_are_told_apart() -> None:
    one, two = "Turkey accused Greece.", "Turkey praised Greece."
    assert copies(article("a", one, None), article("b", one + " ", None), article("c", two, None)) == {
        "b": "a"
    }


def test_sketches_tell_the_share_of_common_runs() -> None:
    whole, half = text(1, words=2000), " ".join(text(1, words=2000).split()[:1000])
    rows = matrix([str(sketch(whole)), str(sketch(half)), str(sketch(text(2)))])
    assert alike(rows, rows[0], share=0.38).tolist() == [True, True, False]
    assert alike(rows, rows[0], share=0.62).tolist() == [True, False, False]


def test_a_long_text_is_sketched_in_parts() -> None:
    assert sketch(text(1, words=10_000)) != sketch(text(1, words=4_000))


def test_rewriting_a_document_keeps_its_sketch() -> None:
    source = reading()
    held = graph.quads(source, RUN)
    changed = graph.rewritten(held, lambda each: replace(each, facts=()))
    kept = [quad for quad in changed if quad.predicate.value == vocab.term("sketch")]
    assert kept == [quad for quad in held if quad.predicate.value == vocab.term("sketch")] != []
