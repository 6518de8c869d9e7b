"""Composition: a state or body and a noun ("Chinese officials", "Moscow's ambassador")."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.link.discourse import Discourse, Referents, clear
from kg.link.places import owner, readings
from kg.link.referents import Referent, known, slug
from kg.link.scene import Scene, conjuncts, modifiers, noun
from kg.link.tables import nominals, things

_OF = frozenset({"of", "from", "for"})
_FROM = _OF | {"in", "throughout", "across", "at"}
_JOINTS = frozenset(("and", "or", "-", "\u2013", "/", "&", ","))
_NONE: frozenset[str] = frozenset()


def owners(discourse: Discourse, head: Token) -> Referents:
    """Whom a noun belongs to: a possessor, or names before it, or an "of" phrase after it."""
    return _possessors(discourse, head) or _before(discourse, head, owner) or _after(discourse, head)


def origins(discourse: Discourse, head: Token) -> Referents:
    """Whose or where a group is, places among them: "Darfur rebels", "students in Indonesia"."""
    return _possessors(discourse, head) or _before(discourse, head, _origin) or _after(discourse, head, _FROM)


def _origin(scene: Scene, i: int) -> Referent | None:
    return next(iter(readings(scene, i)), None)


def _possessors(discourse: Discourse, head: Token) -> Referents:
    holder = next((child for child in head.lefts if child.dep_ == "nmod:poss"), None)
    if holder is None:
        return ()
    held = (holder, *conjuncts(holder))
    return _unique(found for token in held for found in discourse.resolve(discourse, token, _NONE))


def _before(discourse: Discourse, head: Token, name: Callable[[Scene, int], Referent | None]) -> Referents:
    """The names among the modifiers; of several, all where they are coordinated and else the first."""
    tokens = [token for token in _modifying(head) if token.i < head.i]
    found: list[Referent] = []
    for token in tokens:
        person = discourse.persons[token.i]
        named = person.referent if person else name(discourse.scene, token.i)
        if named and not _against(token) and (not found or found[-1] != named):
            if found and not _joined(discourse, tokens, token):
                break
            found.append(named)
    return _unique(found)


def _against(token: Token) -> bool:
    """Whether a name is only what something is against: "counter-ISIL operations"."""
    return token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in ("counter", "anti", "non")


def _modifying(head: Token) -> list[Token]:
    """The modifiers of a noun by the parse, or the words right before it where the parse has none."""
    below = list(modifiers(head))
    if below or head.i == head.sent.start:
        return below
    before = head.nbor(-1)
    return [before] if before.pos_ in ("ADJ", "PROPN") and not before.is_sent_start else []


def _joined(discourse: Discourse, tokens: list[Token], token: Token) -> bool:
    """Whether a modifier is coordinated with the one before it: "US and Chinese", "US-China"."""
    match = discourse.scene.names[token.i]
    start = match.start if match else token.i
    before = discourse.scene.doc[start - 1].lower_ if start else ""
    return before in _JOINTS or (match is not None and match.end - start == 1 and "-" in token.text)


def _after(discourse: Discourse, head: Token, cases: frozenset[str] = _OF) -> Referents:
    for child in head.rights:
        if child.dep_.startswith("nmod") and any(
            part.dep_ == "case" and part.lower_ in cases for part in child.children
        ):
            held = (child, *conjuncts(child))
            return _unique(
                found for token in held for found in discourse.resolve(discourse, token, _NONE) if found.actor
            )
    return ()


def _unique(found: Iterator[Referent] | list[Referent]) -> Referents:
    return tuple({referent.id: referent for referent in found}.values())


def composed(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """Whom a noun with its owners stands for; empty where it is no noun of the tables or nobody owns it."""
    for words, build in _KINDS:
        if words(head):
            return build(discourse, head, avoid)
    return ()


def measured(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """What a noun of amount or trade is about: "hundreds of Russian troops", "the sale of chips"."""
    if noun(head) not in nominals().measures:
        return ()
    inner = (
        child
        for child in head.rights
        if child.dep_ == "nmod" and any(c.lower_ == "of" for c in child.children)
    )
    held = next(inner, None)
    return discourse.resolve(discourse, held, avoid) if held is not None else ()


def _members(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """People who act for a state or body, or what it does or has, stand for it."""
    inner = next((token for token in head.lefts if _is_body(token) and not _named(discourse, token)), None)
    if inner is not None:
        return _bodies(discourse, inner, avoid, owned=owners(discourse, head))
    found = owners(discourse, head)
    if noun(head) in ("government", "administration", "cabinet", "regime") and not found and _generic(head):
        return bridge(discourse, head, avoid)
    return tuple(_acting(discourse, referent) for referent in found)


def _acting(discourse: Discourse, referent: Referent) -> Referent:
    """The state for which a person acts, where the officials of a person are meant; anybody else as such."""
    if referent.type == "Person" and (
        state := discourse.scene.gazetteer.entries.get(referent.acts_for or "")
    ):
        return known(state, "composition")
    return replace(referent, via="composition")


def _deeds(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    return tuple(
        replace(referent, via="composition") for referent in owners(discourse, head) if referent.actor
    )


def _bodies(
    discourse: Discourse, head: Token, avoid: frozenset[str], *, owned: Referents | None = None
) -> Referents:
    """A body of each owning state, or of the state that the text is about."""
    found = owners(discourse, head) or owned or ()
    if not found and _generic(head):
        found = bridge(discourse, head, avoid)
    return tuple(_body(discourse, head, referent) for referent in found)


def _body(discourse: Discourse, head: Token, referent: Referent) -> Referent:
    state = discourse.scene.gazetteer.entries.get(referent.state or "")
    if state is None or referent.type not in ("State", "Person"):
        return replace(referent, via="composition")
    label = f"{_title(discourse, head)} of {state.full}"
    if listed := next((sense.entry for sense in discourse.scene.gazetteer.senses(label)), None):
        return known(listed, "composition")
    return Referent(slug(label), label, "Institution", "composition", state.id)


def _title(discourse: Discourse, head: Token) -> str:
    """The name of a body without its state: "Foreign Ministry", from "ministry of foreign affairs" too."""
    words = [
        token
        for token in head.lefts
        if token.dep_ in ("compound", "amod", "nmod") and not _named(discourse, token)
    ]
    kept = [
        token.text
        for token in words
        if token.dep_ != "amod" or token.text[0].isupper() or token.lower_ in _KEPT
    ]
    name = " ".join((*kept, head.lemma_)).title()
    for child in head.rights:
        if child.dep_.startswith("nmod") and child.text[0].isupper() and not _named(discourse, child):
            tail = discourse.scene.doc[child.left_edge.i : child.i + 1].text
            return {"of Foreign Affairs": "Foreign Ministry"}.get(tail, f"{name} {tail}")
    return name.replace("Defense", "Defence")


def _groups(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """Citizens or firms of a state: a group that acts for nobody."""
    cls = _group_class(head)
    if head.morph.get("Number", []) == ["Sing"] and noun(head) not in nominals().collectives:
        return ()
    found = origins(discourse, head)
    return tuple(_group(discourse, head, referent, cls) for referent in found)


def _group_class(head: Token) -> str:
    """The class of a group by its noun, or by that with the noun before it: "rebel group"."""
    groups, lemma = nominals().groups, noun(head)
    before = f"{noun(head.nbor(-1))} {lemma}" if head.i else ""
    return groups.get(before) or groups[lemma]


def _group(discourse: Discourse, head: Token, referent: Referent, cls: str) -> Referent:
    entry = discourse.scene.gazetteer.entries.get(referent.id)
    whose = (entry and entry.adjective) or referent.label
    words = [
        t.lower_ for t in head.lefts if t.dep_ == "compound" and t.pos_ == "NOUN" and not _named(discourse, t)
    ]
    label = " ".join((whose, *words, head.lower_))
    return Referent(slug(label), label, cls, "composition")


def _state_media(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """The press that a state runs, which speaks for it, or the press in a state, which does not."""
    run = _is_state_media(head)
    return tuple(_outlet(referent, discourse, run) for referent in owners(discourse, head) if referent.state)


def _outlet(referent: Referent, discourse: Discourse, run: bool) -> Referent:
    state = discourse.scene.gazetteer.entries[referent.state or ""]
    label = f"{'State media' if run else 'Media'} of {state.full}"
    return Referent(slug(label), label, "MediaOutlet", "composition", state.id if run else None)


def bridge(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """The state that "the foreign ministry" belongs to when nothing says so: the most salient one.

    A state must stand clear of the next, or nothing is returned.
    """
    states = [
        (seen, state) for seen in discourse.seen if (state := seen.referent.state) and state not in avoid
    ]
    here = discourse.scene.sentence[head.i]
    near = [(seen, state) for seen, state in states if seen.i < head.i or seen.sentence == here]
    chosen = clear(discourse.salience(near, head), 1, 1.75)
    entry = discourse.scene.gazetteer.entries.get(chosen[0]) if chosen else None
    return (known(entry, "coreference"),) if entry else ()


def _named(discourse: Discourse, token: Token) -> bool:
    return owner(discourse.scene, token.i) is not None


def _generic(head: Token) -> bool:
    """Whether a body goes by a name that every state has a body of: "the Foreign Ministry"."""
    words = [child.lower_ for child in head.lefts if child.dep_ not in ("det", "case")]
    known = nominals().portfolios
    definite = any(child.lower_ == "the" for child in head.lefts)
    return all(word in known for word in words) and (definite or bool(words) or head.head.pos_ == "NOUN")


def _is_body(head: Token) -> bool:
    return noun(head) in nominals().bodies


def _is_state_media(head: Token) -> bool:
    words = [token.lower_ for token in head.lefts if token.dep_ != "det" and not token.text[0].isupper()]
    return any(
        " ".join((*words[-size:], head.lower_)) in nominals().state_media for size in range(1, len(words) + 1)
    )


def _is_media(head: Token) -> bool:
    return noun(head) in nominals().media


def _in(words: frozenset[str]) -> Callable[[Token], bool]:
    return lambda head: noun(head) in words


_KEPT = things().kept
_Build = Callable[[Discourse, Token, frozenset[str]], Referents]
_KINDS: tuple[tuple[Callable[[Token], bool], _Build], ...] = (
    (_is_state_media, _state_media),
    (_is_media, _state_media),
    (_is_body, _bodies),
    (_in(nominals().members), _members),
    (lambda head: noun(head) in nominals().groups, _groups),
    (_in(nominals().arms | nominals().deeds), _deeds),
)
