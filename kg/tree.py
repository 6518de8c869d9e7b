"""A parse as plain objects: what the stages ask of its words hundreds of times, read once.

spaCy keeps a parse in C, and makes an object or looks up a string for every question, which takes 0.1 to 0.7
microseconds and was a third of the time of extraction. Here a word answers by its own attributes, under spaCy's names.
What is rarely asked is passed on to the parse; of the rest nothing, lest spaCy's tokens get among the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from spacy.tokens import Doc

_STRINGS = ("ORTH", "LOWER", "LEMMA", "POS", "TAG", "DEP", "ENT_TYPE", "MORPH")
_NUMBERS = ("ENT_IOB", "SPACY", "SENT_START", "IS_SPACE", "HEAD")
_IOB = ("", "I", "O", "B")
_SPACES = ("", " ")
_STARTS = {0: None, 1: True, -1: False}
_PASSED = frozenset({"is_digit", "is_punct", "is_sent_end", "text_with_ws"})


class Word:
    """A token of a parse; words are the same where they are one object."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_iob_",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_sent_start",
        "is_space",
        "lefts",
        "lemma_",
        "lower_",
        "morph",
        "pos_",
        "rights",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )
    doc: Tree
    i: int
    idx: int
    text: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    morph: Mapping[str, list[str]]
    whitespace_: str
    is_sent_start: bool | None
    is_space: bool
    head: Word
    lefts: tuple[Word, ...]
    rights: tuple[Word, ...]
    sent: Stretch
    children: tuple[Word, ...]

    def __getattr__(self, name: str) -> Any:
        if name in _PASSED:
            return getattr(self.doc.source[self.i], name)
        raise AttributeError(f"a word has no {name!r}: add it to kg/tree.py")

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def nbor(self, i: int = 1) -> Word:
        """The word so many places on."""
        if not 0 <= self.i + i < len(self.doc):
            raise IndexError(f"no word {i} places from {self.i} of {len(self.doc)}")
        return self.doc.words[self.i + i]

    @property
    def ancestors(self) -> Iterator[Word]:
        """The words above, the nearest first."""
        word = self
        while word.head is not word:
            word = word.head
            yield word

    @property
    def subtree(self) -> Iterator[Word]:
        """The word and all below it, in the order of the text where no branches cross."""
        waiting = [(self, False)]  # a list, since a chain of words may be deeper than the stack
        while waiting:
            word, opened = waiting.pop()
            if opened or not word.children:
                yield word
            else:
                parts = (
                    *((one, False) for one in word.lefts),
                    (word, True),
                    *((one, False) for one in word.rights),
                )
                waiting.extend(reversed(parts))

    def is_ancestor(self, other: Word) -> bool:
        """Whether this stands above another word."""
        return any(word is self for word in other.ancestors)

    @property
    def left_edge(self) -> Word:
        """The first word below this or itself."""
        return self.doc.words[self.doc.source[self.i].left_edge.i]

    @property
    def right_edge(self) -> Word:
        """The last word below this or itself."""
        return self.doc.words[self.doc.source[self.i].right_edge.i]


class Stretch:
    """Some words in a row."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Tree, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Word]:
        return iter(self.doc.words[self.start : self.end])

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self))
            return Stretch(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.words[self.start : self.end][at]

    @property
    def root(self) -> Word:
        """The word above the others."""
        return self.doc.words[self.doc.source[self.start : self.end].root.i]

    @property
    def start_char(self) -> int:
        """The offset at which it begins."""
        return self.doc.words[self.start].idx

    @property
    def end_char(self) -> int:
        """The offset at which it ends."""
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The words as they are written."""
        return self.doc.text[self.start_char : self.end_char] if self.end > self.start else ""


class Tree:
    """A parse; `source` is spaCy's."""

    __slots__ = ("ents", "sents", "source", "text", "words")

    def __init__(self, source: Doc) -> None:
        self.source, self.text = source, source.text
        heads, below = self._read(), dict[int, list[Word]]()
        for word, up in zip(self.words, heads, strict=True):
            word.head = self.words[word.i + up]
            if up:
                below.setdefault(word.head.i, []).append(word)
        for i, found in below.items():
            before = sum(word.i < i for word in found)
            children, head = tuple(found), self.words[i]
            head.children, head.lefts, head.rights = children, children[:before], children[before:]
        self.ents = tuple(map(self.stretch, source.ents))
        self.sents = tuple(map(self.stretch, source.sents))
        for sentence in self.sents:
            for word in sentence:
                word.sent = sentence

    def _read(self) -> list[int]:
        """Make the words, all from one table of numbers, and return how far each is from its head."""
        table = self.source.to_array([*_STRINGS, *_NUMBERS])
        spelled = self.source.vocab.strings
        names = [_spelled(table[:, column].tolist(), spelled) for column in range(len(_STRINGS))]
        numbers: list[list[int]] = table[:, len(_STRINGS) :].astype("int64").T.tolist()
        marks, spaces, starts, blank, heads = numbers
        words, idx = [], 0
        for i, (text, lower, lemma, pos, tag, dep, kind, features) in enumerate(zip(*names, strict=True)):
            word = Word()
            word.doc, word.i, word.idx = self, i, idx
            word.text, word.lower_, word.lemma_ = text, lower, lemma
            word.pos_, word.tag_, word.dep_ = pos, tag, dep
            word.ent_type_, word.ent_iob_, word.morph = kind, _IOB[marks[i]], _features(features)
            word.children = word.lefts = word.rights = ()
            word.whitespace_, word.is_sent_start = _SPACES[spaces[i]], _STARTS[starts[i]]
            word.is_space = bool(blank[i])
            words.append(word)
            idx += len(text) + spaces[i]
        self.words = tuple(words)
        return heads

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.words))
            return Stretch(self, start, max(start, end))
        return self.words[at]

    def has_annotation(self, name: str) -> bool:
        """Whether the parse tells of a kind of thing, such as DEP."""
        return bool(self.source.has_annotation(name))

    def char_span(self, begin: int, end: int, **options: Any) -> Stretch | None:
        """The words between two offsets."""
        found = self.source.char_span(begin, end, **options)
        return None if found is None else self.stretch(found)

    def stretch(self, source: Any) -> Stretch:
        """Some words of the parse as words of this."""
        return Stretch(self, source.start, source.end, source.label_)


def _spelled(keys: list[int], strings: Any) -> list[str]:
    """The strings that a column holds by their keys, each looked up once."""
    known = {key: strings[key] for key in set(keys)}
    return [known[key] for key in keys]


@cache
def _features(told: str) -> Mapping[str, list[str]]:
    """The values of the features of a word: Number, Tense."""
    pairs = (feature.partition("=") for feature in told.split("|"))
    return MappingProxyType({name: values.split(",") for name, _, values in pairs if values})


def tree(doc: Doc | Tree) -> Doc:
    """A parse as plain objects, which answers all that the stages ask of it as spaCy's does; one is made only once."""
    return cast("Doc", doc if isinstance(doc, Tree) else Tree(doc))
