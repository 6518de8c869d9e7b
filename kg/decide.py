"""Decisions on identity in a store: what is decided is written down, and every document of the store follows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from pyoxigraph import Quad

from kg import __version__, graph, link, store
from kg.records import BASE, Actor, Decision, Reading, Run
from kg.rules import rules_hash
from kg.rules.entries import Gazetteer


def decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of the store in a folder, sorted; --undo counts them so."""
    return link.consistent(store.load_decisions(path))


def merge(
    held: store.Store, keep: str, gone: str, *, tables: Gazetteer, why: str = "", base: str = BASE
) -> tuple[Decision, list[str]]:
    """The decision that one identifier is another everywhere, with warnings; things of two classes are refused."""
    keep, gone = keep.removeprefix(base), gone.removeprefix(base)
    if keep == gone:
        raise link.DecisionError(f"{keep!r} and {gone!r} are one already: name two identifiers")
    known = {name: _known(held, name, tables, base) for name in (keep, gone)}
    if not (first := known[keep] or known[gone]):
        raise link.DecisionError(
            f"neither {keep!r} nor {gone!r} is in the store or the tables: check how they are spelled"
        )
    clash = [
        f"{name!r} is a {one.type}"
        for name, one in known.items()
        if one and not link.alike(one.type, first.type)
    ]
    if clash:
        raise link.DecisionError(
            f"{keep!r} is a {first.type}, and {clash[0]}: two classes are two things, merge neither"
        )
    warnings = [
        f"no document has {name!r}"
        for name in (keep, gone)
        if graph.entity(held.rdf, name, base=base) is None
    ]
    return Decision(gone, "", keep, first.label, first.type, why), warnings


def split(
    held: store.Store,
    name: str,
    document: str,
    *,
    tables: Gazetteer,
    into: str | None = None,
    why: str = "",
    base: str = BASE,
) -> tuple[Decision, list[str]]:
    """The decision that the mentions of an identifier in a document are another's, with warnings."""
    name, doc = name.removeprefix(base), _document(held, document)
    if (old := _known(held, name, tables, base)) is None:
        raise link.DecisionError(f"{name!r} is in no document and no table: check how it is spelled")
    into = (into or link.local(doc, name)).removeprefix(base)
    new = _known(held, into, tables, base) or old
    warnings = (
        [] if doc in graph.mentioning(held.rdf, name, base=base) else [f"{doc} does not speak of {name!r}"]
    )
    return Decision(name, doc, into, new.label, new.type, why), warnings


def left(held: store.Store, decision: Decision, *, base: str = BASE) -> list[str]:
    """The documents in which claims still speak of an identifier that is decided to be another."""
    found = graph.mentioning(held.rdf, decision.id, base=base)
    return [doc for doc in found if decision.doc in ("", doc)]


def _known(held: store.Store, name: str, tables: Gazetteer, base: str) -> Actor | None:
    """The label and class of an identifier, by the tables or else by the documents."""
    entry = tables.entries.get(name)
    return Actor(name, entry.label, entry.type) if entry else graph.entity(held.rdf, name, base=base)


def _document(held: store.Store, name: str) -> str:
    found = graph.documents_called(held.rdf, name)
    if len(found) == 1:
        return found[0]
    several = f"{len(found)} documents: say which of {', '.join(found)}"
    raise link.DecisionError(
        f"{name!r} names {several if found else 'no document: give its IRI, title or file name'}"
    )


def settled(held: store.Store, *, base: str = BASE) -> tuple[Decision, ...]:
    """The decisions of a store, its documents rewritten where the table was edited since they were written."""
    if held.path is None:  # in memory or behind http: nobody keeps decisions for it here
        return ()
    rows = decisions(held.path)
    own = graph.decisions_graph(base=base)
    if _said(held.quads(own)) != _said(_quads(rows, base)):
        _rewrite(held, rows, [name for name in held.documents() if name != own], base)
    return rows


def decide(held: store.Store, wanted: Iterable[Decision], *, base: str = BASE) -> int:
    """Puts decisions in place of those of a store on disk, and says how many documents they have changed."""
    rows = link.consistent(wanted)
    if held.path is None:
        raise store.StoreError("a store in memory keeps no decisions: open one on disk")
    old = settled(held, base=base)
    names = _leading({row.id for row in set(old) ^ set(rows)}, (*old, *rows))
    store.save_decisions(held.path, rows)
    return _rewrite(held, rows, graph.touching(held.rdf, names, base=base), base)


def _leading(names: AbstractSet[str], rows: Sequence[Decision]) -> frozenset[str]:
    """The identifiers, and those that decisions lead from to one of them."""
    more = frozenset(names).union(row.id for row in rows if row.into in names)
    return more if more == names else _leading(more, rows)


def _rewrite(held: store.Store, rows: Sequence[Decision], documents: Iterable[str], base: str) -> int:
    """Rewrites documents as the decisions have it, without parsing them again; how many have changed.

    The graph of decisions comes last: where the program is ended before, the next build goes on.
    """

    def change(reading: Reading) -> Reading:
        return link.decided(reading, rows)

    changed = sum(
        held.replace(name, graph.rewritten(held.quads(name), change, base=base)) for name in documents
    )
    held.replace(graph.decisions_graph(base=base), _quads(rows, base))
    return changed


def _quads(rows: Sequence[Decision], base: str) -> list[Quad]:
    run = Run(__version__, "none", rules_hash(), ("command=names",))
    return graph.decision_quads(rows, run, base=base)


def _said(quads: Iterable[Quad]) -> set[str]:
    """What decisions say, whatever program wrote them."""
    return {
        str(quad)
        for quad in quads
        if "/decision/" in str(quad.subject) and "prov#" not in str(quad.predicate)
    }
