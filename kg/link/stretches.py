"""Where the names of persons stand in a text."""

from __future__ import annotations

from calendar import day_name, month_abbr, month_name
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.link.names import Match
from kg.link.scene import Bearer, Scene
from kg.link.tables import nominals
from kg.rules.entries import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSON = ("PERSON", "PER")
_TIMES = frozenset(("DATE", "TIME"))
_SUBJECTS = frozenset(("nsubj", "nsubj:pass"))
_ARTICLES = ("al-", "el-", "ul-")
_DAYS = frozenset((*day_name, *month_name, *(f"{month}." for month in month_abbr), "Sept."))


def stretches(scene: Scene) -> Iterator[tuple[int, int]]:
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
    match, text = scene.names[token.i], token.text
    if match is None and not (text[0].isupper() or text.startswith(_ARTICLES)):
        return False
    person = match is not None and _personal(match)
    if match is not None and person and match.end - match.start > 1:
        return True
    if scene.titles[token.i] or not text[0].isalpha():
        return False
    if match is not None or text in _DAYS:
        return person or inside(scene, token.i)
    return not portfolio(token) and (token.pos_ == "PROPN" or token.ent_type_ in PERSON)


def _personal(match: Match[tuple[Sense, ...]]) -> bool:
    return any(sense.entry.type == "Person" for sense in match.found)


def portfolio(token: Token) -> bool:
    """Whether a word tells the field of a minister: "Minister for Interior X"."""
    return token.i > 0 and token.nbor(-1).lower_ in ("for", "of") and token.lower_ in nominals().portfolios


def _tie(scene: Scene, token: Token) -> bool:
    """Whether a word continues a name without looking like one: "Zia-ul-Haq", "von der Leyen", "Julie Bishop"."""
    if token.is_sent_end or token.is_sent_start:
        return False
    if scene.titles[token.i]:
        return token.ent_type_ in PERSON and token.ent_iob_ == "I" and token.text[0].isupper()
    tied = token.text in ("-", "\u2010") and not (token.whitespace_ or token.nbor(-1).whitespace_)
    small = token.lower_ in nominals().particles
    after = token.nbor()
    further = after.lower_ in nominals().particles or (small and after.text == "-")
    return (tied or small) and (_part(scene, after) or further)


def inside(scene: Scene, i: int) -> bool:
    """Whether a word that names something else is part of a person's name: "Michael Jordan", "Chad Brennan", "Lord Jordan"."""
    entity, match = scene.entities.get(i), scene.names[i]
    if entity is None or entity.label_ not in PERSON or scene.doc[i].pos_ != "PROPN":
        return False
    if i > entity.start:
        return scene.doc[i - 1].pos_ == "PROPN"
    after = match.end if match else i + 1
    if after == entity.end:
        return i > 0 and scene.titles[i - 1] is not None
    return after < entity.end and scene.doc[after].pos_ == "PROPN" and scene.titles[after] is None


def lone(
    scene: Scene, taken: Collection[int], names: Mapping[str, Sequence[Bearer]]
) -> Iterator[tuple[int, int]]:
    """The words that alone name a person of the text, though they also name a place, a title or a month."""
    for token in scene.doc:
        borne = names.get(token.text)
        if borne and token.i not in taken and not scene.credited(token) and _refers(scene, token, borne):
            yield token.i, token.i + 1


def _refers(scene: Scene, token: Token, borne: Sequence[Bearer]) -> bool:
    """Whether the model or, of a surname, the grammar makes a word a person."""
    entity = scene.entities.get(token.i)
    if entity and (entity.label_ in PERSON or entity.label_ in _TIMES):
        return entity.label_ in PERSON and len(entity) == 1
    surname = any(_surname(bearer) == token.text and bearer.start < token.i for bearer in borne)
    joined = any(child.dep_ in ("conj", "flat", "compound") for child in token.children)
    return surname and token.dep_ in _SUBJECTS and not joined and not _told(scene, token)


def _surname(bearer: Bearer) -> str:
    """The last word of a full name, unless a small word makes it part of more: "Francesco di Assisi"."""
    *_, before, last = ("", *bearer.name)
    return "" if before.lower() in nominals().particles else last


def _told(scene: Scene, token: Token) -> bool:
    """Whether the text tells of the place of a name under another name: of Jordan, where it has Amman."""
    match = scene.names[token.i]
    meant = {sense.entry.id for sense in match.found} if match else set()
    return any(
        meant & {sense.entry.id for sense in other.found} and scene.doc[i].text != token.text
        for i, other in enumerate(scene.names)
        if other
    )


def _trimmed(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The person inside a run of name parts; after a title, the whole run."""
    doc = scene.doc
    marked = [i for i in range(start, end) if doc[i].ent_type_ in PERSON]
    listed = [i for i in range(start, end) if scene.names[i]]
    titled = start > 0 and title_before(scene, start) is not None
    if titled:
        yield start, end
    elif marked or listed:
        both = marked + listed
        last = max(both) + 1
        tied = last < end and (doc[last].text == "-" or doc[last - 1].lower_ in nominals().particles)
        yield min(both), end if tied else last


def title_before(scene: Scene, start: int) -> int | None:
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
    if i > 1 and portfolio(doc[i]) and scene.titles[i - 2]:
        return i - 2
    if (match := scene.names[i]) and not _personal(match):
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
