"""Stores behind http: the oxigraph server, kg serve and a stub that misbehaves; what to do is said in every error."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Variable
from samples import RUN, accusation, reading
from served import TOKEN, filled, serving

from kg import check, graph, store
from kg.cli import program
from kg.store import http
from kg.store.inline import inlined

DOC = "https://example.org/1"
SERVER = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def oxigraph() -> Iterator[str]:
    if SERVER is None:
        pytest.skip("the oxigraph server is not installed: pip install oxigraph")
    port = free_port()
    process = subprocess.Popen([SERVER, "serve", "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module", params=["oxigraph", "kg serve"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "oxigraph":
        with oxigraph() as found:
            yield found
        return
    with (
        pytest.MonkeyPatch.context() as patch,
        serving(filled(tmp_path_factory.mktemp("served") / "graph"), "--allow-update") as found,
    ):
        patch.setenv("KG_TOKEN", TOKEN)
        yield f"{found}/sparql"


@pytest.fixture
def remote(address: str) -> Iterator[store.Store]:
    with store.open(address) as held:
        for name in held.documents():
            held.remove(name)
        yield held


def test_a_document_is_written_once_and_comes_back(remote: store.Store) -> None:
    quads = graph.quads(reading(), RUN)
    assert remote.replace(DOC, quads)
    assert not remote.replace(DOC, quads)
    assert remote.documents() == [DOC]
    assert remote.quads(DOC) == quads
    assert len(remote) == len(quads)
    changed = graph.quads(reading(accusation(polarity="negative")), RUN)
    assert remote.replace(DOC, changed)
    assert remote.quads(DOC) == changed
    assert remote.remove(DOC)
    assert not remote.remove(DOC)
    assert remote.documents() == []


def test_it_holds_what_a_store_of_our_own_holds(remote: store.Store) -> None:
    own = store.memory()
    for held in (own, remote):
        for number in range(3):
            name = f"https://example.org/{number}"
            held.replace(name, graph.quads(reading(accusation(doc=name), doc=name), RUN))
        held.replace(graph.copies_graph(), graph.copies(held.rdf))
    assert graph.canonical_nquads(remote.rdf) == graph.canonical_nquads(own.rdf)
    assert list(graph.readings(remote.rdf)) == list(graph.readings(own.rdf))
    assert check.check(remote.rdf) == check.check(own.rdf)


@pytest.mark.parametrize("question", store.questions(), ids=lambda question: question.name)
def test_questions_are_answered_as_by_a_store_of_our_own(
    remote: store.Store, question: store.Question
) -> None:
    quads = graph.quads(reading(), RUN)
    own = store.memory(quads)
    remote.replace(DOC, quads)
    words = {"iri": "USA", "date": "2025-06-05", "integer": "3", "text": "United States", "decimal": "0.5"}
    given = {each.name: words[each.kind] for each in question.parameters}
    needed = {each.name: words[each.kind] for each in question.parameters if each.required}
    for bindings in (given, needed):
        assert store.select(remote, question, bindings=bindings) == store.select(
            own, question, bindings=bindings
        )


def test_yes_and_no_and_graphs_come_from_a_server(remote: store.Store) -> None:
    remote.replace(DOC, graph.quads(reading(), RUN))
    assert store.ask(remote, "ASK { ?who kg:accuses ?whom }", bindings={"who": "United States"})
    assert not store.ask(remote, "ASK { ?who kg:accuses ?whom }", bindings={"who": "China"})
    found = store.construct(
        remote, "CONSTRUCT { ?b kg:accuses ?a } WHERE { ?a kg:accuses ?b }", bindings={"a": "USA"}
    )
    assert [str(triple.subject) for triple in found] == ["<https://w3id.org/geopolitics-kg/id/CHN>"]
    assert store.labels(remote, [DOC]) == {DOC: "A title"}


def test_a_wrong_query_is_told_with_what_the_server_says(remote: store.Store) -> None:
    with pytest.raises(store.StoreError, match=r"answers 400: .*expected"):
        store.select(remote, "SELECT * { ?s")
    with pytest.raises(store.QueryError, match="reaches the network"):
        store.select(remote, "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")


@pytest.mark.model
def test_the_commands_build_into_a_server_and_ask_it(
    remote: store.Store, address: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("Turkey accused Greece of arming the islands.")

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(program, [*arguments, "--store", address])
        assert result.exit_code == 0, result.output
        return result.stdout

    assert "1 new" in run("build", str(tmp_path / "a.txt"))
    assert "1 unchanged" in run("build", str(tmp_path / "a.txt"))
    assert "Turkey" in run("query", "--name", "who-accused-whom")
    assert "accuses" in run("stats")
    assert "holds" in run("check")
    assert "accuses" in run("export", "--format", "csv")
    assert "doc/" in run("remove", "a.txt")
    assert remote.documents() == []


class Stub(BaseHTTPRequestHandler):
    """Answers with the statuses that it is given, then with an empty table; keeps the requests."""

    answers: ClassVar[list[int]] = []
    seen: ClassVar[list[tuple[str, str, str | None]]] = []

    def do(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        Stub.seen.append((self.command, self.path, self.headers.get("Authorization")))
        status = Stub.answers.pop(0) if Stub.answers else 200
        body = (
            json.dumps({"head": {"vars": ["g"]}, "results": {"bindings": []}}).encode()
            if status == 200
            else b"so"
        )
        self.send_response(status)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = do

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def stub(*answers: int) -> Iterator[str]:
    Stub.answers, Stub.seen = list(answers), []
    with ThreadingHTTPServer(("127.0.0.1", 0), Stub) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    slept: list[float] = []
    monkeypatch.setattr(http.time, "sleep", slept.append)
    return slept


def test_a_busy_server_is_asked_again_after_growing_pauses(pauses: list[float]) -> None:
    with stub(503, 429, 502) as host, store.open(f"http://{host}/query") as held:
        assert held.documents() == []
    assert pauses == [0.25, 0.5, 1.0]


def test_a_server_that_stays_busy_is_given_up(pauses: list[float]) -> None:
    with (
        stub(*[503] * 9) as host,
        store.open(f"http://{host}/query") as held,
        pytest.raises(store.StoreError, match="503"),
    ):
        held.documents()
    assert len(pauses) == 5


@pytest.mark.parametrize(
    ("status", "advice"),
    [(401, "KG_TOKEN"), (403, "--allow-update"), (404, "check the address"), (405, "after a comma")],
)
def test_a_refusal_says_what_to_do_and_is_not_repeated(status: int, advice: str, pauses: list[float]) -> None:
    with (
        stub(status) as host,
        store.open(f"http://{host}/sparql") as held,
        pytest.raises(store.StoreError, match=advice),
    ):
        held.documents()
    assert pauses == []


def test_no_server_is_told() -> None:
    with (
        store.open(f"http://127.0.0.1:{free_port()}/query") as held,
        pytest.raises(store.StoreError, match="is it running"),
    ):
        held.documents()


def test_graphs_go_to_the_address_of_graphs_with_the_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_TOKEN", "secret")
    quads = graph.quads(reading(), RUN)
    with stub() as host:
        for address, path in (
            ("/sparql", "/graph"),
            ("/a/query", "/a/store"),
            (f"/x,http://{host}/y?z=1", "/y"),
        ):
            with store.open(f"http://{host}{address}") as held:
                held.replace(DOC, quads)
            method, asked, said = Stub.seen[-1]
            assert (method, urlsplit(asked).path, said) == ("PUT", path, "Bearer secret")
            assert parse_qs(urlsplit(asked).query)["graph"] == [DOC]


def test_name_and_password_of_the_address_are_sent_and_never_shown() -> None:
    with stub(403) as host, store.open(f"http://me:pa%20ss@{host}/query") as held:
        with pytest.raises(store.StoreError) as told:
            held.documents()
        assert Stub.seen[-1][2] == "Basic bWU6cGEgc3M="
        assert "pa" not in str(told.value).partition("answers")[0]


@pytest.mark.parametrize(
    "address", ["http://", "https:///query", "http://host/other", "http://host/query,ftp://host/x"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(store.StoreError, match="http"):
        store.open(address)


def test_what_only_a_store_of_our_own_can_do_is_refused(tmp_path: Path) -> None:
    with stub() as host, store.open(f"http://{host}/query", readonly=True) as held:
        with pytest.raises(store.StoreError, match="ask its server"):
            held.snapshot(tmp_path / "copy")
        with pytest.raises(store.StoreError, match="for reading"):
            held.replace(DOC, graph.quads(reading(), RUN))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * WHERE { ?a ?b ?c }", "SELECT * WHERE {~ ?a ?b ?c }"),
        ("ASK { { ?a ?b ?c } }", "ASK {~ { ?a ?b ?c } }"),
        ("CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }", "CONSTRUCT { ?a ?b ?c } WHERE {~ ?a ?b ?c }"),
        ("CONSTRUCT { ?a ?b ?c } { ?a ?b ?c }", "CONSTRUCT { ?a ?b ?c } {~ ?a ?b ?c }"),
        ("# a { b\nSELECT ('{' AS ?x) { ?a <x:{> ?c }", "# a { b\nSELECT ('{' AS ?x) {~ ?a <x:{> ?c }"),
    ],
)
def test_terms_stand_at_the_head_of_the_outermost_group(query: str, expected: str) -> None:
    values = ' VALUES (?a ?c) { (<x:a> "}\\" {") } '
    terms = {Variable("a"): NamedNode("x:a"), Variable("c"): Literal('}" {')}
    assert inlined(query, terms) == expected.replace("~", values)


def test_a_query_without_a_group_takes_no_terms() -> None:
    with pytest.raises(store.QueryError, match="no group"):
        inlined("DESCRIBE ?a", {Variable("a"): NamedNode("x:a")})
