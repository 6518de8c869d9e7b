"""What must hold: `refusals` of a fact before it is written, `check` and `findings` of RDF afterwards."""

from kg.check.facts import refusals
from kg.check.rdf import CheckError, check, findings, queries

__all__ = ["CheckError", "check", "findings", "queries", "refusals"]
