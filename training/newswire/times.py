"""Constructions with a time that no preposition announces."""

from newswire.clauses import clause
from newswire.parts import maybe, plain_clause, to_do
from newswire.phrases import adverb, comma, pp
from newswire.slots import Slots
from newswire.tree import Tree


def time_before_verb(slots: Slots) -> Tree:
    """Ministry officials this week protested the decision."""
    timeless = slots.odds(0.1)
    made = clause(
        slots.subject(), slots.one("does"), slots.target().as_("obj"), maybe(slots, 0.3, slots.where)
    )
    if timeless:
        return made
    return made.next(slots.bare_time() if slots.odds(0.75) else pp("on", slots.weekday()))


def time_before_vow(slots: Slots) -> Tree:
    """The court Thursday agreed to hear ..."""
    return clause(slots.subject(), slots.one("vows"), to_do(slots)).next(
        slots.bare_time() if slots.odds(0.8) else pp("on", slots.weekday())
    )


def time_first(slots: Slots) -> Tree:
    """Last month, X agreed to ... / On Monday X left."""
    when = slots.time()
    return plain_clause(slots, time=False).before(when.after(comma()) if slots.odds(0.6) else when)


def vow_after_time(slots: Slots) -> Tree:
    """X agreed last month to cut subsidies."""
    return clause(
        slots.subject(),
        slots.one("vows"),
        slots.bare_time(),
        to_do(slots),
        adv=maybe(slots, 0.15, lambda: adverb(slots.one("adverb"))),
    )


ALL = (
    time_before_verb,
    time_before_vow,
    time_first,
    vow_after_time,
)
