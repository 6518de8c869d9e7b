"""Identity: who is one with whom across documents, by the text alone, by a user's names, and by decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from samples import CHN, TRUMP, USA, XINHUA, accusation, link, reading
from spacy.tokens import Doc
from spacy.tokens import Span as Named
from test_link import by_hand, claim, mention

from kg import build, decide, graph, store
from kg.export.network import multidigraph
from kg.link import DecisionError, alike, consistent, decided
from kg.link import link as facts_of
from kg.link.identity import identified, identifier
from kg.records import Actor, Attribution, Claim, Decision, Document, Fact, KgError, Reading, Run, Span
from kg.rules import gazetteer
from kg.rules.entries import Gazetteer

RUN = Run("0.1.0", "model", "rules")
IRAQI = "Iraqi/ADJ/amod/2 Minister/NOUN/nsubj/5 Ahmed/PROPN/appos/2/PERSON Ali/PROPN/flat/3 left/VERB/root/0"
EGYPTIAN = IRAQI.replace("Iraqi", "Egyptian")
PLAIN = "Ahmed/PROPN/nsubj/3/PERSON Ali/PROPN/flat/1 left/VERB/root/0"
MERGE = Decision("Ahmed_Ali", "", "Ahmed_Ali.IRQ", "Ahmed Ali", "Person", "one minister")


def who(*rows: str, name: str = "Ahmed Ali", page: str = "a:1", names: Gazetteer | None = None) -> list[str]:
    """The identifiers that the mentions of a name have in one document."""
    doc = by_hand(*rows)
    if name == "Ahmed Ali":
        starts = (word.i for word in doc if word.text == "Ahmed")
        doc.ents = [Named(doc, i, i + 2, "PERSON") for i in starts]
    count = doc.text.count(name)
    found = [subject(doc, name, nth) for nth in range(1, count + 1)]
    made = facts_of(Document(page, doc.text, "2025-06-05"), doc, found, gazetteer=names or gazetteer.load())
    return [fact.subject.id for fact in made.facts]


def subject(doc: Doc, name: str, nth: int) -> Claim:
    made = claim(doc, "relatedTo", [], [], content=Span(0, 1, doc.text[0]))
    return replace(made, subjects=(mention(doc, name, nth),))


def test_two_of_one_name_in_two_documents_are_told_apart_by_their_states() -> None:
    assert who(IRAQI) == ["Ahmed_Ali.IRQ"]
    assert who(EGYPTIAN, page="a:2") == ["Ahmed_Ali.EGY"]
    assert who(PLAIN, page="a:3") == ["Ahmed_Ali"]


def test_two_of_one_name_in_one_document_are_two() -> None:
    assert sorted(who(IRAQI, EGYPTIAN)) == ["Ahmed_Ali.EGY", "Ahmed_Ali.IRQ"]


def test_a_name_without_a_title_is_whom_the_text_has_brought_in() -> None:
    assert set(who(IRAQI, PLAIN)) == {"Ahmed_Ali.IRQ"}


@pytest.mark.parametrize("spelt", ["Al Amarah", "Al Amārah"])
def test_a_place_of_the_tables_keeps_its_label_however_a_text_spells_it(spelt: str) -> None:
    text = f"The US accused {spelt}."
    fact = accusation(object=link(Actor("Al_Amarah", spelt, "City"), spelt, text=text))
    (kept,) = identified([fact], fact.doc, gazetteer.load())
    assert kept.object
    assert (kept.object.id, kept.object.label) == ("Al_Amarah", gazetteer.load().entries["Al_Amarah"].label)


def test_a_single_name_without_a_state_stays_in_its_text() -> None:
    row = "Zanthor/PROPN/nsubj/2/ORG left/VERB/root/0"
    (one,), (other,) = who(row, name="Zanthor"), who(row, name="Zanthor", page="a:2")
    assert one.startswith("text/")
    assert one != other


def test_georgia_is_the_state_or_one_of_the_united_states() -> None:
    lone = "Georgia/PROPN/nsubj/2/GPE voted/VERB/root/0"
    assert who(lone, "Texas/PROPN/nsubj/2/GPE watched/VERB/root/0", name="Georgia") == [
        "Georgia_United_States"
    ]
    assert who(lone, "Tbilisi/PROPN/nsubj/2/GPE watched/VERB/root/0", name="Georgia") == ["GEO"]


def test_a_names_file_gives_an_actor_its_own_identifier(tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("id\tlabel\ttype\tstate\nThe_Minister\tAhmed Ali\tPerson\tIRQ\n", encoding="utf-8")
    names = gazetteer.load([own])
    assert who(PLAIN, names=names) == ["The_Minister"]
    assert who(EGYPTIAN, names=names) == ["Ahmed_Ali.EGY"]


@pytest.mark.parametrize(
    ("label", "cls", "state", "expected"),
    [
        ("Ahmed Ali", "Person", None, "Ahmed_Ali"),
        ("Ahmed Ali", "Person", "IRQ", "Ahmed_Ali.IRQ"),
        ("Ahmed Ali", "Company", None, "Ahmed_Ali.Company"),
        ("Ahmed Ali", "City", "IRQ", "Ahmed_Ali.City.IRQ"),
        ("Ahmed St. Ali", "Person", None, "Ahmed_St_Ali"),
        ("Orbel Industries", "Company", None, "Orbel_Industries"),
        ("Foreign Ministry of Peru", "Institution", "PER", "Foreign_Ministry_of_Peru"),
        ("Foreign Ministry of Georgia", "Institution", "GEO", "Foreign_Ministry_of_Georgia.GEO"),
        ("Congolese rebels", "ArmedGroup", "COD", "Congolese_rebels.COD"),
        ("Rwandan rebels", "ArmedGroup", "RWA", "Rwandan_rebels"),
        ("Xi Jinping", "Person", None, "Xi_Jinping.Person"),
    ],
)
def test_an_identifier_says_what_tells_namesakes_apart(
    label: str, cls: str, state: str | None, expected: str
) -> None:
    assert identifier(label, cls, state, gazetteer.load()) == expected


def test_organisations_are_alike_and_nothing_else() -> None:
    assert alike("Company", "CivilGroup")
    assert alike("Person", "Person")
    assert not alike("Person", "Company")
    assert not alike("City", "Region")


# Decisions

AHMED, OTHER = (
    replace(TRUMP, id=name, label="Ahmed Ali", acts_for=None) for name in ("Ahmed_Ali.IRQ", "Ahmed_Ali")
)


def told(*facts: Fact) -> Reading:
    """A reading with the actors that its facts lead to."""
    needed = {each.id for fact in facts for each in fact.links}
    actors = (AHMED, OTHER, CHN, USA, XINHUA)
    return replace(reading(*facts), actors=tuple(actor for actor in actors if actor.id in needed))


def by(fact: Fact) -> Fact:
    """The fact, told by Xinhua for a state."""
    return replace(fact, attribution=Attribution(replace(link(XINHUA, "Xinhua"), acts_for="CHN"), "said"))


PAGES = (
    told(accusation(subject=link(OTHER, "The US"))),
    told(
        accusation(
            subject=link(AHMED, "The US"), object=link(OTHER, "China"), relation="consults", event="CONSULT"
        )
    ),
    told(by(accusation(subject=link(OTHER, "The US")))),
)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "decision",
    [
        MERGE,
        Decision("CHN", "", "TWN", "Taiwan", "State"),
        Decision("Ahmed_Ali", "https://example.org/1", "text/1/Ahmed_Ali", "Ahmed Ali", "Person"),
    ],
    ids=["merge", "state", "split"],
)
def test_a_decision_is_taken_back_without_loss(page: Reading, decision: Decision) -> None:
    plain, ruled = graph.quads(page, RUN), graph.quads(decided(page, [decision]), RUN)
    (held,) = graph.readings(ruled)
    assert graph.rewritten(plain, lambda each: decided(each, [decision])) == ruled
    assert graph.rewritten(ruled, lambda each: decided(each, [])) == plain
    assert graph.rewritten(ruled, lambda each: decided(each, [decision])) == ruled
    assert [fact.id for fact in held.facts] == [fact.id for fact in page.facts]


def test_who_is_replaced_stands_in_no_network() -> None:
    page = decided(PAGES[0], [MERGE])
    assert page.replaced == {"Ahmed_Ali"}
    labels = [name.rpartition("/")[2] for name in multidigraph([page])]
    assert labels == ["Ahmed_Ali.IRQ", "CHN"]


def test_whom_a_claim_holds_apart_no_decision_makes_one_in_it() -> None:
    assert decided(PAGES[1], [MERGE]).facts == PAGES[1].facts


def test_a_decision_on_a_document_goes_before_one_on_all() -> None:
    page = PAGES[0]
    alone = replace(MERGE, doc=page.document.id, into="Somebody", label="Somebody")
    assert decided(page, consistent([MERGE, alone])).facts[0].subject.id == "Somebody"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([MERGE, replace(MERGE, into="Ahmed")], "'Ahmed_Ali' is decided to be 'Ahmed' and 'Ahmed_Ali.IRQ'"),
        (
            [MERGE, replace(MERGE, id=MERGE.into, into=MERGE.id)],
            "Ahmed_Ali is Ahmed_Ali.IRQ is Ahmed_Ali, by decision",
        ),
        ([MERGE, replace(MERGE, id=MERGE.into, doc="a:1", into=MERGE.id)], "undo one of these"),
    ],
    ids=["twice", "circle", "circle in a document"],
)
def test_decisions_that_contradict_one_another_are_refused(rows: list[Decision], message: str) -> None:
    with pytest.raises(DecisionError, match=message):
        consistent(rows)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("A\t\tB\tB\tPearson\t", "'Pearson' is no class of entities; allowed are .*Person"),
        ("A\t\t\tB\tPerson\t", "the column 'into' is missing or empty"),
        ("A\t\tA\tA\tPerson\t", "'A' is itself already: delete the row"),
        ("A\t\tB\tB\tPerson\twhy\tmore", "7 cells; the columns are"),
    ],
)
def test_a_bad_row_is_refused_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    (tmp_path / "decisions.tsv").write_text(
        f"# mine\nid\tdoc\tinto\tlabel\ttype\twhy\n{row}\n", encoding="utf-8"
    )
    with pytest.raises(KgError, match=rf"line 3: .*{message}"):
        store.load_decisions(tmp_path)


def test_decisions_are_written_sorted_and_read_again(tmp_path: Path) -> None:
    rows = (replace(MERGE, why="a\ttab"), Decision("A", "a:1", "B", "B", "Person"))
    store.save_decisions(tmp_path, rows)
    assert store.load_decisions(tmp_path) == tuple(sorted((replace(MERGE, why="a tab"), rows[1])))


@pytest.fixture
def held(tmp_path: Path) -> Iterator[store.Store]:
    with store.open(tmp_path / "graph") as opened:
        for page in documents():
            opened.replace(page.document.id, graph.quads(page, RUN))
        yield opened


def documents() -> list[Reading]:
    return [
        told(replace(accusation(doc=name, subject=link(actor, "The US"))))
        if name.endswith("1")
        else replace(
            told(accusation(doc=name, subject=link(actor, "The US"))),
            document=Document(name, "", title="Second"),
        )
        for name, actor in (("https://example.org/1", AHMED), ("https://example.org/2", OTHER))
    ]


def test_a_merge_is_asked_about_by_either_name_and_undone(held: store.Store) -> None:
    before = graph.canonical_nquads(held.rdf)
    made, warnings = decide.merge(
        held, "Ahmed_Ali.IRQ", "Ahmed_Ali", tables=gazetteer.load(), why="one minister"
    )
    assert (made, warnings) == (MERGE, [])
    assert decide.decide(held, [made]) == 1
    rows = store.select(
        held, "SELECT ?who ?doc { GRAPH ?doc { ?who kg:accuses ?whom } }", bindings={"who": "Ahmed_Ali"}
    )
    assert len(rows.rows) == 2
    assert decide.settled(held) == (MERGE,)
    assert decide.decide(held, []) == 1
    assert graph.canonical_nquads(held.rdf) == before


def test_a_table_that_was_edited_by_hand_is_followed(held: store.Store) -> None:
    assert held.path
    store.save_decisions(held.path, [MERGE])
    decide.settled(held)
    assert decide.left(held, MERGE) == []
    assert graph.mentioning(held.rdf, "Ahmed_Ali.IRQ") == ["https://example.org/1", "https://example.org/2"]


def test_a_split_holds_in_one_document(held: store.Store) -> None:
    made, warnings = decide.split(held, "Ahmed_Ali", "Second", tables=gazetteer.load())
    assert made.into.startswith("text/")
    assert warnings == []
    assert decide.decide(held, [made]) == 1
    assert graph.mentioning(held.rdf, "Ahmed_Ali") == []
    _, warnings = decide.split(held, "Ahmed_Ali.IRQ", "Second", tables=gazetteer.load())
    assert warnings == ["https://example.org/2 does not speak of 'Ahmed_Ali.IRQ'"]


@pytest.mark.parametrize(
    ("keep", "gone", "message"),
    [
        ("CHN", "Ahmed_Ali", "'CHN' is a State, and 'Ahmed_Ali' is a Person: two classes are two things"),
        ("Foo", "Bar", "neither 'Foo' nor 'Bar' is in the store or the tables"),
        ("CHN", "CHN", "one already"),
    ],
)
def test_a_merge_of_what_cannot_be_one_is_refused(
    held: store.Store, keep: str, gone: str, message: str
) -> None:
    with pytest.raises(DecisionError, match=message):
        decide.merge(held, keep, gone, tables=gazetteer.load())


def test_a_merge_of_what_no_document_has_is_made_with_a_warning(held: store.Store) -> None:
    made, warnings = decide.merge(held, "Ahmed_Ali", "Ahmad_Ali", tables=gazetteer.load())
    assert made.type == "Person"
    assert warnings == ["no document has 'Ahmad_Ali'"]


def test_a_snapshot_has_the_decisions_too(held: store.Store, tmp_path: Path) -> None:
    decide.decide(held, [MERGE])
    held.snapshot(tmp_path / "copy")
    assert decide.decisions(tmp_path / "copy") == (MERGE,)


def test_a_store_in_memory_keeps_no_decisions() -> None:
    with pytest.raises(store.StoreError, match="open one on disk"):
        decide.decide(store.memory(), [MERGE])


TEXTS = {
    "a:1": "Iraqi Trade Minister Ahmed Ali accused Turkey of breaking the deal.",
    "a:2": "Egyptian Trade Minister Ahmed Ali accused Turkey of lying.",
    "a:3": "Ahmed Ali accused Turkey of arming the rebels.",
}


@pytest.mark.model
def test_a_rebuild_after_a_merge_gives_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    engine = build.Engine.load()
    pages = [Document(name, text, "2025-06-05") for name, text in TEXTS.items()]
    with store.open(tmp_path / "first") as first:
        list(build.build(engine, pages, first))
        plain = graph.canonical_nquads(first.rdf)
        decide.decide(first, [MERGE])
        merged = graph.canonical_nquads(first.rdf)
        assert {outcome.fate for outcome in build.build(engine, pages, first)} == {"unchanged"}
        assert graph.canonical_nquads(first.rdf) == merged
    (tmp_path / "second").mkdir()
    store.save_decisions(tmp_path / "second", [MERGE])
    with store.open(tmp_path / "second") as second:
        list(build.build(engine, pages[::-1], second))
        assert graph.canonical_nquads(second.rdf) == merged
        assert graph.mentioning(second.rdf, "Ahmed_Ali.IRQ") == ["a:1", "a:3"]
        decide.decide(second, [])
        assert graph.canonical_nquads(second.rdf) == plain
