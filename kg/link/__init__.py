"""Stage link: claims of words in, facts of identifiers out; the only owner of identity."""

from kg.link.decisions import DecisionError, consistent, decided
from kg.link.facts import link
from kg.link.identity import alike, local
from kg.link.lookup import Answer, lookup

__all__ = ["Answer", "DecisionError", "alike", "consistent", "decided", "link", "local", "lookup"]
