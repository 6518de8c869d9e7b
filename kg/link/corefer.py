"""Coreference: pronouns, "the Chinese leader", "both sides"; a coin toss links nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg.link.compose import owners
from kg.link.discourse import Discourse, Referents, Seen, clear
from kg.link.places import settle
from kg.link.referents import Referent, known
from kg.link.scene import Bearer, conjuncts, noun, subject
from kg.link.tables import nominals
from kg.rules.gazetteer import Title

_NEAR = 3  # sentences back that a pronoun reaches
_FAR = 12  # sentences back that "the two leaders" reaches
_LEADING = ("head_of_state", "head_of_government", "leader", "group_leader")
_MARGIN = 1.25
_OFFICES = ("head_of_state", "head_of_government")


def pronoun(discourse: Discourse, token: Token, avoid: frozenset[str]) -> Referents:
    """What a pronoun stands for: the clearest of what was named nearby and agrees with it."""
    words, word = nominals().pronouns, token.lower_
    if word in words["person"]:
        return _nearest(discourse, token, avoid, _person(word in words["male"]))
    if word in words["thing"]:
        return _nearest(discourse, token, avoid, _impersonal)
    if word in words["plural"]:
        return _plural(discourse, token, avoid)
    if "Rel" in token.morph.get("PronType", []) and (noun := _relativised(token)):
        return discourse.resolve(discourse, noun, avoid)
    return ()


def _person(male: bool) -> Callable[[Referent], bool]:
    wanted = (None, "male" if male else "female")
    return lambda referent: referent.type == "Person" and referent.gender in wanted


def _impersonal(referent: Referent) -> bool:
    return referent.actor and referent.type != "Person"


def _nearest(
    discourse: Discourse, token: Token, avoid: frozenset[str], fits: Callable[[Referent], bool]
) -> Referents:
    found = [
        seen
        for seen in discourse.before(token, sentences=_NEAR)
        if fits(seen.referent) and seen.referent.id not in avoid
    ]
    clausal = [seen for seen in found if seen.weight > 1]
    return _pick(discourse, token, clausal or found, 1, _MARGIN)


def _pick(discourse: Discourse, token: Token, found: Iterable[Seen], count: int, margin: float) -> Referents:
    found = list(found)
    chosen = (
        clear(discourse.salience(((seen, seen.referent.id) for seen in found), token), count, margin) or ()
    )
    last = {seen.referent.id: seen.referent for seen in found}
    return settle([last[name] for name in chosen], "coreference")


def _relativised(token: Token) -> Token | None:
    """The noun that "who" or "which" takes up."""
    clause = next((above for above in (token.head, *token.ancestors) if above.dep_ == "acl:relcl"), None)
    return clause.head if clause is not None else None


def _plural(discourse: Discourse, token: Token, avoid: frozenset[str]) -> Referents:
    """The nearest plural subject before "they"."""
    first = max(discourse.scene.sentence[token.i] - 2, 0)
    for i in range(token.i - 1, -1, -1):
        before = discourse.scene.doc[i]
        if discourse.scene.sentence[i] < first:
            break
        if (
            before.dep_.startswith("nsubj")
            and before.pos_ in ("NOUN", "PROPN")
            and (several := _several(discourse, before))
        ):
            return settle([referent for referent in several if referent.id not in avoid], "coreference")
    return ()


def _several(discourse: Discourse, token: Token) -> Referents:
    together = (token, *conjuncts(token))
    if len(together) == 1 and token.morph.get("Number", []) != ["Plur"]:
        return ()
    found = (referent for part in together for referent in discourse.resolve(discourse, part, frozenset()))
    return tuple({referent.id: referent for referent in found}.values())


def pair(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """The members of "the two sides" or "both leaders": the persons or states set side by side."""
    kind = nominals().pairs.get(noun(head))
    if kind is None or not _two(discourse, head):
        return ()
    before = list(discourse.before(head, sentences=_FAR))
    if kind == "person":
        return _pick(discourse, head, [seen for seen in before if seen.referent.type == "Person"], 2, 1.5)
    states = [(seen, seen.referent.state) for seen in before if seen.referent.state]
    chosen = clear(discourse.salience([(seen, state) for seen, state in states if state], head), 2, 1.5) or ()
    entries = discourse.scene.gazetteer.entries
    return tuple(known(entries[name], "coreference") for name in sorted(chosen) if name in entries)


def _two(discourse: Discourse, head: Token) -> bool:
    """Whether a plural says that it has two members, or is a bare definite one: "the leaders"."""
    words = {child.lower_ for child in head.lefts}
    if words & {"both", "two"}:
        return True
    plain = all(child.dep_ in ("det", "case") for child in head.lefts)
    return "the" in words and plain and head.morph.get("Number", []) == ["Plur"] and not list(head.rights)


def office_holder(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """The person whom "the Chinese leader" means, in the text or by the table of offices."""
    match = discourse.scene.titles[head.i]
    if match is None or head.i != match.end - 1 or not _specific(head):
        return ()
    title = match.found[0]
    if title.plural or title.kind == "rank":
        return ()
    if title.role == "counterpart":
        return _counterpart(discourse, head, avoid)
    roles = _LEADING if title.role == "leader" else (title.role,)
    owned = owners(discourse, head)
    if len(owned) > 1:
        return ()
    if not owned:
        return _latest(discourse, head, roles, avoid) or _peculiar(discourse, title)
    return _holder(discourse, head, roles, owned[0])


def _specific(head: Token) -> bool:
    """Whether a role noun means one person in office: "the Chinese leader", not "a Chinese leader"."""
    words = {child.lower_ for child in head.lefts}
    return (
        not words & {"a", "an", "another", "one", "some", "any", "no", "every", "each"}
        and not words & nominals().past
    )


def _latest(discourse: Discourse, head: Token, roles: tuple[str, ...], avoid: frozenset[str]) -> Referents:
    """The last person introduced with such a title, where the text has only one near."""
    before = [bearer for bearer in discourse.bearers if bearer.start < head.i and _bears(bearer, roles)]
    ids = {bearer.referent.id for bearer in before} - avoid
    found = [bearer.referent for bearer in before if bearer.referent.id in ids]
    return settle(found[-1:], "coreference") if len(ids) == 1 else ()


def _peculiar(discourse: Discourse, title: Title) -> Referents:
    """The holder of an office that few states have, where the text names one of them."""
    states = sorted(title.only & discourse.scene.told) if title.kind == "office" else []
    if len(states) != 1:
        return ()
    state = discourse.scene.gazetteer.entries[states[0]]
    return by_office(discourse, (title.role,), known(state, "title"))


def _bears(bearer: Bearer, roles: tuple[str, ...]) -> bool:
    return bearer.title is not None and bearer.title.role in roles and not bearer.former


def _holder(discourse: Discourse, head: Token, roles: tuple[str, ...], of: Referent) -> Referents:
    for bearer in discourse.bearers:
        if _bears(bearer, roles) and bearer.of and bearer.of.state == of.state and bearer.of.state:
            return (replace(bearer.referent, via="coreference"),)
    return by_office(discourse, roles, of) or _plain(of)


def by_office(discourse: Discourse, roles: tuple[str, ...], of: Referent) -> Referents:
    """The holder of an office on the day of the text, by the table, where it knows exactly one."""
    gazetteer, day = discourse.scene.gazetteer, discourse.scene.document.published
    body = of.state or of.id
    entry = gazetteer.entries.get(body)
    if "leader" in roles:
        roles = (entry.leader,) if entry and entry.leader else _OFFICES
    held = [person for role in roles for person in gazetteer.holders(role, body, day)]
    return (known(held[0], "title", acts_for=body),) if len({person.id for person in held}) == 1 else ()


def _plain(of: Referent) -> Referents:
    return (replace(of, via="composition"),) if of.actor else ()


def _counterpart(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """The person who holds the same office elsewhere: "his American counterpart"."""
    states = [
        found for child in head.lefts if child.dep_ != "nmod:poss" for found in _modifier(discourse, child)
    ]
    if len(states) != 1:
        return ()
    person = _whose(discourse, head, avoid)
    if person is None:
        return _plain(states[0])
    roles = _roles(discourse, person)
    return (
        _same_role(discourse, roles, states[0]) or by_office(discourse, roles, states[0]) if roles else ()
    ) or _plain(states[0])


def _modifier(discourse: Discourse, child: Token) -> Referents:
    from kg.link.places import owner

    found = owner(discourse.scene, child.i)
    return (found,) if found else ()


def _whose(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referent | None:
    """The possessor of a counterpart, or else the subject of its clause."""
    holder = next((child for child in head.lefts if child.dep_ == "nmod:poss"), None)
    if holder is None:
        verb = next(
            (above for above in head.ancestors if any(subject(child) for child in above.children)), None
        )
        holder = (
            next((child for child in verb.children if subject(child)), None) if verb is not None else None
        )
    found = discourse.resolve(discourse, holder, frozenset()) if holder is not None else ()
    persons = [referent for referent in found if referent.type == "Person"]
    return persons[0] if len(persons) == 1 else None


def _roles(discourse: Discourse, person: Referent) -> tuple[str, ...]:
    titled = [
        bearer.title.role for bearer in discourse.bearers if bearer.referent.id == person.id and bearer.title
    ]
    posts = discourse.scene.gazetteer.held(person.id, discourse.scene.document.published or "~")
    roles = tuple(dict.fromkeys((*titled, *(role for post in posts for role in post.office.roles))))
    return _LEADING if set(roles) & set(_LEADING) else roles


def _same_role(discourse: Discourse, roles: tuple[str, ...], of: Referent) -> Referents:
    found = [
        bearer
        for bearer in discourse.bearers
        if _bears(bearer, roles) and bearer.of and bearer.of.state == of.state
    ]
    return (
        settle([found[0].referent], "coreference")
        if len({bearer.referent.id for bearer in found}) == 1
        else ()
    )


def _referring(discourse: Discourse, head: Token) -> bool:
    """Whether a singular noun takes up something named before: definite, and naming nothing itself."""
    words = [child for child in head.lefts if child.dep_ not in ("case", "amod", "nummod")]
    definite = bool(words) and all(child.lower_ in ("the", "this", "that") for child in words)
    singular = head.pos_ == "NOUN" and head.morph.get("Number", []) != ["Plur"]
    return (
        definite
        and singular
        and not owners(discourse, head)
        and not any(child.dep_ == "nmod" for child in head.rights)
    )


def back(discourse: Discourse, head: Token, avoid: frozenset[str]) -> Referents:
    """What "the bloc" or "the island" refers back to."""
    row = nominals().back.get(noun(head))
    if row is None or not _referring(discourse, head):
        return ()
    found = [
        seen
        for seen in discourse.before(head, sentences=_NEAR)
        if seen.referent.type in row.types and seen.referent.id not in avoid
        if not row.only or seen.referent.id in row.only
    ]
    return _pick(discourse, head, found, 1, _MARGIN)
