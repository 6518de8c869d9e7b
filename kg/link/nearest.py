"""The one whom a singular pronoun means: the most salient who agrees with it, where no other may be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from kg.link.clauses import barred, coming, faced, governing, kind_of, later, own_subject
from kg.link.discourse import Discourse, Referents, Seen, clear, together
from kg.link.places import located, settle
from kg.link.referents import Referent
from kg.link.rivals import fitter, outweighed, undecided, usurped
from kg.link.tables import nominals

if TYPE_CHECKING:
    from spacy.tokens import Token

NEAR = 3  # sentences back that a pronoun reaches
MARGIN = 1.25

Fits = Callable[[Referent], bool]


def nearest(discourse: Discourse, token: Token, avoid: frozenset[str], fits: Fits) -> Referents:
    """Who fits and is most salient, unless somebody named or unnamed may be meant as well."""
    if _another(discourse, token):
        return ()
    shut = avoid | _shut(discourse, token)
    fitting = [
        seen for seen in _spoken(discourse, token) if fits(seen.referent) and seen.referent.id not in shut
    ]
    found = [seen for seen in fitting if seen.i < token.i]
    chosen = _clearest(discourse, token, found)
    if (ahead := coming(token)) is not None:
        named = settle([seen.referent for seen in fitting if seen.i == ahead.i][:1], "coreference")
        if named:
            return named if not found or named[0].id in {one.id for one in chosen} else ()
    return chosen if chosen and _settled(discourse, token, found, chosen[0]) else ()


def _settled(discourse: Discourse, token: Token, found: list[Seen], chosen: Referent) -> bool:
    """Whether nobody else may be meant: not whom the subject deals with, nor an unnamed subject of the clause."""
    person = kind_of(token) != "thing"
    if _open(discourse, token, found, chosen) or usurped(discourse, token, person=person):
        return False
    if not person and fitter(discourse, token, reach=NEAR):
        return False
    own = {one.id for one in _named(discourse, own_subject(token))}
    return chosen.id in own or not outweighed(discourse, token, found, chosen.id, person=person, reach=NEAR)


def _spoken(discourse: Discourse, token: Token) -> Iterator[Seen]:
    """What the text names, and what the same pronoun meant before: who goes on being "he" stays at hand."""
    yield from discourse.near(token, sentences=NEAR)
    for i in sorted(own_subject(token) - discourse.heads.keys()):
        meant = discourse.resolve(discourse, token.doc[i], frozenset()) if token.doc[i].pos_ == "NOUN" else ()
        yield from (discourse.entry(token.doc[i], one) for one in meant if len(meant) == 1)
    first = discourse.scene.sentence[token.i] - NEAR
    # From the front, so that each finds the answers of those before it.
    for before in discourse.subjects.get(kind_of(token) or "", ()):
        if before.i >= token.i:
            return
        meant = discourse.resolve(discourse, before, frozenset())
        if len(meant) == 1 and discourse.scene.sentence[before.i] >= first:
            yield discourse.entry(before, meant[0])


def _another(discourse: Discourse, token: Token) -> bool:
    """Whether it is not known who does it to the one whom the pronoun means: "he met him"."""
    doing = (token.doc[i] for i in barred(token))
    return any(kind_of(one) == kind_of(token) and not together(discourse, one) for one in doing)


def _shut(discourse: Discourse, token: Token) -> frozenset[str]:
    """Whom a pronoun cannot mean by its clause: who does it to another, and who is named later in it.

    Whose clause it is may be named twice: "the US said it would ban entry to the US".
    """
    apart, after = barred(token), later(token)
    said = (one for i in sorted(apart) for one in together(discourse, token.doc[i]))
    doing = frozenset(one.id for one in (*_named(discourse, apart), *said))
    own = frozenset(one.id for one in _named(discourse, own_subject(token)))
    return doing | (frozenset(one.id for one in _named(discourse, after)) - own)


def _named(discourse: Discourse, tokens: frozenset[int]) -> Referents:
    return tuple(seen.referent for i in sorted(tokens) for seen in discourse.heads.get(i, ()))


def _clearest(discourse: Discourse, token: Token, found: list[Seen]) -> Referents:
    """The subject of the clause before others of the sentence, and those in a clause before the rest."""
    here = discourse.scene.sentence[token.i]
    subjects = [seen for seen in found if seen.subject and seen.sentence == here]
    whose = own_subject(token)
    own = [seen for seen in subjects if seen.i in whose]
    others = [seen for seen in subjects if seen.i not in whose]
    if subjects:
        return pick(discourse, token, own if len(whose) == 1 and own else others, 1, MARGIN)
    clausal = [seen for seen in found if seen.weight > 1]
    return pick(discourse, token, clausal or found, 1, MARGIN)


def _open(discourse: Discourse, token: Token, found: list[Seen], chosen: Referent) -> bool:
    """Whether somebody else whom the clause or the one before tells of may be meant as well."""
    places = {seen.i for seen in found if seen.referent.id == chosen.id}
    if any(_answers(token, token.doc[i]) for i in places):
        return True
    own = own_subject(token)
    telling = {subject.i for subject in governing(token)} - places
    if own & places and _harmed(token) and any(seen.i in telling for seen in found):
        return True
    facing = (subject for subject in governing(token) if subject.i in own | places)
    return any(
        _other(discourse, token, found, chosen, other)
        for subject in facing
        for other in faced(token, subject)
    )


def _answers(token: Token, subject: Token) -> bool:
    """Whether a pronoun answers one who asks: "Kenya accused Somalia. It denied"."""
    verbs = nominals().choosing
    answering = token.dep_ == "nsubj" and token.head.lemma_.lower() in verbs["answering"]
    return answering and subject.dep_ == "nsubj" and subject.head.lemma_.lower() in verbs["asking"]


def _harmed(token: Token) -> bool:
    """Whether a possessive is of what is harmed: "had seized its lorries"."""
    noun, verbs = token.head, nominals().choosing["harming"]
    own = any(child.lower_ == "own" for child in noun.children)
    return token.dep_ == "nmod:poss" and noun.dep_ == "obj" and noun.head.lemma_.lower() in verbs and not own


def _other(discourse: Discourse, token: Token, found: Iterable[Seen], chosen: Referent, other: Token) -> bool:
    """Whether one whom the subject deals with may be meant too: "wrote to him about his illness"."""
    if located(discourse.scene, other.i, other.i + 1):
        return False
    named = {seen.referent.id for seen in found if seen.i == other.i} - {chosen.id}
    return bool(named) or undecided(discourse, token, other)


def pick(discourse: Discourse, token: Token, found: Iterable[Seen], count: int, margin: float) -> Referents:
    """The most salient of what was seen, where they stand clear of the next."""
    found = list(found)
    chosen = (
        clear(discourse.salience(((seen, seen.referent.id) for seen in found), token), count, margin) or ()
    )
    last = {seen.referent.id: seen.referent for seen in found}
    return settle([referent for name, referent in last.items() if name in chosen], "coreference")
