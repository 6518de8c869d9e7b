"""Runs the W3C's tests of SPARQL 1.1 against `kg serve`, and names every failure.

    python benchmarks/w3c.py FOLDER

FOLDER holds the W3C's `sparql11` test suite: its tests of queries and updates, which the bare library also takes in
this process, of the protocol, the graph-store-protocol, http-rdf-update (its older form, in prose) and the
service-description. The server is started over an empty store, and each test begins with what it says is there.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, NamedNode, Quad, QueryResultsFormat
from w3c_cases import FROM, JSON, Case, Outcome, Refusal, cases, outcome
from w3c_protocols import SET_ASIDE, outcomes
from w3c_server import Asked, Server, Told, started
from w3c_values import CSV, GRAPHS, ROWS

DEFAULT = NamedNode("urn:x-test:default")


@dataclass(slots=True)
class Live:
    """The store of a server, with what a test says that it holds: written only when it is asked of, and once.

    The server answers over all its graphs, so a query has the default graph of its test under a name, and names it
    as the protocol does.
    """

    server: Server
    calls: bool = False
    _wanted: tuple[Quad, ...] = ()
    _held: tuple[DefaultGraph | NamedNode, tuple[Quad, ...]] | None = None

    def hold(self, quads: tuple[Quad, ...]) -> None:
        """Makes these all that it holds."""
        self._wanted = quads

    def query(self, text: str, kind: str) -> tuple[str, bytes]:
        """The answer to a POST of the query."""
        self._write(DEFAULT)
        graphs = sorted(
            {each.graph_name.value for each in self._wanted if isinstance(each.graph_name, NamedNode)}
        )
        dataset = [("default-graph-uri", DEFAULT.value), *(("named-graph-uri", name) for name in graphs)]
        path = "/sparql" if FROM.search(text) else f"/sparql?{urlencode(dataset)}"
        headers = {"content-type": "application/sparql-query", "accept": f"{kind}, text/turtle;q=0.5"}
        told = self._asked("POST", path, headers, text)
        return told.headers.get("content-type", "").partition(";")[0], told.body

    def change(self, text: str) -> None:
        """Runs an update."""
        self._write(DefaultGraph())
        self._held = None
        self._asked("POST", "/sparql", {"content-type": "application/sparql-update"}, text)

    def quads(self) -> Iterator[Quad]:
        """All that it holds."""
        headers = {"content-type": "application/sparql-query", "accept": JSON}
        told = self._asked("POST", "/sparql", headers, "SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }")
        rows = ox.parse_query_results(told.body, format=ROWS[JSON])
        assert isinstance(rows, ox.QuerySolutions)
        yield from (Quad(*row) for row in rows)
        told = self._asked("GET", "/graph?default", {"accept": "application/n-triples"}, "")
        yield from ox.parse(told.body, format=ox.RdfFormat.N_TRIPLES)

    def _write(self, default: DefaultGraph | NamedNode) -> None:
        if self._held == (default, self._wanted):
            return
        data = "\n".join(_data(quad, default) for quad in self._wanted)
        self.server.change(f"DROP ALL ; INSERT DATA {{ {data} }}")
        self._held = default, self._wanted

    def _asked(self, method: str, path: str, headers: Mapping[str, str], body: str) -> Told:
        told = self.server.ask(Asked(method, path, headers, body.encode() or None, (2,)))
        if told.status != 200 and told.status != 204:
            raise Refusal(f"{told.status}: {' '.join(told.body.decode().split())[:200]}")
        return told


class Bare:
    """The library by itself, in this process: what it fails is not our doing."""

    calls = True

    def __init__(self) -> None:
        self._store = ox.Store()

    def hold(self, quads: tuple[Quad, ...]) -> None:
        """Makes these all that it holds."""
        self._store.clear()
        self._store.extend(quads)

    def query(self, text: str, kind: str) -> tuple[str, bytes]:
        """The answer, written as is asked."""
        try:
            found = self._store.query(text)
            if isinstance(found, ox.QueryTriples):
                return "text/turtle", ox.serialize(found, format=GRAPHS["text/turtle"]) or b""
            form = QueryResultsFormat.CSV if kind == CSV else ROWS.get(kind, QueryResultsFormat.JSON)
            return kind, found.serialize(format=form) or b""
        except (SyntaxError, ValueError, RuntimeError) as error:
            raise Refusal(str(error)) from error

    def change(self, text: str) -> None:
        """Runs an update."""
        try:
            self._store.update(text)
        except (SyntaxError, ValueError, RuntimeError) as error:
            raise Refusal(str(error)) from error

    def quads(self) -> Iterator[Quad]:
        """All that it holds."""
        return iter(self._store)


def _data(quad: Quad, default: DefaultGraph | NamedNode) -> str:
    graph = default if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name
    return f"{quad.triple} ." if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{ {quad.triple} }}"


def evaluated(tests: Sequence[Case], server: Server) -> tuple[list[Outcome], list[Outcome]]:
    """What became of the tests of queries and updates, by the server and by the bare library."""
    live, bare = Live(server), Bare()
    return [outcome(test, live) for test in tests], [outcome(test, bare) for test in tests]


def table(found: Sequence[Outcome], bare: Sequence[Outcome]) -> Iterator[str]:
    """The rows of a table: for each suite its tests, those that pass, fail and are counted apart, and the library's."""
    yield "| suite | tests | passed | failed | apart | the bare library passes |"
    yield "|---|--:|--:|--:|--:|--:|"
    for suite in dict.fromkeys(each.suite for each in found):
        ran = [each for each in found if each.suite == suite]
        alone = [each for each in bare if each.suite == suite]
        apart = sum(1 for each in ran if each.apart)
        passes = _passed(alone) if alone else "-"
        failed = len(ran) - _passed(ran) - apart
        yield f"| {suite} | {len(ran)} | {_passed(ran)} | {failed} | {apart} | {passes} |"


def _passed(found: Sequence[Outcome]) -> int:
    return sum(1 for each in found if not each.wrong and not each.apart)


def worse(found: Sequence[Outcome], bare: Sequence[Outcome]) -> list[str]:
    """The tests that the bare library passes and the server does not."""
    return [
        f"{mine.suite} {mine.test}"
        for mine, its in zip(found, bare, strict=True)
        if mine.wrong and not its.wrong
    ]


def main(folder: Path) -> int:
    """Runs all; 1 where a test of the protocols fails, or one that the bare library passes."""
    with started() as running:
        found, bare = evaluated(list(cases(folder)), running)
        protocols = list(outcomes(folder, running))
    print(*table([*found, *protocols], bare), sep="\n")
    for each in (*found, *protocols):
        if each.wrong or each.apart:
            print(f"- `{each.suite} {each.test}`: {each.wrong or each.apart}")
    for name, why in SET_ASIDE.items():
        print(f"- `http-rdf-update {name}` is set aside: {why}")
    ours = worse(found, bare)
    print(f"{len(ours)} tests fail that the bare library passes{': ' * bool(ours)}{', '.join(ours)}")
    return int(bool(ours) or any(each.wrong for each in protocols))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    raise SystemExit(main(Path(sys.argv[1])))
