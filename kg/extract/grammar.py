"""What a word's neighbours in a Universal Dependencies parse say of it, without regard to what it means."""

from __future__ import annotations

from spacy.tokens import Token

RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
DEEPEST = 6  # steps of coordination or control that are followed

Tokens = tuple[Token, ...]


def conjuncts(token: Token, depth: int = 0) -> Tokens:
    """The token and what is coordinated with it, in the order of the text."""
    found, behind = [token], cased(token)
    for child in token.children if depth < DEEPEST else ():
        if child.dep_ == "conj" and child.pos_ not in ("VERB", "AUX") and cased(child) <= behind:
            found.extend(conjuncts(child, depth + 1))
    return tuple(sorted(found, key=lambda each: each.i))


def preps(token: Token) -> dict[str, Tokens]:
    """The phrases that a token governs by a preposition, which is in lower case, its words joined by spaces."""
    found: dict[str, Tokens] = {}
    for child in token.children:
        if child.dep_.startswith(("obl", "nmod")) and child.dep_ != "nmod:poss":
            name = preposition(child) or ("by" if child.dep_ == "obl:agent" else "")
            if name:
                found[name] = found.get(name, ()) + conjuncts(child)
    return found


def adjoining(token: Token) -> dict[str, Tokens]:
    """The phrase right behind a noun that the parse has hung on a word above it: "relief from curbs on chips"."""
    last = token.i + 1 == len(token.doc) or token.nbor().is_sent_start
    if last or token.nbor().dep_ != "case":
        return {}
    behind = token.nbor().head
    above = (
        behind.dep_.startswith(("obl", "nmod")) and behind.head != token and behind.head.is_ancestor(token)
    )
    return {preposition(behind): conjuncts(behind)} if above else {}


def preposition(token: Token) -> str:
    """The preposition of a noun, or "" where it has none: "according to", "of"."""
    words = [
        child
        for child in token.children
        if child.dep_ == "case" and child.i < token.i and child.lower_ not in ("'s", "’s")
    ]
    parts = sorted(
        [*words, *(fixed for word in words for fixed in word.children if fixed.dep_ == "fixed")],
        key=lambda each: each.i,
    )
    return " ".join(part.lower_ for part in parts)


def gerunds(token: Token) -> dict[str, Tokens]:
    """The gerunds that a token governs by a preposition: "accused them of arming rebels"."""
    found: dict[str, Tokens] = {}
    for child in token.children:
        if child.dep_ in ("acl", "advcl"):
            for mark in child.children:
                if mark.dep_ in ("mark", "case") and mark.lower_ != "to":
                    found[mark.lower_] = (*found.get(mark.lower_, ()), child)
    return found


def plural(*tokens: Token) -> bool:
    """Whether one of some nouns is plural, "troops" too: "between the ministers"."""
    return any(token.morph.get("Number", [""])[0] in ("Plur", "Ptan") for token in tokens)


def marks(token: Token) -> set[str]:
    """The words that introduce a clause or a noun: "to", "that", "of"."""
    return {child.lower_ for child in token.children if child.dep_ in ("mark", "case")}


def infinitive(token: Token) -> bool:
    """Whether a verb stands behind "to", which before a gerund is a preposition: "resorted to throwing stones"."""
    return token.tag_ != "VBG" and any(
        child.dep_ in ("mark", "aux") and child.lower_ == "to" for child in token.children
    )


def declares(token: Token) -> bool:
    """Whether a clause is a whole statement after "that", and no relative clause: "the claim that Chad had won"."""
    marked = any(child.dep_ == "mark" and child.lower_ == "that" for child in token.children)
    return marked and any(child.dep_ == "nsubj" and child.lower_ not in RELATIVES for child in token.children)


def modifiers(token: Token, depth: int = 0) -> Tokens:
    """The names and name-like adjectives before a noun, with those coordinated: "US and Chinese" of "negotiators"."""
    found = [
        each
        for child in token.children
        if child.dep_ in ("compound", "amod", "nmod", "nmod:desc", "nmod:unmarked")
        and child.i < token.i
        and _name_like(child)
        for each in (*_hyphenated(child), *conjuncts(child))
    ]
    if not found and token.dep_ == "conj" and not _determined(token) and depth < DEEPEST:
        return modifiers(token.head, depth + 1)
    return tuple(found)


