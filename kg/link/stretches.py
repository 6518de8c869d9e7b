"""Where the names of persons stand in a text."""

from __future__ import annotations

from calendar import day_name, month_abbr, month_name
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.link.names import Match
from kg.link.nicknames import marks
from kg.link.scene import Scene
from kg.link.tables import nominals
from kg.rules.entries import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSON = ("PERSON", "PER")
_PARTS = frozenset(("NUM", "PROPN"))  # "George Best", "George V"
_ARTICLES = ("al-", "el-", "ul-")
_DAYS = frozenset((*day_name, *month_name, *(f"{month}." for month in month_abbr), "Sept."))


def stretches(scene: Scene) -> Iterator[tuple[int, int]]:
    """The stretches of capitalised words that are names of persons."""
    i, doc = 0, scene.tokens
    while i < len(doc):
        end = i
        while end < len(doc) and (_part(scene, end) or (end > i and _tie(scene, doc[end]))):
            end += 1
        if end > i and not scene.credited(doc[i]):
            yield from _trimmed(scene, i, end)
        i = max(end, i + 1)


def _part(scene: Scene, i: int) -> bool:
    """Whether a token may belong to the name of a person."""
    match, text = scene.names[i], scene.words[i]
    if match is None and not (text[0].isupper() or text.startswith(_ARTICLES)):
        return False
    person = match is not None and _personal(match)
    if match is not None and person and match.end - match.start > 1:
        return True
    if scene.titles[i] or not text[0].isalpha():
        return False
    if match is not None or text in _DAYS:
        return person or inside(scene, i)
    token = scene.tokens[i]
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
    if marks(scene.tokens, token.i):
        return True
    if scene.titles[token.i]:
        return token.ent_type_ in PERSON and token.ent_iob_ == "I" and token.text[0].isupper()
    tied = token.text in ("-", "\u2010") and not (token.whitespace_ or token.nbor(-1).whitespace_)
    small = token.lower_ in nominals().particles
    after = token.nbor()
    further = after.lower_ in nominals().particles or (small and after.text == "-")
    return (tied or small) and (_part(scene, after.i) or further)


def inside(scene: Scene, i: int) -> bool:
    """Whether a word that names something else is part of a person's name: "Michael Jordan", "Chad Brennan", "Lord Jordan"."""
    entity, match = scene.entities.get(i), scene.names[i]
    if entity is None or entity.label_ not in PERSON or scene.tokens[i].pos_ != "PROPN":
        return False
    if i > entity.start:
        return scene.tokens[i - 1].pos_ == "PROPN"
    after = match.end if match else i + 1
    if after == entity.end:
        return i > 0 and scene.titles[i - 1] is not None
    return after < entity.end and scene.tokens[after].pos_ in _PARTS and scene.titles[after] is None


def _trimmed(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The person inside a run of name parts; after a title, the whole run."""
    doc = scene.tokens
    marked = [i for i in range(start, end) if doc[i].ent_type_ in PERSON]
    listed = [i for i in range(start, end) if scene.names[i]]
    titled = start > 0 and title_before(scene, start) is not None
    if titled and not (marked or listed) and _thing(scene, end - 1):
        return
    if titled:
        yield start, end
    elif marked or listed:
        both = marked + listed
        last = max(both) + 1
        tied = last < end and (doc[last].text == "-" or doc[last - 1].lower_ in nominals().particles)
        yield min(both), end if tied or any(marks(doc, i) for i in (last - 1, last)) else last


def _thing(scene: Scene, i: int) -> bool:
    """Whether a word ends the name of a body or event: "head of the Russian Nanotechnology Corporation"."""
    entity, words = scene.entities.get(i), nominals()
    within = entity is not None and entity.label_ not in (*PERSON, "GPE") and entity.start < i
    return within or scene.tokens[i].lower_ in words.bodies | words.deeds | words.settlements


def title_before(scene: Scene, start: int) -> int | None:
    """The end of a title before a name: "president X", "president of France X", "the president, X,"."""
    doc, i = scene.tokens, start - 1
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
    while end < len(scene.tokens) and _part(scene, end):
        end += 1
    return end < len(scene.tokens) and scene.tokens[end].is_punct
