"""Constructions that say who says so."""

from dataclasses import replace

from newswire.clauses import clause
from newswire.parts import according, content, maybe, plain_clause
from newswire.phrases import adverb, comma, det, mark, pp
from newswire.slots import Slots
from newswire.tree import Tree


def _said(slots: Slots, row: str = "") -> tuple[Tree, str]:
    return slots.subject(), row or slots.one("says")


def said_bare(slots: Slots) -> Tree:
    """X has long said talks with Y were the only way to end ... (no that)"""
    source, row = _said(slots, "say said said" if slots.odds(0.6) else "")
    tense = slots.chance.choice(("past", "past", "perf", "had", "pres"))
    return clause(
        source,
        row,
        content(slots),
        tense=tense,
        adv=maybe(
            slots,
            0.3,
            lambda: adverb(slots.chance.choice(("long", "repeatedly", "also", "previously", "often"))),
        ),
    )


def said_that(slots: Slots) -> Tree:
    """X said Tuesday that ..."""
    source, row = _said(slots)
    return clause(
        source,
        row,
        maybe(slots, 0.5, slots.time),
        content(slots).before(mark("that")),
        tense=slots.chance.choice(("past", "past", "perf", "pres")),
    )


def said_after(slots: Slots) -> Tree:
    """..., X said Friday."""
    source, row = _said(slots, "say said said" if slots.odds(0.7) else "")
    made = clause(
        source,
        row,
        maybe(slots, 0.5, slots.bare_time),
        maybe(slots, 0.25, lambda: pp("in", slots.compound("statement").before(det("a")))),
    )
    return made.before(content(slots).after(comma()))


def told(slots: Slots) -> Tree:
    """X told reporters (that) ..."""
    hearer = (
        slots.victim()
        if slots.odds(0.5)
        else (slots.org() if slots.odds(0.5) else slots.compound("reporters", plural=True))
    )
    claim = content(slots)
    return clause(
        slots.subject(),
        "tell told told",
        hearer.as_("iobj"),
        maybe(slots, 0.3, slots.bare_time),
        claim.before(mark("that")) if slots.odds(0.5) else claim,
    )


def quoted(slots: Slots) -> Tree:
    """“We will not discuss tariffs,” X said."""
    opening = replace(Tree("\u201c", '"', "PUNCT", "``", "punct"), glues=True)
    closing = replace(Tree("\u201d", '"', "PUNCT", "''", "punct"), glued=True)
    pronoun = slots.chance.choice(
        (("We", "we", "Plur"), ("They", "they", "Plur"), ("He", "he", "Sing"), ("This", "this", "Sing"))
    )
    who = Tree(
        pronoun[0], pronoun[1], "PRON", "DT" if pronoun[0] == "This" else "PRP", plural=pronoun[2] == "Plur"
    )
    speech = clause(
        who,
        slots.one("does"),
        slots.target().as_("obj"),
        tense=slots.chance.choice(("will", "would", "could")),
    )
    made = clause(slots.subject(), "say said said", maybe(slots, 0.4, slots.bare_time))
    return made.before(speech.before(opening).after(comma(), closing).as_("ccomp"))


def according_to(slots: Slots) -> Tree:
    """X left, according to Y. / According to Y, X left."""
    made, source = plain_clause(slots), according(slots)
    return (
        made.before(source.after(comma()))
        if slots.odds(0.35)
        else made.after(source.before(comma()) if slots.odds(0.7) else source)
    )


def assertion_that(slots: Slots) -> Tree:
    """X dismissed Y's claim that ..."""
    word = slots.chance.choice(
        ("claim", "assertion", "accusation", "warning", "suggestion", "report", "statement")
    )
    claim = Tree(word, word, "NOUN", "NN", "obj").before(slots.possessor())
    where = maybe(slots, 0.3, slots.where)
    claim = claim.after(where.as_("nmod") if where else None, content(slots).before(mark("that")).as_("acl"))
    return clause(
        slots.subject(),
        slots.chance.choice(("reject", "dismiss", "deny", "repeat", "protest", "welcome")),
        claim,
    ).next(maybe(slots, 0.25, slots.bare_time))


def in_statement(slots: Slots) -> Tree:
    """In a statement, X said ..."""
    frame = slots.chance.choice(("statement", "letter", "speech", "tweet", "report", "message"))
    front = pp("in", Tree(frame, frame, "NOUN", "NN").before(det("a"))).after(comma())
    source, row = _said(slots, "say said said" if slots.odds(0.5) else "")
    return clause(source, row, content(slots)).before(front)


ALL = (
    said_bare,
    said_that,
    said_after,
    told,
    quoted,
    according_to,
    assertion_that,
    in_statement,
)
