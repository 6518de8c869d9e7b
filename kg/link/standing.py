"""How the bearer of a title stands to the office: in it, standing in for its holder, or out of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_INDEFINITE = frozenset(("a", "an", "another", "one", "some", "any", "no", "every", "each"))
_WAS = frozenset(("was", "were"))
_UNTIL = frozenset(("till", "until"))
_WITHIN = frozenset(("amod", "advmod", "aux", "compound", "cop", "det", "dep", "nmod", "nummod", "punct"))


def definite(head: Token) -> bool:
    """Whether a noun may mean one known person: "the Chinese leader", not "a Chinese leader"."""
    return not any(child.lower_ in _INDEFINITE for child in head.lefts)


def outside(head: Token) -> bool:
    """Whether those meant are not in office: "former", "the next", "would-be", "shadow"."""
    words = nominals()
    return any(word in words.past or word in words.pending for word in _qualifiers(head))


def ended(head: Token) -> bool:
    """Whether a noun tells what somebody or something no longer is, or not yet: "a former member", "was the capital until"."""
    copula = any(child.dep_ == "cop" and child.lower_ in _WAS for child in head.children)
    return outside(head) or (copula and any(token.lower_ in _UNTIL for token in head.subtree))


def deputising(head: Token) -> bool:
    """Whether somebody serves in the place of the holder of an office: "acting", "deputy"."""
    return any(word in nominals().deputies for word in _qualifiers(head))


def _qualifiers(head: Token) -> Iterator[str]:
    """The words before a noun in its phrase, without its possessor, and what is hyphened to them."""
    for child in head.lefts:
        if child.dep_ in _WITHIN:
            yield from (token.lower_.partition("-")[0] for token in child.subtree)
    first, hyphen, _ = head.lower_.partition("-")
    if hyphen:
        yield first
