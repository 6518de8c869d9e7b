"""The extract stage: tests/cases/extract.toml on parses corrected by hand, and what holds of all claims."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest
from parses.gold import gold
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg import vocab
from kg.extract import claims, voices
from kg.records import Claim, Document
from kg.rules.lexicon import load

CASES = tomllib.loads((Path(__file__).parent / "cases/extract.toml").read_text(encoding="utf-8"))["case"]
USUAL: dict[str, Any] = {
    "object": [],
    "polarity": "positive",
    "modality": "asserted",
    "source": [],
    "time": None,
    "place": None,
}
PARSES = gold("extract")
LEXICON = load()


def read(text: str, published: str | None = "2025-06-05") -> tuple[Claim, ...]:
    return claims(Document("test", text, published), PARSES[text], LEXICON)


def seen(claim: Claim) -> dict[str, Any]:
    """A claim in the terms of a case."""
    days = claim.time and sorted({claim.time.earliest, claim.time.latest})
    return {
        "subject": [mention.text for mention in claim.subjects],
        "relation": claim.relation,
        "object": [mention.text for mention in claim.objects],
        "polarity": claim.polarity,
        "modality": claim.modality,
        "source": [f"{source.mention.text}: {source.cue}" for source in voices.chain(claim.source)],
        "content": claim.content and claim.content.text,
        "within": claim.within,
        "time": days and "/".join(days),
        "place": claim.place and claim.place.text,
    }


def param(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case["text"], case["claims"], id=case["text"], marks=marks)


@pytest.mark.parametrize(("text", "wanted"), [param(case) for case in CASES])
def test_reads_the_claims_of_a_sentence(text: str, wanted: list[dict[str, Any]]) -> None:
    found = [seen(claim) for claim in read(text)]
    unasked: Iterator[dict[str, Any]] = chain(found, repeat({}))
    assert found == [{**have, **USUAL, **row} for row, have in zip(wanted, unasked, strict=False)]


def test_every_parse_has_a_case_and_every_case_a_parse() -> None:
    assert sorted(PARSES) == sorted(case["text"] for case in CASES)


@pytest.mark.parametrize("text", PARSES)
def test_offsets_are_those_of_the_document(text: str) -> None:
    for claim in read(text):
        spoken = [source.mention for source in voices.chain(claim.source)]
        placed = [claim.place] if claim.place else []
        for mention in (*claim.subjects, *claim.objects, *spoken, *placed):
            assert text[mention.begin : mention.end] == mention.text
            assert mention.begin <= mention.head < mention.end
        for span in [claim.trigger, *filter(None, [claim.content])]:
            assert text[span.begin : span.end] == span.text
        assert (claim.sentence.begin, claim.sentence.text) == (0, text)


@pytest.mark.parametrize("text", PARSES)
def test_claims_name_rows_of_the_lexicon_and_terms_of_the_ontology(text: str) -> None:
    rows = {row.name for row in LEXICON.rows}
    for claim in read(text):
        assert claim.rule in rows
        assert claim.relation in vocab.relations()
        assert 0 < claim.confidence <= 1


@pytest.mark.parametrize("text", PARSES)
def test_a_claim_within_another_stands_in_its_content(text: str) -> None:
    found = read(text)
    for claim in found:
        outer = found[claim.within].content if claim.within is not None else None
        assert outer is None or outer.begin <= claim.trigger.begin < claim.trigger.end <= outer.end


def test_an_undated_document_gives_no_day_that_depends_on_its_own() -> None:
    (claim,) = read("Rebels attacked the convoy near Goma in March.", None)
    assert claim.time is None


def test_the_sentences_of_a_document_are_counted_and_their_offsets_go_on() -> None:
    first, second = "Ghana never condemned the coup.", "Ghana will condemn the coup."
    doc = Doc.from_docs([PARSES[first], PARSES[second]])
    assert doc is not None
    found = claims(Document("test", doc.text), doc, LEXICON)
    assert [(claim.sentence.index, claim.sentence.begin, claim.sentence.text) for claim in found] == [
        (0, 0, first),
        (1, len(first) + 1, second),
    ]
    assert [doc.text[claim.trigger.begin : claim.trigger.end] for claim in found] == ["condemned", "condemn"]


def test_the_same_document_gives_the_same_claims() -> None:
    assert all(read(text) == read(text) for text in PARSES)


@pytest.mark.parametrize(
    ("dep", "pos", "tag", "form", "lemma"),
    [
        ("conj", "VERB", "VBN", "attacked", "attack"),
        ("conj", "NOUN", "NN", "attack", "attack"),
        ("xcomp", "VERB", "VB", "attack", "attack"),
        ("ccomp", "VERB", "VBD", "said", "say"),
        ("advcl", "VERB", "VBG", "accusing", "accuse"),
        ("nmod:poss", "NOUN", "NN", "invasion", "invasion"),
    ],
)
def test_a_chain_deeper_than_the_stack_is_read(dep: str, pos: str, tag: str, form: str, lemma: str) -> None:
    size = 1_100
    doc = Doc(
        Vocab(),
        words=[form] * size,
        pos=[pos] * size,
        tags=[tag] * size,
        lemmas=[lemma] * size,
        heads=[max(i - 1, 0) for i in range(size)],
        deps=["ROOT", *repeat(dep, size - 1)],
    )
    assert claims(Document("test", doc.text, "2025-06-05"), doc, LEXICON) == ()
