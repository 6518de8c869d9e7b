"""Documents into a store and out of it, each whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import graph
from kg.build.engine import Engine
from kg.build.held import unheld
from kg.build.pages import Outcome, Page, pages
from kg.build.workers import Crew
from kg.decide import settled
from kg.records import BASE, Document, Finding, KgError
from kg.store import Store


def build(
    engine: Engine,
    found: Iterable[Document | Finding],
    store: Store,
    *,
    base: str = BASE,
    crew: Crew | None = None,
    anew: bool = False,
) -> Iterator[Outcome]:
    """Read each document into the store by its decisions, one transaction a document, and tell its fate.

    A document that the store holds as this engine would read it is not read again, unless `anew`. A crew reads in
    processes of its own; the graph is the same. When all are read, copies are told from what they copy: the same documents
    give the same graph in any order.
    """
    decisions = settled(store, base=base)
    news = found if anew else unheld(found, store, engine.run, base=base)
    made = (
        crew.pages(news, decisions=decisions, base=base)
        if crew
        else pages(engine, news, decisions=decisions, base=base)
    )
    known = frozenset(store.documents())
    for each in made:
        yield _stored(each, store, known=each.document in known) if isinstance(each, Page) else each
    compare(store, base=base)


def _stored(page: Page, store: Store, *, known: bool) -> Outcome:
    changed = store.replace(page.document, page.quads)
    fate = ("replaced" if known else "new") if changed else "unchanged"
    return Outcome(page.path, fate, page.claims, page.findings, page.document)


def compare(store: Store, *, base: str = BASE) -> None:
    """Tell copies from what they copy, over all documents of the store."""
    store.replace(graph.copies_graph(base=base), graph.copies(store.rdf, base=base))


def remove(store: Store, documents: Iterable[str], *, base: str = BASE) -> list[str]:
    """Take documents out by their IRIs, with all that they alone support; those that the store held, sorted."""
    gone = [document for document in sorted(set(documents)) if store.remove(document)]
    compare(store, base=base)
    return gone


def called(store: Store, name: str) -> str:
    """The IRI of the document of an IRI, title or file name; KgError where there is none, or more than one."""
    found = graph.documents_called(store.rdf, name)
    if len(found) == 1:
        return found[0]
    several = f"{len(found)} documents: say which of {', '.join(found)}"
    raise KgError(f"{name!r} names {several if found else 'no document: give its IRI, title or file name'}")
