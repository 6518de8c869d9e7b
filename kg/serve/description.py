"""What the endpoint can do, in the SPARQL 1.1 Service Description vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from pyoxigraph import BlankNode, NamedNode, QueryResultsFormat, RdfFormat, Triple
from starlette.requests import Request
from starlette.responses import Response

from kg import vocab
from kg.serve.negotiation import GRAPHS, ROWS, choose
from kg.serve.service import Service

SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_WRITTEN = {
    QueryResultsFormat.JSON: "SPARQL_Results_JSON",
    QueryResultsFormat.XML: "SPARQL_Results_XML",
    QueryResultsFormat.CSV: "SPARQL_Results_CSV",
    QueryResultsFormat.TSV: "SPARQL_Results_TSV",
    RdfFormat.TURTLE: "Turtle",
    RdfFormat.N_TRIPLES: "N-Triples",
    RdfFormat.JSON_LD: "JSON-LD",
    RdfFormat.RDF_XML: "RDF_XML",
    RdfFormat.TRIG: "TriG",
    RdfFormat.N_QUADS: "N-Quads",
}


def described(request: Request, accept: str) -> Response:
    """The description, in the form that the client likes most."""
    service: Service = request.app.state.service
    form = choose(accept, GRAPHS)
    triples = _triples(str(request.url.replace(query="")), writes=service.token is not None)
    content = ox.serialize(triples, format=form.writes, prefixes={**vocab.PREFIXES, "sd": SD})
    return Response(content, headers={"content-type": form.header, "vary": "accept"})


def _triples(endpoint: str, *, writes: bool) -> Iterator[Triple]:
    service, dataset, graph = (BlankNode(name) for name in ("service", "dataset", "graph"))
    yield _said(service, "endpoint", NamedNode(endpoint))
    for language in ("SPARQL11Query", *(["SPARQL11Update"] if writes else [])):
        yield _said(service, "supportedLanguage", NamedNode(SD + language))
    for feature in ("UnionDefaultGraph", "EmptyGraphs"):
        yield _said(service, "feature", NamedNode(SD + feature))
    for written in (*(form.writes for form in ROWS), *(form.writes for form in GRAPHS)):
        yield _said(service, "resultFormat", NamedNode(_FORMATS + _WRITTEN[written]))
    for form in GRAPHS if writes else ():
        yield _said(service, "inputFormat", NamedNode(_FORMATS + _WRITTEN[form.writes]))
    yield _said(service, "defaultDataset", dataset)
    yield _said(dataset, "defaultGraph", graph)
    for node, kind in ((service, "Service"), (dataset, "Dataset"), (graph, "Graph")):
        yield Triple(node, NamedNode(vocab.PREFIXES["rdf"] + "type"), NamedNode(SD + kind))


def _said(subject: BlankNode, name: str, value: NamedNode | BlankNode) -> Triple:
    return Triple(subject, NamedNode(SD + name), value)
