"""Things: goods, measures, agreements, topics and offices, named by the words of their phrase."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.link.compose import owners
from kg.link.discourse import Discourse, Referents
from kg.link.places import owner
from kg.link.referents import Referent, slug
from kg.link.scene import noun
from kg.link.tables import things
from kg.rules.gazetteer import Title

_HEADS = frozenset({"chief", "leader", "chair", "director", "party_leader", "group_leader"})


def thing(discourse: Discourse, head: Token) -> Referents:
    """The thing that a phrase names: head, compounds, and the adjectives that tell kinds apart."""
    if head.pos_ not in ("NOUN", "PROPN") or (cls := _class(head)) is None:
        return ()
    words = [word for word in (_word(discourse, token) for token in _phrase(head)) if word]
    named = head.pos_ == "PROPN" or any(_capital(discourse, token) for token in _phrase(head))
    label = " ".join((*words, head.text if named else noun(head)))
    return (Referent(slug(label), label, cls, "text"),)


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
    found: list[Token] = []
    for child in head.lefts:
        if child.dep_ in ("compound", "amod", "nmod", "nmod:desc", "flat") and not child.is_punct:
            found.extend(
                token
                for token in child.subtree
                if not token.is_punct and token.pos_ not in ("DET", "CCONJ", "ADV")
            )
    return found


def _word(discourse: Discourse, token: Token) -> str | None:
    """A word as it enters the name; states go by one adjective."""
    match = discourse.scene.names[token.i]
    if match and (named := owner(discourse.scene, token.i)):
        if token.i != match.start:
            return None
        whole = discourse.scene.doc[match.start : match.end].text
        return _adjective(discourse, named) or whole
    if token.lower_ in things().kept:
        return token.lower_
    if _capital(discourse, token):
        return token.text
    return noun(token) if token.pos_ == "NOUN" else None


def _adjective(discourse: Discourse, named: Referent) -> str | None:
    entry = discourse.scene.gazetteer.entries.get(named.id)
    state = entry and entry.type == "State" and named.via in ("name", "demonym")
    return entry.adjective if entry and state else None


def _capital(discourse: Discourse, token: Token) -> bool:
    """Whether a word is written as part of a name, and is not the adjective of a state."""
    state = token.pos_ == "ADJ" and owner(discourse.scene, token.i) is not None
    return token.text[0].isupper() and not token.is_sent_start and not state


def office(discourse: Discourse, head: Token, holder: str | None) -> Referents:
    """The office that a title names, of the state or body beside it, or of the one its holder acts for."""
    match = discourse.scene.titles[head.i]
    if match is None:
        return ()
    for of in _of(discourse, head, holder):
        title = _fitting(match.found, of)
        if template := _template(title):
            entry = discourse.scene.gazetteer.entries.get(of)
            label = template.format(of=entry.full if entry else of.replace("_", " "))
            return (Referent(slug(label), label, "Office", "title"),)
    return ()


def _of(discourse: Discourse, head: Token, holder: str | None) -> Iterator[str]:
    bearer = discourse.persons[head.i]
    if bearer and bearer.of:
        yield bearer.of.id
    elif found := [one for one in owners(discourse, head) if one.type != "Person"]:
        yield found[0].state or found[0].id
    elif holder:
        yield holder


def _fitting(titles: tuple[Title, ...], of: str) -> Title:
    return next((title for title in titles if not title.only or of in title.only), titles[0])


def _template(title: Title) -> str | None:
    return title.template or ("Head of {of}" if title.role in _HEADS else None)
