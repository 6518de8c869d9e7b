"""Short forms of names: whether letters stand for words, and which letters a name comes to."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+")
_SHORT = re.compile(r"[A-Z][A-Za-z0-9]*[A-Z0-9](?:-[A-Z0-9]+)?")
_STEM = 4  # letters by which words are compared
_SMALL = frozenset(("a", "an", "and", "for", "in", "of", "on", "s", "the", "to"))


def short(word: str) -> bool:
    """Whether a word is written like an acronym: "CFVC", "AfDB"; two capitals at least and no more than ten letters."""
    return len(word) <= 10 and _SHORT.fullmatch(word) is not None and sum(map(str.isupper, word)) > 1


def initials(name: str) -> str:
    """The first letters of the words of a name without the small ones.

    >>> initials("Movement for the Liberation of Congo")
    'MLC'
    """
    return "".join(word[0].upper() for word in _WORD.findall(name) if word.lower() not in _SMALL)


def stands_for(letters: str, name: str) -> bool:
    """Whether the letters may abbreviate a name: in their order in it, the first of them the first of the name.

    >>> stands_for("CFVC", "Ceasefire Violations Committee")
    True
    """
    wanted, held = (re.sub(r"[^a-z0-9]", "", text.lower()) for text in (letters, name))
    rest = iter(held)
    return wanted[:1] == held[:1] and all(letter in rest for letter in wanted)


def akin(name: str, other: str) -> bool:
    """Whether two names begin with one word and have all but one in common, however spelled and inflected.

    >>> akin("International Labor Office", "International Labour Organization")
    True
    """
    one, two = (
        [word[:_STEM].lower() for word in _WORD.findall(text) if word.lower() not in _SMALL]
        for text in (name, other)
    )
    return len(one) == len(two) > 2 and one[0] == two[0] and len(set(one) & set(two)) >= len(one) - 1
