"""What is claimed beyond the lexicon: propositions in words, verbs typed by their nearest triggers, relations of the user's own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from parses.freeze import frozen
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg import check, graph, vocab
from kg.extract import claims, stated, triples
from kg.extract.near import Near
from kg.link import link
from kg.parse import MODELS
from kg.parse.vectors import Vectors
from kg.records import Claim, Document, Reading
from kg.rules import RulesError, gazetteer
from kg.rules.lexicon import Lexicon, load

CASES = tomllib.loads((Path(__file__).parent / "cases/open.toml").read_text(encoding="utf-8"))["case"]
PARSES = frozen("open")
LEXICON = load()
OWN = """
[[relation]]
name = "bankrolls"
label = "bankrolls"
domain = "Actor"
range = "Actor"

[[rule]]
name = "own-bankroll"
relation = "bankrolls"
frame = "transitive"
words = ["bankroll"]
"""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Any]:
    """Loads the lexicon with a table of the user's own, whose relations are forgotten afterwards."""
    before = dict(vocab._NODES)

    def loaded(text: str) -> Lexicon:
        path = tmp_path / "own.toml"
        path.write_text(text, encoding="utf-8")
        return load(more=(path,))

    load.cache_clear()
    yield loaded
    load.cache_clear()
    vocab._NODES.clear()
    vocab._NODES.update(before)
    vocab._declared.clear()
    vocab.relations.cache_clear()


def said(text: str, lexicon: Lexicon = LEXICON, **options: Any) -> tuple[Claim, ...]:
    return claims(Document("test", text), PARSES[text], lexicon, **options)


def linked(text: str, lexicon: Lexicon = LEXICON, **options: Any) -> Reading:
    document = Document("https://example.org/1", text)
    found = claims(document, PARSES[text], lexicon, **options)
    return link(document, PARSES[text], found, gazetteer=gazetteer.load())


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_tells_every_proposition_in_words(case: dict[str, Any]) -> None:
    assert [" | ".join(found) for found in triples(PARSES[case["text"]], LEXICON.cues)] == case["triples"]


def test_an_open_claim_carries_its_words_and_no_event() -> None:
    (claim,) = said("Norway hugged it in May.", opened=True)
    assert (claim.relation, claim.event, claim.phrase, claim.rule) == ("relatedTo", None, "hugged", "open")
    assert claim.confidence == 0.5
    assert [mention.text for mention in claim.objects] == ["it"]


def test_open_claims_are_made_only_when_asked_for() -> None:
    assert said("Norway hugged it in May.") == ()


def test_open_claims_are_denied_modal_and_attributed_as_others() -> None:
    (denied,) = said("Norway did not hug Sweden.", opened=True)
    (told,) = said("Norway may hug Sweden, Denmark said.", opened=True)
    assert denied.polarity == "negative"
    assert denied.phrase == "did hug"
    assert told.modality == "possible"
    assert told.source is not None
    assert told.source.mention.text == "Denmark"


def test_what_the_lexicon_reads_is_not_told_again() -> None:
    assert [claim.rule for claim in said("Norway condemned Sweden.", opened=True)] == ["condemn"]


def test_nobody_named_is_nobody_known() -> None:
    assert said("The teacher hugged the club.", opened=True) == ()


def test_an_open_claim_is_kept_between_known_actors_without_a_word_on_the_others() -> None:
    reading = linked("Norway hugged Sweden and the club.", opened=True)
    assert [(fact.subject.id, fact.phrase, fact.object and fact.object.id) for fact in reading.facts] == [
        ("NOR", "hugged", "SWE")
    ]
    assert reading.refused == ()


def test_an_open_claim_never_becomes_a_direct_triple() -> None:
    quads = graph.quads(linked("Norway hugged Sweden and the club.", opened=True), None)
    predicates = {quad.predicate.value for quad in quads}
    assert vocab.term("phrase") in predicates
    assert vocab.term("relatedTo") not in predicates


class Plane:
    """Vectors in two dimensions: those of some verbs lie along the first, all others along the second."""

    def __init__(self, *alike: str) -> None:
        self.alike = frozenset(alike)

    def __call__(self, words: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[1, 0] if word in self.alike else [0, 1] for word in words], dtype=np.float32)


FIGHT = [verb for verb, types in Near(LEXICON, (), Plane()).triggers.items() if list(types) == ["ASSAULT"]][
    :12
]


def test_a_verb_is_typed_by_the_triggers_that_are_nearest() -> None:
    near = Near(LEXICON, ("bake",), Plane("hug", *FIGHT))
    (claim,) = said("Norway hugged Sweden.", near=near)
    assert (claim.event, claim.rule.partition(":")[0], claim.confidence) == ("ASSAULT", "near", 0.5)
    assert claim.rule.partition(":")[2] in FIGHT


def test_a_verb_among_verbs_that_carry_nothing_is_left_alone() -> None:
    common = tuple(f"verb{number}" for number in "abcdefghijklmnopqrstuvwxyz")
    near = Near(LEXICON, common, Plane("hug", *common))
    assert said("Norway hugged Sweden.", near=near) == ()


