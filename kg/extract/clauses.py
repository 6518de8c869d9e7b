"""Predicate-argument structures read off a Universal Dependencies parse, once, for every rule.

Voice is undone, relative and reduced relative clauses lead to the noun they modify, controlled and coordinated
predicates share their subject. A slot holds the head tokens of its fillers in the order of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract import grammar
from kg.extract.complements import carrier, complements, occurrence, purposes
from kg.extract.control import objects, party, recipients, subjects
from kg.extract.grammar import Tokens
from kg.extract.nominals import (
    acting,
    acting_as,
    agents,
    bearer,
    become,
    behind_agents,
    destination,
    during,
    ground,
    hosts,
    lent_phrases,
    participle,
    possessors,
    sides,
    traveller,
)
from kg.extract.sayings import doers, obliged, said, tellers
from kg.lazy import lazy
from kg.rules.cues import Cues


@dataclass(frozen=True, slots=True)
class Arguments:
    """The fillers of a trigger by slot, and its phrases by kind and preposition, found when a frame asks for them."""

    slots: Mapping[str, Tokens]
    phrases: Mapping[str, dict[str, Tokens]]

    @property
    def preps(self) -> dict[str, Tokens]:
        """Nouns by preposition."""
        return self.phrases["preps"]

    @property
    def topics(self) -> dict[str, Tokens]:
        """Gerunds by preposition."""
        return self.phrases["topics"]

    @property
    def inner(self) -> dict[str, Tokens]:
        """Nouns by preposition in the clauses that complete a verb."""
        return self.phrases.get("inner", {})


def verb(token: Token, cues: Cues) -> Arguments:
    """The arguments of a verb in any voice and any kind of clause."""
    done_to, below = objects(token), complements(token, cues)
    own = [noun for noun in done_to if noun.head == token]
    slots = lazy(
        subject=lambda: subjects(token, cues),
        object=lambda: done_to,
        recipient=lambda: recipients(token),
        obliged=lambda: obliged(said(token, below), cues),
        teller=lambda: tellers(token, cues),
        complement=lambda: below,
        inner=lambda: tuple(each for clause in below for each in objects(clause)),
        doer=lambda: doers(token, below),
        purpose=lambda: purposes(token, cues),
        aim=lambda: tuple(each for clause in purposes(token, cues) for each in objects(clause)),
    )
    phrases = lazy(
        preps=lambda: grammar.merge(*map(grammar.preps, (token, *own))),
        topics=lambda: grammar.merge(*map(grammar.gerunds, (token, *own))),
        inner=lambda: grammar.merge(
            *(grammar.preps(each) for clause in below for each in (clause, *objects(clause)))
        ),
    )
    return Arguments(slots, phrases)


def noun(token: Token, cues: Cues) -> Arguments:
    """The arguments of a noun that names an act: owners, "by", "between", and what a light verb lends it."""
    host = carrier(token, cues) or participle(token, cues)
    own = grammar.merge(grammar.preps(token), grammar.adjoining(token))
    lent = lent_phrases(token, host or occurrence(token, cues))
    between = own.get("between") or lent.get("between", ())
    below = tuple(clause for clause in complements(token, cues) if clause != host)
    slots = lazy(
        possessor=lambda: possessors(token, host, cues),
        modifier=lambda: grammar.modifiers(token) or acting(token, cues),
        by=lambda: own.get("by", ()) or agents(own),
        sender=lambda: own.get("from", ()) or (lent.get("from", ()) if host is None else ()),
        between=lambda: between if len(between) > 1 or grammar.plural(*between) else (),
        sides=lambda: sides(token, own),
        traveller=lambda: traveller(token, cues),
        of=lambda: own.get("of", ()),
        host=lambda: grammar.own_subjects(token) if host is None else hosts(token, host, cues),
        copula=lambda: (
            acting_as(token, cues)
            if grammar.cased(token)
            else grammar.own_subjects(token) or become(token, cues)
        ),
        complement=lambda: below,
        doer=lambda: tuple(each for clause in below for each in grammar.own_subjects(clause)),
        bearer=lambda: bearer(token),
        title=lambda: (token,) if token.pos_ in ("NOUN", "PROPN") else (),
        agent=lambda: subjects(token.head, cues) if ground(token) else (),
        affected=lambda: objects(token.head) if ground(token) else (),
        party=lambda: party(token, cues),
        during=lambda: subjects(token.head, cues) if during(token) else (),
    )
    phrases = lazy(
        preps=lambda: grammar.merge(own, lent, destination(token, cues), behind_agents(own)),
        topics=lambda: grammar.gerunds(token),
    )
    return Arguments(slots, phrases)


def adjective(token: Token, cues: Cues) -> Arguments:
    """The arguments of an adjective: the subject of its copula, its prepositions, the nouns about a participle."""
    beside = ("compound", "obl", "nsubj", "obl:unmarked")
    slots = lazy(
        host=lambda: grammar.patients(token) if grammar.passive(token) else subjects(token, cues),
        complement=lambda: complements(token, cues),
        modifier=lambda: tuple(child for child in token.children if child.dep_ in beside),
        target=lambda: grammar.conjuncts(token.head) if token.dep_ == "amod" else (),
    )
    phrases = lazy(preps=lambda: grammar.preps(token), topics=lambda: grammar.gerunds(token))
    return Arguments(slots, phrases)
