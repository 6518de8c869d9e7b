"""What somebody decided of identifiers: applied to a reading, and taken back from it without loss."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg import vocab
from kg.records import Actor, Decision, Fact, KgError, Link, Reading

Table = Mapping[tuple[str, str], Decision]


class DecisionError(KgError):
    """Decisions that contradict one another, or what they decide of."""


def consistent(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions, sorted; two on one identifier, and some that lead back to it, raise DecisionError."""
    rows = tuple(sorted(decisions))
    table: dict[tuple[str, str], Decision] = {}
    for row in rows:
        if (other := table.setdefault((row.id, row.doc), row)) is not row:
            raise DecisionError(
                f"{row.id!r} is decided to be {other.into!r} and {row.into!r}: undo one of the two"
            )
    for doc in sorted({row.doc for row in rows}):
        for row in rows:
            _acyclic(row.id, doc, table)
    return rows


def _acyclic(name: str, doc: str, table: Table) -> None:
    seen = [name]
    for row in _steps(name, doc, table):
        if row.into in seen:
            raise DecisionError(f"{' is '.join((*seen, row.into))}, by decision: undo one of these")
        seen.append(row.into)


def _steps(name: str, doc: str, table: Table) -> Iterator[Decision]:
    """The decisions that lead from an identifier to what it is in a document; one on the document goes first."""
    while row := table.get((name, doc)) or table.get((name, "")):
        yield row
        name = row.into


def decided(reading: Reading, decisions: Sequence[Decision]) -> Reading:
    """The reading after the decisions and none that it followed before; what stays of the text is in the links.

    A claim that a decision would make nonsense of, as one whose subject would be its object, stays as it was read.
    """
    read = undecided(reading)
    if not decisions:
        return read
    ruling = _Ruling(read, decisions)
    facts = tuple(_sound(fact.relinked(ruling.revised), fact) for fact in read.facts)
    links = [link for fact in facts for link in fact.links if link.revises]
    speaking = {link.read.id for link in links if link.acts_for != link.read.acts_for}
    made = {
        name: ruling.made[name] for link in links for name in (link.id, link.acts_for) if name in ruling.made
    }
    actors = {a.id: ruling.speaking(a) if a.id in speaking else a for a in read.actors} | made
    return (
        replace(read, facts=facts, actors=tuple(actors[name] for name in sorted(actors))) if links else read
    )


def undecided(reading: Reading) -> Reading:
    """The reading as the text alone gave it."""
    links = [link for fact in reading.facts for link in fact.links]
    if not any(link.revises for link in links):
        return reading
    facts = tuple(fact.relinked(lambda link: link.read) for fact in reading.facts)
    spoke = {(link.read.id, link.acts_for): link.read.acts_for for link in links if link.revises}
    named = {name for link in links for name in (link.read.id, link.read.acts_for, link.read.of_state)}
    made = {name for link in links if link.revises for name in (link.id, link.acts_for)} - named
    actors = (
        replace(actor, acts_for=spoke.get((actor.id, actor.acts_for), actor.acts_for))
        for actor in reading.actors
        if actor.id not in made
    )
    return replace(reading, facts=facts, actors=tuple(actors))


class _Ruling:
    """What the decisions make of the identifiers of one reading: `made` are the actors that it did not have."""

    def __init__(self, read: Reading, decisions: Sequence[Decision]) -> None:
        table = {(row.id, row.doc): row for row in decisions}
        named = {row.into: row for row in reversed(decisions)}
        ids = {
            name for fact in read.facts for link in fact.links for name in (link.id, link.acts_for) if name
        }
        last = {name: [*_steps(name, read.document.id, table)][-1:] for name in sorted(ids)}
        self.into = {name: found[0].into for name, found in last.items() if found}
        self.actors = {actor.id: actor for actor in read.actors}
        self.made: dict[str, Actor] = {}
        for name, into in self.into.items():
            if into not in self.actors and into not in self.made:
                self.made[into] = self._actor(named[into], self.actors.get(name))

    def _actor(self, row: Decision, old: Actor | None) -> Actor:
        """One whom the document does not have by itself, with what it tells of whom it has instead."""
        bare = Actor(row.into, row.label, row.type)
        if old is None or row.type == "State":
            return bare
        return self.speaking(replace(bare, acts_for=old.acts_for, of_state=old.of_state))

    def speaking(self, actor: Actor) -> Actor:
        """The actor, acting for what its state or body is by the decisions."""
        return replace(actor, acts_for=self.into.get(actor.acts_for or "", actor.acts_for))

    def revised(self, link: Link) -> Link:
        """The link to what it leads to by the decisions."""
        acts_for = self.into.get(link.acts_for or "", link.acts_for)
        into = self.into.get(link.id)
        if into is None:
            return link if acts_for == link.acts_for else replace(link, acts_for=acts_for, revises=link)
        actor = self.actors.get(into) or self.made[into]
        return replace(
            link,
            id=into,
            label=actor.label,
            type=actor.type,
            acts_for=acts_for if vocab.is_a(actor.type, "Actor") else None,
            of_state=into if actor.type == "State" else actor.of_state,
            revises=link,
        )


def _sound(fact: Fact, read: Fact) -> Fact:
    """The fact, or as it was read where it would say that one does something to itself, or what nobody can."""
    if fact == read:
        return read
    subject, other, place = fact.subject, fact.object, fact.place
    allowed = vocab.allowed(fact.relation, subject.type, other.type if other else None)
    apart = other is None or other.id != subject.id
    return fact if allowed and apart and (place is None or vocab.is_a(place.type, "Place")) else read
