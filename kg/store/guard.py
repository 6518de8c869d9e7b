"""What a query may not do: reach the network, as SERVICE and LOAD do.

The library that runs queries would make the call, so it never sees them. Each pattern below takes away text
that no parser can read as anything but one IRI, comment or string; what is left is searched for the words,
and a text that the patterns cannot take apart is refused rather than risked. Escapes are read both ways.
"""

from __future__ import annotations

import re

from kg.records import KgError

# Neither can reach out of the string, comment or code in which it begins: an IRI holds no quote and no space,
# and a comment without quotes ends with its line.
_IRI = re.compile(r"<https?://[^\s<>\"'{}|\\^`]*>")
_COMMENT = re.compile(r"(?:\A|(?<=[ \t\r\n]))#[^'\"\n\r]*(?=[\n\r]|\Z)")
_STRING = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n\r]|\\.)*"', re.DOTALL)
_NAME = re.compile(r"[?$:]\w+")
_CALL = re.compile(r"service|\bload\b", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class QueryError(KgError):
    """A query, a question or a parameter that cannot be answered, with where and what to do."""


def refuse(sparql: str) -> None:
    """Raises QueryError where a query calls out to the network."""
    for text in (sparql, _unescaped(sparql)):
        if found := _CALL.search(_bare(text)):
            advice = "reaches the network and is refused; where it is only text, bind that text to a variable"
            raise QueryError(f"{found[0].upper()} {advice}")


def _unescaped(sparql: str) -> str:
    return _ESCAPE.sub(lambda found: _character(int(found[1] or found[2], 16)), sparql)


def _character(number: int) -> str:
    return chr(number) if number < 0x110000 else "\ufffd"


def _bare(text: str) -> str:
    text = _COMMENT.sub(" ", _IRI.sub(" ", text))
    # A single quote or a # that is left may open anything: strings are taken away only where there is none.
    if "'" not in text and "#" not in text:
        text = _STRING.sub(" ", text)
    return _NAME.sub(" ", text)
