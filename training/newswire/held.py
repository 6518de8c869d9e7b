"""Constructions that only measure: other wordings and combinations of what is trained."""

from newswire.clauses import clause, gerund
from newswire.parts import according, relative, to_do
from newswire.phrases import comma, conj, det, function, mark, pp
from newswire.slots import Slots
from newswire.tree import Tree


def leaders_signed_there(slots: Slots) -> Tree:
    """X and Y signed a deal in Z on Friday after talks."""
    pair = conj(slots.titled(), slots.titled())
    return clause(
        pair,
        "sign",
        slots.the("deal").as_("obj"),
        slots.where(),
        pp("on", slots.weekday()),
        pp("after", slots.the("event")),
    )


def officials_said_time_inside(slots: Slots) -> Tree:
    """X said Y this week rejected Z, with both armies claiming ..."""
    inner = (
        clause(slots.pair(), slots.one("does"), slots.target().as_("obj"))
        .next(slots.bare_time())
        .as_("ccomp")
    )
    armies = Tree("armies", "army", "NOUN", "NNS", "nsubj", plural=True).before(det("both"))
    tail = gerund("claim", slots.the("event").as_("obj")).next(mark("with"), armies).before(comma())
    return clause(slots.described(), "say said said", inner, tail)


def envoy_told_to(slots: Slots) -> Tree:
    """X, an envoy for Y, was told last week to halt Z, according to W."""
    role = slots.compound("envoy").before(det("an")).after(pp("for", slots.country(), "nmod"))
    who = slots.person_full().after(role.before(comma()).after(comma()).as_("appos"))
    return clause(
        who, "tell told told", slots.bare_time(), to_do(slots), according(slots).before(comma()), passive=True
    )


def passive_restrictions(slots: Slots) -> Tree:
    """X were angered by fresh restrictions on the sale of Y that have strained ties between Z and W."""
    limits = slots.nominal()
    ties = Tree("ties", "tie", "NOUN", "NNS", "obj", plural=True).after(slots.between())
    limits = limits.after(clause(relative(limits), "strain", ties, tense="perf").as_("acl:relcl"))
    return clause(slots.subject(), "anger", pp("by", limits, "obl:agent"), passive=True, tense="perf")


def vow_then_deny(slots: Slots) -> Tree:
    """X agreed in Y on Monday to lower Z, but W denied A had withdrawn B."""
    inner = clause(
        slots.country(), "withdraw withdrew withdrawn", slots.many("thing").as_("obj"), tense="had"
    ).as_("ccomp")
    other = (
        clause(slots.subject(), "deny", inner)
        .before(function("but", "CCONJ", "CC", "cc"))
        .before(comma())
        .as_("conj")
    )
    return clause(slots.pair(), "agree", slots.where(), pp("on", slots.weekday()), to_do(slots), other)


ALL = (
    leaders_signed_there,
    officials_said_time_inside,
    envoy_told_to,
    passive_restrictions,
    vow_then_deny,
)
