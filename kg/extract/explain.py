"""Why a sentence says what it says: its clauses, and every row of the lexicon that its words brought up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract import clauses, spans
from kg.extract.fill import fills, lack
from kg.extract.triggers import triggers
from kg.rules.cues import Cues
from kg.rules.lexicon import Lexicon

_PREDICATES = frozenset({"VERB", "AUX"})
_SLOTS = ("subject", "object", "complement")


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate, the offset at which it begins, and its arguments by slot or preposition."""

    predicate: str
    begin: int
    arguments: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Attempt:
    """A row that a word brought up: the words, where they begin, and what the row lacked, None where nothing."""

    rule: str
    words: str
    begin: int
    lack: str | None


def told(doc: Doc, cues: Cues) -> Iterator[Clause]:
    """The predicate-argument structures of a document, as the rules see them."""
    for token in doc:
        if token.pos_ in _PREDICATES and not token.dep_.startswith(("aux", "cop")):
            found = clauses.verb(token, cues)
            named = {name: found.slots[name] for name in _SLOTS} | found.preps
            arguments = {name: tuple(map(_words, tokens)) for name, tokens in named.items() if tokens}
            if arguments:
                yield Clause(token.text, token.idx, arguments)


def _words(token: Token) -> str:
    return spans.mention(token).text if token.pos_ not in _PREDICATES else spans.clause(token).text


def attempts(doc: Doc, lexicon: Lexicon) -> Iterator[Attempt]:
    """The rows that the words of a document bring up, phrases before single words, an idiom by its words."""
    for token in doc:
        for phrases in (True, False):
            for trigger in triggers(token, lexicon, phrases=phrases):
                words = " ".join(each.text for each in sorted(trigger.tokens, key=lambda each: each.i))
                if not trigger.rows:
                    yield Attempt("(idiom)", words, token.idx, "an idiom, which says nothing")
                for filled in fills(trigger, lexicon.cues):
                    yield Attempt(filled.row.name, words, token.idx, lack(filled))
