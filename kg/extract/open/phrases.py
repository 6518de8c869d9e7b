"""The words between a subject and an object: verbs with what belongs to them, nouns without what hangs on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from spacy.tokens import Token

from kg.extract.grammar import DEEPEST, Tokens

OF_VERB = frozenset({"aux", "aux:pass", "cop", "compound:prt"})
OF_NOUN = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "nmod:desc", "nmod:unmarked", "flat"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never"})


def text(tokens: Iterable[Token]) -> str:
    """The words in the order of the text, a space where others stood between."""
    ordered = sorted(set(tokens), key=lambda token: token.i)
    spaced = (
        word.text_with_ws if after.i == word.i + 1 else f"{word.text} " for word, after in pairwise(ordered)
    )
    return "".join((*spaced, *(word.text for word in ordered[-1:])))


def predicate(token: Token, depth: int = 0) -> Tokens:
    """A verb with its auxiliaries, particle and negation, behind the verb that lends it its subject: "was said to have made"."""
    own = (token, *(child for child in token.children if child.dep_ in OF_VERB or negation(child)))
    if not raised(token) or depth > DEEPEST:
        return own
    marks = (child for child in token.children if child.dep_ == "mark")
    return (*predicate(token.head, depth + 1), *marks, *own)


def raised(token: Token) -> bool:
    """Whether a predicate completes a verb or an adjective whose subject is its own, with no other doer between."""
    return (
        token.dep_ == "xcomp"
        and token.head.pos_ in ("VERB", "ADJ", "AUX")
        and not any(child.dep_ in ("obj", "iobj") for child in token.head.children)
    )


def noun(token: Token) -> Tokens:
    """A noun with what stands before it, and without the phrases behind it."""
    return (token, *(word for child in token.children if child.dep_ in OF_NOUN for word in _close(child)))


def _close(token: Token) -> Iterator[Token]:
    if token.i < token.head.i or token.dep_ == "flat":
        yield from token.subtree


def negation(token: Token) -> bool:
    """Whether a word denies the verb that it stands with."""
    return token.dep_ == "advmod" and token.lower_ in NEGATIONS
