"""Constructions with clauses that hang on a main clause."""

from dataclasses import replace

from newswire.clauses import clause, gerund
from newswire.parts import amid, content, maybe, passive_clause, plain_clause, to_do
from newswire.phrases import comma, det, function, mark
from newswire.slots import Slots
from newswire.tree import Tree


def amid_tensions(slots: Slots) -> Tree:
    """X met Y amid tensions that ..."""
    made = plain_clause(slots)
    return made.after(amid(slots).before(comma()) if slots.odds(0.5) else amid(slots))


def with_accusing(slots: Slots) -> Tree:
    """..., with both sides accusing the other of violating ..."""
    if slots.odds(0.5):
        who = Tree("sides", "side", "NOUN", "NNS", "nsubj", plural=True).before(det("both"))
    else:
        who = slots.pick(((slots.many, 2), (slots.country, 1), (slots.person, 1))).as_("nsubj")
    if slots.odds(0.5):
        other = (
            slots.country().as_("obj")
            if slots.odds(0.5)
            else Tree("other", "other", "ADJ", "JJ", "obj").before(det("each" if slots.odds(0.4) else "the"))
        )
        head = gerund("accuse", other, gerund(slots.one("does"), slots.target().as_("obj"), after="of"))
    else:
        head = gerund(slots.one("does"), slots.target().as_("obj"))
    tail = head.next(mark("with"), who)
    made = plain_clause(slots)
    if slots.odds(0.25):
        return made.before(replace(tail, left=(mark("with"), *tail.left[1:])).after(comma()))
    return made.after(tail.before(comma()) if slots.odds(0.85) else tail)


def after_clause(slots: Slots) -> Tree:
    """X rose after the call was reported by Y."""
    word = slots.chance.choice(
        ("after", "before", "as", "while", "because", "when", "since", "if", "until", "although")
    )
    lead = Tree("when", "when", "ADV", "WRB", "advmod") if word == "when" else mark(word)
    tail = (
        (plain_clause(slots, time=False) if slots.odds(0.65) else passive_clause(slots))
        .before(lead)
        .as_("advcl")
    )
    made = plain_clause(slots)
    return (
        made.before(tail.after(comma()))
        if slots.odds(0.3)
        else made.after(tail.before(comma()) if slots.odds(0.3) else tail)
    )


def after_doing(slots: Slots) -> Tree:
    """after meeting X / , saying the deal was ... / , killing two soldiers"""
    made, kind = plain_clause(slots), slots.chance.random()
    if kind < 0.35:
        tail = gerund(
            slots.one("does"),
            slots.target().as_("obj"),
            after=slots.chance.choice(("after", "before", "by", "without")),
        )
        return made.before(tail.after(comma())) if slots.odds(0.3) else made.after(tail)
    if kind < 0.65:
        return made.after(
            gerund(slots.chance.choice(("say", "claim", "warn", "argue", "insist")), content(slots)).before(
                comma()
            )
        )
    if kind < 0.8:
        return made.after(
            gerund(slots.chance.choice(("kill", "wound", "injure")), slots.many().as_("obj")).before(comma())
        )
    return made.after(gerund(slots.one("does"), slots.target().as_("obj")).before(comma()))


def purpose(slots: Slots) -> Tree:
    """X met in Y to discuss ..."""
    return clause(
        slots.subject(),
        slots.chance.choice(("meet met met", "gather", "travel", "convene", "act", "vote")),
        maybe(slots, 0.5, slots.where),
        maybe(slots, 0.5, slots.bare_time),
        to_do(slots, "advcl"),
        tense=slots.tense(),
    )


def but_clause(slots: Slots) -> Tree:
    """X agreed, but Y refused"""
    word = slots.chance.choice(("but", "and", "but", "yet"))
    second = plain_clause(slots).before(function(word, "CCONJ", "CC", "cc")).before(comma())
    return plain_clause(slots).after(second.as_("conj"))


def two_verbs(slots: Slots) -> Tree:
    """X met Y and signed Z."""
    subject = slots.subject()
    second = clause(None, slots.one("does"), slots.target().as_("obj"))
    second = second.before(function("and", "CCONJ", "CC", "cc")).as_("conj")
    return clause(subject, slots.one("meets"), slots.victim().as_("obj"), second)


ALL = (
    amid_tensions,
    with_accusing,
    after_clause,
    after_doing,
    purpose,
    but_clause,
    two_verbs,
)
