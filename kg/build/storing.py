"""Documents into a store and out of it, each whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from time import monotonic

from kg import graph
from kg.build.engine import Engine
from kg.build.held import unheld
from kg.build.pages import Outcome, Page, pages
from kg.build.workers import Crew
from kg.decide import settled
from kg.records import BASE, Document, Finding, KgError
from kg.store import Store

# What is made waits to be stored together: so many quads or seconds, in long builds a part of what they have stored and taken,
# since what is stored at once should be no small part of what is there.
_QUADS, _MOST, _SECONDS, _PART = 20_000, 100_000, 2.0, 15


def build(
    engine: Engine,
    found: Iterable[Document | Finding],
    store: Store,
    *,
    base: str = BASE,
    crew: Crew | None = None,
    anew: bool = False,
) -> Iterator[Outcome]:
    """Read each document into the store by its decisions, each whole or not at all, and tell its fate.

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
    yield from stored(made, store)
    compare(store, base=base)


def stored(made: Iterable[Page | Outcome], store: Store) -> Iterator[Outcome]:
    """Put pages into a store and tell their fates, in their order; none is told before it is stored.

    New documents are put together, those of some seconds at a time; what is made is kept, whatever ends the build.
    """
    waiting = _Waiting(store)
    try:
        for each in made:
            waiting.take(each)
            if waiting.due:
                yield from waiting.stored()
    finally:
        rest = waiting.stored()
    yield from rest


class _Waiting:
    """What is made, and neither stored nor told yet."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known = set(store.documents())
        self._made: list[Page | Outcome] = []
        self._quads = self._stored = 0
        self._begin = self._since = monotonic()

    def take(self, made: Page | Outcome) -> None:
        """Let it wait."""
        self._made.append(made)
        self._quads += len(made.quads) if isinstance(made, Page) else 0

    @property
    def due(self) -> bool:
        """Whether there is enough of it, or it has waited for long enough."""
        enough = min(max(_QUADS, self._stored / _PART), _MOST)
        long = max(_SECONDS, (self._since - self._begin) / _PART)
        return self._quads >= enough or monotonic() - self._since >= long

    def stored(self) -> list[Outcome]:
        """Store what waits, and what became of each."""
        made, self._made = self._made, []
        self._stored, self._quads = self._stored + self._quads, 0
        new: dict[str, Page] = {}
        for each in made:
            if isinstance(each, Page) and each.document not in self._known:
                new.setdefault(each.document, each)
        self._store.add({name: page.quads for name, page in new.items()})
        self._known.update(new)
        told = [self._fate(each, new) if isinstance(each, Page) else each for each in made]
        self._since = monotonic()
        return told

    def _fate(self, page: Page, new: Mapping[str, Page]) -> Outcome:
        if new.get(page.document) is page:
            fate = "new"
        else:
            fate = "replaced" if self._store.replace(page.document, page.quads) else "unchanged"
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
