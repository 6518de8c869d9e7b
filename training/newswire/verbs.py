"""Constructions by what their verb asks for: passives, control, objects, particles."""

from dataclasses import replace

from newswire.clauses import clause, copula, gerund
from newswire.morphology import verb
from newswire.parts import maybe, passive_clause, to_do
from newswire.phrases import det, pp
from newswire.slots import Slots
from newswire.tree import Tree


def passive(slots: Slots) -> Tree:
    """X was arrested."""
    return passive_clause(slots)


def passive_to(slots: Slots) -> Tree:
    """X is expected to arrive / was forced to resign."""
    row = slots.chance.choice(("expect", "force", "allow", "order", "ask", "believe", "accuse", "schedule"))
    if row == "accuse":
        return clause(
            slots.victim(),
            row,
            gerund(slots.one("does"), slots.target().as_("obj"), after="of"),
            passive=True,
            tense=slots.chance.choice(("past", "perf", "pres")),
        )
    return clause(
        slots.subject(), row, to_do(slots), passive=True, tense=slots.chance.choice(("past", "pres", "perf"))
    )


def set_to(slots: Slots) -> Tree:
    """X is likely to ..."""
    who, word = (
        slots.subject(),
        slots.chance.choice(
            ("likely", "set", "unlikely", "ready", "reluctant", "unable", "willing", "eager")
        ),
    )
    return Tree(word, word, "ADJ", "JJ").before(who.as_("nsubj"), *copula(who, "is")).after(to_do(slots))


def reduced_relative(slots: Slots) -> Tree:
    """missiles supplied by X hit Y"""
    thing = slots.many("thing", bare=True)
    part = replace(verb(slots.one("does"), "part"), morph="Tense=Past|VerbForm=Part|Voice=Pass", dep="acl")
    thing = thing.after(
        part.after(pp("by", slots.subject(), "obl:agent") if slots.odds(0.6) else pp("in", slots.place()))
    )
    return (
        clause(slots.subject(), slots.one("does"), thing.as_("obj"), tense=slots.tense())
        if slots.odds(0.5)
        else clause(thing, slots.one("goes"), slots.time(), tense=slots.tense())
    )


def urges(slots: Slots) -> Tree:
    """X urged Y to ..."""
    return clause(
        slots.subject(),
        slots.one("urges"),
        slots.subject().as_("iobj"),
        maybe(slots, 0.25, slots.bare_time),
        to_do(slots),
        tense=slots.tense(),
    )


def makes(slots: Slots) -> Tree:
    """X forced Y to ..."""
    return clause(
        slots.subject(),
        slots.one("makes"),
        slots.victim().as_("obj"),
        maybe(slots, 0.2, slots.bare_time),
        to_do(slots),
        tense=slots.tense(),
    )


def accuses(slots: Slots) -> Tree:
    """X accused Y of violating ..."""
    whom = slots.subject().as_("obj")
    row = slots.one("doing_of")
    tail = (
        gerund(slots.one("does"), slots.target().as_("obj"), after="of")
        if slots.odds(0.8)
        else pp("of", slots.the("event"))
    )
    return clause(slots.subject(), row, whom, tail, tense=slots.tense()).next(
        maybe(slots, 0.2, slots.bare_time) if slots.odds(0.5) else None
    )


def promise_to(slots: Slots) -> Tree:
    """X reneged on a promise to ... / its plan to ..."""
    word = slots.chance.choice(
        ("promise", "plan", "decision", "effort", "threat", "offer", "move", "bid", "attempt", "pledge")
    )
    head = Tree(word, word, "NOUN", "NN").after(to_do(slots, "acl"))
    head = head.before(slots.possessor() if slots.odds(0.4) else det("an" if word[0] in "aeiou" else "a"))
    if slots.odds(0.4):
        return clause(
            slots.subject(),
            slots.chance.choice(("renege", "focus", "insist", "vote")),
            pp("on", head),
            tense=slots.tense(),
        )
    return clause(slots.subject(), slots.one("does"), head.as_("obj"), tense=slots.tense())


