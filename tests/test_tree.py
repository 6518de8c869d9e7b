"""A parse as plain objects answers as spaCy's parse does."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from kg.tree import Tree, tree

PARSES = Path(__file__).parent / "parses" / "lexicon.spacy"
OWN = (
    *("i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "ent_iob_", "whitespace_"),
    *("is_sent_start", "is_sent_end", "is_digit", "is_punct", "is_space", "text_with_ws"),
)
OTHERS = ("children", "lefts", "rights", "subtree", "ancestors")
ONE = ("head", "left_edge", "right_edge")


@pytest.fixture(scope="module")
def docs() -> list[Doc]:
    return list(DocBin().from_disk(PARSES).get_docs(spacy.blank("en").vocab))[:150]


def places(words: Any) -> list[int]:
    return [word.i for word in words]


@pytest.mark.parametrize("name", OWN)
def test_a_word_has_its_tokens_attributes(docs: list[Doc], name: str) -> None:
    for doc in docs:
        assert [getattr(word, name) for word in tree(doc)] == [getattr(token, name) for token in doc]


@pytest.mark.parametrize("name", OTHERS)
def test_a_word_leads_to_the_words_that_its_token_leads_to(docs: list[Doc], name: str) -> None:
    for doc in docs:
        assert [places(getattr(word, name)) for word in tree(doc)] == [
            places(getattr(token, name)) for token in doc
        ]


@pytest.mark.parametrize("name", ONE)
def test_a_word_leads_to_the_word_that_its_token_leads_to(docs: list[Doc], name: str) -> None:
    for doc in docs:
        assert [getattr(word, name).i for word in tree(doc)] == [getattr(token, name).i for token in doc]


def test_a_word_has_its_tokens_features(docs: list[Doc]) -> None:
    for doc in docs:
        assert [dict(cast("Any", word).morph) for word in tree(doc)] == [
            {name: token.morph.get(name, []) for name in token.morph.to_dict()} for token in doc
        ]


def test_stretches_are_spans(docs: list[Doc]) -> None:
    for doc in docs:
        words = Tree(doc)
        for own, spans in ((words.ents, doc.ents), (words.sents, doc.sents)):
            assert [shape(one) for one in own] == [shape(one) for one in spans]
        assert shape(words[1:3]) == shape(doc[1:3])
        assert words[3:1].text == doc[3:1].text == ""
        assert shape(words.char_span(0, 2, alignment_mode="expand")) == shape(
            doc.char_span(0, 2, alignment_mode="expand")
        )


def shape(span: Any) -> tuple[Any, ...]:
    return span.start, span.end, span.start_char, span.end_char, span.text, span.label_, span.root.i


def test_words_are_above_others_as_tokens_are(docs: list[Doc]) -> None:
    for doc in docs[:20]:
        words = tree(doc)
        assert [[one.is_ancestor(other) for other in words] for one in words] == [
            [one.is_ancestor(other) for other in doc] for one in doc
        ]


def test_a_tree_is_made_once(docs: list[Doc]) -> None:
    words = tree(docs[0])
    assert tree(words) is words


def test_what_no_word_has_is_an_error(docs: list[Doc]) -> None:
    with pytest.raises(AttributeError, match=r"a word has no 'vector': add it to kg/tree\.py"):
        _ = tree(docs[0])[0].vector
    with pytest.raises(IndexError, match="no word 1 places from"):
        tree(docs[0])[len(docs[0]) - 1].nbor()
