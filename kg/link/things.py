"""Things: goods, measures, agreements and topics, named by the words of their phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.bearing import local
from kg.link.discourse import Discourse, Referents
from kg.link.places import owner
from kg.link.referents import Referent, slug
from kg.link.scene import noun
from kg.link.tables import things

if TYPE_CHECKING:
    from spacy.tokens import Token

_NAMING = frozenset({"compound", "amod", "nmod", "nmod:desc", "flat"})
_DEFINITE = frozenset(("that", "the", "these", "this", "those"))
_LEFT_OUT = frozenset({"ADV", "CCONJ", "DET", "PUNCT"})


def thing(discourse: Discourse, head: Token) -> Referents:
    """The thing that a phrase names: head, compounds, and the adjectives that tell kinds apart."""
    if head.pos_ not in ("NOUN", "PROPN") or (cls := _class(head)) is None:
        return ()
    words = [word for word in (_word(discourse, token) for token in _phrase(head)) if word]
    named = head.pos_ == "PROPN" or any(_capital(discourse, token) for token in _phrase(head))
    label = " ".join((*words, head.text if named else noun(head)))
    name = local(discourse.scene, slug(label)) if _certain_one(head) and not named else slug(label)
    return (Referent(name, label, cls, "text"),)


def _certain_one(head: Token) -> bool:
    """Whether a noun means one that the text has told of, and no kind of thing: "the decision", not "tariffs"."""
    return any(child.lower_ in _DEFINITE for child in head.lefts) and head.pos_ == "NOUN"


def _class(head: Token) -> str | None:
    table = things()
    words = [noun(token) for token in _phrase(head)][-table.longest :]
    for size in range(len(words), -1, -1):
        for last in (noun(head), head.lower_):
            if cls := table.heads.get(" ".join((*words[len(words) - size :], last))):
                return cls
    return None


def _phrase(head: Token) -> list[Token]:
    """The words before a noun that belong to its name, without determiners, numbers and possessors."""
    below = (token for child in head.lefts if child.dep_ in _NAMING for token in child.subtree)
    return [token for token in below if token.pos_ not in _LEFT_OUT or _hyphened(token)]


def _word(discourse: Discourse, token: Token) -> str | None:
    """A word as it enters the name; states go by one adjective."""
    if (joined := _hyphened(token)) is not None:
        return joined if joined in things().kept else None
    match = discourse.scene.names[token.i]
    if match and (named := owner(discourse.scene, token.i)):
        if token.i != match.start:
            return None
        whole = discourse.scene.phrase(match.start, match.end)
        return _adjective(discourse, named) or whole
    if token.lower_ in things().kept:
        return token.lower_
    if _capital(discourse, token):
        return token.text
    return noun(token) if token.pos_ == "NOUN" else None


def _hyphened(token: Token) -> str | None:
    """The whole of a hyphened word at its first part, nothing at its second: "cutting-edge"."""
    if token.i and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_:
        return ""
    if token.i + 2 < len(token.doc) and token.nbor().text == "-" and not token.whitespace_:
        return f"{token.lower_}-{token.nbor(2).lower_}"
    return None


def _adjective(discourse: Discourse, named: Referent) -> str | None:
    entry = discourse.scene.gazetteer.entries.get(named.id)
    state = entry and entry.type == "State" and named.via in ("name", "demonym")
    return entry.adjective if entry and state else None


def _capital(discourse: Discourse, token: Token) -> bool:
    """Whether a word is written as part of a name, and does not only tell of which state a thing is."""
    named = owner(discourse.scene, token.i)
    state = named is not None and _adjective(discourse, named) is not None
    return token.text[0].isupper() and not token.is_sent_start and not state
