"""A text as the linker sees it: its names and titles, found once and looked up by token."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from kg.link import names as matching
from kg.link.names import Match, Runs, T
from kg.link.referents import Referent
from kg.link.tables import nominals
from kg.records import Document
from kg.rules.entries import Gazetteer, Sense, Title

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_LESSER = frozenset({"City", "Region", "Territory"})
_APART = ("conj", "cc", "appos", "acl", "parataxis", "list", "punct", "advcl", "ccomp", "dep")


@dataclass(frozen=True, slots=True)
class Bearer:
    """A person named in the text: `start` with the title, `first` without; `of` is whom the title serves."""

    start: int
    first: int
    end: int
    name: tuple[str, ...]
    referent: Referent
    title: Title | None = None
    of: Referent | None = None
    former: bool = False


@dataclass(frozen=True)
class Scene:
    """A document, its parse and what the tables know of its words; `meanings` holds what was found of a name."""

    document: Document
    doc: Doc
    gazetteer: Gazetteer
    meanings: dict[int, tuple[Referent, ...]] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[Match[tuple[Sense, ...]] | None, ...]:
        """The name that covers each token."""
        return self._by_token(matching.names(self.runs, self.starts, self.gazetteer))

    @cached_property
    def titles(self) -> tuple[Match[tuple[Title, ...]] | None, ...]:
        """The title that covers each token."""
        return self._by_token(matching.titles(self.runs, self.starts, self.gazetteer))

    @cached_property
    def told(self) -> frozenset[str]:
        """The entities, and their states, that the text names without ambiguity."""
        certain = (
            sense.entry for match in self.names if match and _certain(match.found) for sense in match.found
        )
        return frozenset(name for entry in certain for name in (entry.id, entry.state) if name)

    @cached_property
    def places(self) -> frozenset[str]:
        """The parts of states, or else the states, of which the text names a place that is no seat of government."""
        certain = (match.found for match in self.names if match and _certain(match.found))
        lesser = (found for found in certain if all(sense.entry.type in _LESSER for sense in found))
        entries = (sense.entry for found in lesser for sense in found if not sense.weak)
        return frozenset(name for entry in entries if (name := entry.region or entry.state))

    @cached_property
    def entities(self) -> Mapping[int, Span]:
        """The entity of the model that covers a token."""
        return {i: entity for entity in self.doc.ents for i in range(entity.start, entity.end)}

    @property
    def text(self) -> str:
        """The text, which is the document's to the character."""
        return self.document.text

    @cached_property
    def runs(self) -> Runs:
        """The words of the text as names and titles are looked up by them."""
        return matching.runs(self.text)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens, which the parse makes anew each time it is asked."""
        return tuple(self.doc)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the tokens, by which most passes leave out most tokens."""
        return tuple(token.text for token in self.tokens)

    @cached_property
    def nouns(self) -> tuple[str, ...]:
        """The lemmas of the tokens as the tables have them."""
        return tuple(map(noun, self.tokens))

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each token begins."""
        return [token.idx for token in self.tokens]

    @cached_property
    def sentence(self) -> tuple[int, ...]:
        """The number of the sentence of each token."""
        return tuple(accumulate((int(token.is_sent_start or 0) for token in self.tokens[1:]), initial=0))

    @cached_property
    def credits(self) -> frozenset[int]:
        """The numbers of the sentences that name those who made the text, none of whom acts in it."""
        text, tokens = self.text, zip(self.starts, self.tokens, strict=True)
        starts = (offset for offset, token in tokens if token.is_sent_start or not offset)
        bounds = pairwise((*starts, len(text)))
        return frozenset(n for n, (begin, end) in enumerate(bounds) if _credit(text[begin:end].strip()))

    def _by_token(self, found: Iterable[Match[T]]) -> tuple[Match[T] | None, ...]:
        covered: list[Match[T] | None] = [None] * len(self.tokens)
        for match in found:
            for i in range(match.start, match.end):
                covered[i] = match
        return tuple(covered)

    def at(self, offset: int) -> Token:
        """The token that holds a character."""
        return self.tokens[max(bisect_right(self.starts, offset) - 1, 0)]

    def phrase(self, start: int, end: int) -> str:
        """The words from one token to another (exclusive) as they are written."""
        if start >= end:
            return ""
        return self.text[self.starts[start] : self.starts[end - 1] + len(self.words[end - 1])]

    def credited(self, token: Token) -> bool:
        """Whether a token stands in a credit line."""
        return self.sentence[token.i] in self.credits


def _certain(senses: tuple[Sense, ...]) -> bool:
    """Whether a name leaves no doubt about its state, as a seat of government and its city do not."""
    return len({sense.entry.state for sense in senses}) == 1 and not all(sense.weak for sense in senses)


def _credit(text: str) -> bool:
    """A credit line is short, or it would be a sentence that only begins like one."""
    return text.startswith(nominals().credits) and (
        not text.startswith("By ") or (len(text) < 80 and text[-1] not in ".!?")
    )


def predicative(token: Token) -> bool:
    """Whether a copula makes a word the predicate."""
    return any(child.dep_ == "cop" for child in token.children)


def root(tokens: Sequence[Token], start: int, end: int) -> Token:
    """The token of a stretch whose head lies outside it."""
    if end - start == 1:
        return tokens[start]
    heads = ((token, token.head.i) for token in tokens[start:end])
    return next((token for token, i in heads if not start <= i < end or i == token.i), tokens[end - 1])


def noun(token: Token) -> str:
    """The lemma of a noun as the tables have it, also of a plural that the model left as it is."""
    lemma = token.lemma_.lower()
    plural = lemma.endswith("s") and lemma == token.lower_ and token.tag_ in ("NNS", "NNPS")
    return lemma[:-1] if plural else lemma


def conjuncts(token: Token) -> Iterator[Token]:
    """The tokens coordinated with this one, in the order of the text, without itself."""
    for child in token.children:
        if child.dep_ == "conj":
            yield child
            yield from conjuncts(child)


def modifiers(token: Token) -> Iterator[Token]:
    """Everything below a noun that stands left of it and belongs to it alone, in the order of the text."""
    for child in token.lefts:
        if not child.dep_.startswith(_APART):
            yield from child.subtree


def subject(token: Token) -> bool:
    """Whether a token, or what it is coordinated with, is the subject of a clause."""
    while token.dep_ in ("conj", "flat", "appos") and token.head != token:
        token = token.head
    return token.dep_.startswith("nsubj")
