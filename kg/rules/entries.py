"""What the tables of names say: entries, the senses of a name, titles and posts, and the gazetteer that holds them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

SPEAKING = frozenset({"GOV", "MIL", "SPY", "COP", ""})  # sectors whose members act for their state

_BODIES = frozenset({"Institution", "InternationalOrganization"})
_RUN = re.compile(r"[^\W_]+")


# Entries, senses and posts are named tuples since there are thousands of each: a frozen dataclass is slow to make.
class Entry(NamedTuple):
    """A row of a table of entities; `state` is the state it belongs to or acts for."""

    id: str
    label: str
    type: str
    state: str | None = None
    kind: str = ""
    names: tuple[str, ...] = ()
    adjective: str | None = None
    article: bool = False
    leader: str | None = None
    gender: str | None = None
    state_media: bool = False
    roles: tuple[str, ...] = ()
    of: str | None = None
    neighbours: tuple[str, ...] = ()
    region: str | None = None
    sector: str | None = None
    plover: str | None = None
    same_as: tuple[str, ...] = ()

    @property
    def full(self) -> str:
        """The label as it stands inside a phrase: "the United States", "the European Commission"."""
        body = self.type in _BODIES and " " in self.label
        return f"the {self.label}" if self.article or body else self.label


class Sense(NamedTuple):
    """One thing that a name may stand for; `form` is name, people, adjective, surname or metonym.

    A weak sense needs support from the text. `city` holds of metonyms that are places too.
    """

    entry: Entry
    form: str
    weak: bool = False
    city: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """What a title makes of its bearer; `template` names the office of a state or body given as ``{of}``."""

    words: str
    role: str
    kind: str
    sector: str
    template: str | None
    only: frozenset[str]
    gender: str | None
    plural: bool

    @property
    def speaks(self) -> bool:
        """Whether the bearer acts for the state or body that the title belongs to."""
        return self.sector in SPEAKING and self.kind != "honorific"


class Post(NamedTuple):
    """Who held an office from when until when; open ends are None, the last day is the successor's."""

    person: str
    office: Entry
    since: str | None = None
    until: str | None = None

    def covers(self, day: str) -> bool:
        """Whether the post was held on a day; a bound without a day holds for its whole year or month."""
        return (self.since or "") <= day and (
            self.until is None or day < self.until or day.startswith(self.until + "-")
        )


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names, looked up by their runs of letters and digits: dots and hyphens do not matter."""

    entries: Mapping[str, Entry]
    names: Mapping[str, tuple[Sense, ...]]
    titles: Mapping[str, tuple[Title, ...]]
    posts: Mapping[str, tuple[Post, ...]]
    offices: Mapping[str, tuple[Entry, ...]]
    reach: Mapping[str, int]
    title_reach: Mapping[str, int]

    def senses(self, name: str) -> tuple[Sense, ...]:
        """What a name may stand for, in the order of the tables; empty where it is unknown."""
        return self.names.get(key(name), ())

    def holders(self, role: str, of: str, day: str | None) -> tuple[Entry, ...]:
        """Who held an office of a state or body on a day; without a day nobody is certain."""
        posts = (post for post in self.posts.get(f"{role} {of}", ()) if day and post.covers(day))
        return tuple(dict.fromkeys(self.entries[post.person] for post in posts))

    def held(self, person: str, day: str | None = None) -> tuple[Post, ...]:
        """The posts of a person, those of a day where one is given."""
        return tuple(post for post in self.posts.get(person, ()) if day is None or post.covers(day))


def key(name: str) -> str:
    """The runs of letters and digits of a name, by which it is looked up."""
    if name.isalnum():
        return name
    words = name.split()  # most names have nothing but letters and spaces, where no pattern is needed
    return " ".join(words if "".join(words).isalnum() else _RUN.findall(name))
