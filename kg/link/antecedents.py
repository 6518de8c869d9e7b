"""Where the text named what a word takes up: the antecedent of "he", "the bloc" and "the foreign ministry"."""

from __future__ import annotations

from collections.abc import Iterable

from kg.link.discourse import Discourse, Seen
from kg.link.referents import Referent
from kg.records import Mention, Span


def antecedent(discourse: Discourse, referent: Referent, mention: Mention) -> Span | None:
    """The nearest name before a mention of what it takes up, or of whose it is; else the nearest after it."""
    if referent.via != "coreference":
        return None
    at = discourse.scene.at(mention.head)
    same = (seen for seen in discourse.seen if seen.referent.id == referent.id)
    whose = (seen for seen in discourse.seen if seen.referent.state in (referent.id, referent.state))
    found = _outside(discourse, same, mention) or (
        _outside(discourse, whose, mention) if referent.state else []
    )
    return (
        _span(discourse, min(found, key=lambda seen: (seen.i > at.i, abs(seen.i - at.i))).i)
        if found
        else None
    )


def _outside(discourse: Discourse, found: Iterable[Seen], mention: Mention) -> list[Seen]:
    """What is named elsewhere than in a mention."""
    starts = discourse.scene.starts
    return [seen for seen in found if not mention.begin <= starts[seen.i] < mention.end]


def _span(discourse: Discourse, i: int) -> Span:
    """The whole name that a token is of."""
    person, match = discourse.persons[i], discourse.scene.names[i]
    start, end = (person.start, person.end) if person else (match.start, match.end) if match else (i, i + 1)
    words = discourse.scene.doc[start:end]
    return Span(words.start_char, words.end_char, words.text)
