"""The explorer over HTTP: which part of the store it opens with, what it brings on demand, and what it refuses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pyoxigraph import RdfFormat, serialize
from samples import RUN, TRUMP, accusation, link, reading
from served import AUTHORIZED, client, filled, serving

from kg import graph, store, vocab
from kg.records import Fact

DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>')
TURTLE = {**AUTHORIZED, "content-type": "text/turtle"}
HOSTILE = (
    "x> } UNION { ?s ?p ?o } #",
    '"; DROP ALL ; "',
    "<https://example.org/x>> ?p ?o",
    "?actor",
    "</script><script>alert(1)</script>",
    "../../etc/passwd",
    "\u202e\u2028\ud7ff",
    "%00",
    "SERVICE <http://127.0.0.1/>",
)


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A server that takes changes, over two documents in which the United States accuse China."""
    with client(filled(tmp_path_factory.mktemp("explore") / "store"), "--allow-update") as made:
        yield made


def data(answer: httpx.Response) -> Any:
    assert answer.status_code == 200, answer.text
    found = DATA.search(answer.text)
    assert found
    return json.loads(found[1])


def turtle(*facts: Fact, doc: str) -> bytes:
    """A document's graph as the Graph Store Protocol takes it."""
    triples = {quad.triple for quad in graph.quads(reading(*facts, doc=doc), RUN)}
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def ids(rows: Any) -> set[str]:
    return {actor["id"] for actor in rows["actors"]}


def test_the_page_opens_with_the_store_and_says_how_much_of_it(http: httpx.Client) -> None:
    page = data(http.get("/explore"))
    assert ids(page) == {"USA", "CHN"}
    assert len(page["claims"]) == 2
    assert page["live"]["note"] == "These are all 2 claims of the store."
    assert page["live"]["expand"] == "/explore/data"


def test_only_its_own_scripts_run_and_only_its_own_server_is_asked(http: httpx.Client) -> None:
    answer = http.get("/explore")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', answer.text)
    assert policy
    assert "default-src &#39;none&#39;" in policy[1]
    assert "connect-src &#39;self&#39;" in policy[1]
    assert "unsafe" not in policy[1]
    assert answer.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("word", ["CHN", vocab.ID + "CHN", "China", "prc"])
def test_an_actor_opens_by_each_of_its_names(http: httpx.Client, word: str) -> None:
    page = data(http.get("/explore", params={"actor": word}))
    assert page["select"] == "actor:CHN"
    assert page["title"] == "China"
    assert len(page["claims"]) == 2


def test_a_dyad_opens_with_its_heavier_direction(http: httpx.Client) -> None:
    page = data(http.get("/explore", params={"one": "China", "two": "USA"}))
    assert page["select"] == "edge:USA>CHN"
    assert page["title"] == "China and United States"


def test_a_dyad_of_which_nothing_is_told_is_not_found(http: httpx.Client) -> None:
    doc = "https://example.org/3"
    content = turtle(accusation(doc=doc, subject=link(TRUMP, "The US")), doc=doc)
    http.put(f"/graph?graph={doc}", content=content, headers=TURTLE).raise_for_status()
    answer = http.get("/explore", params={"one": "Donald_Trump", "two": "USA"})
    http.delete(f"/graph?graph={doc}", headers=AUTHORIZED).raise_for_status()
    assert answer.status_code == 404
    assert "no claim is about both Donald_Trump and USA" in answer.text


def test_an_unknown_actor_is_not_found_and_near_ones_are_named(http: httpx.Client) -> None:
    for path in ("/explore", "/explore/data"):
        answer = http.get(path, params={"actor": "Chinna"})
        assert answer.status_code == 404
        assert answer.text == "the store tells of no actor 'Chinna': did you mean China?\n"


