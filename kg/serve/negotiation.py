"""Which form an answer takes: the media types that are written and read, and the one that a client likes most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from pyoxigraph import QueryResultsFormat, RdfFormat

from kg.serve.limits import Refused

F = TypeVar("F", QueryResultsFormat, RdfFormat)


@dataclass(frozen=True, slots=True)
class Form(Generic[F]):
    """A form by its media types, the first of which it is sent as, and what the library calls it."""

    name: str
    types: tuple[str, ...]
    writes: F

    @property
    def header(self) -> str:
        """The Content-Type."""
        return f"{self.types[0]}; charset=utf-8"


_JSON = Form("json", ("application/sparql-results+json", "application/json"), QueryResultsFormat.JSON)
_XML = Form("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), QueryResultsFormat.XML)
_CSV = Form("csv", ("text/csv",), QueryResultsFormat.CSV)
_TSV = Form("tsv", ("text/tab-separated-values",), QueryResultsFormat.TSV)
ROWS: Sequence[Form[QueryResultsFormat]] = (_JSON, _XML, _CSV, _TSV)
GRAPHS: Sequence[Form[RdfFormat]] = (
    Form("turtle", ("text/turtle", "application/x-turtle"), RdfFormat.TURTLE),
    Form("ntriples", ("application/n-triples", "text/plain"), RdfFormat.N_TRIPLES),
    Form("jsonld", ("application/ld+json", "application/json"), RdfFormat.JSON_LD),
    Form("rdfxml", ("application/rdf+xml", "application/xml"), RdfFormat.RDF_XML),
    Form("trig", ("application/trig",), RdfFormat.TRIG),
    Form("nquads", ("application/n-quads",), RdfFormat.N_QUADS),
)
PARSERS: Mapping[str, RdfFormat] = MappingProxyType({form.types[0]: form.writes for form in GRAPHS})


def choose(accept: str, forms: Sequence[Form[F]]) -> Form[F]:
    """The form that an Accept header likes most, the first among equals; Refused (406) where it takes none.

    A bare name, as in `format=csv`, stands for its form.
    """
    if named := [form for form in forms if form.name == accept]:
        return named[0]
    ranges = list(_ranges(accept or "*/*"))
    scored = [(max(_liking(kind, ranges) for kind in form.types), form) for form in forms]
    best, form = max(scored, key=lambda pair: pair[0])
    if best <= 0:
        known = ", ".join(form.types[0] for form in forms)
        raise Refused(406, f"this answer is not written as {accept}: ask for one of {known}")
    return form


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
        yield kind, next((_quality(each[2:]) for each in parameters if each.startswith("q=")), 1.0)


def _quality(given: str) -> float:
    try:
        return min(max(float(given), 0.0), 1.0)
    except ValueError:
        return 0.0


def _liking(kind: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality of the most telling range that takes a media type (RFC 9110, 12.5.1)."""
    wide = kind.partition("/")[0] + "/*"
    for wanted in (kind, wide, "*/*"):
        if found := [quality for given, quality in ranges if given == wanted]:
            return found[0]
    return 0.0


def accepts(accept: str, kind: str) -> float:
    """How much an Accept header likes a media type, from 0 to 1; a wildcard does not count."""
    return max((quality for given, quality in _ranges(accept) if given == kind), default=0.0)


def gzipped(accept_encoding: str) -> bool:
    """Whether the client unpacks gzip."""
    return any(coding in ("gzip", "*") and quality > 0 for coding, quality in _ranges(accept_encoding))
