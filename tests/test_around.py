"""kg.graph.around: excerpts of a store hold what whole readings hold, newest first, and no more than was asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store
from samples import CHN, RUN, TRUMP, USA, XINHUA, accusation, link, reading, readings

from kg import graph, vocab
from kg.graph.around import Excerpt, around, between, overview
from kg.graph.called import UnknownActor, called, find
from kg.records import Actor, Fact, Link, Reading, Span

DENIED = {"polarity": "negative"}


def stored(*told: Reading) -> Store:
    source = Store()
    for each in told:
        source.extend(graph.quads(each, RUN))
    return source


def day(number: int, *facts: Fact, published: str | None = None) -> Reading:
    """A document of a day of June, with an accusation where no facts are given."""
    doc = f"https://example.org/{number}"
    made = reading(*(replace(fact, doc=doc, id="") for fact in facts or (accusation(),)), doc=doc)
    published = published or f"2025-06-{number:02}"
    return replace(made, document=replace(made.document, published=published))


def facts(excerpt: Excerpt) -> list[Fact]:
    return [fact for each in excerpt.readings for fact in each.facts]


def documents(excerpt: Excerpt) -> list[str]:
    return [each.document.id.rsplit("/", 1)[1] for each in excerpt.readings]


def viewed(fact: Fact) -> Fact:
    """A fact without what an excerpt leaves out."""

    def words(span: Span) -> Span:
        inside = fact.sentence.begin <= span.begin and span.end <= fact.sentence.end
        return span if inside else replace(span, text="")

    def plain(link: Link) -> Link:
        return Link(link.id, link.label, link.type, words(link.mention), via="")

    content = fact.content and words(fact.content)
    return replace(fact.relinked(plain), trigger=words(fact.trigger), content=content)


def alike(found: Iterable[Fact], wanted: Iterable[Fact]) -> bool:
    return {fact.id: fact for fact in found} == {fact.id: viewed(fact) for fact in wanted}


@given(readings())
def test_an_excerpt_tells_of_a_claim_what_its_reading_tells(source: Reading) -> None:
    (found,) = overview(stored(source), top=60, limit=100).readings or [replace(source, facts=())]
    assert alike(found.facts, source.facts)
    assert replace(found.document, text="") == replace(source.document, text="")


def test_the_newest_come_first_and_pages_follow_one_another() -> None:
    source = stored(*(day(number) for number in (3, 1, 4, 2)))
    pages = [around(source, "CHN", limit=2, skip=skip) for skip in (0, 2, 4)]
    assert [sorted(documents(page)) for page in pages] == [["3", "4"], ["1", "2"], []]
    assert [(page.shown, page.held) for page in pages] == [(2, 4), (2, 4), (0, 4)]


def test_a_document_is_cut_where_the_limit_is_reached() -> None:
    told = [accusation(), accusation(**DENIED), accusation(modality="planned")]
    source = stored(day(1, *told), day(2, *told))
    pages = [around(source, "USA", limit=2, skip=skip) for skip in (0, 2, 4)]
    ids = [fact.id for page in pages for fact in facts(page)]
    assert len(ids) == len(set(ids)) == 6


def test_the_undated_come_last() -> None:
    undated = day(9)
    undated = replace(undated, document=replace(undated.document, published=None))
    assert documents(around(stored(undated, day(1)), "USA", limit=1)) == ["1"]


def test_only_claims_about_the_actor_come() -> None:
    other = accusation(subject=link(TRUMP, "The US"), object=link(XINHUA, "Xinhua"))
    found = around(stored(day(1, accusation(), other)), "Donald_Trump", limit=10)
    assert [(fact.subject.id, fact.object and fact.object.id) for fact in facts(found)] == [
        ("Donald_Trump", "Xinhua")
    ]
    assert found.held == 1


def test_a_dyad_has_both_directions_and_nothing_else() -> None:
    back = accusation(subject=link(CHN, "China"), object=link(USA, "The US"))
    other = accusation(object=link(XINHUA, "Xinhua"))
    found = between(stored(day(1, accusation(), back, other)), "CHN", "USA", limit=10)
    assert {fact.subject.id for fact in facts(found)} == {"USA", "CHN"}
    assert (found.shown, found.held) == (2, 2)


def test_a_claim_comes_with_those_that_it_stands_in() -> None:
    outer = accusation(doc="https://example.org/1", subject=link(TRUMP, "The US"), object=None)
    inner = accusation(doc="https://example.org/1", within=outer.id)
    made = replace(day(1), facts=(outer, inner))
    found = around(stored(made), "CHN", limit=10)
    assert {fact.id for fact in facts(found)} == {outer.id, inner.id}
    assert (found.shown, found.held) == (1, 1)


def test_a_large_store_opens_with_its_most_active_actors() -> None:
    rare = accusation(subject=link(TRUMP, "The US"), object=link(XINHUA, "Xinhua"))
    source = stored(*(day(number) for number in (1, 2, 3)), day(4, rare))
    found = overview(source, top=2, limit=2)
    assert sorted(documents(found)) == ["2", "3"]
    assert (found.shown, found.held) == (2, 4)
    assert overview(source, top=2, limit=4).shown == 4


def test_an_empty_store_has_an_empty_excerpt() -> None:
    assert overview(Store(), top=60, limit=10) == Excerpt((), 0, 0)
    assert around(Store(), "USA", limit=10) == Excerpt((), 0, 0)


def test_a_span_without_a_place_is_refused_with_what_to_do() -> None:
    lines = graph.canonical_nquads(graph.quads(reading(), RUN)).replace(b"#char=", b"#page=")
    source = Store()
    source.load(lines, format=RdfFormat.N_QUADS)
    with pytest.raises(graph.GraphError, match="build that document again"):
        overview(source, top=60, limit=10)


def test_nodes_that_others_wrote_without_a_name_are_passed_over() -> None:
    source = stored(day(1))
    alien, kg = NamedNode("https://example.org/alien"), vocab.KG
    for node in (BlankNode("one"), NamedNode("https://example.org/claim")):
        for verb, value in (
            ("about", BlankNode("two")),
            ("subject", BlankNode("three")),
            ("object", Literal("x")),
        ):
            source.add(Quad(node, NamedNode(kg + verb), value, alien))
            source.add(Quad(node, NamedNode(kg + verb), value, BlankNode("graph")))
    for limit in (1, 10):
        assert len(facts(overview(source, top=2, limit=limit))) == 1
    assert len(facts(around(source, "USA", limit=10))) == 1


@pytest.mark.parametrize("word", ["CHN", vocab.ID + "CHN", "China", "china", "PRC", " chinA "])
def test_an_actor_is_found_by_each_of_its_names(word: str) -> None:
    assert find(stored(day(1)), word) == "CHN"


def test_accents_do_not_matter() -> None:
    erdogan = Actor("Erdogan", "Recep Tayyip Erdoğan", "Person")
    made = day(1, accusation(subject=link(erdogan, "The US")))
    source = stored(replace(made, actors=(*made.actors, erdogan)))
    assert find(source, "recep tayyip erdogan") == "Erdogan"
    assert [name.id for name in called(source, "erdog")] == ["Erdogan"]


@pytest.mark.parametrize("word", ["Chinna", "Unknown land", "x> } SELECT", "\udc80", "kg:accuses"])
def test_an_unknown_actor_is_refused(word: str) -> None:
    with pytest.raises(UnknownActor, match="tells of no actor"):
        find(stored(day(1)), word)


def test_who_is_near_is_named() -> None:
    with pytest.raises(UnknownActor, match=r"did you mean China\?"):
        find(stored(day(1)), "Chinna")


def test_a_name_of_several_actors_asks_which() -> None:
    one, two = Actor("Ali.IRQ", "Ahmed Ali", "Person"), Actor("Ali.SYR", "Ahmed Ali", "Person")
    made = day(1, accusation(subject=link(one, "The US"), object=link(two, "China")))
    with pytest.raises(UnknownActor, match=r"say Ali\.IRQ \(Ahmed Ali\) or Ali\.SYR \(Ahmed Ali\)"):
        find(stored(replace(made, actors=(one, two))), "Ahmed Ali")


def test_names_that_begin_so_come_first_and_those_who_do_not_act_not_at_all() -> None:
    names = ("Chin State", "Indochina", "South China")
    actors = [Actor(name.replace(" ", "_"), name, "State") for name in names]
    told = [accusation(subject=link(actor, "The US")) for actor in actors]
    idle = Actor("Chinatown", "Chinatown", "City")
    source = stored(replace(day(1, *told), actors=(*actors, idle)), day(2))
    assert [name.label for name in called(source, "china")] == ["China", "South China", "Indochina"]
    assert [name.label for name in called(source, "Chin", limit=2)] == ["China", "Chin State"]
