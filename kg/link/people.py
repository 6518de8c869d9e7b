"""Persons: who bears a name, in full or by a surname that refers back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.link.bearing import joined, local
from kg.link.homes import settled
from kg.link.lone import lone
from kg.link.mononyms import mononyms
from kg.link.referents import Referent, known, slug
from kg.link.scene import Bearer, Scene, noun, root
from kg.link.shortened import index, tied
from kg.link.standing import definite, outside
from kg.link.stretches import stretches
from kg.link.surnames import shorts, single
from kg.link.tables import nominals
from kg.link.titles import Named, titled
from kg.link.variants import INITIAL, Words, variants
from kg.rules.entries import Entry, Sense


def bearers(scene: Scene) -> tuple[Bearer, ...]:
    """The persons named in a text, in its order; a surname whose bearer is uncertain is left out."""
    found = [titled(scene, start, end) for start, end in stretches(scene)]
    ends = tied(scene, (named.words(scene) for named in found))
    short = {named.start: named for named in found if single(scene, named, ends)}
    full = _agreed(_full(scene, [named for named in found if named.start not in short]))
    names = index(scene, full, {named.words(scene)[-1] for named in short.values()})
    own = mononyms(scene, _covered(full), names)
    further = (*lone(scene, _covered(found), names), *_unmarked(own, _covered(found)))
    alone = (titled(scene, start, end) for start, end in further)
    again = shorts(scene, [*short.values(), *alone], names, own)
    return settled(scene, sorted((*full, *again), key=lambda bearer: bearer.start))


def _covered(found: Iterable[Named | Bearer]) -> frozenset[int]:
    return frozenset(i for named in found for i in range(named.start, named.end))


def _unmarked(own: Mapping[str, Sequence[int]], taken: Collection[int]) -> Iterator[tuple[int, int]]:
    """Where single names of persons stand that the model does not mark there."""
    return ((i, i + 1) for places in own.values() for i in places if i not in taken)


def _full(scene: Scene, found: Sequence[Named]) -> list[Bearer]:
    """The bearers of full names; whom the text once makes a private person is so wherever it names him."""
    private = {named.words(scene) for named in found if _private(scene, named)}
    forms = variants(named.words(scene) for named in found)
    return [
        joined(scene, named, _person(scene, named, forms[named.words(scene)], private)) for named in found
    ]


def _private(scene: Scene, named: Named) -> bool:
    """Whether an apposition tells of a private person, whom no table holds: "X, a dentist in Y"."""
    return any(
        child.dep_ == "appos"
        and noun(child) in nominals().trades
        and not definite(child)
        and not outside(child)
        for child in root(scene.tokens, named.first, named.end).rights
    )


def _agreed(full: Sequence[Bearer]) -> list[Bearer]:
    """The same persons; the first title that the text gives holds where the name stands alone too."""
    first: dict[str, Bearer] = {}
    for bearer in full:
        if bearer.title and bearer.title.kind != "honorific":
            first.setdefault(bearer.referent.id, bearer)
    return [_with_title(bearer, first.get(bearer.referent.id, bearer)) for bearer in full]


def _with_title(bearer: Bearer, titled: Bearer) -> Bearer:
    if bearer.title and bearer.title.kind != "honorific":
        return bearer
    referent = replace(titled.referent, via=bearer.referent.via, sure=True)
    return replace(bearer, referent=referent, title=titled.title, of=titled.of, former=titled.former)


def _person(scene: Scene, named: Named, forms: Sequence[Words], private: set[Words]) -> Referent:
    """The person of a full name; of one in the tables who is not meant, or not for certain, in this text alone."""
    senses = [_senses(scene, words) for words in forms]
    entries = (entry for found in senses if (entry := _entry(scene, found)))
    if private.isdisjoint(forms) and (entry := next(entries, None)):
        return known(entry, "title" if named.title else "name")
    *before, last = forms[0]
    label = " ".join((*(word for word in before if not INITIAL.fullmatch(word)), last))
    name = slug(label)
    name = local(scene, name) if any(senses) or name in scene.gazetteer.entries else name
    via = "title" if named.title else "text"
    return Referent(name, label, "Person", via, None, sure=named.title is not None)


def _senses(scene: Scene, words: tuple[str, ...]) -> Sequence[Sense]:
    """The persons of the tables with a full name, also where a middle name or initial is added."""
    for name in (" ".join(words), f"{words[0]} {words[-1]}"):
        if found := [sense for sense in scene.gazetteer.senses(name) if sense.entry.type == "Person"]:
            return found
    return ()


def _entry(scene: Scene, senses: Sequence[Sense]) -> Entry | None:
    """The one who has a name without a flag, or whose state the text tells."""
    plain = [sense.entry for sense in senses if not sense.weak]
    told = [sense.entry for sense in senses if sense.entry.state in scene.told]
    return next((found[0] for found in (plain, told) if len(found) == 1), None)
