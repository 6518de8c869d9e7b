"""Who does what a predicate says, and to whom: its own subject and objects, or those that it shares with others."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract import grammar
from kg.extract.complements import carrier, completes, cues_of
from kg.extract.grammar import DEEPEST, Tokens
from kg.rules.cues import Cues

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
SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge"})
ASKED = ("on", "upon", "for", "to", "with")
GIVING = frozenset(
    [
        "accord",
        "allocate",
        "allow",
        "award",
        "deny",
        "extend",
        "give",
        "grant",
        "hand",
        "issue",
        "lend",
        "offer",
        "pay",
        "pledge",
        "promise",
        "refuse",
        "sell",
        "send",
        "show",
        "supply",
        "throw",
    ]
)
DONE_BY_OBJECT = frozenset({"of", "from", "for"})  # "accused them of", "barred them from", "thanked them for"


def asked_of(token: Token, cues: Cues) -> Tokens:
    """Whom a verb asks: its object ("urged Mali to act"), or who stands after "on", "to", "for" ("called on Mali to act")."""
    phrases = grammar.preps(token) if any(cue.modality == "demanded" for cue in cues_of(token, cues)) else {}
    return objects(token) or next((phrases[name] for name in ASKED if name in phrases), ())


def party(token: Token, cues: Cues) -> Tokens:
    """Whose cause a noun after "in" is: "Chad in the war on piracy", "Peru sent ships in the war on piracy"."""
    own = grammar.possessors(token) or grammar.modifiers(token)
    if grammar.preposition(token) != "in" or any(owner.pos_ != "PRON" for owner in own):
        return ()
    if token.dep_ == "nmod":
        return _joining(token.head, cues)
    if token.dep_ != "obl":
        return ()
    verb = token.head.head if token.head.pos_ == "ADV" else token.head
    return _helped(verb, cues, apart=token) or subjects(verb, cues)


def _joining(noun: Token, cues: Cues) -> Tokens:
    """Who is in a cause by the noun before "in": who is helped, who makes the effort, or whom the noun names."""
    if noun.lemma_.lower() in cues.help:
        return _given(noun)
    host = carrier(noun, cues) if noun.lemma_.lower() in cues.causes else None
    if host is not None:
        return subjects(host, cues)
    while noun.dep_ == "conj":
        noun = noun.head
    return grammar.conjuncts(noun)


def _helped(verb: Token, cues: Cues, *, apart: Token) -> Tokens:
    """Whom a verb helps, or to whom it gives help: "backed Chad in", "gave its support to Chad in"."""
    if verb.lemma_.lower() in cues.helping:
        return objects(verb)
    before = (each for each in verb.subtree if each.i < apart.i and each.pos_ == "NOUN")
    help = next((each for each in before if each.lemma_.lower() in cues.help), None)
    return () if help is None else _given(help) or _given(verb)


def _given(help: Token) -> Tokens:
    """To whom help is given: "assistance to Chad", "their support of Chad"."""
    found = grammar.preps(help)
    return next((found[name] for name in ("for", "to", "of") if name in found), ())


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
            (_bidden if head.lemma_.lower() in cues.asking else _owners)(head, cues)
            if grammar.infinitive(token)
            else grammar.conjuncts(grammar.antecedent(head))
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
        return _bidden(asked[0], cues) if asked[0].lemma_.lower() in cues.asking else asked
    return subjects(head, cues, depth + 1)


def _bidden(noun: Token, cues: Cues) -> Tokens:
    """To whom the infinitive of a call belongs: whom it is made to, or who rejects it; where neither is told, nobody."""
    phrases = grammar.preps(noun)
    made_to = next((phrases[name] for name in ASKED if name in phrases), ())
    rejected = noun.dep_ in ("obj", "nsubj:pass") and any(
        cue.polarity == "negative" for cue in cues_of(noun.head, cues)
    )
    return made_to or (subjects(noun.head, cues, DEEPEST) if rejected else ())


def _owners(token: Token, cues: Cues) -> Tokens:
    owners = party(token, cues) or grammar.possessors(token) or grammar.modifiers(token)
    host = carrier(token, cues) or (
        token.head if token.dep_ in ("obj", "xcomp") and token.head.pos_ == "VERB" else None
    )
    return owners or (subjects(host, cues, DEEPEST) if host is not None else grammar.own_subjects(token))


def objects(token: Token, depth: int = 0) -> Tokens:
    """What a verb is done to, that of a coordinated verb before it too."""
    if grammar.passive(token):
        return grammar.patients(token)
    own = tuple(
        each
        for child in token.children
        if child.dep_ in ("obj", "iobj")
        for each in grammar.conjuncts(grammar.relative(child, token))
    )
    if own := own or _behind_particle(token):
        return own
    if token.dep_ == "conj" and token.head.pos_ == "VERB" and depth < DEEPEST:
        return tuple(each for each in objects(token.head, depth + 1) if each.i > token.i)
    gap = token.dep_ == "acl:relcl" and any(
        child.dep_ == "nsubj" and child.lower_ not in grammar.RELATIVES for child in token.children
    )
    return grammar.conjuncts(grammar.antecedent(token.head)) if gap else ()


def _behind_particle(token: Token) -> Tokens:
    """The object that the parse takes for an adverb, right behind a particle: "sealed off Market Square"."""
    particles = {child.i for child in token.children if child.dep_ == "compound:prt"}
    return tuple(
        each
        for child in token.children
        if child.dep_ == "obl" and not grammar.cased(child) and child.left_edge.i - 1 in particles
        for each in grammar.conjuncts(child)
    )


def recipients(token: Token) -> Tokens:
    """Whom something is given, promised or shown: "gave Chad a loan", "Chad was given a loan"."""
    if grammar.passive(token):
        return grammar.patients(token) if any(child.dep_ == "obj" for child in token.children) else ()
    given = [child for child in token.children if child.dep_ in ("obj", "iobj")]
    # Of two objects of giving, the first is the recipient, whatever the parse calls it.
    second = given[:-1] if token.lemma_.lower() in GIVING else ()
    first = [child for child in given if child.dep_ == "iobj"] or second
    return tuple(each for child in first for each in grammar.conjuncts(child))
