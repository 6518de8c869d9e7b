"""Who acts, and must act, in what somebody says or asks."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract import grammar
from kg.extract.control import subjects
from kg.extract.grammar import Tokens
from kg.rules.cues import Cues


def said(token: Token, below: Tokens) -> Tokens:
    """The clauses that a verb of saying tells, or stands beside: "Chad left, it said"."""
    return (token.head,) if token.dep_ == "parataxis" else below


def doers(token: Token, below: Tokens) -> Tokens:
    """Who acts in what a verb says or asks: "demanded that Mali leave", "Mali left, it complained"."""
    told = (clause for clause in said(token, below) if clause.dep_ not in ("xcomp", "advcl", "acl"))
    return tuple(each for clause in told for each in grammar.own_subjects(clause))


def obliged(said: Tokens, cues: Cues) -> Tokens:
    """Who must act by what is said: "said that Chad must leave"; who is not named at all is asked for nothing ("prices must fall")."""
    bound = tuple(each for clause in said if _binding(clause, cues) for each in grammar.own_subjects(clause))
    named = any(each.pos_ in ("PROPN", "PRON") or grammar.owners(each) for each in bound)
    return bound if named else ()


def tellers(token: Token, cues: Cues) -> Tokens:
    """Who says that something will be: "said Chad would pay a price", "told them to leave or face attack"."""
    helpers = {child.lower_ for child in token.children if child.dep_ == "aux"}
    coming = any(cues.auxiliaries.get(each) == "planned" or each in cues.backshifted for each in helpers)
    while token.dep_ == "conj" and token.head.pos_ == "VERB":
        coming = coming or any(child.lower_ == "or" for child in token.children if child.dep_ == "cc")
        token = token.head
    return subjects(token.head, cues) if coming and token.dep_ in ("ccomp", "xcomp", "advcl") else ()


def _binding(clause: Token, cues: Cues) -> bool:
    """Whether a clause tells a duty: by an auxiliary, a bare verb, or a verb before an infinitive ("has to leave")."""
    helpers = [child.lower_ for child in clause.children if child.dep_.startswith(("aux", "cop"))]
    if any(cues.auxiliaries.get(helper) == "demanded" for helper in helpers):
        return True
    bare = clause.tag_ == "VB" and not helpers and not grammar.infinitive(clause)
    return bare or (
        clause.lemma_.lower() in cues.duties
        and any(child.dep_ == "xcomp" and grammar.infinitive(child) for child in clause.children)
    )
