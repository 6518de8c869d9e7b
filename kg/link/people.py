"""Persons: names with their titles, and the surnames that refer back to them."""

from __future__ import annotations

import re
from calendar import day_name, month_abbr, month_name
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.link.places import owner
from kg.link.referents import Referent, known, slug
from kg.link.scene import Bearer, Scene
from kg.link.tables import nominals
from kg.records import digest
from kg.rules.gazetteer import Entry, Title

PERSON = ("PERSON", "PER")
_DAYS = frozenset((*day_name, *month_name, *(f"{month}." for month in month_abbr), "Sept."))
_INITIAL = re.compile(r"[A-Z]\.?")
_GENITIVE = ("'s", "\u2019s", "'", "\u2019")
_REACH = 7  # tokens left or right of a name in which its title is looked for


@dataclass(frozen=True, slots=True)
class _Named:
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


def bearers(scene: Scene) -> tuple[Bearer, ...]:
    """The persons named in a text, in its order; a surname whose bearer is uncertain is left out."""
    found = [_titled(scene, start, end) for start, end in _names(scene)]
    full = _agreed([_person(scene, named) for named in found if len(named.words(scene)) > 1])
    index = _index(scene, full)
    short = [
        bearer for named in found if len(named.words(scene)) == 1 if (bearer := _surname(scene, named, index))
    ]
    return tuple(sorted((*full, *short), key=lambda bearer: bearer.start))


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


def _names(scene: Scene) -> Iterator[tuple[int, int]]:
    """The stretches of capitalised words that are names of persons."""
    i, doc = 0, scene.doc
    while i < len(doc):
        end = i
        while end < len(doc) and (_part(scene, doc[end]) or (end > i and _tie(scene, doc[end]))):
            end += 1
        if end > i and not scene.credited(doc[i]):
            yield from _trimmed(scene, i, end)
        i = max(end, i + 1)


def _part(scene: Scene, token: Token) -> bool:
    """Whether a token may belong to the name of a person."""
    if scene.titles[token.i] or token.text in _DAYS or not token.text[0].isalpha():
        return False
    if match := scene.names[token.i]:
        return any(sense.entry.type == "Person" for sense in match.found) or _inside(token)
    upper = token.text[0].isupper() or token.text[:3] in ("al-", "el-", "ul-")
    return upper and not _portfolio(token) and (token.pos_ == "PROPN" or token.ent_type_ in PERSON)


def _portfolio(token: Token) -> bool:
    """Whether a word tells the field of a minister: "Minister for Interior X"."""
    return token.i > 0 and token.nbor(-1).lower_ in ("for", "of") and token.lower_ in nominals().portfolios


def _tie(scene: Scene, token: Token) -> bool:
    """Whether a word continues a name without looking like one: "Zia-ul-Haq", "Julie Bishop"."""
    if token.is_sent_end or token.is_sent_start:
        return False
    if scene.titles[token.i]:
        return token.ent_type_ in PERSON and token.ent_iob_ == "I" and token.text[0].isupper()
    tied = token.text in ("-", "\u2010") and not (token.whitespace_ or token.nbor(-1).whitespace_)
    small = token.lower_ in nominals().particles
    return (tied or small) and (_part(scene, token.nbor()) or (small and token.nbor().text == "-"))


def _inside(token: Token) -> bool:
    """Whether a word that could name a state is part of a person's name: "Michael Jordan"."""
    return (
        token.ent_type_ in PERSON and token.ent_iob_ == "I" and token.i > 0 and token.nbor(-1).pos_ == "PROPN"
    )


