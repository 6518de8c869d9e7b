"""The model and the tables that read documents, and the order of the stages that they go through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import __version__, check, extract, link, parse
from kg.extract.near import Near
from kg.parse.vectors import vectors, verbs
from kg.records import Claim, Document, Finding, KgError, Reading, Run
from kg.rules import gazetteer, lexicon, rules_hash
from kg.rules.entries import Gazetteer
from kg.rules.lexicon import Lexicon
from kg.tree import tree

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


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
    names: tuple[Path, ...] = ()
    model: str = "default"

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
            parse.load(model),
            lexicon.load(more=tuple(rules)),
            gazetteer.load(names),
            opened,
            tuple(rules),
            tuple(names),
            model,
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """In another process, the engine that is loaded there from the same files, once for all that comes to it."""
        return _loaded, (self.model, self.names, self.rules, self.opened)

    @cached_property
    def run(self) -> Run:
        """The provenance of what this engine makes: two engines of one run make the same of a document."""
        return Run(
            __version__,
            parse.model_hash(self.nlp)[:16],
            rules_hash((*self.names, *self.rules)),
            () if self.opened else ("no-open",),
        )

    @cached_property
    def _near(self) -> Near | None:
        """The triggers by the model's vectors, where it has any and they are asked for."""
        known = vectors(self.nlp) if self.opened else None
        return Near(self.lexicon, verbs(self.nlp), known) if known else None

    def warm(self) -> Engine:
        """The engine, with all that is otherwise loaded as the first document is read: processes forked from now on share it."""
        assert self.run
        text = "Turkey accused Greece of arming the islands. It baked a cake."  # no row has "bake": vectors are asked
        self.reading(Document("urn:warm", text, "2025-06-05"))
        return self

    def read(self, found: Iterable[Document | Finding]) -> Iterator[Reading | Finding]:
        """The reading of each document; a document that cannot be read or parsed is passed on as its finding."""
        for document in found:
            yield document if isinstance(document, Finding) else self.reading(document)

    def traced(self, document: Document) -> Traced:
        """What each stage makes of a document; one that cannot be parsed raises KgError."""
        ((_, doc),) = parse.parse([document], self.nlp)
        words = tree(doc)
        claims = extract.claims(document, words, self.lexicon, near=self._near, opened=self.opened)
        return Traced(doc, claims, _checked(link.link(document, words, claims, gazetteer=self.gazetteer)))

    def reading(self, document: Document) -> Reading | Finding:
        """The reading of a document, or why it has none."""
        try:
            with (
                self.nlp.memory_zone()
            ):  # spaCy forgets the words of each text: memory does not grow with them
                return self.traced(document).reading
        except KgError as error:
            return Finding("parse", document.path or document.id, str(error))
        except Exception as error:  # one text that trips a bug of ours must not take the others with it
            message = (
                f"{type(error).__name__}: {error}. This is a fault of kg: please report it, with the text"
            )
            return Finding("fault", document.path or document.id, message)


@cache
def _loaded(model: str, names: tuple[Path, ...], rules: tuple[Path, ...], opened: bool) -> Engine:
    return Engine.load(model=model, names=names, rules=rules, opened=opened)


def _checked(reading: Reading) -> Reading:
    """The reading without the facts that the ontology refuses, which join the refused with the reason."""
    findings = {fact.id: check.refusals(fact) for fact in reading.facts}
    kept = tuple(fact for fact in reading.facts if not findings[fact.id])
    refused = tuple(finding for found in findings.values() for finding in found)
    return Reading(reading.document, kept, reading.actors, reading.refused + refused)
