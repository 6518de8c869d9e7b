"""Programs of others against a live `kg serve`: SPARQLWrapper, rdflib and, where Node has them, Comunica's commands."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from served import AUTHORIZED, filled, serving
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

from kg import vocab

CLIENTS = Path(__file__).parent / "clients"
COMUNICA = CLIENTS / "node_modules/@comunica/query-sparql/bin/query.js"
USA, CHN = "https://w3id.org/geopolitics-kg/id/USA", "https://w3id.org/geopolitics-kg/id/CHN"
ACCUSES = vocab.KG + "accuses"
WHO = f"SELECT DISTINCT ?who ?whom WHERE {{ ?who <{ACCUSES}> ?whom }}"
ASK = f"ASK {{ <{USA}> <{ACCUSES}> <{CHN}> }}"
TURNED = f"CONSTRUCT {{ ?whom <urn:accusedBy> ?who }} WHERE {{ ?who <{ACCUSES}> ?whom }}"
NODE = shutil.which("node")


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(filled(tmp_path_factory.mktemp("served") / "graph")) as base:
        yield f"{base}/sparql"


@pytest.fixture
def writable(tmp_path: Path) -> Iterator[str]:
    with serving(filled(tmp_path / "graph"), "--allow-update") as base:
        yield f"{base}/sparql"


def wrapper(endpoint: str, query: str, form: str, *, method: str = "GET") -> Any:
    made = SPARQLWrapper(endpoint, returnFormat=form)
    made.setMethod(method)
    made.setQuery(query)
    return made.queryAndConvert()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sparqlwrapper_reads_rows_truths_and_graphs(endpoint: str, method: str) -> None:
    rows = wrapper(endpoint, WHO, JSON, method=method)["results"]["bindings"]
    assert [(row["who"]["value"], row["whom"]["value"]) for row in rows] == [(USA, CHN)]
    assert wrapper(endpoint, ASK, JSON, method=method)["boolean"] is True
    assert wrapper(endpoint, WHO, CSV, method=method).decode().splitlines() == ["who,whom", f"{USA},{CHN}"]
    assert USA in wrapper(endpoint, WHO, XML, method=method).toxml()
    turned = Graph().parse(data=wrapper(endpoint, TURNED, TURTLE, method=method), format="turtle")
    assert set(turned) == {(URIRef(CHN), URIRef("urn:accusedBy"), URIRef(USA))}


def test_sparqlwrapper_writes_with_the_token(writable: str) -> None:
    made = SPARQLWrapper(writable)
    for name, value in AUTHORIZED.items():
        made.addCustomHttpHeader(name, value)
    made.setMethod(POST)
    made.setQuery("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 'é' } }")
    made.query()
    (row,) = wrapper(writable, "SELECT ?o { <urn:a> <urn:b> ?o }", JSON)["results"]["bindings"]
    assert row["o"]["value"] == "é"


def test_rdflib_reads_the_store_as_a_graph(endpoint: str) -> None:
    graph = Graph(SPARQLStore(endpoint, returnFormat="json"))
    assert [tuple(map(str, row)) for row in graph.query(WHO)] == [(USA, CHN)]
    assert graph.query(ASK).askAnswer
    assert (URIRef(USA), URIRef(ACCUSES), URIRef(CHN)) in graph
    assert set(graph.objects(URIRef(USA), URIRef(ACCUSES))) == {URIRef(CHN)}


def test_rdflib_writes_with_the_token(writable: str) -> None:
    graph = Graph(
        SPARQLUpdateStore(writable, writable, headers=dict(AUTHORIZED), autocommit=True), URIRef("urn:g")
    )
    graph.add((URIRef("urn:a"), URIRef("urn:b"), Literal("3")))
    assert list(graph) == [(URIRef("urn:a"), URIRef("urn:b"), Literal("3"))]
    graph.remove((URIRef("urn:a"), None, None))
    assert len(graph) == 0


def comunica(endpoint: str, query: str, kind: str) -> str:
    if NODE is None or not COMUNICA.exists():
        pytest.skip("Comunica is not installed: npm install --prefix tests/clients")
    done = subprocess.run(
        [NODE, COMUNICA, f"sparql@{endpoint}", "-q", query, "-t", kind],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_comunica_reads_rows_truths_and_graphs(endpoint: str) -> None:
    rows = json.loads(comunica(endpoint, WHO, "application/sparql-results+json"))["results"]["bindings"]
    assert [(row["who"]["value"], row["whom"]["value"]) for row in rows] == [(USA, CHN)]
    assert comunica(endpoint, ASK, "simple").strip() == "true"
    assert comunica(endpoint, TURNED, "application/n-triples").strip() == f"<{CHN}> <urn:accusedBy> <{USA}> ."


def test_comunica_joins_and_counts_over_the_server(endpoint: str) -> None:
    query = f"SELECT ?who (COUNT(*) AS ?n) WHERE {{ ?who <{ACCUSES}> ?whom ; a ?class }} GROUP BY ?who"
    (row,) = json.loads(comunica(endpoint, query, "application/sparql-results+json"))["results"]["bindings"]
    assert row["who"]["value"] == USA
    assert int(row["n"]["value"]) > 0