def _trimmed(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The person inside a run of name parts; after a title, the whole run."""
    doc = scene.doc
    marked = [i for i in range(start, end) if doc[i].ent_type_ in PERSON]
    listed = [i for i in range(start, end) if scene.names[i]]
    titled = start > 0 and _title_before(scene, start) is not None
    if titled:
        yield start, end
    elif marked or listed:
        both = marked + listed
        last = max(both) + 1
        tied = last < end and (doc[last].text == "-" or doc[last - 1].lower_ in nominals().particles)
        yield min(both), end if tied else last


def _title_before(scene: Scene, start: int) -> int | None:
    """The end of a title before a name: "president X", "president of France X", "the president, X,"."""
    doc, i = scene.doc, start - 1
    if scene.titles[i]:
        return i
    if (
        i > 1
        and doc[i].text == ","
        and scene.titles[i - 1]
        and start + 1 < len(doc)
        and _closed(scene, start)
    ):
        return i - 1
    if i > 1 and _portfolio(doc[i]) and scene.titles[i - 2]:
        return i - 2
    if (match := scene.names[i]) and not any(sense.entry.type == "Person" for sense in match.found):
        before = match.start - 1
        before -= before > 0 and doc[before].lower_ == "the"
        if before > 0 and doc[before].lower_ == "of" and scene.titles[before - 1]:
            return before - 1
    return None


def _closed(scene: Scene, start: int) -> bool:
    """Whether the name from `start` on ends at punctuation, as an apposition does."""
    end = start
    while end < len(scene.doc) and _part(scene, scene.doc[end]):
        end += 1
    return end < len(scene.doc) and scene.doc[end].is_punct


def _titled(scene: Scene, start: int, end: int) -> _Named:
    last = _title_before(scene, start) if start else None
    if last is None:
        return _described(scene, start, end)
    match = scene.titles[last]
    assert match is not None
    left, of, former = _owner_left(scene, match.start)
    of = of or _owner_between(scene, last + 1, start) or _owner_right(scene, end)
    return _Named(left, end, start, _choose(match.found, of), of, former)


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


def _described(scene: Scene, start: int, end: int) -> _Named:
    """A name whose title, if any, follows it: "Pete Hegseth, the US defense secretary,"."""
    bare = _Named(start, end, start, None, None, False)
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


def _person(scene: Scene, named: _Named) -> Bearer:
    words = named.words(scene)
    if entry := _entry(scene, words):
        return _bearer(scene, named, known(entry, "title" if named.title else "name"))
    label = " ".join(word for word in words if not _INITIAL.fullmatch(word))
    via = "title" if named.title else "text"
    return _bearer(
        scene, named, Referent(slug(label), label, "Person", via, None, sure=named.title is not None)
    )


def _entry(scene: Scene, words: tuple[str, ...]) -> Entry | None:
    """The person of the tables with this full name, also where a middle name or initial is added."""
    for name in (" ".join(words), f"{words[0]} {words[-1]}"):
        persons = [sense.entry for sense in scene.gazetteer.senses(name) if sense.entry.type == "Person"]
        if len(persons) == 1:
            return persons[0]
    return None


def _bearer(scene: Scene, named: _Named, referent: Referent) -> Bearer:
    """Join a person to a title: what the text says of whom the person acts for beats the tables."""
    title = named.title
    gender = referent.gender or (title and title.gender)
    referent = replace(referent, acts_for=_acts_for(scene, named, referent), gender=gender or None)
    words = named.words(scene)
    return Bearer(named.start, named.first, named.end, words, referent, title, named.of, named.former)


def _acts_for(scene: Scene, named: _Named, referent: Referent) -> str | None:
    if named.title and named.of and not named.former and named.title.speaks:
        return named.of.state or (named.of.id if named.of.actor else None)
    if named.former:
        return None
    return serves(scene, referent.id) or (_implied(scene, named.title, referent) if named.title else None)


def _implied(scene: Scene, title: Title, referent: Referent) -> str | None:
    """The state of a title that names none: its bearer's, or the only one that has such a title."""
    if not title.speaks or title.kind != "office":
        return None
    entry = scene.gazetteer.entries.get(referent.id)
    return entry.state if entry else min(title.only) if len(title.only) == 1 else None


def serves(scene: Scene, person: str) -> str | None:
    """The state or body for which a person holds an office on the day of the text, by the tables."""
    day = scene.document.published
    posts = scene.gazetteer.held(person, day)
    if not posts or (day is None and len({post.office.of for post in posts}) > 1):
        return None
    of = scene.gazetteer.entries.get(posts[0].office.of or "")
    return (of.state or of.id) if of else None


def _index(scene: Scene, full: Sequence[Bearer]) -> Mapping[str, tuple[Bearer, ...]]:
    """Single names to those who bear them in full, by the last word or else by the first."""
    last: dict[str, dict[str, Bearer]] = defaultdict(dict)
    first: dict[str, dict[str, Bearer]] = defaultdict(dict)
    for bearer in full:
        last[bearer.name[-1]].setdefault(bearer.referent.id, bearer)
        first[bearer.name[0]].setdefault(bearer.referent.id, bearer)
    return {name: tuple((last.get(name) or first[name]).values()) for name in (*last, *first)}


def _surname(scene: Scene, named: _Named, index: Mapping[str, tuple[Bearer, ...]]) -> Bearer | None:
    """The person whom a single name means, in the text or by the tables; None where several might be."""
    (name,) = named.words(scene)
    senses = [sense for sense in scene.gazetteer.senses(name) if sense.entry.type == "Person"]
    listed = [sense.entry for sense in senses]
    if officer := _officer(scene, named, listed):
        return _bearer(scene, named, known(officer, "title"))
    borne = index.get(name, ())
    if len(borne) > 1:
        ids = {entry.id for entry in listed}
        borne = tuple(bearer for bearer in borne if bearer.referent.id in ids)
    if len(borne) == 1 and not _disagrees(named, borne[0].referent.acts_for):
        return _again(named, borne[0])
    if index.get(name):
        return None
    told = [sense.entry for sense in senses if not sense.weak or sense.entry.state in scene.told]
    return _listed(scene, named, told) or _stranger(scene, named, {entry.state for entry in listed})


def _again(named: _Named, full: Bearer) -> Bearer:
    """The bearer of a full name under the surname alone."""
    return replace(
        full,
        start=named.start,
        first=named.first,
        end=named.end,
        referent=replace(full.referent, via="name", sure=True),
        title=named.title or full.title,
        of=named.of or full.of,
    )


def _officer(scene: Scene, named: _Named, listed: Sequence[Entry]) -> Entry | None:
    """The holder of the named office among the bearers of a surname."""
    if not named.title or not named.of or named.former:
        return None
    holders = scene.gazetteer.holders(
        named.title.role, named.of.state or named.of.id, scene.document.published
    )
    return next((entry for entry in holders if entry in listed), None)


def _disagrees(named: _Named, acts_for: str | None) -> bool:
    return bool(
        named.of
        and acts_for
        and named.title
        and named.title.speaks
        and named.of.state not in (None, acts_for)
    )


def _listed(scene: Scene, named: _Named, listed: Sequence[Entry]) -> Bearer | None:
    """The one person of the tables with this surname, where the title in the text does not contradict it."""
    day = scene.document.published
    serving = [entry for entry in listed if day and scene.gazetteer.held(entry.id, day)]
    chosen = listed if len(listed) == 1 else serving
    if len(chosen) != 1 or _disagrees(named, chosen[0].state or serves(scene, chosen[0].id)):
        return None
    return _bearer(scene, named, known(chosen[0], "title" if named.title else "table"))


def _stranger(scene: Scene, named: _Named, states: Collection[str | None]) -> Bearer | None:
    """A titled surname that nothing else tells of: a person of this text alone, as many share it."""
    if named.title is None or (named.title.kind == "role" and scene.doc[named.first].ent_type_ not in PERSON):
        return None
    (name,) = named.words(scene)
    local = f"text/{digest(scene.document.id)}/{slug(name)}"
    bearer = _bearer(scene, named, Referent(local, name, "Person", "title", sure=False))
    shared = min(state or "" for state in states) if len(states) == 1 and named.title.speaks else None
    return replace(
        bearer, referent=replace(bearer.referent, acts_for=bearer.referent.acts_for or shared or None)
    )
