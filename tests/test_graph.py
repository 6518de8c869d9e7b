"""kg.graph: readings become quads and come back as they were; events and direct triples keep their rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse
from samples import CHN, CNN, RUN, TEXT, TRUMP, USA, XINHUA, accusation, link, reading, readings

from kg import graph, vocab
from kg.records import Attribution, Document, Fact, Reading, Sentence, Span, Time

HOSTILE = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
ID = vocab.ID
KG = vocab.KG


def back(source: Reading) -> Reading:
    (found,) = graph.readings(graph.quads(source, RUN))
    return found


def statement(quad: Quad) -> tuple[str, str, str]:
    subject, verb, other = quad.triple
    assert isinstance(subject, NamedNode)
    assert isinstance(other, NamedNode | Literal)
    return subject.value, verb.value, other.value


def triples(*facts: Fact) -> set[tuple[str, str, str]]:
    return {statement(quad) for quad in graph.quads(reading(*facts), RUN)}


def direct(*facts: Fact) -> set[tuple[str, str]]:
    return {(s.removeprefix(ID), o.removeprefix(ID)) for s, p, o in triples(*facts) if p == KG + "accuses"}


def events(source: Reading) -> set[str]:
    subjects = (statement(quad)[0] for quad in graph.quads(source, RUN))
    return {subject for subject in subjects if subject.startswith(ID + "event/")}


@given(readings())
@HOSTILE
def test_facts_come_back_as_they_were(source: Reading) -> None:
    assert {fact.id: fact for fact in back(source).facts} == {fact.id: fact for fact in source.facts}
    assert back(source).document == source.document


@given(readings())
@HOSTILE
def test_quads_are_the_same_in_a_store_and_in_a_file(source: Reading) -> None:
    quads = graph.quads(source, RUN)
    store = Store()
    store.extend(quads)
    assert graph.canonical_nquads(store) == graph.canonical_nquads(reversed(quads))
    assert set(parse(graph.canonical_nquads(quads), format=RdfFormat.N_QUADS)) == set(quads)
    assert list(graph.readings(store)) == list(graph.readings(quads))


def test_actors_come_back_with_their_labels_and_matches() -> None:
    assert back(reading()).actors == reading().actors


def test_that_an_actor_acts_for_itself_is_not_written() -> None:
    source = replace(reading(), actors=(replace(USA, acts_for="USA"), replace(TRUMP, acts_for="USA")))
    acting = [statement(quad) for quad in graph.quads(source, RUN) if quad.predicate.value == KG + "actsFor"]
    assert acting == [(ID + "Donald_Trump", KG + "actsFor", ID + "USA")]


def test_no_node_is_blank_and_every_term_is_of_the_ontology() -> None:
    for quad in graph.quads(reading(), RUN):
        assert quad.graph_name == NamedNode("https://example.org/1")
        for iri in statement(quad)[:2]:
            if iri.startswith(KG):
                assert vocab.term(iri.removeprefix(KG))


def test_spans_are_named_by_their_offsets() -> None:
    assert ("https://example.org/1#char=7,14", KG + "index", "0") not in triples()
    nif = vocab.PREFIXES["nif"]
    assert ("https://example.org/1#char=7,14", nif + "anchorOf", "accused") in triples()


def test_a_plain_claim_stands_as_a_triple() -> None:
    assert direct(accusation()) == {("USA", "CHN")}


def test_a_symmetric_claim_stands_both_ways() -> None:
    assert direct(accusation(symmetric=True)) == {("USA", "CHN"), ("CHN", "USA")}


def test_a_news_outlet_is_believed() -> None:
    assert direct(accusation(attribution=Attribution(link(CNN, "Xinhua"), "said"))) == {("USA", "CHN")}


@pytest.mark.parametrize(
    "changes",
    [
        {"polarity": "negative"},
        {"modality": "planned"},
        {"modality": "attempted"},
        {"object": link(USA, "Xinhua")},
        {"phrase": "accused of"},
        {"object": None},
        {"within": "0123456789abcdef"},
        {"attribution": Attribution(link(TRUMP, "Xinhua"), "said")},
        {"attribution": Attribution(link(XINHUA, "Xinhua", acts_for="CHN"), "said")},
        {"attribution": Attribution(link(CNN, "Xinhua"), "", (Attribution(link(TRUMP, "Xinhua"), "said"),))},
    ],
    ids=[
        "denied",
        "planned",
        "attempted",
        "against oneself",
        "open",
        "no object",
        "content",
        "party",
        "outlet of a party",
        "relayed",
    ],
)
def test_what_is_merely_said_stays_a_claim(changes: dict[str, Any]) -> None:
    assert direct(accusation(**changes)) == set()


def test_a_chain_of_sources_starts_with_the_one_nearest_to_the_claim() -> None:
    chain = (Attribution(link(TRUMP, "The US"), "citing"),)
    found = triples(accusation(attribution=Attribution(link(CNN, "Xinhua"), "said", chain)))
    refers = {s: o.removeprefix(ID) for s, p, o in found if p == KG + "refersTo"}
    assert [(refers[s], refers[o]) for s, p, o in found if p == KG + "relayedBy"] == [("Donald_Trump", "CNN")]
    assert [o for _, p, o in found if p == KG + "attributedTo"] == [ID + "Donald_Trump"]


def test_an_event_told_by_two_documents_is_one_node() -> None:
    other = "https://example.org/2"
    assert events(reading()) == events(reading(accusation(doc=other), doc=other))
    assert len(events(reading())) == 1


def test_undated_events_of_two_documents_stay_two() -> None:
    other = "https://example.org/2"
    elsewhere = reading(accusation(doc=other, time=None), doc=other)
    assert events(reading(accusation(time=None))) != events(elsewhere)


def test_in_one_document_compatible_days_are_one_event() -> None:
    day, week = Time("2025-06-05", "2025-06-05", "Thursday"), Time("2025-06-02", "2025-06-08", "this week")
    times = (day, week, None)
    facts = [accusation(time=time, sentence=Sentence(n, 0, 55, TEXT)) for n, time in enumerate(times)]
    told = [replace(fact, id=str(n), trigger=Span(n, n + 7, "accused")) for n, fact in enumerate(facts)]
    assert events(reading(*told)) == events(reading(accusation(time=day)))
    other = replace(told[1], time=Time("2025-06-03", "2025-06-03", "Tuesday"))
    assert len(events(reading(told[0], other))) == 2


def test_a_symmetric_event_is_the_same_from_both_sides() -> None:
    sides = accusation(symmetric=True)
    turned = replace(sides, subject=link(CHN, "China"), object=link(USA, "The US"), id="")
    assert events(reading(sides)) == events(reading(turned))


def test_compound_actors_do_one_event() -> None:
    both = (accusation(), accusation(subject=link(TRUMP, "Xinhua")))
    assert len(events(reading(*both))) == 1
    found = triples(*both)
    (event,) = events(reading(*both))
    assert {(event, KG + "actor", ID + "USA"), (event, KG + "actor", ID + "Donald_Trump")} <= found


def test_of_two_facts_with_one_id_the_surest_stands() -> None:
    weak, sure = accusation(confidence=0.4, rule="weak"), accusation()
    assert weak.id == sure.id
    assert back(reading(weak, sure)).facts == (sure,)


def test_characters_that_rdf_cannot_hold_keep_their_place() -> None:
    odd = "The\0\ud800US"
    fact = accusation(content=Span(0, 7, odd))
    assert back(reading(fact)).facts[0].content == Span(0, 7, "The\ufffd\ufffdUS")


def test_a_url_that_is_no_iri_is_kept_as_text() -> None:
    hostile = replace(reading(), document=replace(reading().document, url="http://x/ <script>"))
    assert back(hostile).document.url == "http://x/ <script>"


@pytest.mark.parametrize("name", ["not an iri", "https://example.org/a b", "https://example.org/a#b", ""])
def test_a_document_that_cannot_name_a_graph_is_refused(name: str) -> None:
    with pytest.raises(graph.GraphError, match=r"https://host/path|leave out"):
        graph.quads(Reading(Document(name, "")), RUN)


def test_one_identifier_for_two_things_is_refused() -> None:
    fact = accusation(subject=replace(link(USA, "The US"), label="USS Enterprise"))
    with pytest.raises(graph.GraphError, match="'USA' is 'United States'"):
        graph.quads(reading(fact), RUN)


def test_a_graph_with_a_part_missing_is_reported() -> None:
    quads = [quad for quad in graph.quads(reading(), RUN) if quad.predicate.value != KG + "trigger"]
    with pytest.raises(graph.GraphError, match="lacks kg:trigger"):
        list(graph.readings(quads))


def test_identifiers_may_have_another_base() -> None:
    base = "https://data.example/actor/"
    quads = graph.quads(reading(), RUN, base=base)
    assert [found.facts for found in graph.readings(quads, base=base)] == [reading().facts]
    assert not any(part.startswith(ID) for quad in quads for part in statement(quad))


@pytest.mark.parametrize("form", graph.FORMS)
def test_every_form_can_be_read_again(form: str) -> None:
    quads = graph.quads(reading(), RUN)
    data = graph.serialize(quads, form)
    assert data == graph.serialize(reversed(quads), form)
    assert {quad.triple for quad in parse(data, format=graph.FORMS[form])} == {quad.triple for quad in quads}


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(graph.GraphError, match="nquads, trig"):
        graph.serialize([], "excel")
