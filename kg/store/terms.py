"""Words that an asker gives, as RDF terms: parameters are bound as terms and never become query text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from types import MappingProxyType
from typing import TypeAlias

from pyoxigraph import Literal, NamedNode, RdfFormat, Variable, parse

from kg import vocab
from kg.records import BASE
from kg.store.disk import Store
from kg.store.guard import QueryError
from kg.store.questions import Question

_LABELS = tuple(vocab.PREFIXES["skos"] + name for name in ("prefLabel", "altLabel"))
_XSD = vocab.PREFIXES["xsd"]
_REPLACED, _REPLACEMENT, _IN_DOCUMENT = (
    NamedNode(vocab.KG + name) for name in ("replaced", "replacement", "inDocument")
)


def bound(
    store: Store, given: Mapping[str, str], *, question: Question | None = None
) -> dict[Variable, NamedNode | Literal]:
    """The terms to put for variables: those given, and the question's defaults.

    An unknown parameter, a missing one, and a value that is not of the parameter's kind raise QueryError.
    """
    kinds = {parameter.name: parameter.kind for parameter in question.parameters} if question else {}
    values = _defaults(question) | dict(given)
    if question:
        _complete(question, values)
    terms = {name: term(store, value, kind=kinds.get(name), name=name) for name, value in values.items()}
    return {Variable(name): value for name, value in terms.items()}


def _defaults(question: Question | None) -> dict[str, str]:
    parameters = question.parameters if question else ()
    return {each.name: each.default for each in parameters if each.default is not None}


def _complete(question: Question, values: Mapping[str, str]) -> None:
    names = [parameter.name for parameter in question.parameters]
    if strange := sorted(set(values) - set(names)):
        known = ", ".join(names) or "none"
        raise QueryError(f"{question.name} has no parameter {strange[0]!r}: it has {known}")
    for each in question.parameters:
        if each.required and each.name not in values:
            raise QueryError(f"{question.name} needs {each.name} ({each.meaning}): give {each.name}=VALUE")


def term(store: Store, value: str, *, kind: str | None, name: str = "value") -> NamedNode | Literal:
    """The term for a word: of a kind of parameter, or, where kind is None, what the word looks like.

    ``<iri>``, ``"text"``, ``"text"@en``, ``id:USA``, ``kg:accuses``, ``2025-06-05`` and ``12`` are what they
    look like; any other word names an entity by its identifier or its label.
    """
    if kind is None:
        kind = next((kind for kind, looks in _LOOKS.items() if looks.fullmatch(value)), "iri")
    try:
        return _KINDS[kind](store, value)
    except (ValueError, SyntaxError) as error:
        raise QueryError(f"{name}={value!r} is no {kind}: {error}") from error


def _date(_: Store, value: str) -> Literal:
    return Literal(date.fromisoformat(value).isoformat(), datatype=NamedNode(_XSD + "date"))


def _integer(_: Store, value: str) -> Literal:
    return Literal(str(int(value)), datatype=NamedNode(_XSD + "integer"))


def _decimal(_: Store, value: str) -> Literal:
    return Literal(f"{Decimal(value):f}", datatype=NamedNode(_XSD + "decimal"))


def _text(_: Store, value: str) -> Literal:
    return Literal(value)


def _literal(_: Store, value: str) -> Literal:
    (statement,) = parse(f"<x:s> <x:p> {value} .", format=RdfFormat.N_TRIPLES)
    if not isinstance(statement.object, Literal):
        raise ValueError("write it as in N-Triples")
    return statement.object


def _iri(store: Store, value: str) -> NamedNode:
    prefix, colon, local = value.partition(":")
    if value.startswith("<") and value.endswith(">"):
        return NamedNode(value[1:-1])
    if colon and prefix in vocab.PREFIXES:
        return NamedNode(vocab.PREFIXES[prefix] + local)
    if re.match(r"https?://", value):
        return NamedNode(value)
    return _entity(store, value)


def _entity(store: Store, word: str) -> NamedNode:
    """The entity, or else the term of the ontology, that a word names."""
    found = sorted({_lasting(store, iri) for iri in _by_id(store, word) or _by_label(store, word)})
    if len(found) > 1:
        listed = ", ".join(f"<{iri}>" for iri in found)
        raise QueryError(f"{word!r} names {len(found)} entities: say which of {listed}")
    if found:
        return NamedNode(found[0])
    if word in (*vocab.relations(), *vocab.classes()):
        return NamedNode(vocab.term(word))
    raise QueryError(_unknown(store, word))


def _lasting(store: Store, iri: str) -> str:
    """What an identifier is by the decisions that hold of every document; they lead nowhere back."""
    for quad in store.rdf.quads_for_pattern(None, _REPLACED, NamedNode(iri)):
        if not any(store.rdf.quads_for_pattern(quad.subject, _IN_DOCUMENT, None)):
            (now,) = store.rdf.quads_for_pattern(quad.subject, _REPLACEMENT, None)
            return _lasting(store, now.object.value) if isinstance(now.object, NamedNode) else iri
    return iri


def _by_id(store: Store, word: str) -> list[str]:
    try:
        iri = NamedNode(BASE + word)
    except ValueError:
        return []
    known = store.rdf.quads_for_pattern(iri, NamedNode(_LABELS[0]), None)
    return [iri.value] if any(True for _ in known) else []


def _by_label(store: Store, word: str) -> list[str]:
    """The entities that have a label, capitals aside; as written goes before, and a preferred label before others."""
    written = Literal(word, language="en")
    for label in _LABELS:
        if found := {iri for iri, _ in _labels(store, label, written)}:
            return sorted(found)
    wanted = word.casefold()
    for label in _LABELS:
        if found := {iri for iri, text in _labels(store, label) if text.casefold() == wanted}:
            return sorted(found)
    return []


def _labels(store: Store, predicate: str, label: Literal | None = None) -> Iterator[tuple[str, str]]:
    for quad in store.rdf.quads_for_pattern(None, NamedNode(predicate), label):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject.value, quad.object.value


def _unknown(store: Store, word: str) -> str:
    labels = sorted({text for label in _LABELS for _, text in _labels(store, label)})
    folded = {text.casefold(): text for text in reversed(labels)}
    near = [folded[text] for text in get_close_matches(word.casefold(), folded, n=5, cutoff=0.5)]
    hint = f"the nearest are {', '.join(near)}" if near else "give its IRI as <https://...>"
    return f"the store knows no entity {word!r}: {hint}"


_Reader: TypeAlias = Callable[[Store, str], NamedNode | Literal]
_KINDS: Mapping[str, _Reader] = MappingProxyType(
    {"iri": _iri, "date": _date, "text": _text, "integer": _integer, "decimal": _decimal, "literal": _literal}
)
_LOOKS = MappingProxyType(
    {
        "literal": re.compile(r'".*"(@[A-Za-z-]+|\^\^<\S+>)?', re.DOTALL),
        "date": re.compile(r"\d{4}-\d\d-\d\d"),
        "integer": re.compile(r"[+-]?\d+"),
        "decimal": re.compile(r"[+-]?\d+\.\d+"),
    }
)
