"""The single names by which persons of a text may be taken up: by family name, else by first name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from kg.link.scene import Bearer, Scene, noun, root
from kg.link.tables import nominals
from kg.link.variants import INITIAL, Words

Index = Mapping[str, tuple[Bearer, ...]]

_ARTICLE = re.compile(r"(?:[Aa]l|[Ee]l|[Uu]l)-")
_NUMBER = re.compile(r"[JS]r\.?|[IVX]+\.?")


def index(scene: Scene, full: Sequence[Bearer], alone: Collection[str]) -> Index:
    """Single names to those who bear them: by how their full names end, else by the first word, else by one between.

    `alone` are the names that stand alone in the text. Names in Spanish may end in the mother's: a word between is the
    family name where the last never stands alone.
    """
    last, first, middle = (defaultdict[str, dict[str, Bearer]](dict) for _ in range(3))
    for bearer in full:
        words = _numberless(bearer.name)
        found = ((last, _endings(scene, words)), (first, words[:1]), (middle, _between(words, alone)))
        for table, names in found:
            for name in names:
                table[name].setdefault(bearer.referent.id, bearer)
    leading = _leading(scene, full)
    formal = {name for name in alone if len(last.get(name, ())) == 1}
    kinds = {**middle, **{name: _familiar(borne, formal) for name, borne in first.items()}, **last}
    return {name: _foremost(tuple(borne.values()), leading) for name, borne in kinds.items()}


def _familiar(borne: Mapping[str, Bearer], formal: Collection[str]) -> Mapping[str, Bearer]:
    """Those whom a first name means: nobody whom the text calls by the family name, which is no other's."""
    return {} if any(_numberless(bearer.name)[-1] in formal for bearer in borne.values()) else borne


def _numberless(name: Words) -> Words:
    """A name without what tells it from a namesake's: "John Rockefeller Jr.", "Carol II"."""
    return name[:-1] if len(name) > 1 and _NUMBER.fullmatch(name[-1]) else name


def _endings(scene: Scene, name: Words) -> Iterator[str]:
    yield from (written(scene, name[i:]) for i in range(min(1, len(name) - 1), len(name)))
    if bare := _ARTICLE.sub("", name[-1], count=1):
        yield bare


def _between(name: Words, alone: Collection[str]) -> Iterator[str]:
    """The words in the middle, without the father's name after "ibn"."""
    small = nominals().particles
    if name[-1] not in alone:
        for before, word in pairwise(name[:-1]):
            if not {before.lower(), word.lower()} & small and not INITIAL.fullmatch(word):
                yield word


def tied(scene: Scene, names: Iterable[Words]) -> frozenset[str]:
    """The family names of several words that begin with a small one: "van Dyk" of "Jan van Dyk"."""
    ends = (name[i:] for name in names for i in range(1, len(name) - 1))
    return frozenset(written(scene, end) for end in ends if end[0].lower() in nominals().particles)


def written(scene: Scene, words: Sequence[str]) -> str:
    """A single name as the tables have it: "bin Salman", also where it begins a sentence."""
    name = " ".join(words)
    if len(words) == 1 or words[0].lower() not in nominals().particles or scene.gazetteer.senses(name):
        return name
    return name[0].lower() + name[1:]


def _leading(scene: Scene, full: Iterable[Bearer]) -> frozenset[str]:
    """Those of whom the text tells more than that others are their kin."""
    return frozenset(bearer.referent.id for bearer in full if not _kin(scene, bearer))


def _kin(scene: Scene, bearer: Bearer) -> bool:
    """Whether a person is named only to say whose child or wife another is: "the son of Omar Bongo"."""
    own = root(scene.tokens, bearer.start, bearer.end)
    while own.dep_ == "conj":
        own = own.head
    of = any(child.dep_ == "case" and child.lower_ == "of" for child in own.children)
    return of and own.dep_ == "nmod" and noun(own.head) in nominals().kin


def _foremost(borne: tuple[Bearer, ...], leading: Collection[str]) -> tuple[Bearer, ...]:
    return tuple(bearer for bearer in borne if bearer.referent.id in leading) or borne
