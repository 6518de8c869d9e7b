"""Predicate-argument structures read off a Universal Dependencies parse, once, for every rule.

Voice is undone, relative and reduced relative clauses lead to the noun they modify, controlled and coordinated
predicates share their subject. A slot holds the head tokens of its fillers in the order of the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.extract import grammar
from kg.extract.grammar import DEEPEST, Tokens
from kg.rules.cues import Cue, Cues

PREDICATES = frozenset(
    {
        "ROOT",
        "ccomp",
        "xcomp",
        "advcl",
        "acl",
        "acl:relcl",
        "conj",
        "parataxis",
        "csubj",
        "csubj:pass",
        "advcl:relcl",
    }
)
CUE_KINDS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge"})
ASKED = ("on", "upon", "for", "to", "with")
DONE_BY_OBJECT = frozenset({"of", "from", "for"})  # "accused them of", "barred them from", "thanked them for"


@dataclass(frozen=True, slots=True)
class Arguments:
    """The fillers of a trigger: by slot; nouns by preposition, its own and those in its complement; gerunds by preposition."""

    slots: dict[str, Tokens]
    preps: dict[str, Tokens] = field(default_factory=dict)
    topics: dict[str, Tokens] = field(default_factory=dict)
    inner: dict[str, Tokens] = field(default_factory=dict)


def verb(token: Token, cues: Cues) -> Arguments:
    """The arguments of a verb in any voice and any kind of clause."""
    objects, below = _objects(token), complements(token, cues)
    inner = [(clause, _objects(clause)) for clause in below]
    slots = {
        "subject": subjects(token, cues),
        "object": objects,
        "complement": below,
        "inner": tuple(each for _, found in inner for each in found),
        "doer": tuple(
            each for clause in below if clause.dep_ == "ccomp" for each in grammar.own_subjects(clause)
        ),
    }
    own = [noun for noun in objects if noun.head == token]
    return Arguments(
        slots,
        preps=grammar.merge(grammar.preps(token), *map(grammar.preps, own)),
        topics=grammar.merge(*map(grammar.gerunds, (token, *own))),
        inner=grammar.merge(*(grammar.preps(each) for clause, found in inner for each in (clause, *found))),
    )


def noun(token: Token, cues: Cues) -> Arguments:
    """The arguments of a noun that names an act: owners, "by", "between", and what a light verb lends it."""
    host = carrier(token, cues)
    own = grammar.preps(token)
    lent = grammar.preps(host) if host is not None else {}
    between = own.get("between", ())
    slots = {
        "possessor": grammar.possessors(token),
        "modifier": grammar.modifiers(token),
        "by": own.get("by", ()),
        "between": between if len(between) > 1 else (),
        "host": subjects(host, cues) if host is not None else grammar.own_subjects(token),
        "copula": () if grammar.cased(token) else grammar.own_subjects(token) or _become(token, cues),
        "complement": complements(token, cues),
        "bearer": _bearer(token),
        "title": (token,) if token.pos_ in ("NOUN", "PROPN") else (),
    }
    return Arguments(slots, grammar.merge(own, lent), grammar.gerunds(token))


def adjective(token: Token, cues: Cues) -> Arguments:
    """The arguments of an adjective: the subject of its copula, its prepositions, the nouns about a participle."""
    slots = {
        "host": grammar.patients(token) if grammar.passive(token) else subjects(token, cues),
        "complement": complements(token, cues),
        "modifier": tuple(
            child for child in token.children if child.dep_ in ("compound", "obl", "nsubj", "obl:unmarked")
        ),
        "target": grammar.conjuncts(token.head) if token.dep_ == "amod" else (),
    }
    return Arguments(slots, grammar.preps(token), grammar.gerunds(token))


def complements(token: Token, cues: Cues) -> Tokens:
    """The clauses that complete a verb, an adjective or a noun ("the claim that", "a promise to")."""
    return tuple(child for child in token.children if completes(child, cues))


def completes(token: Token, cues: Cues) -> bool:
    """Whether a clause completes its head; under a cue an adverbial infinitive or gerund does ("urged them to leave")."""
    if token.dep_ in ("ccomp", "xcomp"):
        return True
    if token.dep_ == "acl":
        return token.head.pos_ in ("NOUN", "PROPN")
    if token.dep_ == "acl:relcl":
        return grammar.declares(token)
    marks = grammar.marks(token)
    return (
        token.dep_ == "advcl"
        and marks <= {"to", "of"}
        and bool(marks or token.tag_ == "VBG")
        and bool(cues_of(token.head, cues))
    )


def cues_of(token: Token, cues: Cues) -> tuple[Cue, ...]:
    """The rows of cues.toml for a word, with its particle or adverb where they have one ("rule out", "have yet")."""
    kind, lemma = CUE_KINDS.get(token.pos_, ""), token.lemma_.lower()
    for child in token.children:
        if child.dep_ in ("compound:prt", "advmod") and (
            found := cues.words.get((kind, f"{lemma} {child.lower_}"))
        ):
            return found
    return cues.words.get((kind, lemma), ())


def asked_of(token: Token, cues: Cues) -> Tokens:
    """Whom a verb asks: its object ("urged Mali to act"), or who stands after "on", "to", "for" ("called on Mali to act")."""
    phrases = grammar.preps(token) if any(cue.modality == "demanded" for cue in cues_of(token, cues)) else {}
    return _objects(token) or next((phrases[name] for name in ASKED if name in phrases), ())


def carrier(token: Token, cues: Cues) -> Token | None:
    """The light verb whose object a noun is, in the active or the passive, or None."""
    first = token.head if token.dep_ == "conj" else token
    if (
        first.dep_ == "nmod"
        and grammar.preposition(first) == "of"
        and first.head.lemma_.lower() in cues.measures
    ):
        first = first.head
    head = first.head
    carried = first.dep_ in ("obj", "nsubj:pass") or (
        first.dep_ == "obl" and grammar.preposition(first) == "into"
    )
    if carried and head.pos_ == "VERB" and head.lemma_.lower() in cues.light:
        return head
    return None


def _become(token: Token, cues: Cues) -> Tokens:
    """Who becomes or remains what a noun says: "Chad became a member"."""
    return subjects(token, cues) if token.dep_ == "xcomp" else ()


def occurrence(token: Token, cues: Cues) -> Token | None:
    """The verb that says when and where a noun's act happened: "the talks took place in May"."""
    verb = token.head
    return verb if token.dep_ == "nsubj" and verb.lemma_.lower() in cues.occurrences else None


