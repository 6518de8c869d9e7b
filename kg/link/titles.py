"""The titles of persons: before a name, after it, and whom they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.link.compounds import owning
from kg.link.nicknames import bare
from kg.link.places import owner
from kg.link.referents import Referent
from kg.link.scene import Scene
from kg.link.stretches import title_before
from kg.link.tables import nominals
from kg.rules.entries import Title

if TYPE_CHECKING:
    from spacy.tokens import Token

_GENITIVE = ("'s", "\u2019s", "'", "\u2019")
LOCAL = frozenset(("governor", "mayor", "regional_head"))
PARTIAL = LOCAL | {"chair", "chief_executive", "director", "founder"}  # of a part or a body, never of a state
_DONE = frozenset(("ROOT", "advcl", "ccomp", "conj", "parataxis"))
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
        """The name as written, split at white space, without a nickname in it."""
        return bare(tuple(scene.phrase(self.first, self.end).split()))


def titled(scene: Scene, start: int, end: int) -> Named:
    last = title_before(scene, start) if start else None
    if last is None:
        return _described(scene, start, end)
    match = scene.titles[last]
    assert match is not None
    left, of, former = _owner_left(scene, match.start)
    of = of or _owner_between(scene, last + 1, start) or _owner_right(scene, end)
    stacked = (scene.titles[i] for i in range(last, left - 1, -1))
    titles = [choose(each.found, of.state if of else None) for each in dict.fromkeys(stacked) if each]
    title = _foremost(titles)
    beside = of is not None and of.type == "State" and title.role in PARTIAL
    return Named(left, end, start, title, None if beside else of, former)


def _foremost(titles: Sequence[Title]) -> Title:
    """Of several titles before a name the office; "deputy" makes a deputy of any."""
    deputy = next((title for title in titles if title.role == "deputy"), None)
    return deputy or next((title for title in titles if title.kind == "office"), titles[0])


def _owner_left(scene: Scene, start: int) -> tuple[int, Referent | None, bool]:
    """Where a titled phrase begins, whom the title belongs to by its words, and whether its bearer is out of office."""
    i, former, skipped = start - 1, False, nominals().skipped
    while i >= 0 and start - i <= _REACH:
        token = scene.tokens[i]
        if found := owning(scene, i):
            match = scene.names[i]
            start = _with_deputy(scene, match.start if match else i)
            return start, found, former or (start > 0 and _out(scene.tokens[start - 1]))
        former |= _out(token)
        if not (_out(token) or token.lower_ in skipped or scene.titles[i] or token.pos_ in ("ADJ", "NOUN")):
            break
        i -= 1
    return start, None, former


def _out(token: Token) -> bool:
    """Whether a word tells that somebody is not in office, and not what is done: "ousted", but for "voters ousted"."""
    words = nominals()
    done = token.pos_ == "VERB" and token.dep_ in _DONE
    return not done and (token.lower_ in words.past or token.lower_ in words.pending)


def _with_deputy(scene: Scene, start: int) -> int:
    """Where a titled phrase begins that a "deputy" may stand before: "Deputy Russian Foreign Minister"."""
    before = scene.titles[start - 1] if start else None
    return before.start if before and before.found[0].role == "deputy" else start


def _owner_between(scene: Scene, begin: int, end: int) -> Referent | None:
    return next((found for i in range(begin, end) if (found := owner(scene, i))), None)


def _owner_right(scene: Scene, end: int) -> Referent | None:
    """Whom a title belongs to by what follows: "President Tokayev of Kazakhstan"."""
    if end + 1 < len(scene.tokens) and scene.tokens[end].lower_ in ("of", "from"):
        at = end + 1 + (scene.tokens[end + 1].lower_ == "the")
        return owner(scene, at) if at < len(scene.tokens) else None
    return None


def _described(scene: Scene, start: int, end: int) -> Named:
    """A name whose title, if any, follows it: "Pete Hegseth, the US defense secretary,"."""
    bare = Named(start, end, start, None, None, False)
    doc = scene.tokens
    if end + 2 >= len(doc) or doc[end].text != ",":
        return bare
    for i in range(end + 1, min(end + 1 + _REACH, len(doc))):
        if match := scene.titles[i]:
            _, of, former = _owner_left(scene, match.start)
            of = of or _owner_right(scene, match.end)
            return replace(bare, title=choose(match.found, of.state if of else None), of=of, former=former)
        if doc[i].pos_ in ("VERB", "AUX", "PUNCT", "SCONJ") and doc[i].text not in (*_GENITIVE, "-"):
            break
    return bare


def choose(titles: Sequence[Title], state: str | None) -> Title:
    """The reading of a title that fits its state, as "secretary of state" is a minister in few."""
    return next((title for title in titles if not title.only or state in title.only), titles[0])