def test_an_actor_brings_its_claims_piece_by_piece(http: httpx.Client) -> None:
    pieces = [
        http.get("/explore/data", params={"actor": "USA", "limit": 1, "skip": skip}).json() for skip in (0, 1)
    ]
    assert {piece["held"] for piece in pieces} == {2}
    assert all(piece["actor"] == "USA" and piece["shown"] == 1 for piece in pieces)
    assert len({piece["claims"][0]["id"] for piece in pieces}) == 2
    none = http.get("/explore/data", params={"actor": "USA", "limit": 0}).json()
    assert (none["shown"], none["held"], none["claims"]) == (0, 2, [])
    assert ids(pieces[0]) == {"USA", "CHN"}


@pytest.mark.parametrize(
    "query",
    [
        "/explore?actor=",
        "/explore?actor=USA&actor=CHN",
        "/explore?actor=USA&one=CHN",
        "/explore?one=USA",
        "/explore?one=USA&two=USA",
        "/explore?actor=" + "x" * 1001,
        "/explore?actor=%ff",
        "/explore/data",
        "/explore/data?actor=USA&limit=x",
        "/explore/data?actor=USA&limit=1001",
        "/explore/data?actor=USA&limit=-1",
        "/explore/data?actor=USA&limit=²",
        "/explore/data?actor=USA&skip=" + "9" * 400,
        "/explore/names",
        "/explore/describe",
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(http: httpx.Client, query: str) -> None:
    answer = http.get(query)
    assert answer.status_code == 400
    assert answer.text.strip()


@pytest.mark.parametrize("word", HOSTILE)
def test_a_word_is_never_a_part_of_a_query(http: httpx.Client, word: str) -> None:
    for path, name in (("/explore", "actor"), ("/explore/data", "actor"), ("/explore/names", "text")):
        answer = http.get(path, params={name: word})
        assert (answer.status_code, answer.headers["x-content-type-options"]) in [
            (404, "nosniff"),
            (200, "nosniff"),
        ]
        assert answer.status_code == 404 or answer.json() == []
    assert http.get("/explore/describe", params={"actor": word}).status_code == 303


def test_names_are_found_as_they_are_typed(http: httpx.Client) -> None:
    found = http.get("/explore/names", params={"text": "unit"}).json()
    assert found == [{"id": "USA", "label": "United States", "name": "United States"}]
    assert http.get("/explore/names", params={"text": "prc"}).json()[0] == {
        "id": "CHN",
        "label": "China",
        "name": "PRC",
    }


def test_an_actor_leads_to_all_that_is_said_of_it(http: httpx.Client) -> None:
    answer = http.get("/explore/describe", params={"actor": "Zürich (city)"})
    assert answer.status_code == 303
    assert httpx.URL(answer.headers["location"]).params["iri"] == vocab.ID + "Zürich%20(city)"


def test_the_page_changes_with_the_store_and_only_then(http: httpx.Client) -> None:
    before = http.get("/explore")
    assert http.get("/explore", headers={"accept-encoding": "identity"}).text == before.text
    new = "https://example.org/new"
    content = turtle(accusation(doc=new), doc=new)
    http.put(f"/graph?graph={new}", content=content, headers=TURTLE).raise_for_status()
    after = http.get("/explore")
    http.delete(f"/graph?graph={new}", headers=AUTHORIZED).raise_for_status()
    assert len(data(after)["claims"]) == len(data(before)["claims"]) + 1


def test_an_empty_store_opens(tmp_path: Path) -> None:
    with store.open(tmp_path / "store"):
        pass
    with serving(tmp_path / "store") as base:
        page = data(httpx.get(f"{base}/explore", timeout=60))
    assert page["claims"] == []


def test_the_explorer_has_the_limits_of_a_query(tmp_path: Path) -> None:
    with serving(filled(tmp_path / "store"), "--timeout", "0.1") as base:
        answer = httpx.get(f"{base}/explore", timeout=60)
        assert answer.status_code == 503
        assert "took longer than 0.1 seconds" in answer.text
        assert httpx.get(f"{base}/health").status_code == 200


def test_other_methods_are_refused(http: httpx.Client) -> None:
    for path in ("/explore", "/explore/data", "/explore/names"):
        assert http.post(path).status_code == 405
        assert http.head(path, params={"actor": "USA", "text": "us"}).status_code == 200
