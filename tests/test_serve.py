"""kg serve over HTTP: what it answers, in which form, to whom, and what it does when the store changes or it is to end."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from served import AUTHORIZED, TOKEN, address, client, filled, started, until, works_long

from kg import store, vocab

DOC = "https://example.org/1"
WHO = "SELECT ?who ?whom { ?who kg:accuses ?whom }"
FACT = "CONSTRUCT WHERE { ?who kg:accuses ?whom }"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
TURTLE = {"content-type": "text/turtle"}
USA, CHN = vocab.ID + "USA", vocab.ID + "CHN"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server that only reads."""
    path = filled(tmp_path_factory.mktemp("read") / "store")
    with client(path, "--memory", "256", "--cors", "https://friend.example") as made:
        yield made


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server that soon has had enough of a request."""
    path = filled(tmp_path_factory.mktemp("brief") / "store")
    with client(path, "--allow-update", "--timeout", "3") as made:
        yield made


@pytest.fixture(scope="module")
def write(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server that takes changes."""
    path = filled(tmp_path_factory.mktemp("write") / "store")
    with client(path, "--allow-update", "--max-body", "1") as made:
        yield made


def asked(http: httpx.Client, query: str, **headers: str) -> httpx.Response:
    return http.get("/sparql", params={"query": query}, headers=headers)


def rows(answer: httpx.Response) -> list[tuple[str, ...]]:
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return [tuple(row[name]["value"] for name in sorted(row)) for row in found["results"]["bindings"]]


def test_a_query_is_taken_in_each_of_three_ways(read: httpx.Client) -> None:
    direct = {"content-type": "application/sparql-query"}
    answers = [
        asked(read, WHO),
        read.post("/sparql", data={"query": WHO}),
        read.post("/sparql", content=WHO, headers=direct),
    ]
    assert [rows(answer) for answer in answers] == [[(USA, CHN)] * 2] * 3