def _hyphenated(token: Token) -> Tokens:
    """The name before a hyphen or slash, where the parse hangs it on the name after it: "Kenya" of "Kenya-Somalia border"."""
    joined = token.i > 1 and token.nbor(-1).text in ("-", "–", "/")
    return tuple(
        child for child in token.children if joined and child.i == token.i - 2 and child.text[:1].isupper()
    )


def _name_like(token: Token) -> bool:
    return token.pos_ != "NOUN" and token.text[:1].isupper()


def owners(token: Token) -> Tokens:
    """Whose a noun is: its possessor, the name before it, or the name after "of", "for" or "from"."""
    named = merge(preps(token), adjoining(token))
    return (
        possessors(token)
        or modifiers(token)
        or next((named[name] for name in ("of", "for", "from") if name in named), ())
    )


def possessors(token: Token) -> Tokens:
    """Whose it is, by a possessive: "Iran's", "its"."""
    return tuple(each for child in token.children if child.dep_ == "nmod:poss" for each in conjuncts(child))


def own_subjects(token: Token) -> Tokens:
    """The subjects that a predicate has of its own, a relative pronoun led to its noun."""
    return tuple(
        each
        for child in token.children
        if child.dep_ in ("nsubj", "nsubj:outer")
        for each in conjuncts(relative(child, token))
    )


def predicative(token: Token) -> bool:
    """Whether a copula makes a word the predicate: "politician" in "Ali is a politician"."""
    return any(child.dep_ == "cop" for child in token.children)


def predicated(token: Token) -> Tokens:
    """Who a noun is said to be: Ali of "politician" in "Ali is a politician who ...", or the noun itself."""
    first = token
    for _ in range(DEEPEST):
        first = first.head if first.dep_ == "conj" else first
    return (predicative(first) and own_subjects(first)) or (token,)


def relative(pronoun: Token, clause: Token) -> Token:
    """What a pronoun stands for in a relative clause, or the word itself."""
    if clause.dep_ == "acl:relcl" and pronoun.lower_ in RELATIVES:
        return antecedent(clause.head)
    return pronoun


def passive(token: Token, depth: int = 0) -> bool:
    """Whether a verb is in the passive, spelled out ("was seen") or reduced ("seen by")."""
    if any(child.dep_ in ("nsubj:pass", "aux:pass", "csubj:pass") for child in token.children):
        return True
    past = token.tag_ in ("VBN", "VBD") and "Part" in token.morph.get("VerbForm", ["Part"])
    if token.dep_ == "conj" and token.head.pos_ == "VERB" and token.tag_ == "VBN":
        return (
            depth < DEEPEST
            and passive(token.head, depth + 1)
            and not any(child.dep_ in ("nsubj", "aux") for child in token.children)
        )
    return (
        token.dep_ in ("acl", "advcl")
        and past
        and not any(child.dep_ in ("nsubj", "obj", "aux") for child in token.children)
    )


def patients(token: Token, depth: int = 0) -> Tokens:
    """What a passive verb is done to."""
    found = tuple(
        each
        for child in token.children
        if child.dep_ == "nsubj:pass"
        for each in conjuncts(relative(child, token))
    )
    if found:
        return found
    if token.dep_ in ("acl", "acl:relcl"):
        return conjuncts(antecedent(token.head))
    if token.dep_ in ("conj", "xcomp") and token.head.pos_ == "VERB" and depth < DEEPEST:
        return patients(token.head, depth + 1) if passive(token.head) else own_subjects(token.head)
    return own_subjects(token.head) if token.dep_ == "advcl" else ()


def antecedent(token: Token) -> Token:
    """The noun that a clause modifies; of an apposition or a predicate, the name that it explains."""
    if token.dep_ == "appos" and token.pos_ == "NOUN" and token.head.pos_ == "PROPN":
        return token.head
    named = [each for each in predicated(token) if each.pos_ in ("NOUN", "PROPN")]
    return named[0] if len(named) == 1 and token.pos_ == "NOUN" else token


def cased(token: Token) -> bool:
    """Whether a noun stands behind a preposition."""
    return any(child.dep_ == "case" and child.lower_ not in ("'s", "’s") for child in token.children)


def _determined(token: Token) -> bool:
    return any(child.dep_ in ("det", "nmod:poss") for child in token.children)


def merge(*found: dict[str, Tokens]) -> dict[str, Tokens]:
    """Phrases by preposition, taken together, none twice."""
    merged: dict[str, Tokens] = {}
    for each in found:
        for name, tokens in each.items():
            merged[name] = merged.get(name, ()) + tuple(
                token for token in tokens if token not in merged.get(name, ())
            )
    return merged
