"""Pronouns: what each kind of them takes up, and nothing where it announces, is undecided or means nobody known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.link.clauses import barred, doer, kind_of, own_subject
from kg.link.discourse import Discourse, Referents, together
from kg.link.expletives import impersonal
from kg.link.nearest import NEAR, nearest
from kg.link.places import settle
from kg.link.referents import Referent
from kg.link.rivals import inanimate
from kg.link.scene import predicative
from kg.link.tables import nominals
from kg.link.they import they

if TYPE_CHECKING:
    from spacy.tokens import Token


def pronoun(discourse: Discourse, token: Token, avoid: frozenset[str]) -> Referents:
    """What a pronoun stands for: the clearest of what was named nearby and agrees with it."""
    if "Rel" in token.morph.get("PronType", []):
        return together(discourse, taken) if (taken := _relativised(token)) else ()
    kind = kind_of(token)
    if kind is None or impersonal(token):
        return ()
    if "Yes" in token.morph.get("Reflex", []):
        return _reflexive(discourse, token)
    if (same := _repeated(token, kind)) is not None:
        return together(discourse, same)
    if (first := _joined(discourse, token, kind)) is not None:
        return first
    return {"plural": they, "thing": _thing}.get(kind, _person)(discourse, token, avoid)


def _relativised(token: Token) -> Token | None:
    """The noun that "who" or "which" takes up."""
    clause = next((above for above in (token.head, *token.ancestors) if above.dep_ == "acl:relcl"), None)
    return clause.head if clause is not None else None


def _reflexive(discourse: Discourse, token: Token) -> Referents:
    """Whom "itself" takes up: the noun that it stands beside, or the subject of its verb."""
    taken = token.head if token.head.pos_ in ("NOUN", "PROPN") else doer(token.head)
    return settle(together(discourse, taken), "coreference") if taken is not None else ()


def _repeated(token: Token, kind: str) -> Token | None:
    """The same pronoun as the subject of the clause: "it said it would" means one."""
    subjects = [token.doc[i] for i in own_subject(token) - barred(token)]
    same = [subject for subject in subjects if subject.pos_ == "PRON" and kind_of(subject) == kind]
    return same[0] if len(subjects) == len(same) == 1 and not impersonal(same[0]) else None


def _joined(discourse: Discourse, token: Token, kind: str) -> Referents | None:
    """What a possessive takes up from the noun that its own is joined to: "the parties and their supporters"."""
    first = token.head.head
    if token.dep_ != "nmod:poss" or token.head.dep_ != "conj" or first.pos_ not in ("NOUN", "PROPN"):
        return None
    found = discourse.resolve(discourse, first, frozenset())
    if kind in ("male", "female"):
        found = tuple(one for one in found if _personal(one, kind))
        return settle(found, "coreference") or None
    if ("Plur" in first.morph.get("Number", [])) != (kind == "plural"):
        return None
    return settle([one for one in found if one.actor and one.type != "Person"], "coreference")


def _person(discourse: Discourse, token: Token, avoid: frozenset[str]) -> Referents:
    kind = kind_of(token)
    return nearest(discourse, token, avoid, lambda referent: _personal(referent, kind))


def _personal(referent: Referent, kind: str | None) -> bool:
    return referent.type == "Person" and referent.gender in (None, kind)


def _thing(discourse: Discourse, token: Token, avoid: frozenset[str]) -> Referents:
    before = _object_before(discourse, token)
    if before is not None and inanimate(discourse, before):
        return tuple(one for one in discourse.resolve(discourse, before, frozenset()) if not one.actor)
    found = nearest(discourse, token, avoid, lambda one: one.actor and one.type != "Person")
    if found and _told_of_another(discourse, token, found[0]):
        return ()
    if before is None or discourse.scene.sentence[before.i] != discourse.scene.sentence[token.i]:
        return found
    parallel = {one.id for one in discourse.resolve(discourse, before, frozenset()) if one.actor}
    return found if not parallel or parallel & {one.id for one in found} else ()


def _told_of_another(discourse: Discourse, token: Token, found: Referent) -> bool:
    """Whether one is named only in what another is said to be, which is whom the text is about: "X is a party in Peru"."""
    near = (seen for seen in discourse.near(token, sentences=NEAR) if seen.i < token.i)
    named = [seen.i for seen in near if seen.referent.id == found.id]
    return bool(named) and all(_predicated(token.doc[i]) for i in named)


def _predicated(token: Token) -> bool:
    """Whether a name stands within a noun that says what the subject of a sentence is."""
    top = token.sent.root
    subject = next((child for child in top.children if child.dep_ == "nsubj"), None)
    told = subject is not None and predicative(top) and top.pos_ == "NOUN"
    return told and subject is not None and token.i > top.i and subject.pos_ != "PRON"


def _object_before(discourse: Discourse, token: Token) -> Token | None:
    """The object before "it" as an object: "a bill … opposed it"."""
    if token.dep_ != "obj" or token.head.lemma_.lower() in nominals().choosing["addressing"]:
        return None
    first = discourse.scene.sentence[token.i] - 1
    for i in range(token.i - 1, -1, -1):
        other = token.doc[i]
        if discourse.scene.sentence[i] < first:
            break
        singular = other.pos_ in ("NOUN", "PROPN") and other.morph.get("Number", []) != ["Plur"]
        if singular and other.dep_ in ("obj", "nsubj:pass"):
            return other
    return None
