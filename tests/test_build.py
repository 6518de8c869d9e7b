"""The whole line: the same input gives the same bytes, and a second build changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import build, graph, store
from kg.records import Document, Finding, KgError, Reading

ARTICLES = Path(__file__).parent.parent / "examples" / "articles"
SHARED = Path(__file__).parent.parent.parent / "shared" / "examples"


@pytest.fixture(scope="module")
def engine() -> build.Engine:
    return build.Engine.load()


def built(engine: build.Engine, folder: Path, inputs: list[Path]) -> bytes:
    with store.open(folder) as opened:
        outcomes = list(build.build(engine, build.documents(inputs), opened))
        assert {outcome.fate for outcome in outcomes} == {"new"}
        again = list(build.build(engine, build.documents(inputs), opened))
        assert {outcome.fate for outcome in again} == {"unchanged"}
        return graph.canonical_nquads(opened.rdf)


@pytest.mark.model
def test_the_same_input_gives_the_same_bytes_in_any_order(engine: build.Engine, tmp_path: Path) -> None:
    articles = sorted(ARTICLES.glob("*.txt"))
    assert len(articles) >= 5
    first = built(engine, tmp_path / "one", articles)
    assert first == built(engine, tmp_path / "two", articles[::-1])
    assert b"kg" in first


@pytest.mark.model
def test_a_changed_document_replaces_what_it_said(engine: build.Engine, tmp_path: Path) -> None:
    page = "https://example.org/page"
    texts = ("Turkey accused Greece of arming the islands.", "Turkey praised Greece.")
    with store.open(tmp_path / "graph") as opened:
        fates = [
            outcome.fate
            for text in texts
            for outcome in build.build(engine, [Document(page, text, "2025-06-05")], opened)
        ]
        (reading,) = graph.readings(opened.rdf)
    assert fates == ["new", "replaced"]
    assert [fact.relation for fact in reading.facts] == ["supports"]


@pytest.mark.model
def test_what_cannot_be_parsed_is_refused_and_the_next_is_read(engine: build.Engine) -> None:
    long, good = (
        Document("a:1", "word " * 400_000),
        Document("a:2", "Turkey accused Greece of arming the islands."),
    )
    refused, reading = engine.read([long, good])
    assert isinstance(refused, Finding)
    assert "1,000,000" in refused.message
    assert isinstance(reading, Reading)
    assert [fact.relation for fact in reading.facts] == ["accuses"]


@pytest.mark.model
def test_a_fault_of_ours_costs_one_document_and_is_told(
    engine: build.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(document: Document, *_: object, **__: object) -> Reading:
        if document.id == "a:1":
            raise RecursionError("too deep")
        return Reading(document)

    monkeypatch.setattr(build.link, "link", failing)
    fault, reading = engine.read([Document("a:1", "One."), Document("a:2", "Two.")])
    assert isinstance(fault, Finding)
    assert fault.rule == "fault"
    assert "too deep" in fault.message
    assert isinstance(reading, Reading)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "(" * 500 + "China accused Japan." + ")" * 500,
        "‮الصين China accused Japan‬.",
        "Chi​na accu‍sed Japan.",
        "😀🇨🇳 accused 🇯🇵.",
        "x" * 100_000,
        "\x00China accused Japan.",
    ],
    ids=["brackets", "right-to-left", "zero-width", "emoji", "no space", "NUL"],
)
def test_hostile_text_is_read_without_harm(engine: build.Engine, text: str) -> None:
    (reading,) = engine.read([Document("a:1", text, "2025-06-05")])
    assert isinstance(reading, Reading)
    for fact in reading.facts:
        assert text[fact.subject.mention.begin : fact.subject.mention.end] == fact.subject.mention.text
    graph.quads(reading, engine.run)


@pytest.mark.model
def test_the_shared_example_has_none_of_the_wrong_readings(engine: build.Engine) -> None:
    path = SHARED / "us-china-call.txt"
    if not path.exists():
        pytest.skip(f"{path} is not there: the example of the benchmarks is read from beside the checkout")
    (reading,) = engine.read(build.documents([path], date="2025-06-05"))
    assert isinstance(reading, Reading)
    held = [
        (fact.subject.id, fact.relation, fact.object.id if fact.object else None)
        for fact in reading.facts
        if fact.polarity == "positive" and fact.modality == "asserted" and fact.attribution is None
    ]
    assert ("CHN", "threatens", "TWN") not in held
    assert not [
        fact for fact in reading.facts if "revok" in fact.trigger.text and fact.modality == "asserted"
    ]
    credited = reading.document.text.index("With assistance from")
    assert all(
        link.mention.begin < credited
        for fact in reading.facts
        for link in (fact.subject, fact.object)
        if link
    )
    responded = [fact for fact in reading.facts if "respond" in fact.trigger.text]
    assert all(fact.polarity == "negative" for fact in responded)


def stored(engine: build.Engine, *documents: Document) -> store.Store:
    held = store.memory()
    list(build.build(engine, documents, held))
    return held


@pytest.mark.model
def test_a_removed_document_takes_what_it_alone_supports(engine: build.Engine) -> None:
    both = "On 3 June 2025 Turkey accused Greece of arming the islands."
    one = Document(
        "https://example.org/1", both + " Turkey praised Mali.", "2025-06-05", "One", path="a/one.txt"
    )
    two = Document("https://example.org/2", both + " Niger thanked Chad for its help.", "2025-06-06")
    left = graph.canonical_nquads(stored(engine, two).rdf)
    for name in ("https://example.org/1", "One", "one.txt"):
        held = stored(engine, one, two)
        assert build.remove(held, [build.called(held, name)]) == [one.id]
        assert graph.canonical_nquads(held.rdf) == left


@pytest.mark.model
def test_only_one_document_that_is_there_can_be_named(engine: build.Engine) -> None:
    held = stored(
        engine, *(Document(f"https://example.org/{n}", f"Text {n}.", title="Talks: a report") for n in "12")
    )
    with pytest.raises(KgError, match=r"names 2 documents: say which of https://example\.org/1, "):
        build.called(held, "Talks: a report")
    for name in ("none.txt", "https://example.org/3", graph.copies_graph()):
        with pytest.raises(KgError, match="names no document"):
            build.called(held, name)
