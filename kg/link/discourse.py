"""What a text has spoken of so far: every named referent where it stands, and how salient each is."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

from kg.link.clauses import kind_of
from kg.link.organisations import Organisation, organisations
from kg.link.places import readings
from kg.link.referents import Referent
from kg.link.scene import Bearer, Scene, conjuncts, noun, root, subject
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

Referents = tuple[Referent, ...]
Resolve: TypeAlias = "Callable[[Discourse, Token, frozenset[str]], Referents]"

FADE = 0.75  # what remains of salience from one sentence to the next


@dataclass(frozen=True, slots=True)
class Seen:
    """A named referent: the token that heads it, its sentence, and its weight by grammatical role."""

    i: int
    sentence: int
    referent: Referent
    weight: float

    @property
    def subject(self) -> bool:
        """Whether it is the subject of a clause."""
        return self.weight >= _SUBJECT


_SUBJECT = 3.0
WEIGHTS = {
    "nsubj": _SUBJECT,
    "obj": 2.0,
    "iobj": 2.0,
    "obl:agent": 2.0,
    "obl": 1.5,
    "nmod:poss": 1.5,
    "nmod": 1.25,
}


@dataclass(frozen=True)
class Discourse:
    """A scene with its persons and all that it speaks of; `resolve` is the whole resolver, for words in others.

    Without `nouns` only names count as spoken of, not "the Chinese leader": that is how such nouns are resolved.
    """

    scene: Scene
    bearers: tuple[Bearer, ...]
    resolve: Resolve
    nouns: bool = True
    memory: dict[tuple[int, frozenset[str]], tuple[Referents, ...]] = field(default_factory=dict)
    whole: Discourse | None = None

    @cached_property
    def persons(self) -> tuple[Bearer | None, ...]:
        """The person whose name or title covers each token."""
        covered: list[Bearer | None] = [None] * len(self.scene.tokens)
        for bearer in self.bearers:
            covered[bearer.start : bearer.end] = [bearer] * (bearer.end - bearer.start)
        return tuple(covered)

    @cached_property
    def organisations(self) -> Mapping[int, Organisation]:
        """The organisations that the text names, by the tokens that head their names."""
        return self.whole.organisations if self.whole else organisations(self.scene)

    @cached_property
    def seen(self) -> tuple[Seen, ...]:
        """Everything spoken of in the order of the text."""
        nouns = self._seen_nouns() if self.nouns else ()
        return tuple(sorted((*self._seen_persons(), *self._seen_names(), *nouns), key=lambda seen: seen.i))

    @cached_property
    def _places(self) -> list[int]:
        """The tokens that head what is spoken of, in the order of the text."""
        return [seen.i for seen in self.seen]

    @cached_property
    def heads(self) -> Mapping[int, tuple[Seen, ...]]:
        """What is spoken of, by the token that heads it."""
        found: dict[int, tuple[Seen, ...]] = {}
        for seen in self.seen:
            found[seen.i] = (*found.get(seen.i, ()), seen)
        return found

    @cached_property
    def subjects(self) -> Mapping[str, tuple[Token, ...]]:
        """The pronouns that are subjects, by their kind, in the order of the text."""
        found: dict[str, tuple[Token, ...]] = {}
        for token in self.scene.tokens:
            if token.pos_ == "PRON" and token.dep_.startswith("nsubj") and (kind := kind_of(token)):
                found[kind] = (*found.get(kind, ()), token)
        return found

    def _seen_persons(self) -> Iterator[Seen]:
        for bearer in self.bearers:
            name = self.scene.doc[bearer.start : bearer.end]
            own = root(self.scene.tokens, bearer.first, bearer.end)
            yield self.entry(next(filter(subject, name), own), bearer.referent)

    def _seen_names(self) -> Iterator[Seen]:
        last = -1
        for i, match in enumerate(self.scene.names):
            if match is None or i <= last or self.scene.credited(self.scene.tokens[i]):
                continue
            last = match.end - 1
            person = self.persons[i]
            if person and person.start <= i and (person.title is None or i >= person.first):
                continue
            if found := readings(self.scene, i):
                yield self.entry(root(self.scene.tokens, match.start, match.end), found[0])

    def _seen_nouns(self) -> Iterator[Seen]:
        plain = replace(self, nouns=False, memory={}, whole=self)
        for token in self.scene.tokens:
            if token.pos_ in ("NOUN", "PROPN") and (self._role_noun(token) or self._unlisted(token)):
                yield from (
                    self.entry(token, one) for one in self.resolve(plain, token, frozenset()) if one.actor
                )

    def _role_noun(self, token: Token) -> bool:
        """Whether a noun names an office or body, and is no part of a name."""
        if self.persons[token.i] or self.scene.names[token.i]:
            return False
        title = self.scene.titles[token.i]
        if title is None:
            return noun(token) in nominals().bodies
        return token == root(self.scene.tokens, title.start, title.end)

    def _unlisted(self, token: Token) -> bool:
        """Whether a token heads the name of an organisation that no table has, no abbreviation of one just named."""
        listed = self.persons[token.i] or self.scene.names[token.i]
        return token.i in self.organisations and token.dep_ != "appos" and not listed

    def entry(self, head: Token, referent: Referent) -> Seen:
        """A referent where a token speaks of it."""
        weight = _SUBJECT if subject(head) else WEIGHTS.get(_role(head), 1.0)
        return Seen(head.i, self.scene.sentence[head.i], referent, weight)

    def before(self, token: Token, *, sentences: int) -> Iterable[Seen]:
        """What was named before a token, in its sentence and so many sentences back."""
        return self._between(self._first(token, sentences), token.i)

    def near(self, token: Token, *, sentences: int) -> Iterable[Seen]:
        """What is named in the sentence of a token, after it too, and so many sentences back."""
        return self._between(self._first(token, sentences), self._first(token, -1))

    def _first(self, token: Token, sentences: int) -> int:
        """The first token of the sentence so many back."""
        numbers = self.scene.sentence
        return bisect_left(numbers, numbers[token.i] - sentences)

    def _between(self, begin: int, end: int) -> tuple[Seen, ...]:
        return self.seen[bisect_left(self._places, begin) : bisect_left(self._places, end)]

    def salience(
        self, found: Iterable[tuple[Seen, str]], token: Token, *, fade: float = FADE
    ) -> Mapping[str, float]:
        """The weight of each identifier at a token, by role and fading with distance, the greatest first."""
        here = self.scene.sentence[token.i]
        sums: dict[str, float] = defaultdict(float)
        for seen, name in found:
            sums[name] += seen.weight * fade ** abs(here - seen.sentence)
        return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))


def together(discourse: Discourse, token: Token) -> Referents:
    """What a noun and those coordinated with it stand for."""
    found = (
        one for part in (token, *conjuncts(token)) for one in discourse.resolve(discourse, part, frozenset())
    )
    return tuple({referent.id: referent for referent in found}.values())


def _role(token: Token) -> str:
    """The dependency of a token, or of what it is coordinated with."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token.dep_


def clear(ranked: Mapping[str, float], count: int, margin: float) -> tuple[str, ...] | None:
    """The first `count` names, where each stands clear of the next by the margin; None is a coin toss."""
    names, values = tuple(ranked), tuple(ranked.values())
    if len(names) < count:
        return None
    if len(names) > count and values[count - 1] < margin * values[count]:
        return None
    return names[:count]
