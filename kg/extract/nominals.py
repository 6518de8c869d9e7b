"""Who stands behind a noun that names an act: owners, hosts, sides, parties and bearers."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Token

from kg.extract import grammar
from kg.extract.control import objects, subjects
from kg.extract.grammar import Tokens
from kg.rules.cues import Cues

ERRANDS = ("for", "on")
JOINING = frozenset({"between", "featuring", "grouping", "including", "involving", "uniting"})
AGAINST = frozenset({"against", "on", "over", "at"})


def possessors(token: Token, host: Token | None, cues: Cues) -> Tokens:
    """Whose a noun is; what somebody gives voice to as "its support" is his own."""
    found = grammar.possessors(token)
    own = (
        host is not None and host.lemma_.lower() in cues.voicing and all(one.pos_ == "PRON" for one in found)
    )
    return (own and host is not None and hosts(token, host, cues)) or found


def sides(token: Token, phrases: Mapping[str, Tokens]) -> Tokens:
    """Who takes part by "of" or "involving", where they are several: "a meeting of Chad and Mali", "drills involving Peru"."""
    several = phrases.get("of", ())
    if len(several) > 1:
        return several
    joined = (child for child in token.children if child.dep_ == "acl" and child.lower_ in JOINING)
    return next((objects(child) for child in joined), ())


def traveller(token: Token, cues: Cues) -> Tokens:
    """Who comes to a place for what a noun names: "is in Quito for talks", "flew in on a visit"."""
    head = token.head
    if token.dep_ != "obl" or grammar.preposition(token) not in ERRANDS:
        return ()
    if _stands_in(head, cues):
        return grammar.own_subjects(head)
    return subjects(head, cues) if head.lemma_.lower() in cues.travelling else ()


def destination(token: Token, cues: Cues) -> dict[str, Tokens]:
    """Where he who comes on an errand is: "is in Quito on a visit"."""
    there = traveller(token, cues) and _stands_in(token.head, cues)
    return {grammar.preposition(token.head): (token.head,)} if there else {}


def _stands_in(token: Token, cues: Cues) -> bool:
    """Whether a predicate says where somebody is: "is in Quito"."""
    return token.pos_ == "PROPN" and grammar.preposition(token) in cues.places


def agents(phrases: dict[str, Tokens]) -> Tokens:
    """Who does it where the parse hangs "by" on what it is done to: "the arrest of two monks by soldiers"."""
    return tuple(each for noun in phrases.get("of", ()) for each in grammar.preps(noun).get("by", ()))


def behind_agents(phrases: Mapping[str, Tokens]) -> dict[str, Tokens]:
    """What the parse hangs on who does it: "a walkout by nurses against the decree"."""
    found = grammar.merge(*(grammar.preps(agent) for agent in phrases.get("by", ())))
    return {name: tokens for name, tokens in found.items() if name in AGAINST}


def during(token: Token) -> bool:
    """Whether a noun tells as what a verb's act is done: "dumped grain in protest"."""
    return token.head.pos_ == "VERB" and token.dep_ in ("obl", "obj") and grammar.preposition(token) == "in"


def participle(token: Token, cues: Cues) -> Token | None:
    """The verb after a noun that carries it: "a raid launched by Chad on Mali", "the talks that Chad held with Peru"."""
    for child in token.children:
        lent = child.dep_ == "acl" and grammar.passive(child)
        told = child.dep_ == "acl:relcl" and objects(child)[:1] == (token,)
        if (lent or told) and child.lemma_.lower() in cues.light:
            return child
    return None


def hosts(token: Token, host: Token, cues: Cues) -> Tokens:
    """Who does what a light verb carries; of "were engaged in talks" who is engaged."""
    engaged = grammar.passive(host) and grammar.cased(token) and host.head != token
    return grammar.patients(host) if engaged else subjects(host, cues)


def lent_phrases(token: Token, host: Token | None) -> dict[str, Tokens]:
    """The phrases of the verb that carries a noun, and of "using": "launched a raid using drones against Chad"."""
    below = (*token.subtree, *(() if host is None else host.children))
    means = dict.fromkeys(each for each in below if each.lower_ == "using")
    lent = grammar.preps(host) if host is not None else {}
    return grammar.merge(lent, *(grammar.preps(word) for each in means for word in (each, *objects(each))))


def acting(token: Token, cues: Cues) -> Tokens:
    """Who acts by the common noun before an act: "the rebel attack on Goma"."""
    return tuple(
        child
        for child in token.children
        if child.dep_ == "compound" and child.pos_ == "NOUN" and child.lemma_.lower() in cues.actors
    )


def acting_as(token: Token, cues: Cues) -> Tokens:
    """Who is what a noun after "as" says: "Peru, as a member of the bloc", "she spoke as head of the bank"."""
    if grammar.preposition(token) != "as" or token.head.lemma_.lower() in cues.leaving:
        return ()
    if token.dep_ == "nmod":
        return grammar.conjuncts(token.head)
    if token.dep_ != "obl":
        return ()
    if grammar.passive(token.head):
        return grammar.patients(token.head)
    return () if objects(token.head) else subjects(token.head, cues)


def become(token: Token, cues: Cues) -> Tokens:
    """Who becomes or remains what a noun says, or is it besides: "Chad became a member", "is a state and a member"."""
    besides = token.dep_ == "conj" and grammar.predicative(token.head)
    return subjects(token, cues) if besides or token.dep_ == "xcomp" else ()


def ground(token: Token) -> bool:
    """Whether a noun is the ground of what a verb says: "jailed him on charges of theft"."""
    return token.head.pos_ == "VERB" and token.dep_ == "obl" and grammar.preposition(token) == "on"


def bearer(token: Token) -> Tokens:
    """The name that a title stands before, beside or over: "President Y", "Y, the president", "Y is president"."""
    head = token.head
    if grammar.cased(token):
        return ()
    if head.pos_ == "PROPN" and token.dep_ in ("compound", "nmod:desc", "nmod", "amod", "flat", "appos"):
        return (head,)
    for child in token.children:
        if (
            child.dep_ in ("flat", "appos", "nsubj", "nmod:desc")
            and child.pos_ == "PROPN"
            and child.i != token.i
        ):
            return (child,)
    return ()
