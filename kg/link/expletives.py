"""Where "it" stands for nobody: the weather, the time, a clause to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.scene import predicative
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token


def impersonal(token: Token) -> bool:
    """Whether "it" stands for nobody: the weather, the time, a clause to come, or what one has much of."""
    if token.lower_ != "it":
        return False
    if token.dep_ == "nmod" and token.head.lower_ in nominals().impersonal["part"]:
        return True
    return token.dep_ == "expl" or (token.dep_.startswith("nsubj") and _announces(token.head))


def _announces(head: Token) -> bool:
    table, lemma = nominals().impersonal, head.lemma_.lower()
    if lemma in table["weather"] or (lemma in table["time"] and predicative(head)):
        return True
    that, infinitive, cleft = _complements(head)
    if head.pos_ == "VERB" and any(child.dep_ == "aux:pass" for child in head.children):
        return that and lemma not in table["heard"]
    return (
        (that and lemma in table["that"])
        or (infinitive and lemma in table["to"])
        or (cleft and _definite(head))
    )


def _complements(head: Token) -> tuple[bool, bool, bool]:
    """Whether a word has a clause with "that", one with an infinitive, and a relative clause after a copula."""
    clauses = [child for child in head.rights if child.dep_ in ("ccomp", "csubj", "xcomp", "advcl", "acl")]
    marks = {mark.lower_ for clause in clauses for mark in clause.children if mark.dep_ == "mark"}
    relative = predicative(head) and any(child.dep_ == "acl:relcl" for child in head.rights)
    return bool(marks & {"that", "whether", "if"}), "to" in marks, relative


def _definite(head: Token) -> bool:
    words = {child.lower_ for child in head.lefts}
    return head.pos_ == "PROPN" or (head.pos_ == "NOUN" and "the" in words)
