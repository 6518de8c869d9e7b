"""Nicknames inside full names: 'Edward "Ned" Kelly', "Conrad (Gus) Shinn"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_MARKS = {'"': '"', "\u201c": "\u201d", "'": "'", "\u2018": "\u2019", "(": ")"}
_MARKED = re.compile(r"[\"\u201c'\u2018(](.+)[\"\u201d'\u2019)]")


def marks(doc: Sequence[Token], i: int) -> bool:
    """Whether a token is a mark around one word inside a name."""
    return _opens(doc, i) or _opens(doc, i - 2)


def bare(words: tuple[str, ...]) -> tuple[str, ...]:
    """A name without the nickname in it."""
    return tuple(word for word in words if not _MARKED.fullmatch(word))


def _opens(doc: Sequence[Token], i: int) -> bool:
    if i < 1 or i + 3 >= len(doc) or doc[i + 2].text != _MARKS.get(doc[i].text):
        return False
    parts = (doc[i - 1], doc[i + 1], doc[i + 3])
    within = not any(token.is_sent_start for token in doc[i : i + 4])
    return within and all(part.pos_ == "PROPN" and part.text[0].isupper() for part in parts)
