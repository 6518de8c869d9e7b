"""Stores behind http: the oxigraph server, kg serve and a stub that misbehaves; what to do is said in every error."""

from __future__ import annotations

import json
import shutil
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit
from urllib.request import parse_http_list, parse_keqv_list

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, Quad, Variable
from samples import RUN, accusation, reading
from served import TOKEN, filled, serving

from kg import check, graph, store
from kg.cli import program
from kg.store import http
from kg.store.inline import inlined

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from invented import readings

DOC = "https://example.org/1"
SERVER = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
VIRTUOSO = shutil.which("virtuoso-t")
SLEEP = time.sleep  # the tests below take away the one that clients use
INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{own}
DirsAllowed = .
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = .
[SPARQL]
ResultSetMaxRows = 10000
"""


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_for(port: int, *, seconds: int) -> None:
    for _ in range(seconds * 20):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        SLEEP(0.05)
    raise AssertionError(f"no server came up on port {port}")


@contextmanager
def oxigraph() -> Iterator[str]:
    if SERVER is None:
        pytest.skip("the oxigraph server is not installed: pip install oxigraph")
    port = free_port()
    process = subprocess.Popen([SERVER, "serve", "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL)
    try:
        wait_for(port, seconds=10)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    if VIRTUOSO is None:
        pytest.skip(
            "Virtuoso is not installed: apt-get install --no-install-recommends virtuoso-opensource-7-bin"
        )
    own, port = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(INI.format(own=own, port=port))
    command = [VIRTUOSO, "+foreground", "+configfile", "virtuoso.ini"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port, seconds=60)
        place = f"http://dba:dba@127.0.0.1:{port}/sparql"
        yield f"{place},{place}-graph-crud-auth"
    finally:
        process.kill()  # told to end, it would write a database that nobody wants
        process.wait(10)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso", "kg serve"])
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "oxigraph":
        with oxigraph() as found:
            yield found
        return
    if request.param == "virtuoso":
        with virtuoso(tmp_path_factory.mktemp("virtuoso")) as found:
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


def test_many_documents_come_back_quad_by_quad(remote: store.Store) -> None:
    own = store.memory()
    for each in readings(5):
        for held in (own, remote):
            assert held.replace(each.document.id, graph.quads(each, RUN))
    assert graph.canonical_nquads(remote.rdf) == graph.canonical_nquads(own.rdf)
    assert len(remote) == len(own)


def test_hostile_text_comes_back_as_it_went(remote: store.Store) -> None:
    name = NamedNode(DOC)
    texts = [
        "",
        "\u00e9\U0001f600",
        "\"'\\\n\r\t{}<>",
        "}' ; DROP ALL",
        "nodeID://b1",
        '"value": "1"',
        "x" * 40_000,
    ]
    quads = [Quad(name, NamedNode(f"urn:p{place}"), Literal(text), name) for place, text in enumerate(texts)]
    quads += [
        Quad(name, NamedNode("urn:yes"), Literal(True), name),
        Quad(name, NamedNode("urn:no"), Literal(False), name),
    ]
    remote.replace(DOC, quads)
    assert set(remote.quads(DOC)) == set(quads)


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
    with pytest.raises(store.StoreError, match=r"answers 400: .*(?:expected|syntax error)"):
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


@dataclass(frozen=True)
class Said:
    """What a stub answers: `cut` breaks the line in the middle of the request."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False


