"""The shapes and the check queries, run over a file or a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store, parse

from kg import vocab
from kg.records import Finding, KgError

# Documents validated in one call: more spends memory, fewer repeats what pySHACL does for each call.
_BATCH = 200
_ONTOLOGY = NamedNode(vocab.KG.removesuffix("#"))


class CheckError(KgError):
    """Data or a check that cannot be read."""


def check(source: Path | Store) -> list[Finding]:
    """Every finding of the shapes and of the check queries in an RDF file or a store, sorted.

    The quads are copied into memory, where the ontology joins them: of a store that is being written to, hand
    over a snapshot.
    """
    store = Store()
    store.bulk_extend(_read(source) if isinstance(source, Path) else source)
    found = {finding for batch in _batches(store) for finding in findings(batch)}
    store.load(path=str(vocab.ontology_path("kg.ttl")), to_graph=_ONTOLOGY)
    found |= {finding for path in queries() for finding in _violations(store, path)}
    return sorted(found, key=order)


def findings(quads: Iterable[Quad]) -> list[Finding]:
    """What the SHACL shapes find in quads, their graphs taken together, sorted."""
    # Imported here, for no build should wait the third of a second that pySHACL takes to load.
    from kg.check.shapes import results

    return sorted(results(quads), key=order)


def order(finding: Finding) -> tuple[str, str, str, str]:
    """By rule, then by node."""
    return finding.rule, finding.focus, finding.value or "", finding.message


def queries() -> list[Path]:
    """The check queries, sorted; a folder without any is an error, not a check that passes."""
    folder = vocab.ontology_path("checks")
    if not (found := sorted(folder.glob("*.rq"))):
        raise CheckError(f"{folder} holds no check queries; install the package again")
    return found


def _read(path: Path) -> Iterator[Quad]:
    try:
        yield from parse(path=str(path))
    except (OSError, SyntaxError, ValueError) as error:
        raise CheckError(f"{path} cannot be read as RDF: {error}") from error


def _batches(store: Store) -> Iterator[Iterable[Quad]]:
    graphs = iter([DefaultGraph(), *sorted(store.named_graphs(), key=str)])
    while batch := list(islice(graphs, _BATCH)):
        yield (quad for graph in batch for quad in store.quads_for_pattern(None, None, None, graph))


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
