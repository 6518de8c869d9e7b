"""Predicate-argument structures read off a Universal Dependencies parse, once, for every rule.

Voice is undone, relative and reduced relative clauses lead to the noun they modify, controlled and coordinated
predicates share their subject. A slot holds the head tokens of its fillers in the order of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract import grammar
from kg.extract.grammar import DEEPEST, Tokens
from kg.lazy import lazy
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
GIVING = frozenset(
    "accord allocate allow award deny extend give grant hand issue lend offer pay pledge promise refuse sell send show supply".split()
)
DONE_BY_OBJECT = frozenset({"of", "from", "for"})  # "accused them of", "barred them from", "thanked them for"


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
        recipient=lambda: _recipients(token),
        obliged=lambda: _obliged(_said(token, below), cues),
        complement=lambda: below,
        inner=lambda: tuple(each for clause in below for each in objects(clause)),
        doer=lambda: _doers(token, below),
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
    lent = _phrases(token, host)
    between = own.get("between") or lent.get("between", ())
    below = tuple(clause for clause in complements(token, cues) if clause != host)
    slots = lazy(
        possessor=lambda: grammar.possessors(token),
        modifier=lambda: grammar.modifiers(token) or _acting(token, cues),
        by=lambda: own.get("by", ()),
        between=lambda: between if len(between) > 1 or grammar.plural(*between) else (),
        of=lambda: own.get("of", ()),
        host=lambda: grammar.own_subjects(token) if host is None else _hosts(token, host, cues),
        copula=lambda: (
            _acting_as(token, cues)
            if grammar.cased(token)
            else grammar.own_subjects(token) or _become(token, cues)
        ),
        complement=lambda: below,
        doer=lambda: tuple(each for clause in below for each in grammar.own_subjects(clause)),
        bearer=lambda: _bearer(token),
        title=lambda: (token,) if token.pos_ in ("NOUN", "PROPN") else (),
        agent=lambda: subjects(token.head, cues) if _ground(token) else (),
        affected=lambda: objects(token.head) if _ground(token) else (),
        party=lambda: _party(token, cues),
        during=lambda: subjects(token.head, cues) if _during(token) else (),
    )
    phrases = lazy(
        preps=lambda: grammar.merge(own, lent),
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


def complements(token: Token, cues: Cues) -> Tokens:
    """The clauses that complete a verb, an adjective or a noun ("the claim that", "a promise to")."""
    return tuple(child for child in token.children if completes(child, cues))


def purposes(token: Token, cues: Cues) -> Tokens:
    """What a verb, or what is done by it, is done for: infinitives, and gerunds that demand or say."""
    places = (token, *(child for child in token.children if child.dep_ in ("obj", "obl", "nsubj:pass")))
    return tuple(
        clause
        for place in places
        for clause in place.children
        if clause.dep_ in ("advcl", "acl", "xcomp") and clause.pos_ == "VERB" and _purpose(clause, cues)
    )


def _purpose(token: Token, cues: Cues) -> bool:
    asks = any(cue.voice or cue.modality == "demanded" for cue in cues_of(token, cues))
    return grammar.infinitive(token) or (token.tag_ == "VBG" and not grammar.marks(token) and asks)


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
    return objects(token) or next((phrases[name] for name in ASKED if name in phrases), ())


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
    verb = head.lemma_.lower()
    if first.dep_ == "obl":
        carried = f"{verb} {grammar.preposition(first)}" in cues.light_phrases
    else:
        carried = first.dep_ in ("obj", "nsubj:pass") and verb in cues.light
    return head if carried and head.pos_ == "VERB" else None


def _during(token: Token) -> bool:
    """Whether a noun tells as what a verb's act is done: "dumped grain in protest"."""
    return token.head.pos_ == "VERB" and token.dep_ == "obl" and grammar.preposition(token) == "in"


def participle(token: Token, cues: Cues) -> Token | None:
    """The participle that carries the noun before it: "a raid launched by Chad on Mali", "the pact signed with Peru"."""
    for child in token.children:
        if child.dep_ == "acl" and child.lemma_.lower() in cues.light and grammar.passive(child):
            return child
    return None


def _hosts(token: Token, host: Token, cues: Cues) -> Tokens:
    """Who does what a light verb carries; of "were engaged in talks" who is engaged."""
    engaged = grammar.passive(host) and grammar.cased(token) and host.head != token
    return grammar.patients(host) if engaged else subjects(host, cues)


