"""A person joined to a title: whom the bearer acts for, by the text first and the tables after it."""

from __future__ import annotations

from dataclasses import replace

from kg import vocab
from kg.link import identity
from kg.link.referents import Referent
from kg.link.scene import Bearer, Scene
from kg.link.titles import Named
from kg.rules.entries import Title


def joined(scene: Scene, named: Named, referent: Referent) -> Bearer:
    """Join a person to a title: what the text says of whom the person acts for beats the tables."""
    title = named.title
    gender = referent.gender or (title and title.gender)
    acts_for = _acts_for(scene, named, referent)
    own = acts_for or (named.of.state if named.of else None)
    referent = replace(
        referent,
        acts_for=acts_for,
        gender=gender or None,
        of_state=referent.of_state or own,
        sector=(title and title.sector) or referent.sector,
    )
    words = named.words(scene)
    return Bearer(named.start, named.first, named.end, words, referent, title, named.of, named.former)


def local(scene: Scene, name: str) -> str:
    """An identifier that holds in this text alone, for one of several persons of a name."""
    return identity.local(scene.document.id, name)


def _acts_for(scene: Scene, named: Named, referent: Referent) -> str | None:
    if named.title and named.of and not named.former and named.title.speaks:
        return named.of.state or (named.of.id if named.of.actor else None)
    if named.former:
        return None
    return serves(scene, referent.id) or (_implied(scene, named.title, referent) if named.title else None)


def _implied(scene: Scene, title: Title, referent: Referent) -> str | None:
    """The state of a title that names none: its bearer's, or the only one that has such a title."""
    if not title.speaks or title.kind != "office":
        return None
    entry = scene.gazetteer.entries.get(referent.id)
    return entry.state if entry else min(title.only) if len(title.only) == 1 else None


def serves(scene: Scene, person: str) -> str | None:
    """The state or body for which a person holds an office on the day of the text, by the tables."""
    day = scene.document.published
    posts = scene.gazetteer.held(person, day)
    if not posts or (day is None and len({post.office.of for post in posts}) > 1):
        return None
    served = [of for post in posts if (of := scene.gazetteer.entries.get(post.office.of or ""))]
    states = (of.state for of in served if of.state and not vocab.is_a(of.type, "ArmedGroup"))
    return next(states, served[0].id if served else None)
