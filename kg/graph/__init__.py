"""Facts as RDF and back: `quads` writes a reading, `readings` reads it again without loss."""

from kg.graph.canon import FORMS, canonical_nquads, dataset, serialize
from kg.graph.read import readings
from kg.graph.terms import GraphError
from kg.graph.write import quads

__all__ = ["FORMS", "GraphError", "canonical_nquads", "dataset", "quads", "readings", "serialize"]
