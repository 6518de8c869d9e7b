"""Stage link: claims of words in, facts of identifiers out; the only owner of identity."""

from kg.link.facts import link
from kg.link.lookup import Answer, lookup

__all__ = ["Answer", "link", "lookup"]
