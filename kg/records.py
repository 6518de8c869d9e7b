"""The records that pass between the stages; their names are the ontology's, the tables' and the command line's.

All offsets are Unicode code points in the document's text as read, the end exclusive. Dates are ISO 8601 calendar
days as text (``2025-06-05``), which order as they read. Identifiers are local names (``USA``, ``Donald_Trump``) until
a stage that writes puts the base before them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

BASE = "https://w3id.org/geopolitics-kg/id/"


class KgError(Exception):
    """What went wrong, with the value and the place, and what to do next: the root of every error of this package."""


@dataclass(frozen=True, slots=True)
class Document:
    """A text as read, with what its source says of it; `id` is the IRI of its named graph."""

    id: str
    text: str
    published: str | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text."""

    begin: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A sentence of a document, counted from 0."""

    index: int
    begin: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A noun phrase that stands for an argument; `head` is the offset at which its head word begins."""

    begin: int
    end: int
    text: str
    head: int


@dataclass(frozen=True, slots=True)
class Source:
    """Who says a claim, by which words, and whom that source quotes in turn."""

    mention: Mention
    cue: str
    relays: Source | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """The days between which something happened, both included, and the words that say so."""

    earliest: str
    latest: str
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence says, its arguments still words.

    Several subjects or objects are coordinated: each subject does it to each object, and where `symmetric` holds and
    there is no object, the subjects do it to one another.
    """

    doc: str
    sentence: Sentence
    subjects: tuple[Mention, ...]
    relation: str
    objects: tuple[Mention, ...]
    trigger: Span
    rule: str
    confidence: float
    event: str | None = None
    mode: str | None = None
    context: tuple[str, ...] = ()
    symmetric: bool = False
    content: Span | None = None
    polarity: str = "positive"
    modality: str = "asserted"
    source: Source | None = None
    within: int | None = None
    time: Time | None = None
    place: Mention | None = None
    phrase: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """What the tables or the text tell of an identifier: the node that links lead to.

    `acts_for` is the local name of the state that a person or body speaks for, `of_state` that of the state whose it
    is, whether or not it speaks for it; `same_as` holds IRIs of others' data; `unlisted` is one whom no table has.
    """

    id: str
    label: str
    type: str
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    acts_for: str | None = None
    of_state: str | None = None
    unlisted: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A mention and the identifier that it stands for; `via` names the way the link was made.

    `sector` is the PLOVER code of what the mention says that it is: MIL of "US troops", which stand for the USA. What
    takes up something named elsewhere has the `rule` by which it does, and that name as its `antecedent`.
    `revises` is the link as the text alone gave it, where somebody decided that it is another.
    """

    id: str
    label: str
    type: str
    mention: Span
    via: str
    acts_for: str | None = None
    of_state: str | None = None
    sector: str | None = None
    rule: str | None = None
    antecedent: Span | None = None
    revises: Link | None = None

    @property
    def read(self) -> Link:
        """The link as the text alone gave it."""
        return self.revises or self


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a claim, once linked; `chain` holds whom that source relays, nearest first."""

    link: Link
    cue: str
    chain: tuple[Attribution, ...] = ()

    @property
    def voices(self) -> Iterator[Attribution]:
        """Itself and those that it relays, the nearest to the document first."""
        yield self
        for relayed in self.chain:
            yield from relayed.voices

    @property
    def links(self) -> Iterator[Link]:
        """The sources, the nearest to the document first."""
        return (voice.link for voice in self.voices)

    def relinked(self, change: Callable[[Link], Link]) -> Attribution:
        """The same attribution with every link changed."""
        chain = tuple(relayed.relinked(change) for relayed in self.chain)
        return replace(self, link=change(self.link), chain=chain)


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim whose names are linked: one subject, one object or none."""

    doc: str
    published: str | None
    sentence: Sentence
    subject: Link
    relation: str
    object: Link | None
    trigger: Span
    rule: str
    confidence: float
    event: str | None = None
    mode: str | None = None
    context: tuple[str, ...] = ()
    quad: str | None = None
    symmetric: bool = False
    content: Span | None = None
    polarity: str = "positive"
    modality: str = "asserted"
    attribution: Attribution | None = None
    within: str | None = None
    time: Time | None = None
    place: Link | None = None
    phrase: str | None = None
    id: str = field(default="")

    def __post_init__(self) -> None:
        if not self.id:
            object.__setattr__(self, "id", _digest(self))

    @property
    def links(self) -> Iterator[Link]:
        """Whom and what the fact speaks of: subject, object, place and sources."""
        yield self.subject
        yield from (link for link in (self.object, self.place) if link)
        if self.attribution:
            yield from self.attribution.links

    def relinked(self, change: Callable[[Link], Link]) -> Fact:
        """The same fact, with its id, every link of it changed."""
        return replace(
            self,
            subject=change(self.subject),
            object=self.object and change(self.object),
            place=self.place and change(self.place),
            attribution=self.attribution and self.attribution.relinked(change),
        )


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that something broke: the rule's name, the node or sentence, what is wrong, and the value."""

    rule: str
    focus: str
    message: str
    value: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """What somebody decided of an identifier: it is `into` from now on, or only in `doc` where one is given.

    `label` and `type` are those of `into`, so that a document which names only `id` needs no other to be read.
    """

    id: str
    doc: str
    into: str
    label: str
    type: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one document yields: its facts in the order of the text, the actors they lead to, and what was refused."""

    document: Document
    facts: tuple[Fact, ...] = ()
    actors: tuple[Actor, ...] = ()
    refused: tuple[Finding, ...] = ()

    @property
    def replaced(self) -> frozenset[str]:
        """The identifiers to which links led until somebody decided that they lead elsewhere, and none leads now."""
        links = [link for fact in self.facts for link in fact.links]
        old = [link.revises for link in links if link.revises]
        gone = {name for link in old for name in (link.id, link.acts_for) if name}
        return frozenset(gone.difference(*((link.id, link.acts_for, link.of_state) for link in links)))


@dataclass(frozen=True, slots=True)
class Run:
    """What made a graph: nothing in it depends on the clock, the machine or the order of the inputs."""

    version: str
    model: str
    rules: str
    options: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The content hash that names the run, 16 hexadecimal digits."""
        return digest(self.version, self.model, self.rules, *self.options)


def guessed(rule: str) -> bool:
    """Whether no row of the lexicon vouches for a rule: ``open``, ``near:condemn``."""
    return rule.partition(":")[0] in ("open", "near")


def digest(*parts: str) -> str:
    """The first 16 hexadecimal digits of the SHA-256 of the parts, each ended by a unit separator."""
    return sha256("".join(f"{part}\x1f" for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _digest(fact: Fact) -> str:
    spans = [fact.subject.mention, fact.object.mention if fact.object else None, fact.trigger, fact.content]
    where = [f"{span.begin}-{span.end}" if span else "" for span in spans]
    # As the text alone gave them: no decision changes the id of a claim.
    who = [fact.subject.read.id, fact.object.read.id if fact.object else ""]
    return digest(fact.doc, fact.relation, fact.phrase or "", fact.polarity, fact.modality, *who, *where)
