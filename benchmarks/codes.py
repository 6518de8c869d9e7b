"""The codes that PLOVER gives to actors, of our links and of a gold standard, in the same letters."""

from kg.export.plover import code as plover_code
from kg.records import Link

FOLDED = {"UNO": "IGO", "EUR": "IGO"}  # as the gold has them


def code(found: Link) -> str | None:
    """The PLOVER code of a link."""
    own = plover_code(found)
    return own and folded(own)


def folded(own: str) -> str:
    """A code as the gold has it."""
    return FOLDED.get(own, own)