@pytest.mark.parametrize(
    ("query", "accept", "kind"),
    [
        (WHO, "*/*", "application/sparql-results+json"),
        (WHO, "application/json", "application/sparql-results+json"),
        (WHO, "application/sparql-results+xml;q=0.9, text/csv;q=0.3", "application/sparql-results+xml"),
        (WHO, "text/csv", "text/csv"),
        (WHO, "text/*", "application/sparql-results+xml"),
        (WHO, "text/tab-separated-values", "text/tab-separated-values"),
        ("ASK {}", "application/sparql-results+xml", "application/sparql-results+xml"),
        (FACT, "*/*", "text/turtle"),
        (FACT, "application/n-triples", "application/n-triples"),
        (FACT, "application/ld+json", "application/ld+json"),
        (FACT, "application/rdf+xml", "application/rdf+xml"),
        (FACT, "application/n-quads", "application/n-quads"),
        (FACT, "application/trig;q=0.5, text/turtle;q=0.1", "application/trig"),
        (FACT, "text/html, application/xhtml+xml, */*;q=0.8", "text/turtle"),
    ],
)
def test_the_answer_takes_the_form_that_the_client_likes_most(
    read: httpx.Client, query: str, accept: str, kind: str
) -> None:
    answer = asked(read, query, accept=accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{kind}; charset=utf-8"


def test_rows_are_written_as_csv(read: httpx.Client) -> None:
    answer = read.get("/sparql", params={"query": WHO, "format": "csv"})
    assert list(csv.reader(io.StringIO(answer.text)))[1:] == [[USA, CHN]] * 2


def test_a_form_that_is_not_written_is_refused_with_those_that_are(read: httpx.Client) -> None:
    answer = asked(read, WHO, accept="image/png")
    assert answer.status_code == 406
    assert "application/sparql-results+json" in answer.text


def test_an_answer_of_some_size_is_packed_where_the_client_unpacks_it(read: httpx.Client) -> None:
    everything = "SELECT * { ?s ?p ?o }"
    with read.stream(
        "GET", "/sparql", params={"query": everything}, headers={"accept-encoding": "gzip"}
    ) as packed:
        content = b"".join(packed.iter_raw())
    plain = asked(read, everything, **{"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(content) == plain.content


def test_a_large_answer_comes_in_pieces(read: httpx.Client) -> None:
    large = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 12000"
    with read.stream(
        "GET", "/sparql", params={"query": large}, headers={"accept-encoding": "identity"}
    ) as answer:
        assert answer.headers["transfer-encoding"] == "chunked"
        content = answer.read()
    assert len(json.loads(content)["results"]["bindings"]) > 10_000


def test_the_default_graph_is_all_graphs_until_the_request_says_which(read: httpx.Client) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s a schema:NewsArticle }"
    named = "SELECT ?s { GRAPH ?g { ?s a schema:NewsArticle } }"

    def over(query: str, **parameters: str) -> list[tuple[str, ...]]:
        given = {"query": query, **{name.replace("_", "-"): value for name, value in parameters.items()}}
        return rows(read.get("/sparql", params=given))

    assert over(count) == [("2",)]
    assert over(count, default_graph_uri=DOC) == [("1",)]
    assert over(named, default_graph_uri=DOC) == []
    assert over(named, named_graph_uri=DOC) == [(DOC,)]
    assert over(count, named_graph_uri=DOC) == [("0",)]


def test_an_error_points_at_its_line_and_column(read: httpx.Client) -> None:
    answer = asked(read, "SELECT * {\n  ?s foo:bar ?o\n}")
    assert answer.status_code == 400
    assert answer.text.startswith("line 2, column ")
    assert "\n    ?s foo:bar ?o\n" in answer.text
    assert answer.text.rstrip().endswith("^")


@pytest.mark.parametrize(
    ("method", "url", "content", "kind", "status"),
    [
        ("GET", "/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D", None, None, 400),
        ("GET", "/sparql?query=%FF%FE", None, None, 400),
        ("GET", "/sparql?update=CLEAR%20ALL", None, None, 400),
        ("GET", "/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri", None, None, 400),
        ("POST", "/sparql", b"ASK {}", "text/plain", 415),
        ("POST", "/sparql", b"ASK {}", None, 415),
        ("POST", "/sparql", b"ASK {}", "application/sparql-query; charset=utf-16", 415),
        ("POST", "/sparql", b"ASK { \xff }", "application/sparql-query", 400),
        ("POST", "/sparql", b"query=ASK%7B%7D&update=x", "application/x-www-form-urlencoded", 400),
        ("POST", "/sparql", b"nothing=", "application/x-www-form-urlencoded", 400),
        ("POST", "/sparql", b"CLEAR ALL", "application/sparql-update", 403),
        ("POST", "/sparql", b"update=CLEAR%20ALL", "application/x-www-form-urlencoded", 403),
        ("PUT", "/sparql", b"ASK {}", "application/sparql-query", 405),
        ("PUT", "/graph?default", b"", "text/turtle", 403),
        ("DELETE", "/graph?default", None, None, 403),
        ("GET", "/graph", None, None, 400),
        ("GET", "/graph?default&graph=x:y", None, None, 400),
        ("GET", "/graph?graph=x:none", None, None, 404),
        ("GET", "/graph?graph=", None, None, 400),
        ("GET", "/graph/some/path", None, None, 404),
        ("GET", "/questions/none", None, None, 404),
        ("GET", "/questions/claims-about-actor", None, None, 400),
        ("GET", "/web/none.js", None, None, 404),
        ("GET", "/web/..%2fapp.py", None, None, 404),
        ("GET", "/none", None, None, 404),
    ],
)
def test_a_wrong_request_gets_its_status_and_a_reason(
    read: httpx.Client, method: str, url: str, content: bytes | None, kind: str | None, status: int
) -> None:
    answer = read.request(method, url, content=content, headers={"content-type": kind} if kind else {})
    assert answer.status_code == status
    assert answer.text.strip()
    assert "Traceback" not in answer.text


WORDS = st.text(alphabet="aSELECT*{}?<>:/%FE0\\u\"'#&=;,\n\x00é\U0001f600", max_size=30)
URLS = st.sampled_from(
    ["/sparql", "/graph", "/graph/x", "/questions/who-accused-whom", "/describe", "/web/x", "/vocabulary"]
)
FIELDS = [
    "query",
    "update",
    "format",
    "graph",
    "default",
    "default-graph-uri",
    "named-graph-uri",
    "actor",
    "since",
    "top",
]
KINDS = st.sampled_from(
    [
        "application/sparql-query",
        "application/x-www-form-urlencoded",
        "text/turtle",
        "multipart/form-data; boundary=a",
    ]
)


@settings(max_examples=150)
@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "PUT", "DELETE"]),
    url=URLS,
    given_parameters=st.dictionaries(st.sampled_from(FIELDS), WORDS, max_size=3),
    kind=KINDS,
    accept=st.sampled_from(["*/*", "text/csv", "a/b;q=x", ",;=", "application/n-triples", "text/html"]),
    body=st.binary(max_size=40),
)
def test_no_request_breaks_the_server(
    read: httpx.Client,
    method: str,
    url: str,
    given_parameters: dict[str, str],
    kind: str,
    accept: str,
    body: bytes,
) -> None:
    headers = {"content-type": kind, "accept": accept, **AUTHORIZED}
    content = body if method in ("POST", "PUT") else None
    answer = read.request(method, url, params=given_parameters, content=content, headers=headers)
    assert answer.status_code in (200, 303, 400, 403, 404, 405, 406, 415)


