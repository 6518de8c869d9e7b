"""Terms as N-Triples write them."""

from __future__ import annotations

from pyoxigraph import Literal, RdfFormat, parse


def text(token: str) -> str:
    """What a token stands for: an IRI, or the text of a literal."""
    if token.startswith("<"):
        return token[1:-1]
    if token.startswith("_:") or "\\" not in token:
        return token if token.startswith("_:") else token[1 : token.rindex('"')]
    (statement,) = parse(f"<x:s> <x:p> {token} .", format=RdfFormat.N_TRIPLES)
    assert isinstance(statement.object, Literal)
    return statement.object.value