class Stub(BaseHTTPRequestHandler):
    """Answers what it is given, then with an empty table; keeps the requests."""

    answers: ClassVar[list[Said]] = []
    seen: ClassVar[list[tuple[str, str, str | None]]] = []
    bodies: ClassVar[list[bytes]] = []

    def do(self) -> None:
        said = Stub.answers.pop(0) if Stub.answers else Said()
        length = int(self.headers.get("Content-Length", 0))
        Stub.bodies.append(self.rfile.read(length // 2 if said.cut else length))
        Stub.seen.append((self.command, self.path, self.headers.get("Authorization")))
        if said.cut:
            self.close_connection = True
            # With nothing to linger for, the line is reset, not ended.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            return
        table = json.dumps({"head": {"vars": ["g"]}, "results": {"bindings": []}}).encode()
        body = table if said.status == 200 else b"so"
        self.send_response(said.status)
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in said.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = do_PUT = do_DELETE = do

    def finish(self) -> None:
        """Let go of the line, which a test may have cut."""
        with suppress(OSError, ValueError):
            super().finish()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def stub(*answers: int | Said) -> Iterator[str]:
    Stub.answers = [each if isinstance(each, Said) else Said(each) for each in answers]
    Stub.seen, Stub.bodies = [], []
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


@pytest.mark.parametrize(
    ("asked", "pause"), [("3", 3.0), ("0", 0.0), ("99999", 30.0), ("Fri, 1 Jan 2027", 0.25), ("-1", 0.25)]
)
def test_a_busy_server_says_when_it_wants_to_be_asked_again(
    asked: str, pause: float, pauses: list[float]
) -> None:
    with stub(Said(503, {"Retry-After": asked})) as host, store.open(f"http://{host}/query") as held:
        assert held.documents() == []
    assert pauses == [pause]


def test_a_document_whose_line_was_reset_is_sent_again_whole(pauses: list[float]) -> None:
    quads = graph.quads(reading(), RUN)
    with stub(Said(), Said(cut=True), Said(cut=True)) as host, store.open(f"http://{host}/query") as held:
        held.replace(DOC, quads)
    assert [method for method, _, _ in Stub.seen] == ["POST", "PUT", "PUT", "PUT"]
    first, second, whole = Stub.bodies[1:]
    assert (
        len(first)
        == len(second)
        < len(whole)
        == len(f"{quads[0].triple} .\n".encode())
        + sum(len(f"{quad.triple} .\n".encode()) for quad in quads[1:])
    )
    assert pauses == [0.25, 0.5]


def test_a_server_that_starts_late_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    port, started = free_port(), []

    def start(seconds: float) -> None:
        if not started:
            started.append(ThreadingHTTPServer(("127.0.0.1", port), Stub))
            Thread(target=started[0].serve_forever, daemon=True).start()

    monkeypatch.setattr(http.time, "sleep", start)
    Stub.answers, Stub.seen = [], []
    with store.open(f"http://127.0.0.1:{port}/query") as held:
        assert held.documents() == []
    started[0].shutdown()
    started[0].server_close()


def test_an_answer_that_is_not_whole_is_refused() -> None:
    said = Said(headers={"X-SPARQL-MaxRows": "10000"})
    with (
        stub(said) as host,
        store.open(f"http://{host}/query") as held,
        pytest.raises(store.QueryError, match="ResultSetMaxRows"),
    ):
        held.documents()


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


NONCE = {"WWW-Authenticate": 'Digest realm="SPARQL", nonce="n", opaque="o", qop="auth", algorithm=MD5'}


def test_name_and_password_of_the_address_are_sent_when_asked_for_and_never_shown() -> None:
    basic = Said(401, {"WWW-Authenticate": 'Basic realm="x"'})
    with stub(basic, 200, 403) as host, store.open(f"http://me:pa%20ss@{host}/query") as held:
        held.documents()
        with pytest.raises(store.StoreError) as told:
            held.documents()
        assert [said for _, _, said in Stub.seen] == [None, *["Basic bWU6cGEgc3M="] * 2]
        assert "pa" not in str(told.value).partition("answers")[0]
        assert "bWU6" not in repr(held.rdf.__dict__)


def test_a_password_is_hashed_for_a_server_that_wants_it_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_USER", "me")
    monkeypatch.setenv("KG_PASSWORD", "pass")
    monkeypatch.setenv("KG_TOKEN", "of another server")
    with stub(Said(401, NONCE)) as host, store.open(f"http://{host}/query") as held:
        held.documents()
        held.documents()
    first, *later = [said for _, _, said in Stub.seen]
    assert first is None
    for count, said in enumerate(later, 1):
        given = parse_keqv_list(parse_http_list((said or "").removeprefix("Digest ")))
        hashes = [md5(text.encode()).hexdigest() for text in ("me:SPARQL:pass", "POST:/query")]
        expected = f"{hashes[0]}:n:{count:08x}:{given['cnonce']}:auth:{hashes[1]}"
        assert given["response"] == md5(expected.encode()).hexdigest()
        assert (given["opaque"], given["nc"], given["uri"]) == ("o", f"{count:08x}", "/query")


def test_a_wrong_password_is_told_after_one_more_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_USER", "me")
    for refusal in ({"WWW-Authenticate": "Basic"}, NONCE):
        with stub(*[Said(401, refusal)] * 5) as host, store.open(f"http://{host}/query") as held:
            with pytest.raises(store.StoreError, match="KG_PASSWORD"):
                held.documents()
            assert len(Stub.seen) == 2


@pytest.mark.parametrize(
    "wanted", ["Bearer", "Digest", 'Digest realm="x", nonce="y", algorithm=X', '"', "Digest =,=", ""]
)
def test_what_a_server_wants_in_vain_is_told(wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_USER", "me")
    with stub(Said(401, {"WWW-Authenticate": wanted})) as host, store.open(f"http://{host}/query") as held:
        with pytest.raises(store.StoreError, match="answers 401"):
            held.documents()
        assert len(Stub.seen) == 1


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
