"""The order of the stages: documents in, readings out, one transaction a document, every document's fate told.

>>> from kg import build
>>> engine = build.Engine.load()                                            # doctest: +SKIP
>>> for outcome in build.build(engine, build.documents(["news/"]), store):  # doctest: +SKIP
...     print(outcome.path, outcome.fate)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg import __version__, check, extract, graph, link, parse, read
from kg.decide import settled
from kg.extract.near import Near
from kg.parse.vectors import vectors, verbs
from kg.records import BASE, Claim, Document, Finding, KgError, Reading, Run
from kg.rules import gazetteer, lexicon, rules_hash
from kg.rules.entries import Gazetteer
from kg.rules.lexicon import Lexicon
from kg.tree import tree

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.store import Store

documents = read.documents


@dataclass(frozen=True, slots=True)
class Traced:
    """The parse of a document, its claims in words, and its reading."""

    doc: Doc
    claims: tuple[Claim, ...]
    reading: Reading


@dataclass(frozen=True)
class Engine:
    """The model and the tables that read documents; loaded once, used for as many documents as there are."""

    nlp: Language
    lexicon: Lexicon
    gazetteer: Gazetteer
    opened: bool = True
    rules: tuple[Path, ...] = ()

    @classmethod
    def load(
        cls,
        *,
        model: str = "default",
        names: Sequence[Path] = (),
        rules: Sequence[Path] = (),
        opened: bool = True,
    ) -> Engine:
        """Load a model by name and the tables, with the user's own files of names and of rules over the packaged ones.

        Where `opened`, what no row of the lexicon reads is claimed too, between two actors that the tables know.
        """
        return cls(
            parse.load(model), lexicon.load(more=tuple(rules)), gazetteer.load(names), opened, tuple(rules)
        )

    @cached_property
    def run(self) -> Run:
        """The provenance of what this engine makes."""
        return Run(
            __version__,
            parse.model_hash(self.nlp)[:16],
            rules_hash(self.rules),
            () if self.opened else ("no-open",),
        )

    @cached_property
    def _near(self) -> Near | None:
        """The triggers by the model's vectors, where it has any and they are asked for."""
        known = vectors(self.nlp) if self.opened else None
        return Near(self.lexicon, verbs(self.nlp), known) if known else None

    def read(self, found: Iterable[Document | Finding]) -> Iterator[Reading | Finding]:
        """The reading of each document; a document that cannot be read or parsed is passed on as its finding."""
        for document in found:
            yield document if isinstance(document, Finding) else self._read(document)

    def traced(self, document: Document) -> Traced:
        """What each stage makes of a document; one that cannot be parsed raises KgError."""
        ((_, doc),) = parse.parse([document], self.nlp)
        words = tree(doc)
        claims = extract.claims(document, words, self.lexicon, near=self._near, opened=self.opened)
        return Traced(doc, claims, _checked(link.link(document, words, claims, gazetteer=self.gazetteer)))

    def _read(self, document: Document) -> Reading | Finding:
        try:
            return self.traced(document).reading
        except KgError as error:
            return Finding("parse", document.path or document.id, str(error))
        except Exception as error:  # one text that trips a bug of ours must not take the others with it
            message = (
                f"{type(error).__name__}: {error}. This is a fault of kg: please report it, with the text"
            )
            return Finding("fault", document.path or document.id, message)


def _checked(reading: Reading) -> Reading:
    """The reading without the facts that the ontology refuses, which join the refused with the reason."""
    findings = {fact.id: check.refusals(fact) for fact in reading.facts}
    kept = tuple(fact for fact in reading.facts if not findings[fact.id])
    refused = tuple(finding for found in findings.values() for finding in found)
    return Reading(reading.document, kept, reading.actors, reading.refused + refused)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: new, replaced, unchanged or refused; its claims, and the findings with their reasons."""

    path: str
    fate: str
    claims: int = 0
    findings: tuple[Finding, ...] = ()


def build(
    engine: Engine, found: Iterable[Document | Finding], store: Store, *, base: str = BASE
) -> Iterator[Outcome]:
    """Read each document into the store by its decisions, one transaction a document, and tell its fate.

    When all are read, copies are told from what they copy: the same documents give the same graph in any order.
    """
    decisions = settled(store, base=base)
    known = frozenset(store.documents())
    for reading in engine.read(found):
        if isinstance(reading, Finding):
            yield Outcome(reading.focus, "refused", 0, (reading,))
        else:
            lasting = link.decided(reading, decisions)
            yield _stored(lasting, engine.run, store, known=reading.document.id in known, base=base)
    _compare(store, base)


def _compare(store: Store, base: str) -> None:
    store.replace(graph.copies_graph(base=base), graph.copies(store.rdf, base=base))


def remove(store: Store, documents: Iterable[str], *, base: str = BASE) -> list[str]:
    """Take documents out by their IRIs, with all that they alone support; those that the store held, sorted."""
    gone = [document for document in sorted(set(documents)) if store.remove(document)]
    _compare(store, base)
    return gone


def called(store: Store, name: str) -> str:
    """The IRI of the document of an IRI, title or file name; KgError where there is none, or more than one."""
    found = graph.documents_called(store.rdf, name)
    if len(found) == 1:
        return found[0]
    several = f"{len(found)} documents: say which of {', '.join(found)}"
    raise KgError(f"{name!r} names {several if found else 'no document: give its IRI, title or file name'}")


def _stored(reading: Reading, run: Run, store: Store, *, known: bool, base: str) -> Outcome:
    path = reading.document.path or reading.document.id
    try:
        changed = store.replace(reading.document.id, graph.quads(reading, run, base=base))
    except graph.GraphError as error:
        return Outcome(path, "refused", 0, (Finding("graph", path, str(error)),))
    fate = ("replaced" if known else "new") if changed else "unchanged"
    return Outcome(path, fate, len(reading.facts), reading.refused)
