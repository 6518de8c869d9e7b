"""What a text takes for granted, keeps from happening or only mentions, so that the words above say nothing of it."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract import complements, grammar
from kg.rules.cues import Cues


def given(token: Token, cues: Cues) -> bool:
    """Whether a noun above takes for granted what a token says, whoever asks for it: "demanded an admission that Peru fired"."""
    return any(_factual(each, cues) for each in (token, *token.ancestors))


def _factual(token: Token, cues: Cues) -> bool:
    noun = token.head
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in cues.facts and grammar.declares(token)


def kept(token: Token, cues: Cues) -> bool:
    """Whether a gerund is what somebody is kept from: "banned them from voting", "refrained from attacking"."""
    behind = token.dep_ == "advcl" and token.tag_ == "VBG" and "from" in grammar.marks(token)
    return behind and token.head.lemma_.lower() in cues.barring


def presupposed(token: Token, cues: Cues) -> bool:
    """Whether what somebody does is only what another noun is about ("seeking relief from US curbs on chips") or a fact."""
    if _factual(token, cues):
        return True
    behind = token.dep_ == "nmod" and token.pos_ == "NOUN" and grammar.preposition(token) not in ("", "of")
    owned = bool(grammar.possessors(token) or grammar.modifiers(token))
    return behind and owned and token.head.pos_ == "NOUN" and not complements.cues_of(token.head, cues)
