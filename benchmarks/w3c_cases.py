"""The W3C's tests of SPARQL 1.1 queries and updates, as their manifests tell them, and what each asks of a store."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node
from w3c_values import CSV, RESULT_SET, answer, canonical

from kg.store import QueryError
from kg.store.guard import refuse

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
JSON = "application/sparql-results+json"
KINDS = {
    ".srx": "application/sparql-results+xml",
    ".srj": JSON,
    ".tsv": "text/tab-separated-values",
    ".csv": CSV,
    ".ttl": "text/turtle",
}
DATA = {".ttl": RdfFormat.TURTLE, ".rdf": RdfFormat.RDF_XML, ".nt": RdfFormat.N_TRIPLES}
ELSEWHERE = frozenset({"protocol", "graph-store-protocol", "service-description"})
FROM = re.compile(r"^\s*FROM\b", re.MULTILINE)
REGIMES = "entailment"  # answers that follow from an ontology; the store answers what is stored


@dataclass(frozen=True, slots=True)
class Outcome:
    """A test that was run, and what was wrong, if anything was; `apart` says why it counts as neither."""

    suite: str
    test: str
    wrong: str = ""
    apart: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A test: what the store holds, what is asked of it, and the file or the quads that must come out."""

    suite: str
    test: str
    kind: str
    request: Path
    before: tuple[Quad, ...]
    after: tuple[Quad, ...] = ()
    result: Path | None = None

    @property
    def text(self) -> str:
        """What is asked, with the base that relative IRIs of it have."""
        return f"BASE <{self.request.as_uri()}>\n{self.request.read_text('utf-8')}"


class Refusal(Exception):
    """The answer of a store to a request that is wrong, in its words."""


class Store(Protocol):
    """A store that the tests are run on; `calls` says whether it would call out to the network."""

    calls: bool

    def hold(self, quads: tuple[Quad, ...]) -> None:
        """Makes these all that it holds."""

    def query(self, text: str, kind: str) -> tuple[str, bytes]:
        """The media type and the bytes of an answer, of this media type where a graph or rows can have it."""

    def change(self, text: str) -> None:
        """Runs an update."""

    def quads(self) -> Iterator[Quad]:
        """All that it holds."""


def cases(folder: Path) -> Iterator[Case]:
    """The tests, suite by suite in the order of the manifests; those of the protocols are not among them."""
    every = Graph().parse(folder / "manifest-all.ttl", format="turtle")
    for manifest in Collection(every, next(every.objects(None, MF.include))):
        path = _path(manifest)
        if path.parent.name not in ELSEWHERE:
            yield from _manifest(path)


def _manifest(path: Path) -> Iterator[Case]:
    told = Graph().parse(path, format="turtle", publicID=path.as_uri())
    for test in Collection(told, next(told.objects(None, MF.entries))):
        action, result = told.value(test, MF.action), told.value(test, MF.result)
        request = told.value(action, QT.query) or told.value(action, UT.request) or action
        kind = str(told.value(test, RDF.type)).removeprefix(str(MF))
        yield Case(
            suite=path.parent.name,
            test=str(test).rpartition("#")[2],
            kind=kind,
            request=_path(request),
            before=_quads(told, action, own=FROM.search(_path(request).read_text("utf-8")) is not None),
            after=_quads(told, result) if kind.startswith("Update") else (),
            result=_path(result) if isinstance(result, URIRef) else None,
        )


def _quads(told: Graph, node: Node | None, *, own: bool = False) -> tuple[Quad, ...]:
    """The data of a node; what a query reads by its own FROM stands under its own name."""
    found: list[Quad] = []
    for space in (QT, UT):
        for file in told.objects(node, space.data):
            found += _parsed(_path(file), str(file) if own else None)
        for graph in told.objects(node, space.graphData):
            file = told.value(graph, space.graph) or graph
            found += _parsed(_path(file), str(told.value(graph, LABEL) or file))
    return tuple(found)


def _parsed(path: Path, graph: str | None) -> Iterator[Quad]:
    name = NamedNode(graph) if graph else DefaultGraph()
    for quad in ox.parse(
        path.read_bytes(), format=DATA[path.suffix], base_iri=path.as_uri(), rename_blank_nodes=True
    ):
        yield Quad(quad.subject, quad.predicate, quad.object, name)


def _path(node: Node | None) -> Path:
    return Path(unquote(urlsplit(str(node)).path))


def outcome(case: Case, store: Store) -> Outcome:
    """Runs a test; one that calls out to the network must be refused, and is not run on a store that would call."""
    if case.suite == REGIMES:
        return Outcome(case.suite, case.test, apart="entailment is not supported")
    if case.kind.startswith("Negative") or not _calls(case):
        return Outcome(case.suite, case.test, RUNS[case.kind](case, store))
    wrong = "" if store.calls else _negative(_change if "Update" in case.kind else _query)(case, store)
    return Outcome(case.suite, case.test, wrong, "" if wrong else "refused by design")


def _calls(case: Case) -> bool:
    try:
        refuse(case.request.read_text("utf-8"))
    except QueryError:
        return True
    return False


def _positive(ask: Callable[[Case, Store], None]) -> Callable[[Case, Store], str]:
    def run(case: Case, store: Store) -> str:
        store.hold(())
        try:
            ask(case, store)
        except Refusal as error:
            return f"refused: {error}"
        return ""

    return run


def _negative(ask: Callable[[Case, Store], None]) -> Callable[[Case, Store], str]:
    def run(case: Case, store: Store) -> str:
        store.hold(())
        try:
            ask(case, store)
        except Refusal:
            return ""
        return "taken, and is wrong"

    return run


def _query(case: Case, store: Store) -> None:
    store.query(case.text, "*/*")


def _change(case: Case, store: Store) -> None:
    store.change(case.text)


def _evaluated(case: Case, store: Store) -> str:
    assert case.result
    text, wanted, kind = case.text, case.result.read_bytes(), KINDS[case.result.suffix]
    store.hold(case.before)
    try:
        found = store.query(text, JSON if RESULT_SET in wanted else kind)
        ordered = re.search(r"\bORDER\s+BY\b", text, re.IGNORECASE) is not None
        expected = answer(kind, wanted, ordered=ordered, base=case.result.as_uri())
        return "" if answer(*found, ordered=ordered) == expected else "the answer is another"
    except (Refusal, ValueError, SyntaxError) as error:
        return f"{type(error).__name__}: {error}"


def _updated(case: Case, store: Store) -> str:
    store.hold(case.before)
    try:
        store.change(case.text)
    except Refusal as error:
        return f"refused: {error}"
    return "" if canonical(store.quads()) == canonical(case.after) else "the store holds something else"


RUNS: Mapping[str, Callable[[Case, Store], str]] = {
    "QueryEvaluationTest": _evaluated,
    "CSVResultFormatTest": _evaluated,
    "UpdateEvaluationTest": _updated,
    "PositiveSyntaxTest11": _positive(_query),
    "NegativeSyntaxTest11": _negative(_query),
    "PositiveUpdateSyntaxTest11": _positive(_change),
    "NegativeUpdateSyntaxTest11": _negative(_change),
}