def test_a_verb_that_the_lexicon_knows_is_never_typed_anew() -> None:
    near = Near(LEXICON, (), Plane("condemn", *FIGHT))
    assert near.row("condemn") is None
    assert near.vote("condemn") is not None


def test_a_typed_verb_leaves_nothing_to_the_open_relation() -> None:
    near = Near(LEXICON, (), Plane("hug", *FIGHT))
    (claim,) = said("Norway hugged Sweden.", near=near, opened=True)
    assert claim.phrase is None


def test_the_packaged_vectors_know_what_is_alike() -> None:
    vectors = Vectors(MODELS / "default" / "kg_encoder")
    defeat, battle, bake = found = vectors(["defeat", "battle", "bake"])
    assert np.allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)
    assert defeat @ battle > defeat @ bake


def test_a_relation_of_ones_own_needs_no_python(own: Any) -> None:
    text = "Norway bankrolled Sweden in 1990."
    (fact,) = linked(text, own(OWN)).facts
    assert (fact.subject.id, fact.relation, fact.object and fact.object.id) == ("NOR", "bankrolls", "SWE")
    assert check.refusals(fact) == []


def test_the_graph_tells_what_a_relation_of_ones_own_is(own: Any) -> None:
    reading = linked("Norway bankrolled Sweden in 1990.", own(OWN))
    told = {
        (quad.predicate.value.rpartition("#")[2], str(getattr(quad.object, "value", quad.object)))
        for quad in graph.quads(reading, None)
        if str(quad.subject) == f"<{vocab.term('bankrolls')}>"
    }
    assert {("subPropertyOf", vocab.term("relatedTo")), ("label", "bankrolls")} < told
    assert ("domain", vocab.term("Actor")) in told


def test_rows_of_ones_own_go_before_the_packaged_ones(own: Any) -> None:
    table = own(OWN.replace('"bankroll"]', '"condemn"]'))
    (claim,) = claims(Document("test", "Norway condemned Sweden."), PARSES["Norway condemned Sweden."], table)
    assert claim.relation == "bankrolls"


def test_what_rows_state_may_have_any_words_for_arguments(own: Any) -> None:
    table = own(OWN.replace('"transitive"', '"oblique"\nprep = ["in"]'))
    found = [
        one for one in stated(PARSES["Norway bankrolled Sweden in 1990."], table) if one[1] == "bankrolls"
    ]
    assert found == [("Norway", "bankrolls", "1990")]


def test_a_person_goes_by_the_longest_name_that_the_text_has(own: Any) -> None:
    text = "Merkel bankrolled Sweden, and Angela Merkel met the king."
    assert ("Angela Merkel", "bankrolls", "Sweden") in stated(PARSES[text], own(OWN))


def test_a_pronoun_states_nothing(own: Any) -> None:
    assert list(stated(PARSES["He bankrolled Sweden."], own(OWN))) == []


def test_what_is_denied_is_not_stated(own: Any) -> None:
    assert list(stated(PARSES["Norway never bankrolled Sweden."], own(OWN))) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"Actor"', '"Actr"', "row 'bankrolls': unknown class 'Actr'"),
        ('name = "bankrolls"', 'name = "pays for"', "row 'pays for': a relation is named like"),
        ('name = "bankrolls"', 'name = "accuses"', "row 'accuses': the name 'accuses' is taken"),
        ('frame = "transitive"', 'frame = "sideways"', "row 'own-bankroll': unknown frame 'sideways'"),
        (
            'relation = "bankrolls"',
            'relation = "bankrols"',
            "row 'own-bankroll': unknown relation 'bankrols'",
        ),
        ('words = ["bankroll"]', "", "row 'own-bankroll' has no `words`"),
        ('words = ["bankroll"]', 'wrds = ["bankroll"]', "row 'own-bankroll': unknown key 'wrds'"),
        ("[[rule]]", "[[rules]]", "unknown key 'rules'"),
        ('name = "own-bankroll"', 'name = "condemn"', "two rows are named 'condemn'"),
    ],
)
def test_a_wrong_row_is_named(own: Any, old: str, new: str, words: str) -> None:
    with pytest.raises(RulesError, match=words):
        own(OWN.replace(old, new))


def test_claims_of_a_table_of_ones_own_are_as_many_as_without(own: Any) -> None:
    text = "Norway condemned Sweden."
    (claim,) = said(text, own(OWN))
    assert claim == replace(said(text)[0])


@pytest.mark.parametrize(
    ("dep", "pos"), [("xcomp", "VERB"), ("conj", "PROPN"), ("nmod", "PROPN"), ("appos", "NOUN")]
)
def test_a_chain_deeper_than_the_stack_is_read(dep: str, pos: str) -> None:
    size = 1_100
    doc = Doc(
        Vocab(),
        words=["Ali"] * size,
        pos=[pos] * size,
        lemmas=["Ali"] * size,
        heads=[max(i - 1, 0) for i in range(size)],
        deps=["ROOT", *repeat(dep, size - 1)],
    )
    assert all(
        claim.rule == "open" for claim in claims(Document("test", doc.text), doc, LEXICON, opened=True)
    )
    assert len(list(triples(doc, LEXICON.cues))) < size