def test_a_runaway_query_ends_at_the_limit_and_says_so(brief: httpx.Client) -> None:
    answer = asked(brief, RUNAWAY)
    assert answer.status_code == 503
    assert "longer than 3 seconds" in answer.text
    assert asked(brief, "ASK {}").json()["boolean"]


def test_a_query_that_needs_too_much_memory_ends_and_says_so(tmp_path: Path) -> None:
    path = filled(tmp_path / "store")
    long = f"CONCAT({', '.join(['STR(?a)'] * 200)})"
    hungry = f"SELECT (GROUP_CONCAT({long}) AS ?all) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }}"
    with client(path, "--memory", "64") as http:
        answer = asked(http, hungry)
        assert answer.status_code == 503
        assert "memory" in answer.text
        assert asked(http, "ASK {}").json()["boolean"]


def test_an_answer_cut_short_is_no_answer(brief: httpx.Client) -> None:
    endless = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(httpx.RemoteProtocolError):
        brief.post("/sparql", data={"query": endless})


def test_a_named_question_takes_its_parameters_as_terms(read: httpx.Client) -> None:
    answer = read.get("/questions/who-accused-whom", params={"actor": "United States", "format": "csv"})
    assert answer.status_code == 200
    assert len(answer.text.splitlines()) == 3
    refused = read.get("/questions/who-accused-whom", params={"actor": '"} ; DROP ALL #'})
    assert refused.status_code == 400


def test_a_graph_is_read_by_its_iri(read: httpx.Client) -> None:
    answer = read.get("/graph", params={"graph": DOC}, headers={"accept": "application/n-quads"})
    assert answer.status_code == 200
    assert all(line.endswith(f"<{DOC}> .") for line in answer.text.splitlines())
    head = read.head("/graph", params={"graph": DOC})
    assert head.headers["content-type"].startswith("text/turtle")
    assert head.content == b""


def test_the_endpoint_describes_itself_and_sends_browsers_to_the_page(read: httpx.Client) -> None:
    described = Graph().parse(data=read.get("/sparql").content, format="turtle")
    endpoint = URIRef("http://www.w3.org/ns/sparql-service-description#endpoint")
    assert [str(iri) for iri in described.objects(None, endpoint)] == [str(read.base_url.join("/sparql"))]
    browser = read.get("/sparql", headers={"accept": "text/html,application/xml;q=0.9,*/*;q=0.8"})
    assert (browser.status_code, browser.headers["location"]) == (303, "/")


def test_a_program_that_takes_pages_too_gets_the_description(read: httpx.Client) -> None:
    comunica = "application/n-quads,application/trig;q=0.95,text/turtle;q=0.6,application/xml;q=0.3,text/html;q=0.2,*/*;q=0.1"
    answer = read.get("/sparql", headers={"accept": comunica})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/n-quads; charset=utf-8")


def test_pages_run_only_scripts_of_ours_and_are_framed_by_nobody(read: httpx.Client) -> None:
    for url in ("/", "/describe?iri=x:y"):
        answer = read.get(url)
        assert answer.status_code == 200
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "<script>" not in answer.text
        assert " style=" not in answer.text
    folder = Path(sys.modules["kg"].__file__ or "").parent / "serve/web"
    for script in sorted(folder.glob("*.js")):
        assert "innerHTML" not in script.read_text("utf-8")
        assert read.get(f"/web/{script.name}").headers["content-type"].startswith("text/javascript")


