"""What a query may not do: reach the network, as SERVICE and LOAD do, in any spelling.

The library that runs queries would make the call, and it needs no space around the words: `LOADSILENT<x>` and
`1SERVICE<x>` are calls. So strings, IRIs, comments and names are left out, and the words are looked for in all the
rest, as letters. Unicode escapes are read both ways.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.records import KgError
from kg.store.lexing import tokens, unescaped

_CALL = re.compile(r"service|load", re.IGNORECASE)


class QueryError(KgError):
    """A query, a question or a parameter that cannot be answered, with where and what to do."""


@lru_cache(256)
def refuse(sparql: str) -> None:
    """Raises QueryError where a query or an update calls out to the network."""
    for text in (sparql, unescaped(sparql)):
        if found := _CALL.search(bare := _bare(text)):
            line = bare.count("\n", 0, found.start()) + 1
            advice = "reaches the network and is refused; where it is only text, bind that text to a variable"
            raise QueryError(f"line {line}: {found[0].upper()} {advice}")


def _bare(text: str) -> str:
    """The text without what cannot hold a keyword, each line in its place; after a doubtful token, all of it."""
    kept, at = [], 0
    for token in tokens(text):
        kept.append(text[at : token.start()])
        at = token.end()
        if token.lastgroup == "doubtful":
            return "".join(kept) + text[token.start() :]
        hidden = token.lastgroup not in ("word", "brace")
        kept.append("\n" * token[0].count("\n") or " " if hidden else token[0])
    return "".join(kept) + text[at:]
