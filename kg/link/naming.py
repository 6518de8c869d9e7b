"""Where the names of organisations stand in a text, those that no table has and the model cuts short among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.link.compounds import owning
from kg.link.places import owner
from kg.link.referents import Referent
from kg.link.scene import Scene, noun, root
from kg.link.stretches import PERSON
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_BEFORE = frozenset({"amod", "compound", "flat", "nmod", "nmod:desc", "nummod", "punct"})
_TIES = frozenset({"of", "for", "against", "on"})
_SMALL = _TIES | {"the"}
_FOUNDED = frozenset({"ArmedGroup", "CivilGroup", "Institution", "Party"})
_OTHER = (*PERSON, "DATE", "EVENT", "FAC", "GPE", "LAW", "LOC", "PRODUCT", "TIME", "WORK_OF_ART")
_UNFIT = (*PERSON, "DATE", "TIME", "WORK_OF_ART")  # what no word of a longer name is


@dataclass(frozen=True, slots=True)
class Stretch:
    """The name of an organisation from `start` to `end` (exclusive); `first` to `last` without the state that it names."""

    head: int
    start: int
    end: int
    first: int
    last: int
    state: Referent | None = None


def stretches(scene: Scene) -> Iterator[Stretch]:
    """The names of organisations, by their heads in the order of the text."""
    likely = nominals().suffixes.keys()
    for i, word in enumerate(scene.words):
        if i not in scene.entities and word not in likely:
            continue
        token = scene.tokens[i]
        if token.pos_ in ("PROPN", "NOUN", "ADJ") and not _titled(scene, token) and not scene.credited(token):
            bounds = _marked(scene, token) or _founded(scene, token)
            if bounds and (name := _name(scene, token, *bounds)):
                yield name


def _titled(scene: Scene, token: Token) -> bool:
    """Whether a token is a title, as "Party" is none in "the Labour Party leader"."""
    title = scene.titles[token.i]
    return title is not None and token == root(scene.tokens, title.start, title.end)


def _marked(scene: Scene, token: Token) -> tuple[int, int] | None:
    """The entity that a token heads, where the model has it for an organisation."""
    entity = scene.entities.get(token.i)
    if entity is None or entity.label_ != "ORG" or token != root(scene.tokens, entity.start, entity.end):
        return None
    return entity.start, entity.end


def _founded(scene: Scene, token: Token) -> tuple[int, int] | None:
    """A word for a kind of organisation written large, whatever the model has it for."""
    entity = scene.entities.get(token.i)
    if token.ent_type_ in _OTHER or (entity is not None and entity.label_ == "ORG"):
        return None
    kind = nominals().suffixes.get(token.text) in _FOUNDED
    return (token.i, token.i + 1) if kind and not token.is_sent_start else None


def _name(scene: Scene, head: Token, start: int, end: int) -> Stretch | None:
    """The whole of a name, and what remains of it without the state whose it is said to be."""
    if head.tag_ == "POS" or not _large(head):
        return None
    start, end = _left(scene, start), _right(scene, head, _trimmed(scene, end, head.i))
    start = next(i for i in range(start, head.i + 1) if i == head.i or _opens(scene.tokens[i]))
    start = next((i + 1 for i in range(head.i, start, -1) if _possessor(scene, i)), start)
    if end - start == 1 and _addressed(scene, end):
        return None
    whole = Stretch(head.i, start, end, start, end, _before(scene, start))
    inner = _stateless(scene, head, whole)
    told = inner.last - inner.first > 1 or noun(head) in nominals().bodies | nominals().members
    return inner if told else replace(whole, state=inner.state)


def _stateless(scene: Scene, head: Token, whole: Stretch) -> Stretch:
    """A name without the state that begins or ends it: "Irish Labour Party", "Communist Party of Nepal"."""
    match = scene.names[whole.start]
    if match and match.end <= head.i and (of := _state(scene, whole.start)):
        return replace(whole, first=match.end, state=of)
    if of := _after(scene, head, whole.end):
        return replace(whole, last=_tie(scene, head, whole.end), state=of)
    return whole


def _trimmed(scene: Scene, end: int, last: int) -> int:
    """The end of an entity without the preposition at which the model cut it: "State of"."""
    return next((i for i in range(end, last + 1, -1) if scene.tokens[i - 1].lower_ not in _SMALL), last + 1)


def _addressed(scene: Scene, end: int) -> bool:
    """Whether a part of a state follows after a comma, and so the name is of a place: "of Cibolo, Texas"."""
    match = scene.names[end + 1] if end + 1 < len(scene.tokens) and scene.tokens[end].text == "," else None
    return match is not None and all(sense.entry.type == "Region" for sense in match.found)


def _opens(token: Token) -> bool:
    """Whether a name may begin with a word, as it does not with an article or a number: "the 14 Allied jets"."""
    return _large(token) and token.lower_ != "the" and not token.is_digit


def _large(token: Token) -> bool:
    return token.text[0].isupper() or token.text[0].isdigit()


def _left(scene: Scene, start: int) -> int:
    """The first token of a name of which a later one is known."""
    while start and _belongs(scene, scene.tokens[start - 1], start):
        start -= 1
    return start


def _belongs(scene: Scene, token: Token, start: int) -> bool:
    """Whether the token before a name is part of it: "Three-Self Patriotic Movement", "People's Party"."""
    if token.text == "-" or token.tag_ == "POS":
        before = token.nbor(-1) if token.i else token
        tied = token.text != "-" or not (token.whitespace_ or before.whitespace_)
        return tied and before.pos_ != "PUNCT" and _belongs(scene, before, start)
    inner = token.dep_ in _BEFORE or token.dep_ == "nmod:poss"
    opening = token.is_sent_start and token.pos_ != "PROPN" and scene.names[token.i] is None
    if not inner or opening or token.pos_ in ("PUNCT", "DET") or token.is_digit or scene.titles[token.i]:
        return False
    if token.dep_ == "nmod:poss" and (scene.names[token.i] or token.ent_type_ in (*PERSON, "GPE", "ORG")):
        return False
    return _large(token) and token.head.i >= start and token.ent_type_ not in _UNFIT


def _right(scene: Scene, head: Token, end: int) -> int:
    """The end of a name with the phrases after it that are written like one: "Movement for the Liberation of X"."""
    doc = scene.doc
    while end + 1 < len(doc) and doc[end].lower_ in _TIES and doc[end].dep_ == "case":
        inner = doc[end].head
        first = end + 1 + (doc[end + 1].lower_ == "the")
        if not (first <= inner.i and head.i <= inner.head.i < end and inner.dep_.startswith("nmod")):
            return end
        entity = scene.entities.get(inner.i)
        last = max(inner.i + 1, _trimmed(scene, entity.end, inner.i) if entity else 0)
        small = any(not _large(token) and token.lower_ not in _SMALL for token in doc[first:last])
        if small or _apart(scene, inner):
            return end
        end = last
    return end


def _apart(scene: Scene, token: Token) -> bool:
    """Whether a noun names somebody else than the name that it follows: "Council of the European Union"."""
    return token.ent_type_ in _UNFIT or (token.ent_type_ == "ORG" and scene.names[token.i] is not None)


def _possessor(scene: Scene, i: int) -> bool:
    """Whether a token ends the possessive of one who is named, and what follows is a name of its own."""
    token = scene.tokens[i]
    before = scene.tokens[i - 1]
    return token.tag_ == "POS" and (scene.names[i - 1] is not None or before.ent_type_ in PERSON)


def _before(scene: Scene, start: int) -> Referent | None:
    """The state whose a name is by a possessive before it: "Norway's Labour Party"."""
    return _state(scene, start - 2) if start > 1 and scene.tokens[start - 1].tag_ == "POS" else None


def _state(scene: Scene, i: int) -> Referent | None:
    return _land(owning(scene, i))


def _land(found: Referent | None) -> Referent | None:
    """A state, unless it is the seat of its government that has given its name."""
    return found if found and found.type == "State" and found.via != "metonym" else None


def _after(scene: Scene, head: Token, end: int) -> Referent | None:
    """The state that ends a name: "Communist Party of Nepal"."""
    at = _tie(scene, head, end)
    match = scene.names[end - 1]
    if at == end or match is None or match.start > at + 2 or scene.tokens[at].lower_ != "of":
        return None
    return _land(owner(scene, end - 1))


def _tie(scene: Scene, head: Token, end: int) -> int:
    """Where the last "of" phrase of a name begins, its end where it has none right below the head."""
    ties = (i for i in range(end - 1, head.i, -1) if scene.tokens[i].lower_ in _TIES)
    at = next(ties, end)
    return at if at < end and scene.tokens[at].head.head == head else end


def bare(token: Token) -> bool:
    """Whether a word alone says only what kind of body is meant: "the Council"."""
    words = nominals()
    fields = (words.portfolios | words.settlements) - words.common
    return noun(token) in words.bodies | fields or token.text in words.suffixes
