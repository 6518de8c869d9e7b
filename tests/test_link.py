"""Linking: every case on a frozen parse, and claims to facts on parses written by hand.

`python tests/test_link.py` parses the cases anew with the packaged model.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from kg.link import link, lookup
from kg.link.confidence import confidence
from kg.records import Claim, Document, Fact, Mention, Reading, Sentence, Source, Span
from kg.rules import gazetteer

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "cases/link.toml").read_text(encoding="utf-8"))["case"]
PARSES = HERE / "parses/link.spacy"
ATTRIBUTES = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE")
DAY = "2025-06-05"


@cache
def parses() -> dict[str, Doc]:
    vocab = spacy.blank("en").vocab
    return {doc.text: doc for doc in DocBin().from_disk(PARSES).get_docs(vocab)}


def by_hand(*rows: str) -> Doc:
    """A Doc of one sentence a row: words as form/POS/dependency/head, heads counted from 1, 0 for the root."""
    words: list[str] = []
    pos: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    starts: list[bool | int | None] = []
    ents: list[str] = []
    for row in rows:
        cells = [word.split("/") for word in row.split()]
        for number, (word, tag, dep, head, *entity) in enumerate(cells, 1):
            heads.append(len(words) + (int(head) or number) - number)
            starts.append(number == 1)
            words.append(word)
            pos.append(tag)
            deps.append(dep)
            ents.append(f"B-{entity[0]}" if entity else "O")
    lemmas = [
        word if tag == "PROPN" else word.lower().removesuffix("s")
        for word, tag in zip(words, pos, strict=True)
    ]
    morphs = [
        "Number=Plur" if tag == "NOUN" and word.endswith("s") else ""
        for word, tag in zip(words, pos, strict=True)
    ]
    return Doc(
        spacy.blank("en").vocab,
        words=words,
        pos=pos,
        deps=deps,
        heads=heads,
        lemmas=lemmas,
        morphs=morphs,
        ents=ents,
        sent_starts=starts,
    )


def mention(doc: Doc, words: str, nth: int = 1) -> Mention:
    found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", doc.text))[nth - 1]
    span = doc.char_span(found.start(), found.end(), alignment_mode="expand")
    assert span is not None
    return Mention(found.start(), found.end(), words, span.root.idx)


def claim(doc: Doc, relation: str, subjects: list[str], objects: list[str], **options: Any) -> Claim:
    """A claim whose trigger is the first word; mentions are given by their words."""
    sentence = Sentence(0, 0, len(doc.text), doc.text)
    trigger = Span(doc[-1].idx, doc[-1].idx + len(doc[-1]), doc[-1].text)
    sides = [tuple(mention(doc, words) for words in side) for side in (subjects, objects)]
    made = Claim("doc", sentence, sides[0], relation, sides[1], trigger, "rule", 0.9)
    return replace(made, **options)


def read(doc: Doc, *claims: Claim, published: str | None = DAY, **about: Any) -> Reading:
    document = Document("doc", doc.text, published, **about)
    return link(document, doc, claims, gazetteer=gazetteer.load())


def facts(doc: Doc, *claims: Claim, **about: Any) -> list[tuple[str, str, str | None]]:
    found = read(doc, *claims, **about).facts
    return [(fact.subject.id, fact.relation, fact.object.id if fact.object else None) for fact in found]


def linked(doc: Doc, words: str, published: str) -> tuple[Fact, ...]:
    name, _, nth = words.partition("#")
    made = claim(doc, "relatedTo", [], [], content=Span(0, 1, doc.text[0]))
    return read(doc, replace(made, subjects=(mention(doc, name, int(nth or 1)),)), published=published).facts


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_words_link_to_identifiers(case: dict[str, Any]) -> None:
    doc, published = parses()[case["text"]], case.get("published", DAY)
    for words, expected in case["links"].items():
        found = sorted(fact.subject.id for fact in linked(doc, words, published))
        assert (words, " + ".join(found) or "-") == (words, expected)
    for words, expected in case.get("via", {}).items():
        assert (words, {fact.subject.via for fact in linked(doc, words, published)}) == (words, {expected})
    for words, expected in case.get("acts_for", {}).items():
        assert (words, {fact.subject.acts_for or "-" for fact in linked(doc, words, published)}) == (
            words,
            {expected},
        )


CHARGE = by_hand("China/PROPN/nsubj/4 and/CCONJ/cc/3 Japan/PROPN/conj/1 accused/VERB/root/0 Iran/PROPN/obj/4")
MET = by_hand("China/PROPN/nsubj/4 and/CCONJ/cc/3 Japan/PROPN/conj/1 met/VERB/root/0")


def test_each_subject_does_it_to_each_object() -> None:
    made = claim(CHARGE, "accuses", ["China", "Japan"], ["Iran"], event="ACCUSE")
    assert facts(CHARGE, made) == [("CHN", "accuses", "IRN"), ("JPN", "accuses", "IRN")]


def test_conjuncts_inside_one_mention_count() -> None:
    made = claim(CHARGE, "accuses", ["China and Japan"], ["Iran"], event="ACCUSE")
    assert facts(CHARGE, made) == [("CHN", "accuses", "IRN"), ("JPN", "accuses", "IRN")]


def test_symmetric_claim_pairs_its_subjects_once() -> None:
    made = claim(MET, "consults", ["China", "Japan"], [], event="CONSULT", symmetric=True)
    assert facts(MET, made) == [("CHN", "consults", "JPN")]


def test_reciprocal_object_makes_each_do_it_to_the_other() -> None:
    doc = by_hand(
        "China/PROPN/nsubj/4 and/CCONJ/cc/3 Japan/PROPN/conj/1 accused/VERB/root/0 each/DET/det/6 other/ADJ/obj/4"
    )
    made = claim(doc, "accuses", ["China", "Japan"], ["each other"], event="ACCUSE")
    assert facts(doc, made) == [("CHN", "accuses", "JPN"), ("JPN", "accuses", "CHN")]
    assert read(doc, made).facts[0].object.mention.text == "each other"  # type: ignore[union-attr]


def test_nobody_does_it_to_himself() -> None:
    doc = by_hand("China/PROPN/nsubj/2 accused/VERB/root/0 Beijing/PROPN/obj/2")
    found = read(doc, claim(doc, "accuses", ["China"], ["Beijing"], event="ACCUSE"))
    assert not found.facts
    assert [finding.rule for finding in found.refused] == ["one-party"]


def test_event_without_an_object_is_kept_and_a_state_of_affairs_is_not() -> None:
    doc = by_hand("Iran/PROPN/nsubj/2 retreated/VERB/root/0")
    assert facts(doc, claim(doc, "retreatsFrom", ["Iran"], [], event="RETREAT")) == [
        ("IRN", "retreatsFrom", None)
    ]
    assert [finding.rule for finding in read(doc, claim(doc, "memberOf", ["Iran"], [])).refused] == [
        "missing-object"
    ]


def test_what_stands_for_nothing_is_refused_with_the_words() -> None:
    doc = by_hand("Everybody/PRON/nsubj/2 accused/VERB/root/0 Iran/PROPN/obj/2")
    (finding,) = read(doc, claim(doc, "accuses", ["Everybody"], ["Iran"], event="ACCUSE")).refused
    assert (finding.rule, finding.value) == ("unresolved-subject", "Everybody")


def test_what_the_ontology_forbids_is_refused_with_the_reason() -> None:
    doc = by_hand("Oil/NOUN/nsubj/2 accused/VERB/root/0 Iran/PROPN/obj/2")
    (finding,) = read(doc, claim(doc, "accuses", ["Oil"], ["Iran"], event="ACCUSE")).refused
    assert finding.rule == "unfit-subject"
    assert "Good cannot be the subject of accuses" in finding.message


def test_the_ontology_chooses_between_government_and_city() -> None:
    doc = by_hand("Russia/PROPN/nsubj/2 shelled/VERB/root/0 Kyiv/PROPN/obj/2")
    assert facts(doc, claim(doc, "assaults", ["Russia"], ["Kyiv"], event="ASSAULT")) == [
        ("RUS", "assaults", "Kyiv")
    ]
    assert facts(doc, claim(doc, "accuses", ["Russia"], ["Kyiv"], event="ACCUSE")) == [
        ("RUS", "accuses", "UKR")
    ]


def test_place_is_the_city() -> None:
    doc = by_hand("Iran/PROPN/nsubj/2 agreed/VERB/root/0 in/ADP/case/4 Beijing/PROPN/obl/2")
    made = claim(doc, "agreesWith", ["Iran"], [], event="AGREE", place=mention(doc, "Beijing"))
    (fact,) = read(doc, made).facts
    assert fact.place is not None
    assert (fact.place.id, fact.place.type) == ("Beijing", "City")


def test_office_of_a_title_before_its_bearer() -> None:
    doc = by_hand(
        "Kenyan/ADJ/amod/2 President/PROPN/compound/3 Ada/PROPN/nsubj/5 Mbeki/PROPN/flat/3 met/VERB/root/0 farmers/NOUN/obj/5"
    )
    made = claim(doc, "holdsOffice", ["farmers"], ["Kenyan President"])
    assert facts(doc, made) == [("Ada_Mbeki.KEN", "holdsOffice", "President_of_Kenya")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Mali/PROPN/nsubj/4 is/AUX/cop/4 a/DET/det/4 member/NOUN/root/0 of/ADP/case/6 NATO/PROPN/nmod/4",
            [],
        ),
        (
            "Mali/PROPN/nsubj/5 is/AUX/cop/5 a/DET/det/5 former/ADJ/amod/5 member/NOUN/root/0 of/ADP/case/7 NATO/PROPN/nmod/5",
            ["past-office"],
        ),
        (
            "Mali/PROPN/nsubj/4 was/AUX/cop/4 a/DET/det/4 member/NOUN/root/0 of/ADP/case/6 NATO/PROPN/nmod/4 "
            "until/ADP/case/8 March/PROPN/obl/4",
            ["past-office"],
        ),
    ],
)
def test_what_one_no_longer_is_is_refused(words: str, expected: list[str]) -> None:
    doc = by_hand(words)
    trigger = next(token for token in doc if token.text == "member")
    span = Span(trigger.idx, trigger.idx + len(trigger), trigger.text)
    found = read(doc, claim(doc, "memberOf", ["Mali"], ["NATO"], trigger=span))
    assert [finding.rule for finding in found.refused] == expected
    assert bool(found.facts) is not bool(expected)


def test_who_leads_what_a_state_does_leads_no_state() -> None:
    doc = by_hand("Chad/PROPN/nsubj/2 led/VERB/root/0 the/DET/det/5 Malian/ADJ/amod/5 campaign/NOUN/obj/2")
    assert facts(doc, claim(doc, "headOf", ["Chad"], ["the Malian campaign"])) == []


def test_a_gathering_that_a_state_gives_its_name_is_its_peoples() -> None:
    doc = by_hand("Malian/ADJ/amod/2 riots/NOUN/nsubj/3 hurt/VERB/root/0 Chad/PROPN/obj/3")
    made = claim(doc, "protestsAgainst", ["Malian"], ["Chad"], event="PROTEST")
    assert facts(doc, made) == [("Malian_protesters", "protestsAgainst", "TCD")]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("General", "Prayut Chan-o-cha"),
        ("Chairman", "Prayut Chan-o-cha"),
        ("Home Minister", "Anan Wekesa"),
    ],
)
def test_a_title_that_is_no_office_of_the_state_tells_none(title: str, name: str) -> None:
    words, (first, last) = title.split(), name.split()
    end = len(words) + 1
    before = " ".join(f"{word}/PROPN/compound/{end}" for word in words)
    doc = by_hand(
        f"{before} {first}/PROPN/nsubj/{end + 2}/PERSON {last}/PROPN/flat/{end}/PERSON spoke/VERB/root/0"
    )
    assert facts(doc, claim(doc, "holdsOffice", [name], [words[-1]]), published=None) == []


def test_quad_and_acts_for_come_from_ontology_and_text() -> None:
    (fact,) = read(MET, claim(MET, "consults", ["China", "Japan"], [], event="CONSULT", symmetric=True)).facts
    assert (fact.quad, fact.subject.acts_for) == ("verbal_cooperation", "CHN")


def test_confidence_is_calibrated_once_the_sides_are_linked() -> None:
    doc = by_hand("Zanthor/PROPN/nsubj/2/ORG accused/VERB/root/0 Iran/PROPN/obj/2")
    made = claim(doc, "accuses", ["Zanthor"], ["Iran"], event="ACCUSE")
    (fact,) = read(doc, made).facts
    assert (fact.subject.label, fact.subject.via) == ("Zanthor", "text")
    assert fact.confidence == confidence(made, "text", "name")


def test_within_points_to_the_first_fact_of_the_holding_claim() -> None:
    outer = claim(CHARGE, "accuses", ["China", "Japan"], ["Iran"], event="ACCUSE")
    inner = replace(claim(CHARGE, "threatens", ["Iran"], [], event="THREATEN"), within=0)
    found = read(CHARGE, outer, inner).facts
    assert [fact.within for fact in found] == [None, None, found[0].id]


SAID = by_hand(
    "Analysts/NOUN/nsubj/2 told/VERB/root/0 Xinhua/PROPN/obj/2 that/SCONJ/mark/6 Iran/PROPN/nsubj/6 accused/VERB/ccomp/2 Iraq/PROPN/obj/6"
)


def said(source: Source) -> Claim:
    return claim(SAID, "accuses", ["Iran"], ["Iraq"], event="ACCUSE", source=source)


def test_source_without_a_name_is_known_by_its_place() -> None:
    relayed = Source(mention(SAID, "Analysts"), "told")
    (fact,) = read(SAID, said(Source(mention(SAID, "Xinhua"), "report", relayed))).facts
    assert fact.attribution is not None
    assert (fact.attribution.link.id, fact.attribution.cue) == ("Xinhua", "report")
    (inner,) = fact.attribution.chain
    assert (inner.link.label, inner.link.type, inner.link.via) == ("Analysts", "CivilGroup", "text")
    assert re.fullmatch(r"text/[0-9a-f]{16}/0-8", inner.link.id)


def test_publisher_is_no_source_of_its_own_text() -> None:
    made = said(Source(mention(SAID, "Xinhua"), "report"))
    assert read(SAID, made, publisher="Xinhua").facts[0].attribution is None


def test_first_person_is_the_source() -> None:
    doc = by_hand(
        "We/PRON/nsubj/2 reject/VERB/root/0 Iran/PROPN/obj/2 ,/PUNCT/punct/2 Macron/PROPN/nsubj/6 said/VERB/parataxis/2"
    )
    made = claim(
        doc, "rejects", ["We"], ["Iran"], event="REJECT", source=Source(mention(doc, "Macron"), "said")
    )
    assert facts(doc, made) == [("FRA", "rejects", "IRN")]


def test_actors_carry_what_the_tables_know() -> None:
    made = claim(CHARGE, "accuses", ["China"], ["Iran"], event="ACCUSE")
    china, iran = read(CHARGE, made).actors
    assert (china.id, china.label, china.type, china.acts_for) == ("CHN", "China", "State", "CHN")
    assert china.same_as == ("https://sws.geonames.org/1814991/",)
    assert "PRC" in china.aliases
    assert iran.id == "IRN"


def test_credit_lines_claim_nothing() -> None:
    doc = by_hand("Reporting/VERB/root/0 by/ADP/case/3 Trump/PROPN/obl/1")
    found = read(doc, claim(doc, "accuses", ["Trump"], [], event="ACCUSE"))
    assert not found.facts
    assert [finding.rule for finding in found.refused] == ["credit-line"]


def test_linking_twice_gives_the_same() -> None:
    made = claim(CHARGE, "accuses", ["China and Japan"], ["Iran"], event="ACCUSE")
    assert read(CHARGE, made) == read(CHARGE, made)


def test_lookup_tells_why_and_which_offices() -> None:
    (answer,) = lookup("Trump", gazetteer.load(), on=date(2018, 1, 1))
    assert (answer.entry.id, answer.via) == ("Donald_Trump", "surname")
    assert [post.office.id for post in answer.offices] == ["President_of_the_United_States"]
    assert lookup("CHN", gazetteer.load())[0].via == "id"
    assert lookup("Nobody at All", gazetteer.load()) == []


def freeze() -> None:
    from kg.parse import load

    nlp = load()
    DocBin(attrs=ATTRIBUTES, docs=(nlp(case["text"]) for case in CASES)).to_disk(PARSES)


if __name__ == "__main__":
    freeze()


# ---- Acts at home


CURFEW = by_hand(
    "Turkey/PROPN/nsubj/2 imposed/VERB/root/0 curfews/NOUN/obj/2 in/ADP/case/5 Ankara/PROPN/obl/2/GPE"
)


def test_an_act_of_a_state_may_be_against_its_own_towns() -> None:
    made = claim(CURFEW, "protestsAgainst", ["Turkey"], ["Ankara"], event="PROTEST")
    assert facts(CURFEW, made) == [("TUR", "protestsAgainst", "TUR")]


def test_what_is_lawful_and_aimed_at_nobody_else_is_done_at_home() -> None:
    made = claim(CURFEW, "coerces", ["Turkey"], [], event="COERCE", mode="curfew")
    assert facts(CURFEW, made) == [("TUR", "coerces", "TUR")]


def test_what_is_done_abroad_is_not_done_at_home() -> None:
    doc = by_hand(
        "Turkey/PROPN/nsubj/2 imposed/VERB/root/0 curfews/NOUN/obj/2 in/ADP/case/5 Syria/PROPN/obl/2/GPE"
    )
    made = claim(doc, "coerces", ["Turkey"], [], event="COERCE", mode="curfew", place=mention(doc, "Syria"))
    assert facts(doc, made) == [("TUR", "coerces", None)]


def test_its_own_forces_are_nobody_to_act_against() -> None:
    doc = by_hand("Greece/PROPN/nsubj/2 mobilized/VERB/root/0 its/PRON/nmod:poss/4 forces/NOUN/obj/2")
    made = claim(doc, "mobilizesAgainst", ["Greece"], ["its forces"], event="MOBILIZE")
    assert facts(doc, made) == [("GRC", "mobilizesAgainst", None)]


@pytest.mark.parametrize(("words", "target"), [("the government", "PER"), ("the heat", None)])
def test_a_protest_against_the_government_is_one_against_ones_own(words: str, target: str | None) -> None:
    noun = words.split()[1]
    doc = by_hand(
        "Peruvian/ADJ/amod/2 students/NOUN/nsubj/3 protested/VERB/root/0 "
        f"against/ADP/case/6 the/DET/det/6 {noun}/NOUN/obl/3"
    )
    made = claim(doc, "protestsAgainst", ["Peruvian students"], [words], event="PROTEST")
    assert facts(doc, made)[0][2] == target


def test_victims_without_a_name_are_those_of_the_act_that_they_follow_from() -> None:
    doc = by_hand(
        "Israel/PROPN/nsubj/2 attacked/VERB/root/0 Lebanon/PROPN/obj/2 ,/PUNCT/punct/5 killing/VERB/advcl/2 "
        "two/NUM/nummod/7 people/NOUN/obj/5"
    )
    doc[4].tag_ = "VBG"
    first, second = (Span(token.idx, token.idx + len(token), token.text) for token in (doc[1], doc[4]))
    found = facts(
        doc,
        claim(doc, "assaults", ["Israel"], ["Lebanon"], event="ASSAULT", trigger=first),
        claim(doc, "assaults", ["Israel"], ["two people"], event="ASSAULT", trigger=second),
    )
    assert found == [("ISR", "assaults", "LBN"), ("ISR", "assaults", "LBN")]


def test_an_act_on_a_pronoun_that_stands_for_nothing_is_not_told() -> None:
    doc = by_hand("Iran/PROPN/nsubj/2 attacked/VERB/root/0 it/PRON/obj/2")
    assert not facts(doc, claim(doc, "assaults", ["Iran"], ["it"], event="ASSAULT"))
