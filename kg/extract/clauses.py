"""Predicate-argument structures read off a Universal Dependencies parse, once, for every rule.

Voice is undone, relative and reduced relative clauses lead to the noun they modify, controlled and coordinated
predicates share their subject. A slot holds the head tokens of its fillers in the order of the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from kg.rules.lexicon import Cue, Cues

PREDICATE_DEPS = ("ROOT", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "conj", "parataxis", "csubj", "csubj:pass", "advcl:relcl")
RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
CUE_KINDS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
SUBJECT_CONTROL = frozenset({"promise", "threaten", "vow", "pledge"})
DEEPEST = 12
ASKED = ("on", "upon", "for", "to", "with")
DONE_BY_OBJECT = frozenset({"of", "from", "for"})  # "accused them of", "barred them from", "thanked them for"

Tokens = tuple[Token, ...]


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
        "doer": tuple(each for clause in below if clause.dep_ == "ccomp" for each in _own_subjects(clause)),
    }
    own = [noun for noun in objects if noun.head == token]
    return Arguments(
        slots,
        preps=_merge(preps(token), *map(preps, own)),
        topics=_merge(*map(_gerunds, (token, *own))),
        inner=_merge(*(preps(each) for clause, found in inner for each in (clause, *found))),
    )


def noun(token: Token, cues: Cues) -> Arguments:
    """The arguments of a noun that names an act: owners, "by", "between", and what a light verb lends it."""
    host = carrier(token, cues)
    own = preps(token)
    lent = preps(host) if host is not None else {}
    between = own.get("between", ())
    slots = {
        "possessor": _possessors(token),
        "modifier": modifiers(token),
        "by": own.get("by", ()),
        "between": between if len(between) > 1 else (),
        "host": subjects(host, cues) if host is not None else _own_subjects(token),
        "copula": _own_subjects(token),
        "complement": complements(token, cues),
        "bearer": _bearer(token),
        "title": (token,) if token.pos_ in ("NOUN", "PROPN") else (),
    }
    return Arguments(slots, _merge(own, lent), _gerunds(token))


def adjective(token: Token, cues: Cues) -> Arguments:
    """The arguments of an adjective: the subject of its copula, its prepositions, the nouns about a participle."""
    slots = {
        "host": patients(token) if passive(token) else subjects(token, cues),
        "complement": complements(token, cues),
        "modifier": tuple(child for child in token.children if child.dep_ in ("compound", "obl", "nsubj", "obl:unmarked")),
        "target": conjuncts(token.head) if token.dep_ == "amod" else (),
    }
    return Arguments(slots, preps(token), _gerunds(token))


def conjuncts(token: Token, depth: int = 0) -> Tokens:
    """The token and what is coordinated with it, in the order of the text."""
    found, cased = [token], _cased(token)
    for child in token.children if depth < DEEPEST else ():
        if child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX") and _cased(child) <= cased:
            found.extend(conjuncts(child, depth + 1))
    return tuple(sorted(found, key=lambda each: each.i))


def preps(token: Token) -> dict[str, Tokens]:
    """The phrases that a token governs by a preposition, which is in lower case, its words joined by spaces."""
    found: dict[str, Tokens] = {}
    for child in token.children:
        if child.dep_.startswith(("obl", "nmod")) and child.dep_ != "nmod:poss":
            name = preposition(child)
            if name:
                found[name] = found.get(name, ()) + conjuncts(child)
    return found


def _gerunds(token: Token) -> dict[str, Tokens]:
    """The gerunds that a token governs by a preposition: "accused them of arming rebels"."""
    found: dict[str, Tokens] = {}
    for child in token.children:
        if child.dep_ in ("acl", "advcl"):
            for mark in child.children:
                if mark.dep_ in ("mark", "case") and mark.lower_ != "to":
                    found[mark.lower_] = (*found.get(mark.lower_, ()), child)
    return found


def preposition(token: Token) -> str:
    """The preposition of a noun, or "" where it has none: "according to", "of"."""
    words = [child for child in token.children if child.dep_ == "case" and child.i < token.i and child.lower_ not in ("'s", "’s")]
    parts = sorted([*words, *(fixed for word in words for fixed in word.children if fixed.dep_ == "fixed")], key=lambda each: each.i)
    return " ".join(part.lower_ for part in parts)


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
        return declares(token)
    marks = _marks(token)
    return token.dep_ == "advcl" and marks <= {"to", "of"} and bool(marks or token.tag_ == "VBG") and bool(cues_of(token.head, cues))


def _marks(token: Token) -> set[str]:
    return {child.lower_ for child in token.children if child.dep_ in ("mark", "case")}


def declares(token: Token) -> bool:
    """Whether a clause is a whole statement after "that", and no relative clause: "the claim that Chad had won"."""
    marked = any(child.dep_ == "mark" and child.lower_ == "that" for child in token.children)
    return marked and any(child.dep_ == "nsubj" and child.lower_ not in RELATIVES for child in token.children)


def cues_of(token: Token, cues: Cues) -> tuple[Cue, ...]:
    """The rows of cues.toml for a word, with its particle or adverb where they have one ("rule out", "have yet")."""
    kind, lemma = CUE_KINDS.get(token.pos_, ""), token.lemma_.lower()
    for child in token.children:
        if child.dep_ in ("compound:prt", "advmod") and (found := cues.words.get((kind, f"{lemma} {child.lower_}"))):
            return found
    return cues.words.get((kind, lemma), ())


def asked_of(token: Token, cues: Cues) -> Tokens:
    """Whom a verb asks: its object ("urged Mali to act"), or who stands after "on", "to", "for" ("called on Mali to act")."""
    phrases = preps(token) if any(cue.modality == "demanded" for cue in cues_of(token, cues)) else {}
    return _objects(token) or next((phrases[name] for name in ASKED if name in phrases), ())


def modifiers(token: Token) -> Tokens:
    """The names and name-like adjectives before a noun, with those coordinated: "US and Chinese" of "negotiators"."""
    found = [
        each
        for child in token.children
        if child.dep_ in ("compound", "amod", "nmod", "nmod:desc", "nmod:unmarked") and child.i < token.i and child.text[:1].isupper()
        for each in (*_hyphenated(child), *conjuncts(child))
    ]
    if not found and token.dep_ == "conj" and not _determined(token):
        return modifiers(token.head)
    return tuple(found)


def carrier(token: Token, cues: Cues) -> Token | None:
    """The light verb whose object a noun is, in the active or the passive, or None."""
    first = token.head if token.dep_ == "conj" else token
    head = first.head
    wanted = ("obj", "nsubj:pass") if first.dep_ != "obl" else ("obl",)
    if first.dep_ in wanted and head.pos_ == "VERB" and head.lemma_.lower() in cues.light:
        return head
    return None


def passive(token: Token) -> bool:
    """Whether a verb is in the passive, spelled out ("was seen") or reduced ("seen by")."""
    if any(child.dep_ in ("nsubj:pass", "aux:pass", "csubj:pass") for child in token.children):
        return True
    past = token.tag_ in ("VBN", "VBD") and "Part" in token.morph.get("VerbForm", ["Part"])
    if token.dep_ == "conj" and token.head.pos_ == "VERB" and token.tag_ == "VBN":
        return passive(token.head) and not any(child.dep_ in ("nsubj", "aux") for child in token.children)
    return token.dep_ in ("acl", "advcl") and past and not any(child.dep_ in ("nsubj", "obj", "aux") for child in token.children)


def antecedent(token: Token) -> Token:
    """The noun that a clause modifies; of an apposition, the name that it explains."""
    return token.head if token.dep_ == "appos" and token.pos_ == "NOUN" and token.head.pos_ == "PROPN" else token


def _cased(token: Token) -> bool:
    return any(child.dep_ == "case" and child.lower_ not in ("'s", "’s") for child in token.children)


def _determined(token: Token) -> bool:
    return any(child.dep_ in ("det", "nmod:poss") for child in token.children)


def _hyphenated(token: Token) -> Tokens:
    """The name before a hyphen or slash, where the parse hangs it on the name after it: "Kenya" of "Kenya-Somalia border"."""
    joined = token.i > 1 and token.nbor(-1).text in ("-", "–", "/")
    return tuple(child for child in token.children if joined and child.i == token.i - 2 and child.text[:1].isupper())


def owners(token: Token) -> Tokens:
    """Whose a noun is: its possessor, the name before it, or the name after "of", "for" or "from"."""
    named = preps(token)
    return _possessors(token) or modifiers(token) or next((named[name] for name in ("of", "for", "from") if name in named), ())


def _possessors(token: Token) -> Tokens:
    return tuple(each for child in token.children if child.dep_ == "nmod:poss" for each in conjuncts(child))


def _own_subjects(token: Token) -> Tokens:
    return tuple(
        each for child in token.children if child.dep_ in ("nsubj", "nsubj:outer") for each in conjuncts(_relative(child, token))
    )


def _relative(pronoun: Token, clause: Token) -> Token:
    if clause.dep_ == "acl:relcl" and pronoun.lower_ in RELATIVES:
        return antecedent(clause.head)
    return pronoun


def subjects(token: Token, cues: Cues, depth: int = 0) -> Tokens:
    """Who does what a predicate says: its own subject, or that which it shares with the clause above it."""
    if depth > DEEPEST:
        return ()
    if passive(token):
        agents = preps(token).get("by", ())
        return agents
    own = _own_subjects(token)
    return own or _shared_subjects(token, cues, depth)


def _shared_subjects(token: Token, cues: Cues, depth: int) -> Tokens:
    head, dep = token.head, token.dep_
    if dep == "xcomp" or (dep == "advcl" and (completes(token, cues) or _marks(token) & DONE_BY_OBJECT)):
        return _controllers(head, cues, depth)
    if dep == "conj" and head.pos_ in ("VERB", "AUX", "ADJ", "NOUN") and head.dep_ in PREDICATE_DEPS:
        return patients(head) if passive(head) else subjects(head, cues, depth + 1)
    if dep == "advcl":
        return patients(head) if passive(head) else subjects(head, cues, depth + 1)
    if dep == "acl":
        infinitive = any(child.dep_ == "mark" and child.lower_ == "to" for child in token.children)
        return _owners(head, cues) if infinitive else conjuncts(antecedent(head))
    if dep == "acl:relcl":
        return conjuncts(antecedent(head))
    return ()


def _controllers(head: Token, cues: Cues, depth: int) -> Tokens:
    if passive(head):
        return patients(head)
    if head.pos_ == "VERB" and head.lemma_.lower() not in SUBJECT_CONTROL and (asked := asked_of(head, cues)):
        return asked
    return subjects(head, cues, depth + 1)


def _owners(token: Token, cues: Cues) -> Tokens:
    owners = _possessors(token) or modifiers(token)
    host = carrier(token, cues) or (token.head if token.dep_ in ("obj", "xcomp") and token.head.pos_ == "VERB" else None)
    return owners or (subjects(host, cues, DEEPEST) if host is not None else _own_subjects(token))


def patients(token: Token) -> Tokens:
    """What a passive verb is done to."""
    found = tuple(
        each for child in token.children if child.dep_ == "nsubj:pass" for each in conjuncts(_relative(child, token))
    )
    if found:
        return found
    if token.dep_ in ("acl", "acl:relcl"):
        return conjuncts(antecedent(token.head))
    if token.dep_ in ("conj", "xcomp") and token.head.pos_ == "VERB" and token.head != token:
        return patients(token.head) if passive(token.head) else _own_subjects(token.head)
    return _own_subjects(token.head) if token.dep_ == "advcl" else ()


def _objects(token: Token) -> Tokens:
    if passive(token):
        return patients(token)
    own = tuple(
        each for child in token.children if child.dep_ in ("obj", "iobj") for each in conjuncts(_relative(child, token))
    )
    if own:
        return own
    if token.dep_ == "conj" and token.head.pos_ == "VERB":
        return tuple(each for each in _objects(token.head) if each.i > token.i)
    gap = token.dep_ == "acl:relcl" and any(
        child.dep_ == "nsubj" and child.lower_ not in RELATIVES for child in token.children
    )
    return conjuncts(antecedent(token.head)) if gap else ()


def _bearer(token: Token) -> Tokens:
    """The name that a title stands before, beside or over: "President Y", "Y, the president", "Y is president"."""
    head = token.head
    if head.pos_ == "PROPN" and token.dep_ in ("compound", "nmod:desc", "nmod", "amod", "flat", "appos"):
        return (head,)
    for child in token.children:
        if child.dep_ in ("flat", "appos", "nsubj", "nmod:desc") and child.pos_ == "PROPN" and child.i != token.i:
            return (child,)
    return ()


def _merge(*found: dict[str, Tokens]) -> dict[str, Tokens]:
    merged: dict[str, Tokens] = {}
    for each in found:
        for name, tokens in each.items():
            merged[name] = merged.get(name, ()) + tuple(token for token in tokens if token not in merged.get(name, ()))
    return merged
