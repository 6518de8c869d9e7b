"""What a mention turns out to stand for, before it becomes a link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import combining, normalize

from kg import vocab
from kg.rules.entries import Entry

_DROPPED = re.compile("[.,'\"\u2018\u2019\u201c\u201d]")
_UNSAFE = re.compile(r"[^\w\-]+")
_SPEAKERS = frozenset({"Institution"})


@dataclass(frozen=True, slots=True)
class Referent:
    """An identifier and how it was reached; `sure` is false for a name that no table knows.

    `of_state` is the state whose it is though it may not act for it, `sector` the PLOVER sector of the mention, `rule`
    the way of coreference.
    """

    id: str
    label: str
    type: str
    via: str
    acts_for: str | None = None
    gender: str | None = None
    sure: bool = True
    of_state: str | None = None
    sector: str | None = None
    kind: str = ""
    rule: str | None = None

    @property
    def state(self) -> str | None:
        """The state that this is or acts for."""
        return self.id if self.type == "State" else self.acts_for

    @property
    def country(self) -> str | None:
        """The state whose this is, or else that it is or acts for."""
        return self.of_state or self.state

    @property
    def land(self) -> str | None:
        """The state that this is, or else whose it is, whomever it acts for."""
        return self.id if self.type == "State" else self.of_state

    @property
    def people(self) -> bool:
        """Whether this is a people, as the Yoruba, and not a body or state."""
        return self.kind == "people"

    @property
    def actor(self) -> bool:
        """Whether this can act."""
        return vocab.is_a(self.type, "Actor")


def slug(label: str) -> str:
    """The identifier that a label makes, without accents and punctuation: ``Pete_Hegseth``."""
    plain = "".join(letter for letter in normalize("NFKD", label) if not combining(letter))
    return _UNSAFE.sub("_", _DROPPED.sub("", plain)).strip("_-")


def known(entry: Entry, via: str, *, acts_for: str | None = None) -> Referent:
    """The referent of a row of the tables."""
    speaks = entry.type in _SPEAKERS or entry.state_media
    own = entry.id if entry.type == "State" else entry.state if speaks else None
    return Referent(
        entry.id,
        entry.label,
        entry.type,
        via,
        acts_for or own,
        entry.gender,
        of_state=entry.state,
        sector=entry.sector,
        kind=entry.kind,
    )
