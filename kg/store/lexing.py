r"""The tokens of SPARQL text that matter to who reads it without parsing it: what can hide a word or a brace.

Where the library's parser could read a text in two ways, the token is `doubtful`, and nothing after it is to
be trusted: a long string with a bad escape, for one, is read again as an empty string and another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ESCAPED = r"""\\(?:[tbnrf"'\\]|u(?![dD][89abAB])[0-9A-Fa-f]{4}|U000[1-9A-Fa-f][0-9A-Fa-f]{4})"""
# An IRI holds no space, quote or brace. One that begins with a scheme and // cannot be a comparison; of the
# others, none with a quote or a # is trusted: read as `a < b`, they would open a string or a comment.
_TOKEN = re.compile(
    rf"""
    (?P<string>"{{3}}(?:[^"\\]|{_ESCAPED}|"(?!""))*"{{3}} | '{{3}}(?:[^'\\]|{_ESCAPED}|'(?!''))*'{{3}}
              |(?!"{{3}})"(?:[^"\\\n\r]|{_ESCAPED})*"    | (?!'{{3}})'(?:[^'\\\n\r]|{_ESCAPED})*')
  | (?P<iri><[a-zA-Z]+://[^\x00-\x20<>"{{}}|\\^`]*>|<[^\x00-\x20<>"'{{}}|^`\#]*>)
  | (?P<comment>\#[^\n\r]*)
  | (?P<name>[?$]\w+|:(?:[\w:%]|\\.)(?:[\w.%:-]|\\.)*)
  | (?P<word>[A-Za-z]+)
  | (?P<brace>[{{}}])
  | (?P<doubtful>["']|<[^\x00-\x20<>"{{}}|^`]*>)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def tokens(sparql: str) -> Iterator[re.Match[str]]:
    """The tokens, by `lastgroup`: string, iri, comment, name, word, brace, and doubtful; punctuation is none."""
    return _TOKEN.finditer(sparql)


def unescaped(sparql: str) -> str:
    r"""The text with \uXXXX and \UXXXXXXXX as the characters that they stand for."""
    return _ESCAPE.sub(lambda found: _character(int(found[1] or found[2], 16)), sparql)


def _character(number: int) -> str:
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
