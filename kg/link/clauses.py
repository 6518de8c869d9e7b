"""What the clause around a pronoun tells of it: whose clause it is, whom it cannot mean, and who else is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.link.scene import conjuncts
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

_ARGUMENTS = frozenset({"obj", "iobj", "obl", "obl:agent"})
_SHARING = frozenset({"conj", "xcomp", "advcl"})  # clauses that may take their subject from the one above
_FRONTED = frozenset({"advcl", "obl"})


def kind_of(token: Token) -> str | None:
    """Which of the third persons a pronoun is: male, female, thing or plural."""
    words = nominals().pronouns
    return next((kind for kind in ("male", "female", "thing", "plural") if token.lower_ in words[kind]), None)


def own_subject(token: Token) -> frozenset[int]:
    """The subject of the clause around a token, with what is coordinated with it; for "who" its noun."""
    for above in token.ancestors:
        for child in above.children:
            if child.dep_.startswith("nsubj") and child.i < token.i:
                relative = "Rel" in child.morph.get("PronType", []) and above.dep_ == "acl:relcl"
                return frozenset({above.head.i}) if relative else _with_conjuncts(child)
    return frozenset()


def opposed(token: Token) -> frozenset[int]:
    """The subject of the clause in which a noun is no subject: of what is the subject's own one says "its"."""
    for above in token.ancestors:
        for child in above.children:
            if child.dep_.startswith("nsubj"):
                inside = child.left_edge.i <= token.i <= child.right_edge.i
                return frozenset() if inside else _with_conjuncts(child)
    return frozenset()


def _with_conjuncts(token: Token) -> frozenset[int]:
    return frozenset({token.i, *(other.i for other in conjuncts(token))})


def later(token: Token) -> frozenset[int]:
    """What follows in the clause of which a pronoun is the subject: a name there is somebody else's."""
    if not token.dep_.startswith("nsubj"):
        return frozenset()
    apart = {
        inner.i
        for child in token.head.rights
        if child.dep_ in ("conj", "parataxis") and any(one.dep_.startswith("nsubj") for one in child.children)
        for inner in child.subtree
    }
    return frozenset(below.i for below in token.head.subtree if below.i > token.i) - apart


def barred(token: Token) -> frozenset[int]:
    """Whom a pronoun cannot mean: the subject of the verb whose object it is, as "itself" would say that."""
    if token.dep_ not in _ARGUMENTS or "Yes" in token.morph.get("Reflex", []):
        return frozenset()
    subject = doer(token.head)
    return _with_conjuncts(subject) if subject is not None else frozenset()


def doer(verb: Token) -> Token | None:
    """The subject of a verb, or of the clause from which it takes its subject."""
    own = next((child for child in verb.children if child.dep_.startswith("nsubj")), None)
    if own is not None or verb.dep_ not in _SHARING:
        return own
    led = next((child for child in verb.head.children if child.dep_ in ("obj", "iobj")), None)
    return led if led is not None and verb.dep_ == "xcomp" else doer(verb.head)


def coming(token: Token) -> Token | None:
    """The subject that follows a phrase or clause in front of it: "before she left, the minister"."""
    for above in (token, *token.ancestors):
        if above.dep_ not in _FRONTED:
            continue
        for child in above.head.children:
            if child.dep_.startswith("nsubj") and child.i > max(token.i, above.i):
                return child
    return None


def governing(token: Token) -> Iterator[Token]:
    """The subjects of the clauses that hold a token, where they stand before it."""
    for above in token.ancestors:
        yield from (child for child in above.children if child.dep_.startswith("nsubj") and child.i < token.i)


def faced(token: Token, subject: Token) -> Iterator[Token]:
    """Those whom the subject of a clause deals with before a pronoun, where the words leave open which is meant."""
    verb = subject.head
    owning = _owning(token, verb)
    if not (owning or _answering(token, verb)):
        return
    for child in _dealt(verb, owning=owning):
        if child.i < token.i and token not in child.subtree:
            yield child
            yield from conjuncts(child)


def _dealt(verb: Token, *, owning: bool) -> Iterator[Token]:
    """What a verb and those that complete it are done to, and for a possessive what hangs on that too."""
    for child in verb.children:
        if child.dep_ in ("obj", "iobj", "obl"):
            yield child
            yield from (below for below in child.children if below.dep_ == "nmod" and owning)
        elif child.dep_ == "xcomp":
            yield from _dealt(child, owning=owning)


def _owning(token: Token, verb: Token) -> bool:
    """Whether a possessive inside a clause leaves open whose it is, as "its own" and the subject's would not."""
    if token.dep_ != "nmod:poss" or any(child.lower_ == "own" for child in token.head.children):
        return False
    within = (above for above in token.ancestors if above != verb and verb.is_ancestor(above))
    return not any(above.dep_.startswith("nsubj") for above in within)


def _answering(token: Token, verb: Token) -> bool:
    """Whether a pronoun begins a clause that tells what came of the one before."""
    asked = verb.lemma_.lower() in nominals().choosing["asking"]
    clause = next((above for above in token.ancestors if above.head == verb), None)
    if clause is None or asked:
        return clause is not None
    return token.head == clause and token.dep_.startswith("nsubj") and clause.dep_ in ("conj", "advcl")