def gives(slots: Slots) -> Tree:
    """X sent Y weapons / sent weapons to Y."""
    row = slots.chance.choice(
        ("send sent sent", "give gave given", "sell sold sold", "offer", "deny", "hand", "grant")
    )
    if slots.odds(0.5):
        return clause(
            slots.subject(),
            row,
            slots.country().as_("iobj"),
            slots.many("thing").as_("obj"),
            maybe(slots, 0.3, slots.time),
            tense=slots.tense(),
        )
    return clause(
        slots.subject(),
        row,
        slots.many("thing").as_("obj"),
        pp("to", slots.subject()),
        maybe(slots, 0.3, slots.time),
        tense=slots.tense(),
    )


def calls_it(slots: Slots) -> Tree:
    """X called the move illegal."""
    word = slots.one("calls")
    return clause(
        slots.subject(),
        slots.chance.choice(("call", "declare", "deem", "consider")),
        slots.the("deal").as_("obj"),
        Tree(word, word, "ADJ", "JJ", "xcomp"),
        tense=slots.tense(),
    )


def particle(slots: Slots) -> Tree:
    """X called off the talks."""
    row, out = slots.one("particle").rsplit(":", 1)
    prt = Tree(out, out, "ADP", "RP", "compound:prt")
    return clause(
        slots.subject(),
        row,
        prt,
        slots.target().as_("obj"),
        maybe(slots, 0.4, slots.time),
        tense=slots.tense(),
    )


def calls_for(slots: Slots) -> Tree:
    """X called for Y."""
    row, prep = slots.chance.choice(
        (
            ("call", "for"),
            ("push", "for"),
            ("respond", "to"),
            ("react", "to"),
            ("agree", "on"),
            ("vote", "on"),
            ("withdraw withdrew withdrawn", "from"),
            ("focus", "on"),
            ("object", "to"),
            ("prepare", "for"),
            ("participate", "in"),
            ("comment", "on"),
            ("work", "toward"),
            ("retaliate", "against"),
        )
    )
    return clause(
        slots.subject(), row, pp(prep, slots.target()), maybe(slots, 0.4, slots.time), tense=slots.tense()
    )


def imposes_on(slots: Slots) -> Tree:
    """X imposed tariffs on Y."""
    row, prep = slots.chance.choice(
        (
            ("impose", "on"),
            ("lift", "on"),
            ("demand", "from"),
            ("launch", "against"),
            ("seek sought sought", "from"),
            ("file", "against"),
            ("sign", "with"),
            ("discuss", "with"),
            ("raise", "with"),
            ("share", "with"),
            ("deliver", "to"),
            ("deploy", "to"),
        )
    )
    whom = slots.subject() if slots.odds(0.7) else slots.place()
    return clause(
        slots.subject(),
        row,
        (slots.many("thing") if slots.odds(0.7) else slots.the("deal")).as_("obj"),
        pp(prep, whom),
        maybe(slots, 0.4, slots.time),
        tense=slots.tense(),
    )


def seeks_goal(slots: Slots) -> Tree:
    """X sought peace from Y."""
    goal = slots.one("goal")
    head = Tree(goal, goal, "NOUN", "NN", "obj").after(
        pp(
            slots.chance.choice(("from", "in", "for")),
            slots.nominal() if slots.odds(0.3) else slots.subject(),
            "nmod",
        )
    )
    return clause(
        slots.subject(),
        slots.chance.choice(("seek sought sought", "want", "promote", "threaten", "restore", "undermine")),
        head,
        tense=slots.chance.choice(("past", "prog", "will", "pres")),
    )


ALL = (
    passive,
    passive_to,
    set_to,
    reduced_relative,
    urges,
    makes,
    accuses,
    promise_to,
    gives,
    calls_it,
    particle,
    calls_for,
    imposes_on,
    seeks_goal,
)