def test_other_sites_are_let_in_by_name_only(read: httpx.Client) -> None:
    friend, stranger = (
        asked(read, "ASK {}", origin=origin) for origin in ("https://friend.example", "https://x.example")
    )
    assert friend.headers["access-control-allow-origin"] == "https://friend.example"
    assert "access-control-allow-origin" not in stranger.headers


def test_a_name_that_somebody_points_at_this_machine_is_refused(read: httpx.Client) -> None:
    assert read.get("/health", headers={"host": "rebound.example"}).status_code == 421
    assert read.get("/health", headers={"host": "localhost:1"}).status_code == 200


def test_health_and_metrics_tell_how_it_does(read: httpx.Client) -> None:
    assert read.get("/health").json()["status"] == "ok"
    told = read.get("/metrics").text
    assert 'kg_requests_total{status="200"}' in told
    assert 'kg_ended_total{limit="timeout"}' in told
    assert 'kg_waiting{lane="long"} 0' in told


def test_a_change_needs_the_token(write: httpx.Client) -> None:
    for headers in ({}, {"authorization": "Bearer wrong"}, {"authorization": f"Basic {TOKEN}"}):
        answer = write.put("/graph?graph=x:new", content="<a:b> <a:c> 1 .", headers={**TURTLE, **headers})
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
    assert write.get("/graph?graph=x:new").status_code == 404


def test_a_change_is_seen_by_the_next_query(write: httpx.Client) -> None:
    headers = {**AUTHORIZED, "content-type": "application/sparql-update"}
    for number in range(5):
        update = f"INSERT DATA {{ GRAPH <x:seen> {{ <x:a> <x:b> {number} }} }}"
        assert write.post("/sparql", content=update, headers=headers).status_code == 204
        assert len(rows(asked(write, "SELECT ?o { <x:a> <x:b> ?o }"))) == number + 1
    assert write.delete("/graph?graph=x:seen", headers=AUTHORIZED).status_code == 204
    assert asked(write, "ASK { <x:a> <x:b> ?o }").json()["boolean"] is False


def test_a_graph_is_put_added_to_and_taken_away(write: httpx.Client) -> None:
    headers, where = {**AUTHORIZED, **TURTLE}, "/graph?graph=x:whole"
    assert write.put(where, content="<a:a> <a:p> 1, [] .", headers=headers).status_code == 201
    assert write.put(where, content="<a:a> <a:p> 2 .", headers=headers).status_code == 204
    assert write.post(where, content="<a:a> <a:p> 3 .", headers=headers).status_code == 204
    assert sorted(Graph().parse(data=write.get(where).content, format="turtle").objects()) == sorted(
        Graph().parse(data="<a:a> <a:p> 2, 3 .", format="turtle").objects()
    )
    wrong = write.put(where, content="<a:a> <a:p> 4 .\n<a:a> oops .", headers=headers)
    assert wrong.status_code == 400
    assert wrong.text.startswith("line 2, column ")
    assert len(Graph().parse(data=write.get(where).content, format="turtle")) == 2
    assert write.delete(where, headers=AUTHORIZED).status_code == 204
    assert write.delete(where, headers=AUTHORIZED).status_code == 404


@pytest.mark.parametrize(
    ("kind", "content", "status"),
    [
        ("application/rdf+xml", b"<no", 400),
        ("application/n-triples", b"<a:b> <a:c> \xff .", 400),
        ("image/png", b"", 415),
        ("multipart/form-data", b"", 400),
        ("multipart/form-data; boundary=x", b"--x\r\ncontent-type: text/turtle\r\n\r\n", 400),
        ("multipart/form-data; boundary=x", b"--x\r\ncontent-type: a/b\r\n\r\n\r\n--x--", 415),
        ("text/turtle", b"#" * (2 << 20), 413),
    ],
)
def test_a_body_that_is_no_graph_is_refused(
    write: httpx.Client, kind: str, content: bytes, status: int
) -> None:
    answer = write.put("/graph?graph=x:bad", content=content, headers={**AUTHORIZED, "content-type": kind})
    assert answer.status_code == status
    assert write.get("/graph?graph=x:bad").status_code == 404


