"""RDF terms for records' values: IRIs that are always valid, literals that every RDF tool can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import TypeAlias
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from kg import vocab
from kg.records import BASE, Document, KgError, Span

# What RFC 3987 lets stand in a path, so that slugs stay readable; the rest, "%" too, is percent-encoded.
_UNSAFE = re.compile(r"[^A-Za-z0-9._~!$&'()*+,;=:@/\-\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

Statement: TypeAlias = tuple[NamedNode, NamedNode, NamedNode | Literal]


class GraphError(KgError):
    """A record that RDF cannot hold, or a graph that does not hold a whole record."""


def node(text: str) -> NamedNode:
    """The IRI as a term; text that is no absolute IRI raises GraphError."""
    try:
        return NamedNode(text)
    except ValueError as error:
        raise GraphError(f"{text!r} is no absolute IRI ({error}): write it as https://host/path") from error


def is_iri(text: str) -> bool:
    """Whether text can stand as an IRI."""
    try:
        return bool(NamedNode(text))
    except ValueError:
        return False


def text(value: str, *, language: str | None = None) -> Literal:
    """A literal; NUL and lone surrogates, which RDF files cannot hold, become U+FFFD: offsets stay right."""
    safe = value if value.isprintable() else _UNSTORABLE.sub("\ufffd", value)
    return Literal(safe, language=language)


def day(value: str) -> Literal:
    """An ISO 8601 day as xsd:date."""
    return Literal(value, datatype=prefixed("xsd:date"))


def number(value: int) -> Literal:
    """A whole number as xsd:integer."""
    return Literal(str(value), datatype=prefixed("xsd:integer"))


def decimal(value: float) -> Literal:
    """A number as xsd:decimal in the short form that Oxigraph keeps as it is (``0.5``, ``1``)."""
    return Literal(f"{Decimal(repr(value)).normalize():f}", datatype=prefixed("xsd:decimal"))


def encode(name: str) -> str:
    """A local name as the end of an IRI."""
    return _UNSAFE.sub(lambda found: quote(found[0], safe="", errors="surrogatepass"), name)


def decode(name: str) -> str:
    """The local name that `encode` wrote."""
    return unquote(name, errors="surrogatepass")


@cache
def prefixed(name: str) -> NamedNode:
    """The term that a prefixed name such as ``kg:about`` stands for."""
    prefix, _, local = name.partition(":")
    return NamedNode(vocab.PREFIXES[prefix] + encode(local))


def present(subject: NamedNode, values: Mapping[str, NamedNode | Literal | None]) -> Iterator[Statement]:
    """The statements on a subject whose values, by prefixed name, are not None."""
    for name, value in values.items():
        if value is not None:
            yield subject, prefixed(name), value


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of one document's graph; `base` comes before every identifier."""

    document: NamedNode
    base: str = BASE

    @classmethod
    def of(cls, document: Document, *, base: str) -> Names:
        """The names of a document's graph; an id that is no IRI, or has a fragment, raises GraphError."""
        if "#" in document.id:
            raise GraphError(f"{document.id!r} has a fragment, which its spans need: leave out all after #")
        return cls(node(document.id), node(base).value)

    def entity(self, name: str) -> NamedNode:
        """The IRI of a local name, as ``USA`` or ``claim/0123456789abcdef``."""
        return NamedNode(self.base + encode(name))

    def local(self, iri: str) -> str:
        """The local name of an IRI under the base."""
        return decode(iri.removeprefix(self.base))

    def span(self, begin: int, end: int) -> NamedNode:
        """The IRI of a stretch of the document, after RFC 5147 as NIF has it."""
        return NamedNode(f"{self.document.value}#char={begin},{end}")

    def mention(self, span: Span) -> NamedNode:
        """The IRI of a span."""
        return self.span(span.begin, span.end)
