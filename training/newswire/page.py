"""Constructions that news has for its own: headlines, datelines, compounds of nations."""

from dataclasses import replace

from newswire.clauses import auxiliary, clause, infinitive
from newswire.morphology import verb
from newswire.parts import copular_clause, maybe, plain_clause
from newswire.phrases import comma, conj, det, pp
from newswire.slots import Slots
from newswire.tree import Tree


def headline(slots: Slots) -> Tree:
    """Iran rejects talks with US: no articles, present tense, no full stop."""
    country = slots.bare_country().as_("nsubj")
    pick = slots.chance.random()
    subject = country if pick < 0.5 else (slots.person() if pick < 0.75 else slots.many(bare=True))
    thing = (
        slots.many("thing", bare=True)
        if slots.odds(0.6)
        else slots.compound(slots.one("event")).before(slots.adjective() if slots.odds(0.4) else None)
    )
    tail = pp(slots.chance.choice(("with", "in", "on", "over", "against")), slots.bare_country(), "nmod")
    if slots.odds(0.6):
        return clause(
            subject,
            slots.one("does"),
            thing.as_("obj").after(tail),
            maybe(slots, 0.2, slots.bare_time),
            tense="pres",
        )
    return clause(
        subject, slots.one("vows"), infinitive(slots.one("does"), thing.as_("obj").after(tail)), tense="pres"
    )


def dateline(slots: Slots) -> Tree:
    """BEIJING (Reuters) - ..."""
    city = slots.capital() if slots.odds(0.7) else slots.place()
    if len(city.nodes()) > 1:
        city = slots.capital()
    source = slots.one("agency")
    opening = replace(Tree("(", "(", "PUNCT", "-LRB-", "punct"), glues=True)
    closing = replace(Tree(")", ")", "PUNCT", "-RRB-", "punct"), glued=True)
    agency = Tree(source, source, "PROPN", "NNP", "parataxis", label="B-ORG").before(opening).after(closing)
    dash = Tree(slots.chance.choice(("-", "\u2014", "\u2013")), "-", "PUNCT", ",", "punct")
    city = replace(city, form=city.form.upper() if slots.odds(0.8) else city.form)
    return plain_clause(slots).before(city.after(agency, dash).as_("parataxis"))


def led_by(slots: Slots) -> Tree:
    """the U.S.-led coalition, Iran-backed rebels"""
    hyphen = replace(Tree("-", "-", "PUNCT", "HYPH", "punct"), glued=True, glues=True)
    row = slots.chance.choice(("lead led led", "back", "fund", "supply", "arm"))
    owner = slots.bare_country()
    part = verb(row, "part").as_("amod").before(owner.after(hyphen).as_("obl:unmarked"))
    head = (
        slots.compound(slots.one("people"), plural=True)
        if slots.odds(0.6)
        else slots.compound(slots.one("actor"))
    )
    head = head.next(part)
    head = head if head.plural and slots.odds(0.6) else head.before(det("the"))
    return (
        clause(head, slots.one("hits"), slots.place().as_("obj"), slots.time(), tense=slots.tense())
        if slots.odds(0.5)
        else clause(slots.subject(), slots.one("hurts"), head.as_("obj"), slots.time())
    )


def there_is(slots: Slots) -> Tree:
    """There was no sign from X."""
    word = slots.chance.choice(("sign", "evidence", "report", "plan", "agreement"))
    what = Tree(word, word, "NOUN", "NN", "nsubj").before(det("no"))
    tense = slots.chance.choice(("pres", "past"))
    be = replace(auxiliary("be", what, tense), pos="VERB", dep="root")
    source = pp("from", slots.subject(), "nmod")
    return be.next(Tree("there", "there", "PRON", "EX", "expl")).after(what.after(source))


def nominal_subject(slots: Slots) -> Tree:
    """US restrictions on the sale of chips to Y fuelled tensions."""
    return clause(slots.nominal(), slots.one("does"), slots.target().as_("obj"), tense=slots.tense())


def call_between(slots: Slots) -> Tree:
    """The phone call between the leaders marked ..."""
    event = slots.the("event").after(slots.between())
    row = slots.chance.choice(("mark", "end", "follow", "open", "highlight", "cap"))
    return clause(
        event,
        row,
        slots.target().as_("obj"),
        maybe(slots, 0.3, lambda: pp("since", slots.the("event"))),
        tense=slots.tense(),
    )


def copular(slots: Slots) -> Tree:
    """X is a key ally of Y."""
    return copular_clause(slots, slots.subject() if slots.odds(0.5) else None)


def plain(slots: Slots) -> Tree:
    """A main clause, as most sentences are."""
    return plain_clause(slots)


def including(slots: Slots) -> Tree:
    """X met leaders, including Y and Z."""
    names = conj(slots.titled(), slots.titled()) if slots.odds(0.5) else slots.country()
    note = names.before(Tree("including", "include", "VERB", "VBG", "case", "Tense=Pres|VerbForm=Part"))
    whom = slots.many().after(note.before(comma()).as_("nmod"))
    return clause(slots.subject(), slots.one("meets"), whom.as_("obj"), tense=slots.tense())


def whose_counterpart(slots: Slots) -> Tree:
    """X met his American counterpart, Y"""
    his = Tree(
        "his",
        "his",
        "PRON",
        "PRP$",
        "nmod:poss",
        "Case=Gen|Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs",
    )
    whom = Tree("counterpart", "counterpart", "NOUN", "NN").before(his, slots.demonym())
    whom = whom.after(slots.person_full().before(comma()).as_("appos") if slots.odds(0.6) else None)
    return clause(
        slots.titled(),
        slots.one("meets"),
        whom.as_("obj"),
        maybe(slots, 0.4, slots.bare_time) if slots.odds(0.3) else None,
    )


ALL = (
    headline,
    dateline,
    led_by,
    there_is,
    nominal_subject,
    call_between,
    copular,
    plain,
    including,
    whose_counterpart,
)
UNSTOPPED = frozenset((headline,))