def test_a_runaway_update_ends_and_changes_nothing(brief: httpx.Client) -> None:
    headers = {**AUTHORIZED, "content-type": "application/sparql-update"}
    join = " . ".join(f"GRAPH ?g{number} {{ ?a{number} ?b{number} ?c{number} }}" for number in range(5))
    runaway = f"INSERT DATA {{ <x:half> <x:half> 1 }} ; INSERT {{ ?a0 <x:half> ?c4 }} WHERE {{ {join} }}"
    assert brief.post("/sparql", content=runaway, headers=headers).status_code == 503
    assert brief.post("/sparql", content="INSERT DATA { <x:d> <x:d> 1 }", headers=headers).status_code == 204
    assert asked(brief, "ASK { GRAPH ?g { ?s <x:half> ?o } }").json()["boolean"] is False


def test_a_reader_sees_what_another_program_writes(tmp_path: Path) -> None:
    path = filled(tmp_path / "store")
    with client(path) as http, store.open(path) as writer:
        assert asked(http, f"ASK {{ <{DOC}> ?p ?o }}").json()["boolean"]
        writer.remove(DOC)
        until(lambda: not asked(http, f"ASK {{ GRAPH <{DOC}> {{ ?s ?p ?o }} }}").json()["boolean"])


def test_two_servers_read_a_store_and_one_writes_it(tmp_path: Path) -> None:
    path = filled(tmp_path / "store")
    with client(path, "--allow-update") as writer, client(path) as reader:
        assert asked(writer, WHO).json() == asked(reader, WHO).json()
        second = started(path, "--allow-update")
        out, _ = second.communicate(timeout=60)
        assert (second.returncode, out) == (1, "")


def test_changes_without_a_token_are_wrong_use(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "serve", "--store", str(tmp_path), "--allow-update"]
    environment = {name: value for name, value in os.environ.items() if name != "KG_TOKEN"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 2
    assert "needs a token" in done.stderr


def test_a_server_without_a_store_does_not_start(tmp_path: Path) -> None:
    server = started(tmp_path / "none")
    server.communicate(timeout=60)
    assert server.returncode == 1


def test_a_server_that_is_told_to_end_answers_what_it_was_asked(tmp_path: Path) -> None:
    """The answer is larger than what is under way between the two, so it is not yet written when the word comes."""
    path = filled(tmp_path / "store")
    large = {"query": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } LIMIT 80000", "format": "csv"}
    server = started(path)
    base = address(server)
    plain = {"accept-encoding": "identity"}
    with httpx.stream("GET", f"{base}/sparql", params=large, headers=plain, timeout=60) as answer:
        server.send_signal(signal.SIGTERM)
        until(lambda: refused(base))
        assert server.poll() is None
        rows = sum(1 for _ in answer.iter_lines())
    assert (answer.status_code, rows) == (200, 80_001)
    assert server.wait(60) == 0
    assert not list((path / ".readers").iterdir())
    assert server.stdout
    server.stdout.close()


def refused(base: str) -> bool:
    try:
        httpx.get(f"{base}/health", timeout=20)
    except httpx.TransportError:
        return True
    return False


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc to look for processes in")
def test_a_server_that_is_killed_leaves_no_process_behind(tmp_path: Path) -> None:
    server = started(filled(tmp_path / "store"))
    base = address(server)
    with socket.create_connection(("127.0.0.1", urlsplit(base).port or 0)) as line:
        line.sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nhost: localhost\r\n\r\n".encode())
        until(lambda: works_long(base))
        below = descendants(server.pid)
        server.kill()
        server.communicate()
    assert len(below) >= 2
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in below))


def descendants(pid: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
    return [*children, *(below for child in children for below in descendants(child))]


def test_a_graph_comes_back_as_it_was_stored(tmp_path: Path) -> None:
    path = filled(tmp_path / "store")
    with store.open(path, readonly=True) as held, client(path) as http:
        answer = http.get("/graph", params={"graph": DOC}, headers={"accept": "application/n-quads"})
        assert sorted(answer.text.splitlines()) == sorted(f"{quad} ." for quad in held.quads(DOC))
