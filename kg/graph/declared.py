"""Relations that a user's own table declares, told in the graph of each document that uses them: the ontology lacks them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg import vocab
from kg.graph.terms import Names, Statement, node, prefixed, text
from kg.records import Fact

_LABEL = prefixed("rdfs:label").value


def declared(facts: Iterable[Fact], names: Names) -> Iterator[Statement]:
    """The statements on the relations of facts that a user declared; the document stands as what defines them."""
    for relation in dict.fromkeys(fact.relation for fact in facts):
        for iri, values in vocab.declared(relation).items():
            for value in values:
                told = text(value, language="en") if iri == _LABEL else node(value)
                yield node(vocab.term(relation)), node(iri), told
        if vocab.declared(relation):
            yield node(vocab.term(relation)), prefixed("rdfs:isDefinedBy"), names.document
