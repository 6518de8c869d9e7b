"""The states of titled persons where no word beside the title names one: the only one whose inner life is told of."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.link.places import readings
from kg.link.referents import Referent
from kg.link.scene import Bearer, Scene, noun, root
from kg.link.tables import nominals
from kg.link.titles import PARTIAL
from kg.rules.entries import Title

if TYPE_CHECKING:
    from spacy.tokens import Token

_LANDS = frozenset({"State", "Territory"})
_SECTORS = frozenset({"GOV", "JUD", "LEG", "MIL", "OPP"})
_ABROAD = PARTIAL | {"ambassador", "candidate", "diplomat", "envoy", "mediator", "negotiator"}
_WITHIN = frozenset({"amod", "compound", "flat", "nmod", "nmod:poss"})
_AGAINST = frozenset({"against", "on", "over", "toward", "towards", "with"})
_ASIDE = frozenset({"by", "despite", "amid", "after", "before", "since"})


def settled(scene: Scene, bearers: Sequence[Bearer]) -> tuple[Bearer, ...]:
    """The same persons, in the order of the text, each with the state that the text tells of it."""
    if not any(_open(scene, bearer) for bearer in bearers):
        return tuple(bearers)
    told = _Told(scene, sorted((*_named(scene), *_served(scene, bearers)), key=lambda one: one[0].i))
    homes: dict[str, str] = {}
    found = []
    for bearer in bearers:
        if _open(scene, bearer) and (state := homes.get(bearer.referent.id) or _home(bearer, told)):
            homes.setdefault(bearer.referent.id, state)
            bearer = _with_state(bearer, state)
        found.append(bearer)
    return tuple(found)


@dataclass(frozen=True)
class _Told:
    """The words of a text that tell of a state, in its order, each with the state."""

    scene: Scene
    words: Sequence[tuple[Token, str]]

    @cached_property
    def by_sentence(self) -> Mapping[int, Sequence[tuple[Token, str]]]:
        """The words of each sentence that has any."""
        found: dict[int, list[tuple[Token, str]]] = defaultdict(list)
        for word, state in self.words:
            found[self.scene.sentence[word.i]].append((word, state))
        return found

    @cached_property
    def alone(self) -> Sequence[tuple[Token, str]]:
        """The words before a second state is told of."""
        return list(takewhile(lambda one: one[1] == self.words[0][1], self.words))

    def near(self, token: Token) -> Sequence[tuple[Token, str]]:
        """What the sentence of a token tells of, else all before it, where that is one state."""
        if here := self.by_sentence.get(self.scene.sentence[token.i]):
            return here if len({state for _, state in here}) == 1 else ()
        before = bisect_left(self.words, token.i, key=lambda one: one[0].i)
        return self.alone[:before] if before <= len(self.alone) else ()


def _named(scene: Scene) -> Iterator[tuple[Token, str]]:
    """The words that name a state or what lies in one."""
    for i, match in enumerate(scene.names):
        found = readings(scene, i) if match and match.start == i else ()
        if match and (state := next((_land(scene, one) for one in found), None)):
            yield root(scene.tokens, match.start, match.end), state


def _served(scene: Scene, bearers: Sequence[Bearer]) -> Iterator[tuple[Token, str]]:
    """The persons of whom it is known which state is theirs."""
    for bearer in bearers:
        if state := _land(scene, bearer.referent):
            yield scene.tokens[bearer.first], state


def _land(scene: Scene, referent: Referent) -> str | None:
    """The state that one is, or whose one is; an organisation has none."""
    entry = scene.gazetteer.entries.get(referent.country or "")
    return entry.id if entry and entry.type in _LANDS else None


def _open(scene: Scene, bearer: Bearer) -> bool:
    """Whether a title is of a state that neither the words beside it nor the tables tell."""
    known = bearer.referent.of_state or bearer.referent.id in scene.gazetteer.entries
    return bearer.title is not None and bearer.of is None and not known and _stately(bearer.title)


def _stately(title: Title) -> bool:
    return title.kind != "honorific" and title.sector in _SECTORS and title.role not in _ABROAD


def _with_state(bearer: Bearer, state: str) -> Bearer:
    speaks = bearer.title is not None and bearer.title.speaks and not bearer.former
    referent = replace(bearer.referent, acts_for=state if speaks else None, of_state=state)
    return replace(bearer, referent=referent)


def _home(bearer: Bearer, told: _Told) -> str | None:
    """The one state that is told of in the sentence, or else before it, if its inner life is: "Haiti's elections"."""
    own = root(told.scene.tokens, bearer.first, bearer.end)
    near = told.near(own)
    inner = (state for word, state in near if _inner(bearer, word) and not _outward(own, word))
    return next(inner, None)


def _inner(bearer: Bearer, word: Token) -> bool:
    """Whether what a name is of belongs to the life inside a state; of soldiers only its politics tells that."""
    rows = nominals().inner
    wanted = (
        rows["politics"]
        if bearer.title and bearer.title.sector == "MIL"
        else rows["politics"] | rows["people"]
    )
    told = {noun(word.head), *(noun(child) for child in word.head.lefts if child.dep_ == "compound")}
    return word.dep_ in _WITHIN and not wanted.isdisjoint(told)


def _outward(own: Token, word: Token) -> bool:
    """Whether one speaks of a state, or deals with what is a state's, as with another's."""
    doing, dealt = own.head if own.dep_.startswith("nsubj") else None, word.head
    said = any(above.dep_ in ("ccomp", "parataxis") and above.head == doing for above in word.ancestors)
    verb = dealt.head.head if dealt.head.dep_ == "xcomp" else dealt.head
    argument = dealt.dep_ in ("obj", "iobj") or (dealt.dep_ == "obl" and not _cases(dealt) & _ASIDE)
    against = bool((_cases(word) | _cases(dealt)) & _AGAINST)
    return against or (doing is not None and (said or (argument and verb == doing)))


def _cases(token: Token) -> frozenset[str]:
    return frozenset(child.lower_ for child in token.children if child.dep_ == "case")
