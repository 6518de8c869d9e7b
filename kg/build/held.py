"""What a store holds already, as the same run would make it: such documents need not be read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pyoxigraph import NamedNode

from kg import graph, vocab
from kg.build.pages import Outcome
from kg.records import BASE, Document, Finding, Reading, Run
from kg.store import Store

_TYPE = NamedNode(vocab.PREFIXES["rdf"] + "type")
_CLAIM = NamedNode(vocab.term("Claim"))


def unheld(
    found: Iterable[Document | Finding], store: Store, run: Run, *, base: str = BASE
) -> Iterator[Document | Finding | Outcome]:
    """What is found; in the place of a document that the store holds with the same text, source and run, its outcome.

    A reading depends on nothing else, so to read such a document again would change nothing.
    """
    for each in found:
        held = isinstance(each, Document) and _holds(store, each, run, base)
        yield _unchanged(each, store) if held and isinstance(each, Document) else each


def _holds(store: Store, document: Document, run: Run, base: str) -> bool:
    """Whether all that is said of the document, of the run and of its program stands in the document's graph, and no more."""
    try:
        own = NamedNode(document.id)
    except ValueError:  # the stage that writes tells what is wrong with it
        return False
    if not any(store.rdf.quads_for_pattern(own, _TYPE, None, own)):  # most are new: that is soon told
        return False
    quads = graph.quads(Reading(document), run, base=base)
    return all(
        {*store.rdf.quads_for_pattern(subject, None, None, own)} == {*said}
        for subject, said in groupby(quads, lambda quad: quad.subject)
    )


def _unchanged(document: Document, store: Store) -> Outcome:
    claims = store.rdf.quads_for_pattern(None, _TYPE, _CLAIM, NamedNode(document.id))
    return Outcome(document.path or document.id, "unchanged", sum(1 for _ in claims), document=document.id)
