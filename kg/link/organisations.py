"""Organisations of the text: which of the names that no table has are one, by their words, letters and beginnings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.link.acronyms import initials, short, stands_for
from kg.link.naming import Stretch, bare, stretches
from kg.link.referents import Referent
from kg.link.scene import Scene
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_WORD = re.compile(r"[^\W_]+")
_DROPPED = frozenset(("and", "s", "the"))
_CLOSING = frozenset((")", ",", ";"))
_SMALL = frozenset(("and", "for", "of", "on", "s", "the"))


@dataclass(frozen=True, slots=True)
class Organisation:
    """A name with and without the state in it, that state where the text tells it, and the head that it has first.

    `size` is its words, `letters` are the acronyms that brackets join to it.
    """

    name: str
    core: str
    head: int
    size: int
    state: Referent | None = None
    letters: tuple[str, ...] = ()

    @property
    def shared(self) -> bool:
        """Whether bodies or parties of many states go by the name: "Labour Party", "House of Representatives"."""
        words = [word.lower() for word in _WORD.findall(self.core)]
        return len(words) > 1 and all(word in nominals().common or word in _SMALL for word in words)

    @property
    def generic(self) -> bool:
        """Whether it tells no more than what every state has: "Ministry of Higher Education", "Army"."""
        words = [word.lower() for word in _WORD.findall(self.core)]
        told = nominals().portfolios | nominals().bodies | _SMALL
        return "ministry" in words or all(word in told for word in words)


def organisations(scene: Scene) -> Mapping[int, Organisation]:
    """The organisations of a text by the tokens that head their names."""
    found = list(stretches(scene))
    full = [one for one in found if one.last - one.first > 1]
    named = _grouped(scene, full)
    brief = _letters(named)
    words: Counter[str] = Counter()
    for one in found:
        if one.head not in named and (own := _brief(scene, one, brief, named)):
            named[one.head] = own
            words[scene.tokens[one.head].text] += 1
            brief.setdefault(scene.tokens[one.head].text, own)
    within = {i for one in found for i in range(one.start, one.end)}
    for i, word in enumerate(scene.words):
        own = brief.get(word)
        if own and i not in within and _again(scene, scene.tokens[i], own, words[word]):
            named[i] = own
    return named


def _again(scene: Scene, token: Token, own: Organisation, times: int) -> bool:
    """Whether a word that the model has for no organisation here is one that it has for one elsewhere."""
    entity = scene.entities.get(token.i)
    listed = scene.names[token.i] is not None and token.text not in own.letters
    if token.pos_ != "PROPN" or listed or scene.titles[token.i]:
        return False
    if short(token.text):
        return entity is None or len(entity) == 1
    return entity is None and times > 1 and token.dep_ not in ("flat", "compound")


def _key(words: str) -> str:
    """A name as it is compared: its words without articles and case."""
    return " ".join(word for word in _WORD.findall(words.lower()) if word not in _DROPPED)


def _made(scene: Scene, one: Stretch) -> Organisation:
    name, core = (_text(scene, *bounds) for bounds in ((one.start, one.end), (one.first, one.last)))
    letters = tuple(_beside(scene, one, name))
    return Organisation(name, core, one.head, one.end - one.start, one.state, letters)


def _text(scene: Scene, start: int, end: int) -> str:
    return " ".join(scene.phrase(start, end).split())


def _grouped(scene: Scene, full: Iterable[Stretch]) -> dict[int, Organisation]:
    """The names of several words; the same name is that of the one state with which the text ever joins it."""
    by_core: dict[str, list[Organisation]] = defaultdict(list)
    for one in full:
        made = _made(scene, one)
        by_core[_key(made.core)].append(made)
    groups = {core: list(_agreed(group)) for core, group in by_core.items()}
    whole = {core: _whole(core, groups) for core in groups}
    return {
        one.head: own if whole[core] == core else groups[whole[core]][0]
        for core, group in by_core.items()
        for one, own in zip(group, groups[core], strict=True)
    }


def _whole(core: str, groups: Mapping[str, Sequence[Organisation]]) -> str:
    """The longest name that begins with these words and only adds what kind of body it is, unless several do."""
    if groups[core][0].shared:
        return core
    longer = [other for other in groups if other.startswith(f"{core} ") and _kind(groups[other][0])]
    longest = max(longer, key=len, default=core)
    return longest if all(longest.startswith(other) for other in longer) else core


def _agreed(group: Sequence[Organisation]) -> Iterator[Organisation]:
    """The names of one group, each as it stands first; without a state where those of several states have it."""
    first: dict[str | None, Organisation] = {}
    for one in group:
        first.setdefault(one.state.id if one.state else None, one)
    states = [state for state in first if state]
    letters = tuple(dict.fromkeys(word for one in group for word in one.letters))
    for one in group:
        own = one.state.id if one.state else states[0] if len(states) == 1 else None
        yield replace(first[own], head=group[0].head, letters=letters)


def _letters(named: Mapping[int, Organisation]) -> dict[str, Organisation]:
    """The organisations by the letters that brackets join to one, or that are the initials of one alone."""
    said: dict[str, dict[str, Organisation]] = defaultdict(dict)
    implied: dict[str, dict[str, Organisation]] = defaultdict(dict)
    for own in named.values():
        for word in own.letters:
            said[word].setdefault(own.name, own)
        if len(letters := initials(own.name)) > 2:
            implied[letters].setdefault(own.name, own)
    return {word: next(iter(own.values())) for word, own in (implied | said).items() if len(own) == 1}


def _beside(scene: Scene, one: Stretch, name: str) -> Iterator[str]:
    """The acronyms that brackets join to a name: "the X Y (XY)", "XY (the X Y)"."""
    doc, start = scene.doc, one.start - (one.start > 0 and scene.tokens[one.start - 1].lower_ == "the")
    if one.end + 2 < len(doc) and doc[one.end].text == "(" and doc[one.end + 2].text in _CLOSING:
        word = doc[one.end + 1].text
        if short(word) and (stands_for(word, name) or scene.names[one.end + 1] is None):
            yield word
    if start > 1 and doc[start - 1].text == "(":
        word = doc[start - 2].text
        if short(word) and stands_for(word, name):
            yield word


def _brief(
    scene: Scene, one: Stretch, brief: Mapping[str, Organisation], named: Mapping[int, Organisation]
) -> Organisation | None:
    """What a name of one word stands for: letters, the beginning of one longer name, or itself."""
    token = scene.tokens[one.head]
    if own := brief.get(token.text):
        return own
    if bare(token) or token.pos_ != "PROPN":
        return None
    longer = {own.core: own for own in named.values() if own.core.startswith(f"{token.text} ") and _kind(own)}
    if len(longer) == 1:
        return next(iter(longer.values()))
    return _made(scene, one)


def _kind(own: Organisation) -> bool:
    """Whether a name ends in a word that may be left out: "Bridgewater Associates"."""
    return own.core.split()[-1].removesuffix(".") in nominals().dropped
