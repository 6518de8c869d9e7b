"""The titles of persons: before a name, after it, and whom they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.link.places import owner
from kg.link.referents import Referent
from kg.link.scene import Scene
from kg.link.stretches import title_before
from kg.link.tables import nominals
from kg.rules.entries import Title

_GENITIVE = ("'s", "\u2019s", "'", "\u2019")
_REACH = 7  # tokens left or right of a name in which its title is looked for


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text with its title, not yet a person."""

    start: int
    end: int
    first: int
    title: Title | None
    of: Referent | None
    former: bool

    def words(self, scene: Scene) -> tuple[str, ...]:
        """The name as written, split at white space."""
        return tuple(scene.doc[self.first : self.end].text.split())


def titled(scene: Scene, start: int, end: int) -> Named:
    last = title_before(scene, start) if start else None
    if last is None:
        return _described(scene, start, end)
    match = scene.titles[last]
    assert match is not None
    left, of, former = _owner_left(scene, match.start)
    of = of or _owner_between(scene, last + 1, start) or _owner_right(scene, end)
    stacked = (scene.titles[i] for i in range(last, left - 1, -1))
    titles = [_choose(each.found, of) for each in dict.fromkeys(stacked) if each]
    office = (title for title in titles if title.kind == "office")
    return Named(left, end, start, next(office, titles[0]), of, former)


def _owner_left(scene: Scene, start: int) -> tuple[int, Referent | None, bool]:
    """Where a titled phrase begins, whom the title belongs to by its words, and whether it is past."""
    i, former, words = start - 1, False, nominals()
    while i >= 0 and start - i <= _REACH:
        token = scene.doc[i]
        if found := owner(scene, i):
            match = scene.names[i]
            start = match.start if match else i
            return start, found, former or (start > 0 and scene.doc[start - 1].lower_ in words.past)
        former |= token.lower_ in words.past
        if not (
            token.lower_ in words.past
            or token.lower_ in words.skipped
            or scene.titles[i]
            or token.pos_ in ("ADJ", "NOUN")
        ):
            break
        i -= 1
    return start, None, former


def _owner_between(scene: Scene, begin: int, end: int) -> Referent | None:
    return next((found for i in range(begin, end) if (found := owner(scene, i))), None)


def _owner_right(scene: Scene, end: int) -> Referent | None:
    """Whom a title belongs to by what follows: "President Tokayev of Kazakhstan"."""
    if end + 1 < len(scene.doc) and scene.doc[end].lower_ in ("of", "from"):
        at = end + 1 + (scene.doc[end + 1].lower_ == "the")
        return owner(scene, at) if at < len(scene.doc) else None
    return None


def _described(scene: Scene, start: int, end: int) -> Named:
    """A name whose title, if any, follows it: "Pete Hegseth, the US defense secretary,"."""
    bare = Named(start, end, start, None, None, False)
    doc = scene.doc
    if end + 2 >= len(doc) or doc[end].text != ",":
        return bare
    for i in range(end + 1, min(end + 1 + _REACH, len(doc))):
        if match := scene.titles[i]:
            _, of, former = _owner_left(scene, match.start)
            of = of or _owner_right(scene, match.end)
            return replace(bare, title=_choose(match.found, of), of=of, former=former)
        if doc[i].pos_ in ("VERB", "AUX", "PUNCT", "SCONJ") and doc[i].text not in (*_GENITIVE, "-"):
            break
    return bare


def _choose(titles: Sequence[Title], of: Referent | None) -> Title:
    """The reading of a title that fits its state, as "secretary of state" is a minister in few."""
    fitting = [title for title in titles if not title.only or (of and of.state in title.only)]
    return (fitting or list(titles))[0]
