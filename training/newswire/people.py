"""Constructions with leaders: titles, nationalities, lists, appositions."""

from newswire.clauses import clause
from newswire.parts import according, after_comma, amid, maybe, relative, to_do
from newswire.phrases import adverb, comma, conj, det, pp
from newswire.slots import Slots
from newswire.tree import Tree


def two_leaders(slots: Slots) -> Tree:
    """US President X and Chinese President Y met Thursday, according to ..."""
    pair = conj(slots.titled(), slots.titled() if slots.odds(0.8) else slots.described())
    row = slots.chance.choice(
        ("meet met met", "speak spoke spoken", "talk", "agree", "clash", "dine", "gather")
    )
    made = clause(
        pair,
        row,
        slots.bare_time(),
        maybe(slots, 0.4, slots.where),
        tense=slots.chance.choice(("past", "past", "will", "perf")),
    )
    return made.after(maybe(slots, 0.4, lambda: after_comma(according(slots)))).after(
        maybe(slots, 0.4, lambda: after_comma(amid(slots)))
    )


def leader_acts(slots: Slots) -> Tree:
    """French Foreign Minister X condemned the plan Tuesday."""
    who = slots.titled() if slots.odds(0.7) else slots.described()
    return clause(
        who, slots.one("does"), slots.target().as_("obj"), maybe(slots, 0.6, slots.time), tense=slots.tense()
    )


def leader_meets_leader(slots: Slots) -> Tree:
    """X talked with Y on Monday in Z."""
    who, whom = slots.titled(), (slots.titled() if slots.odds(0.6) else slots.described())
    if slots.odds(0.4):
        row = slots.chance.choice(("meet met met", "speak spoke spoken", "talk", "clash", "negotiate"))
        return clause(
            who, row, pp("with", whom), slots.time(), maybe(slots, 0.4, slots.where), tense=slots.tense()
        )
    return clause(
        who,
        slots.one("meets"),
        whom.as_("obj"),
        maybe(slots, 0.5, slots.where),
        slots.time(),
        tense=slots.tense(),
    )


def demonym_pair(slots: Slots) -> Tree:
    """US and Chinese negotiators agreed in Geneva last month to lower tariffs."""
    return clause(
        slots.pair(),
        slots.one("vows"),
        maybe(slots, 0.5, slots.where),
        maybe(slots, 0.6, slots.bare_time),
        to_do(slots),
        adv=maybe(slots, 0.2, lambda: adverb(slots.one("adverb"))),
    )


def leader_list(slots: Slots) -> Tree:
    """X, Y and Z signed the accord."""
    pick = slots.chance.choice((slots.country, slots.person, slots.org, slots.capital))
    return clause(
        conj(pick(), pick(), pick()),
        slots.one("does"),
        slots.target().as_("obj"),
        maybe(slots, 0.5, slots.time),
        tense=slots.tense(),
    )


def apposition(slots: Slots) -> Tree:
    """X, the French foreign minister, rejected ..."""
    role = slots.compound(slots.one("office"))
    if slots.odds(0.5):
        role = role.before(slots.demonym()).before(det("the"))
    elif slots.odds(0.5):
        role = role.before(slots.possessor())
    else:
        role = role.after(
            pp(
                "of" if slots.odds(0.6) else "for",
                slots.country() if slots.odds(0.5) else slots.org(),
                "nmod",
            )
        ).before(det("a" if role.nodes()[0].form[0] not in "aeiou" else "an"))
    who = slots.person_full().after(role.before(comma()).after(comma()).as_("appos"))
    return clause(
        who, slots.one("does"), slots.target().as_("obj"), maybe(slots, 0.5, slots.time), tense=slots.tense()
    )


def place_apposition(slots: Slots) -> Tree:
    """... to Taiwan, a self-ruled island that China claims."""
    head = slots.compound(slots.one("spot"))
    lead = slots.adjective()
    rel = (
        clause(slots.country(), slots.one("hits"), tense=slots.tense())
        .before(relative(head).as_("obj"))
        .as_("acl:relcl")
    )
    note = head.before(lead).before(det("an" if lead.form[0] in "aeiou" else "a")).after(rel)
    place = slots.place().after(note.before(comma()).as_("appos"))
    return clause(
        slots.subject(),
        slots.chance.choice(("travel", "fly flew flown", "march", "return")),
        pp("to", place),
        tense=slots.tense(),
    )


def who_clause(slots: Slots) -> Tree:
    """X, who has led the party since March, resigned."""
    who = slots.person_full() if slots.odds(0.6) else slots.titled()
    if slots.odds(0.7):
        thing, tense = (
            (slots.one("does"), slots.target().as_("obj")),
            slots.chance.choice(("perf", "past", "pres", "had")),
        )
        rel = clause(relative(who, "who"), *thing, tense=tense, adv=maybe(slots, 0.3, lambda: adverb("long")))
    else:
        rel = clause(relative(who, "who"), slots.one("hurts"), slots.time(), passive=True)
    who = who.after(rel.before(comma()).after(comma()).as_("acl:relcl"))
    return (
        clause(who, slots.one("vows"), to_do(slots), tense=slots.tense())
        if slots.odds(0.5)
        else clause(who, slots.one("goes"), slots.time(), tense="past")
    )


ALL = (
    two_leaders,
    leader_acts,
    leader_meets_leader,
    demonym_pair,
    leader_list,
    apposition,
    place_apposition,
    who_clause,
)
