"""The tense of the clause that an expression of time stands in, which tells "Friday" past from "Friday" to come."""

from __future__ import annotations

import re

from spacy.tokens import Token

from kg.extract.times.table import TABLE, Tense


def tense_of(token: Token) -> Tense | None:
    """The tense of the clause a token stands in, by the parse where there is one, else by the nearest cue."""
    return _parsed(token) if token.doc.has_annotation("DEP") else _cued(token)


def _parsed(token: Token) -> Tense | None:
    cues = TABLE["tense"]
    for verb in (token, *token.ancestors):
        group = [verb, *(word for word in verb.lefts if word.dep_.startswith("aux") or word.dep_ == "cop")]
        said = {word.lower_ for word in group}
        infinitive = any(word.lower_ == "to" and word.pos_ == "PART" for word in verb.lefts)
        opened = infinitive or any(word.lower_ in cues["opens"] for word in token.lefts)
        plan = opened and (verb.head if infinitive else verb).lower_ in cues["plans"]
        if plan or said & {*cues["future"], *cues["scheduled"]}:
            return "future"
        if not infinitive and any("Past" in word.morph.get("Tense", []) for word in group):
            return "past" if "been" in said or said.isdisjoint(cues["present"]) else None
    return None


def _cued(token: Token) -> Tense | None:
    left, right = list(token.doc[: token.i]), token.doc[token.i :]
    return next((tense for word in (*reversed(left), *right) if (tense := _cue(word))), None)


def _cue(word: Token) -> Tense | None:
    cues, said = TABLE["tense"], word.lower_
    before, after = (word.doc[i].lower_ if 0 <= i < len(word.doc) else "" for i in (word.i - 1, word.i + 1))
    plan = said in cues["plans"] and after in cues["opens"]
    if plan or said in cues["future"] or said in cues["scheduled"]:
        return "future"
    past = said in cues["past"] or re.fullmatch("[a-z]{2,}ed", word.text)
    return "past" if past and before not in cues["bare"] else None
