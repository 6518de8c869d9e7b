"""Attribution: who says a claim, whom that source relays, and the sources that have no name."""

from __future__ import annotations

from collections.abc import Iterator

from kg.link.actors import linked
from kg.link.bearing import local
from kg.link.discourse import Discourse
from kg.link.referents import Referent
from kg.link.resolve import readings
from kg.link.scene import noun
from kg.link.tables import nominals
from kg.records import Attribution, Link, Mention, Source


def attribution(discourse: Discourse, source: Source) -> Attribution | None:
    """The source of a claim and those it relays, nearest first, without the publisher of the text."""
    chain = [Attribution(_link(discourse, one.mention), one.cue) for one in _relays(source)]
    outer = [one for one in chain if not _publisher(discourse, one.link)]
    return Attribution(outer[0].link, outer[0].cue, tuple(outer[1:])) if outer else None


def quoted(discourse: Discourse, source: Source) -> Referent | None:
    """Whom "I" and "we" mean in the words of a source."""
    found = _actor(discourse, source.mention)
    return found if found and found.type != "MediaOutlet" else None


def _relays(source: Source | None) -> Iterator[Source]:
    while source is not None:
        yield source
        source = source.relays


def _link(discourse: Discourse, mention: Mention) -> Link:
    found = _actor(discourse, mention) or _unnamed(discourse, mention)
    return linked(discourse, found, mention)


def _actor(discourse: Discourse, mention: Mention) -> Referent | None:
    """The first reading that is one actor."""
    found = readings(discourse, discourse.scene.at(mention.head))
    return next((reading[0] for reading in found if len(reading) == 1 and reading[0].actor), None)


def _unnamed(discourse: Discourse, mention: Mention) -> Referent:
    """A source without a name is known by its place in the text: "market analysts"."""
    head = discourse.scene.at(mention.head)
    cls = nominals().groups.get(noun(head), "CivilGroup")
    one = cls == "CivilGroup" and head.pos_ == "NOUN" and head.morph.get("Number", []) == ["Sing"]
    name = local(discourse.scene, f"{mention.begin}-{mention.end}")
    return Referent(
        name, mention.text, "Person" if one and discourse.scene.titles[head.i] else cls, "text", sure=False
    )


def _publisher(discourse: Discourse, link: Link) -> bool:
    publisher = (discourse.scene.document.publisher or "").casefold()
    entry = discourse.scene.gazetteer.entries.get(link.id)
    names = (link.label, *(entry.names if entry else ()))
    return bool(publisher) and publisher in {name.casefold() for name in names}