def _phrases(token: Token, host: Token | None) -> dict[str, Tokens]:
    """The phrases of the verb that carries a noun, and of "using": "launched a raid using drones against Chad"."""
    places = [token] if host is None else [token, host]
    means = (child for place in places for child in place.children if child.lower_ == "using")
    lent = grammar.preps(host) if host is not None else {}
    return grammar.merge(lent, *map(grammar.preps, means))


def _acting(token: Token, cues: Cues) -> Tokens:
    """Who acts by the common noun before an act: "the rebel attack on Goma"."""
    return tuple(
        child
        for child in token.children
        if child.dep_ == "compound" and child.pos_ == "NOUN" and child.lemma_.lower() in cues.actors
    )


def _party(token: Token, cues: Cues) -> Tokens:
    """Whose cause a noun after "in" is: "Chad in the war on piracy", "Peru sent ships in the war on piracy"."""
    own = grammar.possessors(token) or grammar.modifiers(token)
    if grammar.preposition(token) != "in" or any(owner.pos_ != "PRON" for owner in own):
        return ()
    if token.dep_ == "nmod":
        return grammar.conjuncts(token.head) if token.head.pos_ in ("NOUN", "PROPN") else ()
    if token.dep_ != "obl":
        return ()
    verb = token.head.head if token.head.pos_ == "ADV" else token.head
    return _helped(verb, cues, apart=token) or subjects(verb, cues)


def _helped(verb: Token, cues: Cues, *, apart: Token) -> Tokens:
    """Whom a verb helps, or to whom it gives help: "backed Chad in", "gave its support to Chad in"."""
    if verb.lemma_.lower() in cues.helping:
        return objects(verb)
    places = (child for child in verb.children if child.dep_ in ("obj", "obl", "nsubj:pass"))
    given = (grammar.preps(one) for one in places if one != apart and one.lemma_.lower() in cues.help)
    return next((found[name] for found in given for name in ("for", "to", "of") if name in found), ())


def _acting_as(token: Token, cues: Cues) -> Tokens:
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


def _become(token: Token, cues: Cues) -> Tokens:
    """Who becomes or remains what a noun says, or is it besides: "Chad became a member", "is a state and a member"."""
    besides = token.dep_ == "conj" and any(child.dep_ == "cop" for child in token.head.children)
    return subjects(token, cues) if besides or token.dep_ == "xcomp" else ()


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
    owners = _party(token, cues) or grammar.possessors(token) or grammar.modifiers(token)
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
    if own:
        return own
    if token.dep_ == "conj" and token.head.pos_ == "VERB" and depth < DEEPEST:
        return tuple(each for each in objects(token.head, depth + 1) if each.i > token.i)
    gap = token.dep_ == "acl:relcl" and any(
        child.dep_ == "nsubj" and child.lower_ not in grammar.RELATIVES for child in token.children
    )
    return grammar.conjuncts(grammar.antecedent(token.head)) if gap else ()


def _recipients(token: Token) -> Tokens:
    """Whom something is given, promised or shown: "gave Chad a loan", "Chad was given a loan"."""
    if grammar.passive(token):
        return grammar.patients(token) if any(child.dep_ == "obj" for child in token.children) else ()
    given = [child for child in token.children if child.dep_ in ("obj", "iobj")]
    # Of two objects of giving, the first is the recipient, whatever the parse calls it.
    second = given[:-1] if token.lemma_.lower() in GIVING else ()
    first = [child for child in given if child.dep_ == "iobj"] or second
    return tuple(each for child in first for each in grammar.conjuncts(child))


def _said(token: Token, below: Tokens) -> Tokens:
    """The clauses that a verb of saying tells, or stands beside: "Chad left, it said"."""
    return (token.head,) if token.dep_ == "parataxis" else below


def _doers(token: Token, below: Tokens) -> Tokens:
    """Who acts in what a verb says or asks: "demanded that Mali leave", "Mali left, it complained"."""
    said = (clause for clause in _said(token, below) if clause.dep_ not in ("xcomp", "advcl", "acl"))
    return tuple(each for clause in said for each in grammar.own_subjects(clause))


def _obliged(said: Tokens, cues: Cues) -> Tokens:
    """Who must act by what is said: "said that Chad must leave"; who is not named at all is asked for nothing ("prices must fall")."""
    bound = tuple(each for clause in said if _binding(clause, cues) for each in grammar.own_subjects(clause))
    named = any(each.pos_ in ("PROPN", "PRON") or grammar.owners(each) for each in bound)
    return bound if named else ()


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


def _ground(token: Token) -> bool:
    """Whether a noun is the ground of what a verb says: "jailed him on charges of theft"."""
    return token.head.pos_ == "VERB" and token.dep_ == "obl" and grammar.preposition(token) == "on"


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
