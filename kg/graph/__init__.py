"""Facts as RDF and back: `quads` writes a reading, `readings` reads it again without loss."""

from kg.graph.canon import FORMS, canonical_nquads, serialize
from kg.graph.copies import copies, copies_graph
from kg.graph.decisions import (
    decision_quads,
    decisions_graph,
    documents_called,
    entity,
    mentioning,
    rewritten,
    touching,
)
from kg.graph.read import readings
from kg.graph.terms import GraphError
from kg.graph.write import quads

__all__ = [
    "FORMS",
    "GraphError",
    "canonical_nquads",
    "copies",
    "copies_graph",
    "decision_quads",
    "decisions_graph",
    "documents_called",
    "entity",
    "mentioning",
    "quads",
    "readings",
    "rewritten",
    "serialize",
    "touching",
]
