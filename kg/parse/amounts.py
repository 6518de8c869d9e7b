"""Dates, sums of money and measures: entities that a small grammar of word classes finds surer than a model.

The grammar is the table kg/rules/amounts.toml. Its parts are made only of parts above them, so that a match has a greatest
length and a text is read in time linear in its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.rules import RULES, RulesError, toml

TABLE = RULES / "amounts.toml"
LABELS = ("DATE", "MONEY", "QUANTITY")

_PIECE = re.compile(r"[0-9]+(?:[.,][0-9]+)*|(?:[^\W\d_]\.){2,}|[A-Z]{0,3}\$|[^\W\d_]+|\S")
_JOINTS = dict.fromkeys("-\u2010\u2011\u2013", "hyphen") | {"/": "slash"}
_WORD = re.compile(r"'(.+)'")

Classes: TypeAlias = frozenset[str]


class Element(NamedTuple):
    """One step of a pattern: the classes and parts that may stand there."""

    names: tuple[str, ...]
    optional: bool


Pattern: TypeAlias = tuple[Element, ...]


class Row(NamedTuple):
    """What matches a row of the table gets its label, and must or may not stand between these classes."""

    label: str
    lead: Classes
    tail: Classes
    not_after: Classes
    not_before: Classes


@dataclass(frozen=True, slots=True, eq=False)
class States:
    """The states that the pieces read so far lead to, and the rows that they match."""

    all: frozenset[int]
    rows: tuple[Row, ...]


class Piece(NamedTuple):
    """A number, word or sign of a token, and whether the token begins and ends with it."""

    classes: Classes
    token: int
    begins: bool
    ends: bool


_BREAK = Piece(frozenset(), -1, False, False)  # stands for a name and for the end of a paragraph


class Grammar:
    """The table as read: an automaton over pieces, made of one state after another as texts ask for them.

    Raises RulesError where a row names a class or part that is not above it.
    """

    def __init__(self, table: dict[str, Any]) -> None:
        self._shapes = {name: re.compile(shape) for name, shape in table["shapes"].items()}
        self._exact = _classes_by_word(table["exact"])
        self._loose = _classes_by_word(table["loose"])
        self._names = {*_JOINTS.values(), *table["shapes"], *table["exact"], *table["loose"]}
        self._parts: dict[str, tuple[Pattern, ...]] = {}
        for name, patterns in table["parts"].items():
            self._parts[name] = self._patterns(patterns, f"part {name!r}")
            self._names.add(name)
        self._next: list[dict[str, list[int]]] = [{}]  # of each state, where each class leads
        self._free: list[list[int]] = [[]]  # of each state, where no piece leads
        self._rows: dict[int, Row] = {}  # by the state in which a row has matched
        for number, row in enumerate(table["row"], 1):
            self._add(row, f"row {number}")
        self._known: dict[frozenset[int], States] = {}
        self.start = self._settled({0})
        self.classes = lru_cache(maxsize=1 << 14)(self._classes)
        self.step = lru_cache(maxsize=1 << 14)(self._step)

    def _patterns(self, texts: list[str], place: str) -> tuple[Pattern, ...]:
        split = [[(word.rstrip("?").split("|"), word[-1] == "?") for word in text.split()] for text in texts]
        self._check((name for pattern in split for names, _ in pattern for name in names), place)
        return tuple(
            tuple(Element(tuple(names), optional) for names, optional in pattern) for pattern in split
        )

    def _check(self, names: Iterator[str], place: str) -> None:
        for name in names:
            if word := _WORD.fullmatch(name):
                self._loose.setdefault(word[1].lower(), set()).add(name)
            elif name not in self._names:
                allowed = ", ".join(sorted(self._names))
                raise RulesError(f"{TABLE}: {place}: no {name!r} above it; use a 'word' or one of {allowed}")

    def _add(self, row: dict[str, Any], place: str) -> None:
        if row["label"] not in LABELS:
            raise RulesError(f"{TABLE}: {place}: the label {row['label']!r} is none of {', '.join(LABELS)}")
        about = [row.get(key, []) for key in ("lead", "tail", "not_after", "not_before")]
        self._check((name for names in about for name in names), place)
        matched = self._state()
        self._rows[matched] = Row(row["label"], *map(frozenset, about))
        self._lay(self._patterns(row["patterns"], place), 0, matched)

    def _state(self) -> int:
        self._next.append({})
        self._free.append([])
        return len(self._next) - 1

    def _lay(self, patterns: tuple[Pattern, ...], begin: int, end: int) -> None:
        """Lead from one state to another along each of the patterns."""
        for pattern in patterns:
            at = begin
            for element in pattern:
                at = self._lead(element, at)
            self._free[at].append(end)

    def _lead(self, element: Element, begin: int) -> int:
        """Return a new state that the element leads to."""
        end = self._state()
        for name in element.names:
            if name in self._parts:
                self._lay(self._parts[name], begin, end)
            else:
                self._next[begin].setdefault(name, []).append(end)
        if element.optional:
            self._free[begin].append(end)
        return end

    def _settled(self, states: set[int]) -> States:
        """Return states with those that no piece leads to from them."""
        found, left = set(states), sorted(states)
        while left:
            fresh = [state for state in self._free[left.pop()] if state not in found]
            found.update(fresh)
            left += fresh
        rows = tuple(self._rows[state] for state in sorted(found & self._rows.keys()))
        return self._known.setdefault(frozenset(found), States(frozenset(found), rows))

    def _step(self, states: States, classes: Classes) -> States:
        """Return the states that a piece of these classes leads to."""
        return self._settled(
            {
                after
                for state in states.all
                for name in classes & self._next[state].keys()
                for after in self._next[state][name]
            }
        )

    def _classes(self, text: str) -> Classes:
        """Return the classes of a piece."""
        shapes = {name for name, shape in self._shapes.items() if shape.fullmatch(text)}
        return frozenset(shapes | self._exact.get(text, set()) | self._loose.get(text.lower(), set()))


def _classes_by_word(words: dict[str, list[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, members in words.items():
        for word in members:
            found.setdefault(word, set()).add(name)
    return found


GRAMMAR = Grammar(toml(TABLE))


def _pieces(doc: Doc) -> Iterator[Piece]:
    """Yield the pieces of a Doc, with a break in place of each word of a name and each blank line."""
    text = doc.text
    for token in doc:
        if token.ent_type or token.is_space:
            if token.ent_type or token.text.count("\n") > 1:
                yield _BREAK
            continue
        whole = len(token.text.rstrip("."))  # "m." may be a million that ends a sentence
        for piece in _PIECE.finditer(token.text):
            joint = _JOINTS.get(piece[0]) if _joins(text, token.idx + piece.start()) else None
            classes = frozenset((joint,)) if joint else GRAMMAR.classes(piece[0])
            yield Piece(classes, token.i, piece.start() == 0, piece.end() >= whole)


def _joins(text: str, at: int) -> bool:
    """Say whether the sign at `at` has other signs close on both sides."""
    return 0 < at < len(text) - 1 and not text[at - 1].isspace() and not text[at + 1].isspace()


def _fits(row: Row, pieces: list[Piece], begin: int, end: int) -> bool:
    """Say whether a match is of whole tokens and stands where its row lets it."""
    before, after = pieces[begin - 1].classes, pieces[end].classes
    if not pieces[end - 1].ends or before & row.not_after or after & row.not_before or _cut(pieces, end):
        return False
    return all(not asked or asked & there for asked, there in ((row.lead, before), (row.tail, after)))


def _cut(pieces: list[Piece], end: int) -> bool:
    """Say whether a longer number is cut at `end`, such as that of a telephone."""
    joined = pieces[end].classes & {"hyphen", "slash"}
    return bool(joined) and "number" in pieces[end - 1].classes & pieces[end + 1].classes


def _best(pieces: list[Piece], begin: int) -> tuple[int, str]:
    """Return where the longest match from a piece ends, with its label; it ends where it begins if there is none."""
    best, label = begin, ""
    if not pieces[begin].begins or pieces[begin - 1].classes & {"hyphen", "slash"}:
        return best, label
    states, at = GRAMMAR.step(GRAMMAR.start, pieces[begin].classes), begin
    while states.all:
        at += 1
        for row in states.rows:
            if at > best and _fits(row, pieces, begin, at):
                best, label = at, row.label
        states = GRAMMAR.step(states, pieces[at].classes)
    return best, label


def _spans(doc: Doc) -> Iterator[Span]:
    """Yield what the grammar finds, from left to right."""
    pieces = [_BREAK, *_pieces(doc), _BREAK, _BREAK]  # room to look one back and two ahead
    at = 1
    while at < len(pieces) - 2:
        end, label = _best(pieces, at)
        if label:
            yield Span(doc, pieces[at].token, pieces[end - 1].token + 1, label)
        at = max(end, at + 1)


@Language.component("kg_amounts", assigns=["doc.ents"])
def amounts(doc: Doc) -> Doc:
    """Add entities DATE, MONEY and QUANTITY among those that are there, which stay as they are."""
    doc.set_ents(list(_spans(doc)), default="unmodified")
    return doc
