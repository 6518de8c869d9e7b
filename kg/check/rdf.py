"""The shapes and the check queries, run over a file or a store."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    serialize,
)

from kg import vocab
from kg.check.validate import finding, results
from kg.records import Finding, KgError

_TRIPLES = RdfFormat.N_TRIPLES
_THREADS = os.cpu_count() or 1
_AHEAD = 64  # graphs dumped before the last one is taken: some megabytes
_ONTOLOGY = NamedNode(vocab.KG.removesuffix("#"))


class CheckError(KgError):
    """Data or a check that cannot be read."""


def check(source: Path | Store | Iterable[Quad]) -> list[Finding]:
    """Every finding of the shapes and of the check queries in an RDF file, a store or quads, sorted.

    The shapes are asked of each graph by itself, the queries of all graphs together in a copy in memory, where the
    ontology joins them: of a store that is being written to, hand over a snapshot.
    """
    store = source if isinstance(source, Store) else _held(source)
    joined, found = Store(), set()
    with ThreadPoolExecutor(_THREADS) as pool:  # neither dumps nor queries hold the interpreter's lock
        for graph, triples in _dumped(store, pool):
            joined.load(triples, format=_TRIPLES, to_graph=graph, lenient=True)  # bulk_load is for disks
            found |= {finding(result) for result in results(triples.decode("utf-8"))}
        joined.load(path=str(vocab.ontology_path("kg.ttl")), to_graph=_ONTOLOGY)
        for broken in pool.map(lambda query: list(_violations(joined, query)), queries()):
            found |= set(broken)
    return sorted(found, key=order)


def findings(quads: Iterable[Quad]) -> list[Finding]:
    """What the SHACL shapes find in quads, their graphs taken together, sorted."""
    triples = serialize((quad.triple for quad in quads), format=_TRIPLES) or b""
    return sorted(map(finding, results(triples.decode("utf-8"))), key=order)


def order(finding: Finding) -> tuple[str, str, str, str]:
    """By rule, then by node."""
    return finding.rule, finding.focus, finding.value or "", finding.message


def queries() -> list[Path]:
    """The check queries, sorted; a folder without any is an error, not a check that passes."""
    folder = vocab.ontology_path("checks")
    if not (found := sorted(folder.glob("*.rq"))):
        raise CheckError(f"{folder} holds no check queries; install the package again")
    return found


def _held(source: Path | Iterable[Quad]) -> Store:
    store = Store()
    store.bulk_extend(_read(source) if isinstance(source, Path) else source)
    return store


def _read(path: Path) -> Iterator[Quad]:
    try:
        yield from parse(path=str(path))
    except (OSError, SyntaxError, ValueError) as error:
        raise CheckError(f"{path} cannot be read as RDF: {error}") from error


def _dumped(store: Store, pool: Executor) -> Iterator[tuple[NamedNode | BlankNode | DefaultGraph, bytes]]:
    """The triples of each graph, some graphs ahead of who takes them."""
    ahead: deque[tuple[NamedNode | BlankNode | DefaultGraph, Future[bytes | None]]] = deque()
    for graph in (DefaultGraph(), *store.named_graphs()):
        ahead.append((graph, pool.submit(store.dump, format=_TRIPLES, from_graph=graph)))
        if len(ahead) > _AHEAD:
            first, dump = ahead.popleft()
            yield first, dump.result() or b""
    yield from ((graph, dump.result() or b"") for graph, dump in ahead)


def _violations(store: Store, path: Path) -> Iterator[Finding]:
    query = path.read_text(encoding="utf-8")
    rule = query.partition("\n")[0].removeprefix("# ")
    rows = store.query(query, use_default_graph_as_union=True)
    if not isinstance(rows, QuerySolutions):
        raise CheckError(f"{path} is no SELECT query: a row that it returns is a violation")
    columns = {variable.value for variable in rows.variables}
    for row in rows:
        value = _text(row["value"]) if "value" in columns else None
        yield Finding(path.stem, _text(row["focus"]) or "", rule, value)


def _text(term: object) -> str | None:
    return None if term is None else str(getattr(term, "value", term))
