"""The whole line: the same input gives the same bytes, and a second build changes nothing."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import psutil
import pytest
import samples
from click.testing import CliRunner
from samples import RUN, accusation

from kg import build, graph, link, store
from kg.build import workers
from kg.cli import program
from kg.records import Document, Finding, KgError, Reading, Run

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

    monkeypatch.setattr(link, "link", failing)
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


def page(*, title: str | None = None, number: int = 1) -> build.Page:
    found = samples.reading(
        accusation(doc=f"https://example.org/{number}"), doc=f"https://example.org/{number}"
    )
    document = replace(found.document, title=title)
    return build.Page(document.id, "news.txt", graph.quads(replace(found, document=document), RUN), 1, ())


def test_pages_are_told_in_their_order_as_they_are_stored() -> None:
    held, odd = store.memory(), build.Outcome("odd.txt", "refused")
    made = [page(), odd, page(), page(title="Accused"), page(number=2)]
    told = [each.fate for each in build.stored(made, held)]
    assert told == ["new", "refused", "unchanged", "replaced", "new"]
    assert held.quads(made[0].document) == page(title="Accused").quads
    assert [each.fate for each in build.stored([page(), odd], held)] == ["replaced", "refused"]


def test_what_is_made_is_kept_whatever_ends_the_build() -> None:
    def cut() -> Iterator[build.Page | build.Outcome]:
        yield page()
        raise KeyboardInterrupt

    held = store.memory()
    with pytest.raises(KeyboardInterrupt):
        list(build.stored(cut(), held))
    assert held.documents() == [page().document]


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


NEWS = [
    Document(
        f"https://example.org/{number}",
        f"Turkey accused {whom} of theft. {whom} will send envoys.",
        "2025-06-05",
    )
    for number, whom in enumerate(("Greece", "Mali", "Niger", "Chad", "Kenya", "Peru", "Japan", "China"))
]


@pytest.fixture(scope="module")
def fast() -> build.Engine:
    return build.Engine.load(model="fast")


@pytest.mark.model
def test_processes_make_the_graph_of_one_in_the_order_of_the_input(
    fast: build.Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "_DOCUMENTS", 2)
    found = [*NEWS[:5], Finding("read", "broken.txt", "is no text"), *NEWS[5:]]
    alone, together = store.memory(), store.memory()
    expected = list(build.build(fast, found, alone))
    with build.crew(fast, jobs=3) as crew:
        assert list(build.build(fast, found, together, crew=crew)) == expected
    assert [outcome.fate for outcome in expected] == ["new"] * 5 + ["refused"] + ["new"] * 3
    assert graph.canonical_nquads(together.rdf) == graph.canonical_nquads(alone.rdf)


@pytest.mark.model
def test_documents_are_taken_as_the_work_goes_on(fast: build.Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_DOCUMENTS", 1)
    taken = []

    def found() -> Iterator[Document]:
        for document in NEWS:
            taken.append(document.id)
            yield document

    with build.crew(fast, jobs=2) as crew:
        next(made := crew.pages(found()))
        assert len(taken) == 7, "three wait for each process, and one is done"
        assert len(list(made)) == 7


@pytest.mark.model
def test_a_process_that_is_killed_ends_the_build_with_what_to_do(fast: build.Engine) -> None:
    with build.crew(fast, jobs=2) as crew:
        for process in multiprocessing.active_children():
            os.kill(process.pid or 0, signal.SIGKILL)
        with pytest.raises(KgError, match="run the same command again"):
            list(build.build(fast, NEWS, store.memory(), crew=crew))


def reading(engine: build.Engine, read: list[str], run: Run | None = None) -> build.Engine:
    """An engine that notes what it is given to read."""

    class Noting:
        def reading(self, document: Document) -> Reading | Finding:
            read.append(document.id)
            return engine.reading(document)

    noting = Noting()
    noting.run = run or engine.run  # type: ignore[attr-defined]
    return cast(build.Engine, noting)


@pytest.mark.model
def test_what_the_store_holds_of_the_same_run_is_not_read_again(fast: build.Engine) -> None:
    held, read = store.memory(), []
    first = list(build.build(fast, NEWS, held))
    again = list(build.build(reading(fast, read), NEWS, held))
    assert [(one.fate, one.claims, one.path) for one in again] == [
        ("unchanged", one.claims, one.path) for one in first
    ]
    assert read == []
    list(build.build(reading(fast, read), NEWS, held, anew=True))
    assert read == [document.id for document in NEWS]


@pytest.mark.model
@pytest.mark.parametrize(
    "change",
    [{"text": "Turkey praised Greece."}, {"title": "Talks"}, {"published": None}, {"publisher": "The Times"}],
    ids=lambda change: next(iter(change)),
)
def test_another_text_or_source_is_read(fast: build.Engine, change: dict[str, str | None]) -> None:
    held, read = store.memory(), []
    old = NEWS[0]
    new = replace(old, **change)
    list(build.build(fast, [old], held))
    assert [one.fate for one in build.build(reading(fast, read), [new], held)] == ["replaced"]
    assert [one.fate for one in build.build(reading(fast, read), [old], held)] == ["replaced"]
    assert len(read) == 2


@pytest.mark.model
def test_another_run_reads_all_again(fast: build.Engine, tmp_path: Path) -> None:
    names = tmp_path / "names.tsv"
    names.write_text("id\tlabel\ttype\nAcme\tAcme\tCompany\n")
    other = replace(fast, names=(names,))
    assert other.run != fast.run, "the user's names decide what is claimed"
    held, read = store.memory(), []
    list(build.build(fast, NEWS[:1], held))
    assert [one.fate for one in build.build(reading(fast, read, other.run), NEWS[:1], held)] == ["replaced"]
    assert read == [NEWS[0].id]


def test_an_engine_goes_to_another_process_as_the_order_to_load_it(tmp_path: Path) -> None:
    engine = build.Engine(*[cast(Any, None)] * 3, opened=False, names=(tmp_path,), model="fast")
    load, given = engine.__reduce__()
    assert load.__wrapped__.__name__ == "_loaded"
    assert given == ("fast", (tmp_path,), (), False)


def test_a_page_goes_to_another_process_whole() -> None:
    quads = graph.quads(Reading(NEWS[0]), None)
    page = build.Page(NEWS[0].id, "one.txt", quads, 2, (Finding("rule", "focus", "message"),))
    sent = pickle.loads(pickle.dumps(page))
    assert replace(sent, quads=set(sent.quads)) == replace(page, quads=set(quads))


def news(folder: Path, count: int) -> Path:
    rows = [
        json.dumps(
            {"id": str(number), "text": f"Turkey accused Mali of theft {number}. Niger left in anger."}
        )
        for number in range(count)
    ]
    path = folder / "news.jsonl"
    path.write_text("\n".join(rows))
    return path


def started(rows: Path, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kg", "build", rows, "--model", "fast", "--jobs", "2"]
    command += ["--store", folder / "graph", "--report", folder / "report.jsonl"]
    running = subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    report = folder / "report.jsonl"
    while running.poll() is None and not (report.exists() and report.stat().st_size):
        time.sleep(0.05)
    return running


def runs(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.model
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_a_build_that_is_ended_goes_on_where_it_was(ending: signal.Signals, tmp_path: Path) -> None:
    rows = news(tmp_path, 1000)
    running = started(rows, tmp_path)
    workers = psutil.Process(running.pid).children()
    running.send_signal(ending)
    _, errors = running.communicate(timeout=60)
    late = time.monotonic() + 30
    while any(map(runs, workers)):
        assert time.monotonic() < late, "its processes end with it"
        time.sleep(0.05)
    if ending is signal.SIGINT:
        assert running.returncode == 130
        assert errors.splitlines() == ["Stopped. What was done is kept: run the same command again to go on."]
    told = [
        json.loads(line)["document"] for line in (tmp_path / "report.jsonl").read_text().splitlines()[:-1]
    ]
    with store.open(tmp_path / "graph") as held:
        assert 0 < len(told) < 1000
        assert set(told) <= set(held.documents())


@pytest.mark.model
def test_a_report_tells_what_became_of_each_document(tmp_path: Path) -> None:
    report, rows = tmp_path / "report.jsonl", news(tmp_path, 5)
    (tmp_path / "empty.txt").write_text("")
    arguments = ["build", str(rows), str(tmp_path / "empty.txt"), "--model", "fast", "--report", str(report)]
    result = CliRunner().invoke(program, [*arguments, "--store", str(tmp_path / "graph")])
    assert result.exit_code == 1
    told = [json.loads(line) for line in report.read_text().splitlines()]
    assert [(row["fate"], row["stage"]) for row in told] == [("new", "store")] * 5 + [("refused", "read")]
    assert all(row["claims"] for row in told[:5])
    assert told[5]["findings"][0]["focus"] == str(tmp_path / "empty.txt")
    assert ["read", "6", "5", "1", "refused"] in [line.split() for line in result.stdout.splitlines()]


@pytest.mark.model
def test_only_so_many_documents_are_read(tmp_path: Path) -> None:
    arguments = ["build", str(news(tmp_path, 5)), "--model", "fast", "--store", str(tmp_path / "graph")]
    assert "Read 2 documents: 2 new." in CliRunner().invoke(program, [*arguments, "--limit", "2"]).stdout
    again = CliRunner().invoke(program, [*arguments, "--limit", "3"]).stdout
    assert "Read 3 documents: 1 new, 2 unchanged." in again


@pytest.mark.parametrize(
    "wrong",
    [
        ["--cluster", "tcp://127.0.0.1:1"],
        ["--shards", "shards"],
        ["--jobs", "0"],
        ["--watch", "--limit", "1"],
    ],
)
def test_options_that_make_no_sense_are_wrong_use(wrong: list[str]) -> None:
    assert CliRunner().invoke(program, ["build", "one.txt", *wrong]).exit_code == 2
