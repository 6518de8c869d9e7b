"""What several constructions are made of."""

from collections.abc import Callable

from newswire.clauses import clause, copula, infinitive
from newswire.phrases import adverb, comma, det, pp
from newswire.slots import Slots
from newswire.tree import Tree


def maybe(slots: Slots, share: float, make: Callable[[], Tree]) -> Tree | None:
    """Draw whether to make a part."""
    return make() if slots.odds(share) else None


def to_do(slots: Slots, dep: str = "xcomp") -> Tree:
    """to lower tariffs on ..."""
    row, thing = slots.one("does"), slots.target().as_("obj")
    return infinitive(row, thing, maybe(slots, 0.25, slots.where), dep=dep)


def plain_clause(slots: Slots, *, time: bool = True) -> Tree:
    """A main clause as most are."""
    kind = slots.chance.random()
    subject, tense = slots.subject(), slots.tense()
    tail = [maybe(slots, 0.3, slots.where), maybe(slots, 0.35 if time else 0, slots.time)]
    if kind < 0.35:
        return clause(subject, slots.one("does"), slots.target().as_("obj"), *tail, tense=tense)
    if kind < 0.5:
        return clause(subject, slots.one("meets"), slots.victim().as_("obj"), *tail, tense=tense)
    if kind < 0.62:
        return clause(subject, slots.one("hits"), slots.place().as_("obj"), *tail[1:], tense=tense)
    if kind < 0.74:
        return clause(
            subject,
            slots.one("vows"),
            to_do(slots),
            tense=tense,
            adv=maybe(slots, 0.2, lambda: adverb(slots.one("adverb"))),
        )
    if kind < 0.86:
        return clause(slots.the("event"), slots.one("goes"), *tail, tense=tense)
    return clause(subject, slots.one("goes"), *tail, tense=tense)


def relative(antecedent: Tree, form: str = "that") -> Tree:
    """Return the relative pronoun for an antecedent."""
    tag = {"who": "WP"}.get(form, "WDT")
    return Tree(form, form, "PRON", tag, morph="PronType=Rel", plural=antecedent.plural)


def after_comma(tree: Tree) -> Tree:
    """Return the tree with a comma in front."""
    return tree.before(comma())


def amid(slots: Slots) -> Tree:
    """amid tensions that have roiled relations between X and Y"""
    word = slots.one("tension")
    plural = word.endswith("s")
    head = Tree(
        word, word.removesuffix("s") if plural else word, "NOUN", "NNS" if plural else "NN", plural=plural
    )
    ties = slots.chance.choice(("relations", "ties", "markets", "talks", "exports"))
    thing = Tree(ties, ties[:-1] if ties != "ties" else "tie", "NOUN", "NNS", "obj", plural=True).after(
        maybe(slots, 0.7, slots.between)
    )
    rel = clause(
        relative(head), slots.one("does"), thing, tense=slots.chance.choice(("perf", "past", "pres", "could"))
    )
    head = head.before(slots.compound("trade").as_("compound") if slots.odds(0.4) else slots.adjective())
    return pp("amid", head.after(rel.as_("acl:relcl")))


def according(slots: Slots) -> Tree:
    """according to X"""
    to = Tree("to", "to", "ADP", "IN", "fixed")
    according = Tree(
        "according", "accord", "VERB", "VBG", "case", "ExtPos=ADP|Tense=Pres|VerbForm=Part"
    ).after(to)
    source = slots.pick(
        (
            (slots.org, 2),
            (slots.many, 3),
            (slots.described, 1),
            (lambda: slots.the("actor"), 2),
            (
                lambda: (
                    Tree("media", "medium", "NOUN", "NNS")
                    .before(slots.compound("state").as_("compound"))
                    .before(slots.demonym())
                ),
                1,
            ),
        )
    )
    return source.before(according).as_("obl")


def content(slots: Slots) -> Tree:
    """What is said, without "that": verbal or nominal."""
    if slots.odds(0.45):
        return plain_clause(slots).as_("ccomp")
    return copular_clause(slots).as_("ccomp")


def copular_clause(slots: Slots, subject: Tree | None = None) -> Tree:
    """talks with X were the only way to ..."""
    what = subject or slots.pick(
        (
            (lambda: _talks(slots), 3),
            (lambda: slots.the("deal"), 2),
            (lambda: slots.many("thing"), 2),
            (slots.country, 1),
        )
    )
    cop = copula(what, slots.chance.choice(("was", "is", "would")))
    kind = slots.chance.random()
    made = _way(slots) if kind < 0.35 else (_judgement(slots) if kind < 0.65 else _role(slots))
    return made.before(what.as_("nsubj"), *cop)


def _talks(slots: Slots) -> Tree:
    return slots.the("event").after(
        pp("with", slots.country() if slots.odds(0.5) else slots.person(), "nmod")
    )


def _way(slots: Slots) -> Tree:
    """the only way to ..."""
    word = slots.chance.choice(("way", "chance", "effort", "attempt", "plan"))
    only = Tree("only", "only", "ADJ", "JJ", "amod") if slots.odds(0.4) else slots.adjective()
    return Tree(word, word, "NOUN", "NN").next(only).after(to_do(slots, "acl")).before(det("the"))


def _judgement(slots: Slots) -> Tree:
    """illegal for X"""
    word = slots.one("calls")
    return Tree(word, word, "ADJ", "JJ").after(maybe(slots, 0.4, lambda: pp("for", slots.country())))


def _role(slots: Slots) -> Tree:
    """a key ally of X"""
    word = slots.chance.choice(
        ("threat", "ally", "partner", "priority", "rival", "setback", "step", "warning", "victory")
    )
    lead = slots.adjective()
    head = Tree(word, word, "NOUN", "NN").before(det("an" if lead.form[0] in "aeiou" else "a"), lead)
    to = slots.chance.choice(("to", "for", "of"))
    return head.after(pp(to, slots.country() if slots.odds(0.6) else slots.the("deal"), "nmod"))


def passive_clause(slots: Slots) -> Tree:
    """X was arrested by Y in Z"""
    tense = slots.chance.choice(("past", "past", "perf", "had", "pres", "will", "could"))
    agent = maybe(slots, 0.5, lambda: pp("by", slots.subject(), "obl:agent"))
    tail = [maybe(slots, 0.3, slots.where), agent, maybe(slots, 0.3, slots.time)]
    if slots.odds(0.5):
        return clause(slots.victim(), slots.one("hurts"), *tail, tense=tense, passive=True)
    return clause(slots.target(), slots.one("does"), *tail, tense=tense, passive=True)
