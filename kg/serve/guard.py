"""What a request may not do, as the store has it, told as an answer."""

from __future__ import annotations

from kg.serve.limits import Refused
from kg.store import QueryError, guard


def refuse(sparql: str) -> None:
    """Raises Refused where a query or an update calls out to the network."""
    try:
        guard.refuse(sparql)
    except QueryError as error:
        raise Refused(400, str(error)) from error