def subjects(token: Token, cues: Cues, depth: int = 0) -> Tokens:
    """Who does what a predicate says: its own subject, or that which it shares with the clause above it."""
    if depth > DEEPEST:
        return ()
    if grammar.passive(token):
        return grammar.preps(token).get("by", ())
    own = grammar.own_subjects(token)
    return own or _shared_subjects(token, cues, depth)


def _shared_subjects(token: Token, cues: Cues, depth: int) -> Tokens:
    head, dep = token.head, token.dep_
    if dep == "xcomp" or (
        dep == "advcl" and (completes(token, cues) or grammar.marks(token) & DONE_BY_OBJECT)
    ):
        return _controllers(head, cues, depth)
    if dep == "conj" and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and head.dep_ in PREDICATES:
        if _astray(token):
            return ()
        return grammar.patients(head) if grammar.passive(head) else subjects(head, cues, depth + 1)
    if dep == "advcl":
        # The purpose of a passive act is that of its agent: "troops were sent to guard the port".
        return (
            subjects(head, cues, depth + 1)
            if grammar.infinitive(token) or not grammar.passive(head)
            else grammar.patients(head)
        )
    if dep == "acl":
        return (
            _owners(head, cues) if grammar.infinitive(token) else grammar.conjuncts(grammar.antecedent(head))
        )
    if dep == "acl:relcl":
        return grammar.conjuncts(grammar.antecedent(head))
    return ()


def _astray(token: Token) -> bool:
    """Whether a noun that is no predicate is coordinated with a verb: a wrong parse ("angered by curbs and plans to ...")."""
    return (
        token.pos_ == "NOUN"
        and token.head.pos_ == "VERB"
        and not any(child.dep_ in ("cop", "nsubj", "expl") for child in token.children)
    )


def _controllers(head: Token, cues: Cues, depth: int) -> Tokens:
    if grammar.passive(head):
        return grammar.patients(head)
    if head.pos_ == "VERB" and head.lemma_.lower() not in SUBJECT_CONTROL and (asked := asked_of(head, cues)):
        return asked
    return subjects(head, cues, depth + 1)


def _owners(token: Token, cues: Cues) -> Tokens:
    owners = grammar.possessors(token) or grammar.modifiers(token)
    host = carrier(token, cues) or (
        token.head if token.dep_ in ("obj", "xcomp") and token.head.pos_ == "VERB" else None
    )
    return owners or (subjects(host, cues, DEEPEST) if host is not None else grammar.own_subjects(token))


def _objects(token: Token, depth: int = 0) -> Tokens:
    if grammar.passive(token):
        return grammar.patients(token)
    own = tuple(
        each
        for child in token.children
        if child.dep_ in ("obj", "iobj")
        for each in grammar.conjuncts(grammar.relative(child, token))
    )
    if own:
        return own
    if token.dep_ == "conj" and token.head.pos_ == "VERB" and depth < DEEPEST:
        return tuple(each for each in _objects(token.head, depth + 1) if each.i > token.i)
    gap = token.dep_ == "acl:relcl" and any(
        child.dep_ == "nsubj" and child.lower_ not in grammar.RELATIVES for child in token.children
    )
    return grammar.conjuncts(grammar.antecedent(token.head)) if gap else ()


def _bearer(token: Token) -> Tokens:
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
