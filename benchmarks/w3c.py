"""Runs the W3C's tests of the SPARQL 1.1 protocols against `kg serve`, and names every failure.

    python benchmarks/w3c.py FOLDER

FOLDER holds the W3C's `sparql11` test suite: protocol, graph-store-protocol, http-rdf-update (its older form, in
prose) and service-description. The server is started over an empty store, and each test of the first two begins
with an empty one.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from os import environ
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlsplit

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.term import Node

from kg import store

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
HTS = "http://www.w3.org/2011/http-statusCodes#"
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
NAMED = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}
FORMATS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"},
}
DESCRIBED = {  # the properties of the vocabulary that a description may use, and the class of what has them
    "endpoint": "Service",
    "supportedLanguage": "Service",
    "feature": "Service",
    "resultFormat": "Service",
    "inputFormat": "Service",
    "defaultDataset": "Service",
    "defaultGraph": "Dataset",
}
# The older suite is deprecated for the newer, which mends these. After PUT of Jane Doe and POST of her name it
# expects John Doe and no name; two of its Turtle bodies lack their last full stop, which is added here.
SET_ASIDE = {"get_of_post__existing_graph": "expects a graph that no request before it made"}
UNSTOPPED = re.compile(r'(foaf:\w+ "\w[^"]*")(?=\s*(?:--|\Z))')
TOKEN = "w3c"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A test that was run, and what was wrong, if anything was."""

    suite: str
    test: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a test, and what it expects back: any of the statuses (2 stands for 2xx), and a body or a form."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes | None
    statuses: tuple[int, ...]
    form: str = ""
    truth: bool | None = None
    turtle: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Server:
    """A server by its authority; `names` are what the answers gave for later requests."""

    authority: str
    names: dict[str, str] = field(default_factory=dict)

    def ask(self, asked: Asked) -> Told:
        """Sends a request as it stands, with the token, and nothing that it does not say."""
        line = HTTPConnection(self.authority, timeout=30)
        headers = {"authorization": f"Bearer {TOKEN}", **asked.headers}
        line.request(
            asked.method, self.filled(asked.path), asked.body and self.filled_bytes(asked.body), headers
        )
        answer = line.getresponse()
        told = Told(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        line.close()
        if asked.location:
            self.names[asked.location] = told.headers.get("location", "")
        return told

    def filled(self, text: str) -> str:
        """The text with the names that earlier answers gave."""
        for name, value in self.names.items():
            text = text.replace(name, value)
        return text

    def filled_bytes(self, content: bytes) -> bytes:
        """The same in a body."""
        return self.filled(content.decode("latin-1")).encode("latin-1")

    def clear(self) -> None:
        """Empties the store."""
        self.change("DROP ALL")

    def change(self, update: str) -> None:
        """Runs an update."""
        headers = {"content-type": "application/sparql-update"}
        told = self.ask(Asked("POST", "/sparql", headers, update.encode(), (2,)))
        if told.status // 100 != 2:
            raise SystemExit(f"the server did not take {update!r}: {told.body.decode()}")


def outcomes(folder: Path, server: Server) -> Iterator[Outcome]:
    """Every test of the four suites."""
    yield from _structured(folder / "protocol/manifest.ttl", "protocol", MF.ProtocolTest, server)
    for part in ("direct", "indirect"):
        manifest = folder / f"graph-store-protocol/manifest-{part}.ttl"
        yield from _structured(manifest, "graph-store-protocol", MF.GraphStoreProtocolTest, server)
    yield from _prose(folder / "http-rdf-update/manifest.ttl", server)
    yield from _descriptions(server)


def _structured(manifest: Path, suite: str, kind: URIRef, server: Server) -> Iterator[Outcome]:
    text = manifest.read_text("utf-8").replace("www.example/gsp", f"{server.authority}/graph")
    text = text.replace("www.example%2Fgsp", f"{quote(server.authority, safe='')}%2Fgraph")
    tests = Graph().parse(data=text, format="turtle", publicID=manifest.as_uri())
    for test in sorted(tests.subjects(RDF.type, kind)):
        server.clear()
        for data in tests.objects(test, UT.graphData):
            triples = Path(urlsplit(str(tests.value(data, UT.graph))).path).read_text("utf-8")
            server.change(f"INSERT DATA {{ GRAPH <{tests.value(data, RDFS.label)}> {{ {triples} }} }}")
        action = tests.value(test, MF.action)
        requests = Collection(tests, tests.value(action, HT.requests))
        yield Outcome(
            suite, str(test).rpartition("#")[2], _wrong(server, (_asked(tests, each) for each in requests))
        )


def _asked(tests: Graph, request: Node) -> Asked:
    told = tests.value(request, HT.resp)
    body = tests.value(request, HT.body)
    expected = tests.value(told, HT.body)
    truth = tests.value(told, MF.expectedBoolean)
    path = re.sub(r"^/sparql/", "/sparql", str(tests.value(request, HT.absolutePath)))
    return Asked(
        method=str(tests.value(request, HT.methodName)),
        path=re.sub(r"^/gsp", "/graph", path),
        headers=dict(_headers(tests, request)),
        body=body and str(tests.value(body, CNT.chars)).encode(str(tests.value(body, CNT.characterEncoding))),
        statuses=tuple(sorted(_status(str(each)) for each in tests.objects(told, MF.expectedStatus))),
        form=str(tests.value(told, MF.expectedFormat) or ""),
        truth=None if truth is None else bool(truth.toPython() if isinstance(truth, Literal) else truth),
        turtle=str(tests.value(expected, CNT.chars)) if expected else "",
        location=str(tests.value(told, MF.expectedLocation) or ""),
    )


def _headers(tests: Graph, node: Node | None) -> Iterator[tuple[str, str]]:
    if listed := tests.value(node, HT.headers):
        for header in Collection(tests, listed):
            yield str(tests.value(header, HT.fieldName)), str(tests.value(header, HT.fieldValue))


def _status(iri: str) -> int:
    name = iri.removeprefix(HTS)
    return int(name[len("StatusCode")]) if name.startswith("StatusCode") else NAMED[name]


def _wrong(server: Server, requests: Iterator[Asked]) -> str:
    """What is wrong with the first answer that is not as expected; empty where all are."""
    for number, asked in enumerate(requests, 1):
        told = server.ask(asked)
        if wrong := _differs(asked, told, server):
            return f"request {number}, {asked.method} {asked.path[:60]}: {wrong}"
    return ""


def _differs(asked: Asked, told: Told, server: Server) -> str:
    if not {told.status, told.status // 100} & set(asked.statuses):
        return (
            f"status {told.status}, not {asked.statuses}: {told.body.decode('utf-8', 'replace').strip()[:80]}"
        )
    kind = told.headers.get("content-type", "").partition(";")[0]
    if asked.form and kind not in FORMATS[asked.form]:
        return f"the answer is {kind}, which is not {asked.form}"
    if asked.truth is not None and (b"true" in told.body) != asked.truth:
        return f"the answer is not {asked.truth}"
    if asked.turtle:
        expected = Graph().parse(data=server.filled(asked.turtle), format="turtle")
        if not isomorphic(expected, Graph().parse(data=told.body, format=kind)):
            return "the graph is another"
    return ""


def _prose(manifest: Path, server: Server) -> Iterator[Outcome]:
    """The older tests of the Graph Store Protocol: messages in comments, each after the state that the last one left."""
    server.clear()
    server.names.clear()
    tests = Graph().parse(manifest, format="turtle")
    entries = Collection(tests, next(tests.objects(None, MF.entries)))
    for test in entries:
        comment = next(str(each) for each in tests.objects(test, RDFS.comment) if "#### Request" in str(each))
        name = str(test).rpartition("#")[2]
        if name in SET_ASIDE:
            continue
        if name == "delete__existing_graph":  # which the suite expects to be there, and never makes
            server.change(f"CREATE GRAPH <http://{server.authority}/graph/person/2.ttl>")
        yield Outcome("http-rdf-update", name, _wrong(server, iter([_message(comment, server)])))


def _message(comment: str, server: Server) -> Asked:
    text = comment.replace("$HOST$/$GRAPHSTORE$", f"{server.authority}/graph").replace(
        "$GRAPHSTORE$", "/graph"
    )
    request, _, response = text.replace("$HOST$", server.authority).partition("#### Response")
    first, headers, body = _parts(request.partition("#### Request")[2])
    method, path, _ = first.split()
    told, wanted, turtle = _parts(response)
    status = int(told.split()[0])
    headers.pop("host", None)
    body = UNSTOPPED.sub(r"\1 .", body)
    location = wanted.get("location", "")
    form = "multipart" in headers.get("content-type", "")
    return Asked(
        method=method,
        path=urlsplit(server.filled(path))._replace(scheme="", netloc="").geturl(),
        headers=headers,
        body=(body.replace("\n", "\r\n") if form else body).encode() if body else None,
        statuses=(200, 204) if status == 200 and not turtle else (status,),
        turtle=turtle,
        location=location,
    )


def _parts(text: str) -> tuple[str, dict[str, str], str]:
    lines = [line.removeprefix("    ") for line in text.strip("\n").split("\n")]
    while lines and not lines[0].strip():
        lines.pop(0)
    end = next((at for at, line in enumerate(lines) if not line.strip()), len(lines))
    headers = dict(re.split(r":\s*", line, maxsplit=1) for line in lines[1:end])
    return (
        lines[0],
        {name.lower(): value for name, value in headers.items()},
        "\n".join(lines[end + 1 :]).strip(),
    )


def _descriptions(server: Server) -> Iterator[Outcome]:
    told = server.ask(Asked("GET", "/sparql", {"accept": "text/turtle"}, None, (200,)))
    found = Graph()
    try:
        found.parse(data=told.body, format="turtle")
        yield Outcome(
            "service-description", "returns-rdf", "" if told.status == 200 else f"status {told.status}"
        )
    except Exception as error:
        yield Outcome("service-description", "returns-rdf", str(error))
    endpoint = (None, SD.endpoint, URIRef(f"http://{server.authority}/sparql"))
    yield Outcome("service-description", "has-endpoint-triple", "" if endpoint in found else "there is none")
    yield Outcome("service-description", "conforms-to-schema", _unschemed(found))


def _unschemed(found: Graph) -> str:
    for subject, predicate, _ in found:
        name = str(predicate).removeprefix(str(SD))
        if predicate == RDF.type:
            continue
        if name not in DESCRIBED:
            return f"{predicate} is not of the vocabulary"
        if (subject, RDF.type, SD[DESCRIBED[name]]) not in found:
            return f"what has {name} is no {DESCRIBED[name]}"
    return "" if (None, RDF.type, SD.Service) in found else "there is no sd:Service"


@contextmanager
def started() -> Iterator[Server]:
    """A server that takes changes, over an empty store."""
    with TemporaryDirectory() as folder:
        store.open(Path(folder) / "store").close()
        command = [
            sys.executable,
            "-m",
            "kg",
            "serve",
            "--store",
            f"{folder}/store",
            "--port",
            "0",
            "--allow-update",
        ]
        with Popen(command, stdout=PIPE, text=True, env={**environ, "KG_TOKEN": TOKEN}) as process:
            assert process.stdout
            try:
                yield Server(urlsplit(process.stdout.readline().split(" at ")[1].split()[0]).netloc)
            finally:
                process.terminate()


def report(found: Sequence[Outcome], tell: Callable[[str], None]) -> int:
    """Tells how many tests of each suite passed, and each failure; the number of failures."""
    ran, passed = (
        Counter(each.suite for each in found),
        Counter(each.suite for each in found if not each.wrong),
    )
    for suite, count in ran.items():
        tell(f"{suite:22} {passed[suite]:3} of {count}")
    for name, why in SET_ASIDE.items():
        tell(f"set aside: http-rdf-update {name}: {why}")
    failed = [each for each in found if each.wrong]
    for each in failed:
        tell(f"FAILED {each.suite} {each.test}: {each.wrong}")
    return len(failed)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    with started() as running:
        raise SystemExit(min(report(list(outcomes(Path(sys.argv[1]), running)), print), 1))
