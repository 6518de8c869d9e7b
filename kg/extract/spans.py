"""From tokens to stretches of text: the noun phrase of an argument, the words of a content clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from kg.records import Mention
from kg.records import Span as TextSpan

OUTSIDE = frozenset(
    {
        "conj",
        "cc",
        "cc:preconj",
        "punct",
        "appos",
        "acl:relcl",
        "acl",
        "parataxis",
        "case",
        "mark",
        "cop",
        "nsubj",
        "aux",
        "advmod",
        "obl",
        "obl:unmarked",
        "advcl",
        "orphan",
        "discourse",
        "dep",
        "nsubj:pass",
        "nsubj:outer",
        "ccomp",
        "list",
    }
)
ASIDE = frozenset({"(", "[", ","})  # what opens an aside behind a noun
WITHIN = frozenset({"of", "'s", "\u2019s", "for", "to"})  # what belongs to a title: "adviser to the king"
EDGES = frozenset({"case", "mark", "punct", "cc"})


def mention(token: Token, *, without: Sequence[Token] = ()) -> Mention:
    """The noun phrase of a head, without what is coordinated with it, in apposition to it or said about it.

    The children that hold a token of `without` are left out too.
    """
    kept = {token.i, *(each.i for each in _kept(token, without))}
    begin = end = token.i
    while begin - 1 in kept or _hyphen(token, begin - 1, kept):
        begin -= 1
    while end + 1 in kept or _hyphen(token, end + 1, kept):
        end += 1
    span = token.doc[begin : end + 1]
    return Mention(span.start_char, span.end_char, span.text, token.idx)


def bare(doc: Doc, phrase: Mention) -> Mention:
    """A noun phrase without article, ordinal and asides: "head of Oz" of "the 21st head of Oz from 1950"."""
    words = list(doc.char_span(phrase.begin, phrase.end, alignment_mode="expand") or ())
    first = next((word.idx for word in words if word.dep_ != "det" and not _ordinal(word)), phrase.begin)
    last = next((word.idx for word in words if word.idx > phrase.head and _aside(word)), phrase.end)
    begin = min(first, phrase.head)
    text = doc.text[begin:last].rstrip()
    return Mention(begin, begin + len(text), text, phrase.head)


def title(token: Token, bearer: Token) -> Mention:
    """A title without the name that bears it: "US President" of "US President Jane Roe"."""
    name = [bearer] if token.is_ancestor(bearer) else []
    own = {token.i, *(each.i for each in _kept(token, name))}
    begin = end = token.i
    while begin - 1 in own or (
        begin - 1 < bearer.i and _leans(token.doc[begin - 1], bearer) if begin else False
    ):
        begin -= 1
    while end + 1 in own:
        end += 1
    span = token.doc[begin : end + 1]
    return Mention(span.start_char, span.end_char, span.text, token.idx)


def clause(token: Token) -> TextSpan:
    """The words below a token, without the preposition, conjunction or comma at the edges."""
    doc = token.doc
    begin, end = token.left_edge.i, token.right_edge.i
    while begin < token.i and doc[begin].dep_ in EDGES and doc[begin].lower_ != "to":
        begin += 1
    while end > token.i and doc[end].dep_ == "punct":
        end -= 1
    span = doc[begin : end + 1]
    return TextSpan(span.start_char, span.end_char, span.text)


def word(token: Token) -> TextSpan:
    """The characters of one token."""
    return TextSpan(token.idx, token.idx + len(token), token.text)


def _kept(token: Token, without: Sequence[Token] = ()) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ not in OUTSIDE and not any(
            child == other or child.is_ancestor(other) for other in without
        ):
            yield from (each for each in child.subtree if not each.is_space)


def _hyphen(token: Token, index: int, kept: set[int]) -> bool:
    """Whether a hyphen stands between two kept tokens, as in "US-China talks"."""
    doc = token.doc
    return 0 <= index < len(doc) and doc[index].text in ("-", "–") and index - 1 in kept and index + 1 in kept


def _aside(token: Token) -> bool:
    outside = token.dep_ == "case" and token.ent_iob_ != "I" and token.lower_ not in WITHIN
    return token.text in ASIDE or outside


def _ordinal(token: Token) -> bool:
    return token.dep_ == "amod" and "Ord" in token.morph.get("NumType", [])


def _leans(token: Token, bearer: Token) -> bool:
    return token.head == bearer and token.dep_ in (
        "compound",
        "nmod:desc",
        "amod",
        "nmod",
        "nmod:poss",
        "nmod:unmarked",
    )
