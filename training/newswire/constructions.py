"""The constructions of newswire that web and wiki text are short of: each draws its slots and returns one tree.

Labels follow Universal Dependencies 2.16 as English EWT and GUM apply it: titles are nmod:desc of the name, bare
times obl:unmarked, those who are told or asked are iobj, "according" is case.
"""

from collections.abc import Callable
from dataclasses import replace

from newswire.grammar import (
    Slots,
    adverb,
    clause,
    comma,
    conj,
    det,
    function,
    gerund,
    infinitive,
    mark,
    pp,
    verb,
)
from newswire.tree import Tree

Construction = Callable[[Slots], Tree]
TRAIN: list[Construction] = []
HELD_OUT: list[Construction] = []


def construction(make: Construction) -> Construction:
    """Enter a construction for training."""
    TRAIN.append(make)
    return make


def held_out(make: Construction) -> Construction:
    """Enter a construction that only measures."""
    HELD_OUT.append(make)
    return make


# Parts


def _maybe(slots: Slots, share: float, make: Callable[[], Tree]) -> Tree | None:
    return make() if slots.odds(share) else None


def _to_do(slots: Slots, dep: str = "xcomp") -> Tree:
    """to lower tariffs on ..."""
    row, thing = slots.one("does"), slots.target().as_("obj")
    return infinitive(row, thing, _maybe(slots, 0.25, slots.where), dep=dep)


def _plain(slots: Slots, *, time: bool = True) -> Tree:
    """A main clause as most are."""
    kind = slots.chance.random()
    subject, tense = slots.subject(), slots.tense()
    tail = [_maybe(slots, 0.3, slots.where), _maybe(slots, 0.35 if time else 0, slots.time)]
    if kind < 0.35:
        return clause(subject, slots.one("does"), slots.target().as_("obj"), *tail, tense=tense)
    if kind < 0.5:
        return clause(subject, slots.one("meets"), slots.victim().as_("obj"), *tail, tense=tense)
    if kind < 0.62:
        return clause(subject, slots.one("hits"), slots.place().as_("obj"), *tail[1:], tense=tense)
    if kind < 0.74:
        return clause(subject, slots.one("vows"), _to_do(slots), tense=tense, adv=_maybe(slots, 0.2, lambda: adverb(slots.one("adverb"))))
    if kind < 0.86:
        return clause(slots.the("event"), slots.one("goes"), *tail, tense=tense)
    return clause(subject, slots.one("goes"), *tail, tense=tense)


def _said(slots: Slots, row: str = "") -> tuple[Tree, str]:
    return slots.subject(), row or slots.one("says")


def _amid(slots: Slots) -> Tree:
    """amid tensions that have roiled relations between X and Y"""
    word = slots.one("tension")
    plural = word.endswith("s")
    head = Tree(word, word.removesuffix("s") if plural else word, "NOUN", "NNS" if plural else "NN", plural=plural)
    ties = slots.chance.choice(("relations", "ties", "markets", "talks", "exports"))
    thing = Tree(ties, ties[:-1] if ties != "ties" else "tie", "NOUN", "NNS", "obj", plural=True).after(_maybe(slots, 0.7, slots.between))
    rel = clause(_that(head), slots.one("does"), thing, tense=slots.chance.choice(("perf", "past", "pres", "could")))
    head = head.before(slots.compound("trade", plural=False).as_("compound") if slots.odds(0.4) else slots.adjective())
    return pp("amid", head.after(rel.as_("acl:relcl")))


def _that(antecedent: Tree, form: str = "that") -> Tree:
    tag = {"who": "WP"}.get(form, "WDT")
    return Tree(form, form, "PRON", tag, morph="PronType=Rel", plural=antecedent.plural)


def _comma_clause(tree: Tree) -> Tree:
    return tree.before(comma())


# Titles, names and lists of them


@construction
def two_leaders(slots: Slots) -> Tree:
    """US President X and Chinese President Y met Thursday, according to ..."""
    pair = conj(slots.titled(), slots.titled() if slots.odds(0.8) else slots.described())
    row = slots.chance.choice(("meet met met", "speak spoke spoken", "talk", "agree", "clash", "dine", "gather"))
    made = clause(pair, row, slots.bare_time(), _maybe(slots, 0.4, slots.where), tense=slots.chance.choice(("past", "past", "will", "perf")))
    return made.after(_maybe(slots, 0.4, lambda: _comma_clause(_according(slots)))).after(_maybe(slots, 0.4, lambda: _comma_clause(_amid(slots))))


def _according(slots: Slots) -> Tree:
    to = Tree("to", "to", "ADP", "IN", "fixed")
    according = Tree("according", "accord", "VERB", "VBG", "case", "ExtPos=ADP|Tense=Pres|VerbForm=Part").after(to)
    source = slots._weighted(((slots.org, 2), (slots.many, 3), (slots.described, 1), (lambda: slots.the("actor"), 2), (lambda: Tree("media", "medium", "NOUN", "NNS").before(slots.compound("state").as_("compound")).before(slots.demonym()), 1)))
    return source.before(according).as_("obl")


@construction
def leader_acts(slots: Slots) -> Tree:
    """French Foreign Minister X condemned the plan Tuesday."""
    who = slots.titled() if slots.odds(0.7) else slots.described()
    return clause(who, slots.one("does"), slots.target().as_("obj"), _maybe(slots, 0.6, slots.time), tense=slots.tense())


@construction
def leader_meets_leader(slots: Slots) -> Tree:
    who, whom = slots.titled(), (slots.titled() if slots.odds(0.6) else slots.described())
    if slots.odds(0.4):
        row = slots.chance.choice(("meet met met", "speak spoke spoken", "talk", "clash", "negotiate"))
        return clause(who, row, pp("with", whom), slots.time(), _maybe(slots, 0.4, slots.where), tense=slots.tense())
    return clause(who, slots.one("meets"), whom.as_("obj"), _maybe(slots, 0.5, slots.where), slots.time(), tense=slots.tense())


@construction
def demonym_pair(slots: Slots) -> Tree:
    """US and Chinese negotiators agreed in Geneva last month to lower tariffs."""
    return clause(slots.pair(), slots.one("vows"), _maybe(slots, 0.5, slots.where), _maybe(slots, 0.6, slots.bare_time), _to_do(slots),
                  adv=_maybe(slots, 0.2, lambda: adverb(slots.one("adverb"))))


@construction
def leader_list(slots: Slots) -> Tree:
    """X, Y and Z signed the accord."""
    pick = slots.chance.choice((slots.country, slots.person, slots.org, slots.capital))
    return clause(conj(pick(), pick(), pick()), slots.one("does"), slots.target().as_("obj"), _maybe(slots, 0.5, slots.time), tense=slots.tense())


@construction
def apposition(slots: Slots) -> Tree:
    """X, the French foreign minister, rejected ..."""
    role = slots.compound(slots.one("office"))
    if slots.odds(0.5):
        role = role.before(slots.demonym()).before(det("the"))
    elif slots.odds(0.5):
        role = role.before(slots.possessor())
    else:
        role = role.after(pp("of" if slots.odds(0.6) else "for", slots.country() if slots.odds(0.5) else slots.org(), "nmod")).before(det("a" if role.nodes()[0].form[0] not in "aeiou" else "an"))
    who = slots.person_full().after(role.before(comma()).after(comma()).as_("appos"))
    return clause(who, slots.one("does"), slots.target().as_("obj"), _maybe(slots, 0.5, slots.time), tense=slots.tense())


@construction
def place_apposition(slots: Slots) -> Tree:
    """... to Taiwan, a self-ruled island that China claims."""
    head = slots.compound(slots.one("spot"))
    lead = slots.adjective()
    rel = clause(slots.country(), slots.one("hits"), tense=slots.tense()).before(_that(head).as_("obj")).as_("acl:relcl")
    note = head.before(lead).before(det("an" if lead.form[0] in "aeiou" else "a")).after(rel)
    place = slots.place().after(note.before(comma()).as_("appos"))
    return clause(slots.subject(), slots.chance.choice(("travel", "fly flew flown", "march", "return")), pp("to", place), tense=slots.tense())


@construction
def who_clause(slots: Slots) -> Tree:
    """X, who has led the party since March, resigned."""
    who = slots.person_full() if slots.odds(0.6) else slots.titled()
    kind = slots.chance.random()
    rel = clause(_that(who, "who"), slots.one("does"), slots.target().as_("obj"), tense=slots.chance.choice(("perf", "past", "pres", "had")), adv=_maybe(slots, 0.3, lambda: adverb("long"))) if kind < 0.7 else clause(_that(who, "who"), slots.one("hurts"), slots.time(), passive=True)
    who = who.after(rel.before(comma()).after(comma()).as_("acl:relcl"))
    return clause(who, slots.one("vows"), _to_do(slots), tense=slots.tense()) if slots.odds(0.5) else clause(who, slots.one("goes"), slots.time(), tense="past")


# Times without a preposition


@construction
def time_before_verb(slots: Slots) -> Tree:
    """Ministry officials this week protested the decision."""
    return clause(slots.subject(), slots.one("does"), slots.target().as_("obj"), _maybe(slots, 0.3, slots.where)).next(None) if slots.odds(0.1) else _between(slots)


def _between(slots: Slots) -> Tree:
    made = clause(slots.subject(), slots.one("does"), slots.target().as_("obj"), _maybe(slots, 0.3, slots.where))
    return made.next(slots.bare_time() if slots.odds(0.75) else pp("on", slots.weekday()))


@construction
def time_before_vow(slots: Slots) -> Tree:
    """The court Thursday agreed to hear ..."""
    return clause(slots.subject(), slots.one("vows"), _to_do(slots)).next(slots.bare_time() if slots.odds(0.8) else pp("on", slots.weekday()))


@construction
def time_first(slots: Slots) -> Tree:
    """Last month, X agreed to ... / On Monday X left."""
    when = slots.time()
    return _plain(slots, time=False).before(when.after(comma()) if slots.odds(0.6) else when)


@construction
def vow_after_time(slots: Slots) -> Tree:
    """X agreed last month to cut subsidies."""
    return clause(slots.subject(), slots.one("vows"), slots.bare_time(), _to_do(slots), adv=_maybe(slots, 0.15, lambda: adverb(slots.one("adverb"))))


# Who says so


@construction
def said_bare(slots: Slots) -> Tree:
    """X has long said talks with Y were the only way to end ... (no that)"""
    source, row = _said(slots, "say said said" if slots.odds(0.6) else "")
    tense = slots.chance.choice(("past", "past", "perf", "had", "pres"))
    return clause(source, row, _content(slots), tense=tense, adv=_maybe(slots, 0.3, lambda: adverb(slots.chance.choice(("long", "repeatedly", "also", "previously", "often")))))


def _content(slots: Slots) -> Tree:
    """What is said, without "that": verbal or nominal."""
    if slots.odds(0.45):
        return _plain(slots).as_("ccomp")
    return _copular(slots).as_("ccomp")


def _copular(slots: Slots, subject: Tree | None = None) -> Tree:
    """talks with X were the only way to ..."""
    what = subject or slots._weighted(((lambda: slots.the("event").after(pp("with", slots.country() if slots.odds(0.5) else slots.person(), "nmod")), 3), (lambda: slots.the("deal"), 2), (lambda: slots.many("thing"), 2), (slots.country, 1)))
    be = clause(what, "be", tense="past").left[0]
    form = slots.chance.choice(("was", "is", "would"))
    plural = what.plural
    if form == "would":
        cop = [Tree("would", "will", "AUX", "MD", "aux"), Tree("be", "be", "AUX", "VB", "cop", "VerbForm=Inf")]
    else:
        number = "Plur" if plural else "Sing"
        text = {"was": ("was", "were"), "is": ("is", "are")}[form][plural]
        tag = {"was": "VBD", "is": "VBP" if plural else "VBZ"}[form]
        tense = "Past" if form == "was" else "Pres"
        cop = [Tree(text, "be", "AUX", tag, "cop", f"Mood=Ind|Number={number}|Person=3|Tense={tense}|VerbForm=Fin")]
    kind = slots.chance.random()
    if kind < 0.35:
        way = slots.chance.choice(("way", "chance", "effort", "attempt", "plan"))
        head = Tree(way, way, "NOUN", "NN").next(Tree("only", "only", "ADJ", "JJ", "amod") if slots.odds(0.4) else slots.adjective())
        head = head.after(_to_do(slots, "acl")).before(det("the"))
    elif kind < 0.65:
        word = slots.one("calls")
        head = Tree(word, word, "ADJ", "JJ").after(_maybe(slots, 0.4, lambda: pp("for", slots.country())))
    else:
        word = slots.chance.choice(("threat", "ally", "partner", "priority", "rival", "setback", "step", "warning", "victory"))
        lead = slots.adjective()
        head = Tree(word, word, "NOUN", "NN").before(lead).before(det("an" if lead.form[0] in "aeiou" else "a"))
        head = head.after(pp(slots.chance.choice(("to", "for", "of")), slots.country() if slots.odds(0.6) else slots.the("deal"), "nmod"))
    return head.before(be, *cop)


@construction
def said_that(slots: Slots) -> Tree:
    """X said Tuesday that ..."""
    source, row = _said(slots)
    return clause(source, row, _maybe(slots, 0.5, slots.time), _content(slots).before(mark("that")), tense=slots.chance.choice(("past", "past", "perf", "pres")))


@construction
def said_after(slots: Slots) -> Tree:
    """..., X said Friday."""
    source, row = _said(slots, "say said said" if slots.odds(0.7) else "")
    made = clause(source, row, _maybe(slots, 0.5, slots.bare_time), _maybe(slots, 0.25, lambda: pp("in", slots.compound("statement").before(det("a")))))
    return made.before(_content(slots).after(comma()))


@construction
def told(slots: Slots) -> Tree:
    """X told reporters (that) ..."""
    hearer = slots.victim() if slots.odds(0.5) else (slots.org() if slots.odds(0.5) else slots.compound("reporters", plural=True))
    content = _content(slots)
    return clause(slots.subject(), "tell told told", hearer.as_("iobj"), _maybe(slots, 0.3, slots.bare_time), content.before(mark("that")) if slots.odds(0.5) else content)


@construction
def quoted(slots: Slots) -> Tree:
    """“We will not discuss tariffs,” X said."""
    opening = replace(Tree("\u201c", '"', "PUNCT", "``", "punct"), glues=True)
    closing = replace(Tree("\u201d", '"', "PUNCT", "''", "punct"), glued=True)
    pronoun = slots.chance.choice((("We", "we", "Plur"), ("They", "they", "Plur"), ("He", "he", "Sing"), ("This", "this", "Sing")))
    who = Tree(pronoun[0], pronoun[1], "PRON", "DT" if pronoun[0] == "This" else "PRP", plural=pronoun[2] == "Plur")
    speech = clause(who, slots.one("does"), slots.target().as_("obj"), tense=slots.chance.choice(("will", "would", "could")))
    made = clause(slots.subject(), "say said said", _maybe(slots, 0.4, slots.bare_time))
    return made.before(speech.before(opening).after(comma(), closing).as_("ccomp"))


@construction
def according_to(slots: Slots) -> Tree:
    made, source = _plain(slots), _according(slots)
    return made.before(source.after(comma())) if slots.odds(0.35) else made.after(source.before(comma()) if slots.odds(0.7) else source)


@construction
def assertion_that(slots: Slots) -> Tree:
    """X dismissed Y's claim that ..."""
    word = slots.chance.choice(("claim", "assertion", "accusation", "warning", "suggestion", "report", "statement"))
    claim = Tree(word, word, "NOUN", "NN", "obj").before(slots.possessor()).after(_maybe(slots, 0.3, slots.where) and None).after(_content(slots).before(mark("that")).as_("acl"))
    return clause(slots.subject(), slots.chance.choice(("reject", "dismiss", "deny", "repeat", "protest", "welcome")), claim).next(_maybe(slots, 0.25, slots.bare_time))


@construction
def in_statement(slots: Slots) -> Tree:
    """In a statement, X said ..."""
    frame = slots.chance.choice(("statement", "letter", "speech", "tweet", "report", "message"))
    front = pp("in", Tree(frame, frame, "NOUN", "NN").before(det("a"))).after(comma())
    source, row = _said(slots, "say said said" if slots.odds(0.5) else "")
    return clause(source, row, _content(slots)).before(front)


# Clauses that hang on


@construction
def amid_tensions(slots: Slots) -> Tree:
    made = _plain(slots)
    return made.after(_amid(slots).before(comma()) if slots.odds(0.5) else _amid(slots))


@construction
def with_accusing(slots: Slots) -> Tree:
    """..., with both sides accusing the other of violating ..."""
    if slots.odds(0.5):
        who = Tree("sides", "side", "NOUN", "NNS", "nsubj", plural=True).before(det("both"))
    else:
        who = slots._weighted(((slots.many, 2), (slots.country, 1), (slots.person, 1))).as_("nsubj")
    if slots.odds(0.5):
        other = slots.country().as_("obj") if slots.odds(0.5) else Tree("other", "other", "ADJ", "JJ", "obj").before(det("each" if slots.odds(0.4) else "the"))
        head = gerund("accuse", other, gerund(slots.one("does"), slots.target().as_("obj"), after="of"))
    else:
        head = gerund(slots.one("does"), slots.target().as_("obj"))
    tail = head.next(mark("with"), who)
    made = _plain(slots)
    if slots.odds(0.25):
        return made.before(replace(tail, left=(mark("with"), *tail.left[1:])).after(comma()))
    return made.after(tail.before(comma()) if slots.odds(0.85) else tail)


@construction
def after_clause(slots: Slots) -> Tree:
    """X rose after the call was reported by Y."""
    word = slots.chance.choice(("after", "before", "as", "while", "because", "when", "since", "if", "until", "although"))
    lead = Tree("when", "when", "ADV", "WRB", "advmod") if word == "when" else mark(word)
    tail = (_plain(slots, time=False) if slots.odds(0.65) else _passive(slots)).before(lead).as_("advcl")
    made = _plain(slots)
    return made.before(tail.after(comma())) if slots.odds(0.3) else made.after(tail.before(comma()) if slots.odds(0.3) else tail)


@construction
def after_doing(slots: Slots) -> Tree:
    """after meeting X / , saying the deal was ... / , killing two soldiers"""
    made, kind = _plain(slots), slots.chance.random()
    if kind < 0.35:
        tail = gerund(slots.one("does"), slots.target().as_("obj"), after=slots.chance.choice(("after", "before", "by", "without")))
        return made.before(tail.after(comma())) if slots.odds(0.3) else made.after(tail)
    if kind < 0.65:
        return made.after(gerund(slots.chance.choice(("say", "claim", "warn", "argue", "insist")), _content(slots)).before(comma()))
    if kind < 0.8:
        return made.after(gerund(slots.chance.choice(("kill", "wound", "injure")), slots.many().as_("obj")).before(comma()))
    return made.after(gerund(slots.one("does"), slots.target().as_("obj")).before(comma()))


@construction
def purpose(slots: Slots) -> Tree:
    """X met in Y to discuss ..."""
    return clause(slots.subject(), slots.chance.choice(("meet met met", "gather", "travel", "convene", "act", "vote")), _maybe(slots, 0.5, slots.where), _maybe(slots, 0.5, slots.bare_time), _to_do(slots, "advcl"), tense=slots.tense())


@construction
def but_clause(slots: Slots) -> Tree:
    word = slots.chance.choice(("but", "and", "but", "yet"))
    second = _plain(slots).before(function(word, "CCONJ", "CC", "cc")).before(comma())
    return _plain(slots).after(second.as_("conj"))


@construction
def two_verbs(slots: Slots) -> Tree:
    """X met Y and signed Z."""
    subject = slots.subject()
    second = clause(None, slots.one("does"), slots.target().as_("obj"))
    second = second.before(function("and", "CCONJ", "CC", "cc")).as_("conj")
    return clause(subject, slots.one("meets"), slots.victim().as_("obj"), second)


# Passives


def _passive(slots: Slots) -> Tree:
    tense = slots.chance.choice(("past", "past", "perf", "had", "pres", "will", "could"))
    agent = _maybe(slots, 0.5, lambda: pp("by", slots.subject(), "obl:agent"))
    tail = [_maybe(slots, 0.3, slots.where), agent, _maybe(slots, 0.3, slots.time)]
    if slots.odds(0.5):
        return clause(slots.victim(), slots.one("hurts"), *tail, tense=tense, passive=True)
    return clause(slots.target(), slots.one("does"), *tail, tense=tense, passive=True)


@construction
def passive(slots: Slots) -> Tree:
    return _passive(slots)


@construction
def passive_to(slots: Slots) -> Tree:
    """X is expected to arrive / was forced to resign."""
    row = slots.chance.choice(("expect", "force", "allow", "order", "ask", "believe", "accuse", "schedule"))
    if row == "accuse":
        return clause(slots.victim(), row, gerund(slots.one("does"), slots.target().as_("obj"), after="of"), passive=True, tense=slots.chance.choice(("past", "perf", "pres")))
    return clause(slots.subject(), row, _to_do(slots), passive=True, tense=slots.chance.choice(("past", "pres", "perf")))


@construction
def set_to(slots: Slots) -> Tree:
    """X is likely to ..."""
    who, word = slots.subject(), slots.chance.choice(("likely", "set", "unlikely", "ready", "reluctant", "unable", "willing", "eager"))
    number = "Plur" if who.plural else "Sing"
    cop = Tree("are" if who.plural else "is", "be", "AUX", "VBP" if who.plural else "VBZ", "cop", f"Mood=Ind|Number={number}|Person=3|Tense=Pres|VerbForm=Fin")
    return Tree(word, word, "ADJ", "JJ").before(who.as_("nsubj"), cop).after(_to_do(slots))


@construction
def reduced_relative(slots: Slots) -> Tree:
    """missiles supplied by X hit Y"""
    thing = slots.many("thing", bare=True)
    part = replace(verb(slots.one("does"), "part"), morph="Tense=Past|VerbForm=Part|Voice=Pass", dep="acl")
    thing = thing.after(part.after(pp("by", slots.subject(), "obl:agent") if slots.odds(0.6) else pp("in", slots.place())))
    return clause(slots.subject(), slots.one("does"), thing.as_("obj"), tense=slots.tense()) if slots.odds(0.5) else clause(thing, slots.one("goes"), slots.time(), tense=slots.tense())


# Control and objects


@construction
def urges(slots: Slots) -> Tree:
    """X urged Y to ..."""
    return clause(slots.subject(), slots.one("urges"), slots.subject().as_("iobj"), _maybe(slots, 0.25, slots.bare_time), _to_do(slots), tense=slots.tense())


@construction
def makes(slots: Slots) -> Tree:
    """X forced Y to ..."""
    return clause(slots.subject(), slots.one("makes"), slots.victim().as_("obj"), _maybe(slots, 0.2, slots.bare_time), _to_do(slots), tense=slots.tense())


@construction
def accuses(slots: Slots) -> Tree:
    """X accused Y of violating ..."""
    whom = slots.subject().as_("obj")
    row = slots.one("doing_of")
    tail = gerund(slots.one("does"), slots.target().as_("obj"), after="of") if slots.odds(0.8) else pp("of", slots.the("event"))
    return clause(slots.subject(), row, whom, tail, tense=slots.tense()).next(_maybe(slots, 0.2, slots.bare_time) if slots.odds(0.5) else None)


@construction
def promise_to(slots: Slots) -> Tree:
    """X reneged on a promise to ... / its plan to ..."""
    word = slots.chance.choice(("promise", "plan", "decision", "effort", "threat", "offer", "move", "bid", "attempt", "pledge"))
    head = Tree(word, word, "NOUN", "NN").after(_to_do(slots, "acl"))
    head = head.before(slots.possessor() if slots.odds(0.4) else det("an" if word[0] in "aeiou" else "a"))
    if slots.odds(0.4):
        return clause(slots.subject(), slots.chance.choice(("renege", "focus", "insist", "vote")), pp("on", head), tense=slots.tense())
    return clause(slots.subject(), slots.one("does"), head.as_("obj"), tense=slots.tense())


@construction
def gives(slots: Slots) -> Tree:
    """X sent Y weapons / sent weapons to Y."""
    row = slots.chance.choice(("send sent sent", "give gave given", "sell sold sold", "offer", "deny", "hand", "grant"))
    if slots.odds(0.5):
        return clause(slots.subject(), row, slots.country().as_("iobj"), slots.many("thing").as_("obj"), _maybe(slots, 0.3, slots.time), tense=slots.tense())
    return clause(slots.subject(), row, slots.many("thing").as_("obj"), pp("to", slots.subject()), _maybe(slots, 0.3, slots.time), tense=slots.tense())


@construction
def calls_it(slots: Slots) -> Tree:
    """X called the move illegal."""
    word = slots.one("calls")
    return clause(slots.subject(), slots.chance.choice(("call", "declare", "deem", "consider")), slots.the("deal").as_("obj"), Tree(word, word, "ADJ", "JJ", "xcomp"), tense=slots.tense())


@construction
def particle(slots: Slots) -> Tree:
    """X called off the talks."""
    row, out = slots.one("particle").rsplit(":", 1)
    prt = Tree(out, out, "ADP", "RP", "compound:prt")
    return clause(slots.subject(), row, prt, slots.target().as_("obj"), _maybe(slots, 0.4, slots.time), tense=slots.tense())


@construction
def calls_for(slots: Slots) -> Tree:
    row, prep = slots.chance.choice((("call", "for"), ("push", "for"), ("respond", "to"), ("react", "to"), ("agree", "on"), ("vote", "on"), ("withdraw withdrew withdrawn", "from"), ("focus", "on"), ("object", "to"), ("prepare", "for"), ("participate", "in"), ("comment", "on"), ("work", "toward"), ("retaliate", "against")))
    return clause(slots.subject(), row, pp(prep, slots.target()), _maybe(slots, 0.4, slots.time), tense=slots.tense())


@construction
def imposes_on(slots: Slots) -> Tree:
    """X imposed tariffs on Y."""
    row, prep = slots.chance.choice((("impose", "on"), ("lift", "on"), ("demand", "from"), ("launch", "against"), ("seek sought sought", "from"), ("file", "against"), ("sign", "with"), ("discuss", "with"), ("raise", "with"), ("share", "with"), ("deliver", "to"), ("deploy", "to")))
    whom = slots.subject() if slots.odds(0.7) else slots.place()
    return clause(slots.subject(), row, (slots.many("thing") if slots.odds(0.7) else slots.the("deal")).as_("obj"), pp(prep, whom), _maybe(slots, 0.4, slots.time), tense=slots.tense())


@construction
def seeks_goal(slots: Slots) -> Tree:
    goal = slots.one("goal")
    head = Tree(goal, goal, "NOUN", "NN", "obj").after(pp(slots.chance.choice(("from", "in", "for")), slots.nominal() if slots.odds(0.3) else slots.subject(), "nmod"))
    return clause(slots.subject(), slots.chance.choice(("seek sought sought", "want", "promote", "threaten", "restore", "undermine")), head, tense=slots.chance.choice(("past", "prog", "will", "pres")))


# Shapes of the page


@construction
def headline(slots: Slots) -> Tree:
    """Iran rejects talks with US: no articles, present tense, no full stop."""
    country = slots.bare_country().as_("nsubj")
    pick = slots.chance.random()
    subject = country if pick < 0.5 else (slots.person() if pick < 0.75 else slots.many(bare=True))
    thing = slots.many("thing", bare=True) if slots.odds(0.6) else slots.compound(slots.one("event")).before(slots.adjective() if slots.odds(0.4) else None)
    tail = pp(slots.chance.choice(("with", "in", "on", "over", "against")), slots.bare_country(), "nmod")
    if slots.odds(0.6):
        return clause(subject, slots.one("does"), thing.as_("obj").after(tail), _maybe(slots, 0.2, slots.bare_time), tense="pres")
    return clause(subject, slots.one("vows"), infinitive(slots.one("does"), thing.as_("obj").after(tail)), tense="pres")


headline.stops = False  # type: ignore[attr-defined]


@construction
def dateline(slots: Slots) -> Tree:
    """BEIJING (Reuters) - ..."""
    city = slots.capital() if slots.odds(0.7) else slots.place()
    if city.form in ("US",) or len(city.nodes()) > 1:
        city = slots.capital()
    source = slots.one("agency")
    opening = replace(Tree("(", "(", "PUNCT", "-LRB-", "punct"), glues=True)
    closing = replace(Tree(")", ")", "PUNCT", "-RRB-", "punct"), glued=True)
    agency = Tree(source, source, "PROPN", "NNP", "parataxis", label="B-ORG").before(opening).after(closing)
    dash = Tree(slots.chance.choice(("-", "\u2014", "\u2013")), "-", "PUNCT", ",", "punct")
    city = replace(city, form=city.form.upper() if slots.odds(0.8) else city.form)
    return _plain(slots).before(city.after(agency, dash).as_("dislocated" if False else "parataxis"))


@construction
def led_by(slots: Slots) -> Tree:
    """the U.S.-led coalition, Iran-backed rebels"""
    hyphen = replace(Tree("-", "-", "PUNCT", "HYPH", "punct"), glued=True, glues=True)
    row = slots.chance.choice(("lead led led", "back", "fund", "supply", "arm"))
    owner = slots.bare_country()
    part = verb(row, "part").as_("amod").before(owner.after(hyphen).as_("obl:unmarked"))
    head = slots.compound(slots.one("people"), plural=True) if slots.odds(0.6) else slots.compound(slots.one("actor"))
    head = head.next(part)
    head = head if head.plural and slots.odds(0.6) else head.before(det("the"))
    return clause(head, slots.one("hits"), slots.place().as_("obj"), slots.time(), tense=slots.tense()) if slots.odds(0.5) else clause(slots.subject(), slots.one("hurts"), head.as_("obj"), slots.time())


@construction
def there_is(slots: Slots) -> Tree:
    word = slots.chance.choice(("sign", "evidence", "report", "plan", "agreement"))
    what = Tree(word, word, "NOUN", "NN", "nsubj").before(det("no"))
    be = Tree(slots.chance.choice(("is", "was")), "be", "VERB", "VBZ")
    be = replace(be, tag="VBD" if be.form == "was" else "VBZ", morph=f"Mood=Ind|Number=Sing|Person=3|Tense={'Past' if be.form == 'was' else 'Pres'}|VerbForm=Fin")
    return be.next(Tree("there", "there", "PRON", "EX", "expl")).after(what, _content(slots).before(mark("that")).as_("acl") if False else what and pp("from", slots.subject()))


@construction
def nominal_subject(slots: Slots) -> Tree:
    """US restrictions on the sale of chips to Y fuelled tensions."""
    return clause(slots.nominal(), slots.one("does"), slots.target().as_("obj"), tense=slots.tense())


@construction
def call_between(slots: Slots) -> Tree:
    """The phone call between the leaders marked ..."""
    event = slots.the("event").after(slots.between())
    row = slots.chance.choice(("mark", "end", "follow", "open", "highlight", "cap"))
    return clause(event, row, slots.target().as_("obj"), _maybe(slots, 0.3, lambda: pp("since", slots.the("event"))), tense=slots.tense())


@construction
def copular(slots: Slots) -> Tree:
    return _copular(slots, slots.subject() if slots.odds(0.5) else None)


@construction
def plain(slots: Slots) -> Tree:
    return _plain(slots)


@construction
def including(slots: Slots) -> Tree:
    """X met leaders, including Y and Z."""
    names = conj(slots.titled(), slots.titled()) if slots.odds(0.5) else slots.country()
    note = names.before(Tree("including", "include", "VERB", "VBG", "case", "Tense=Pres|VerbForm=Part"))
    whom = slots.many().after(note.before(comma()).as_("nmod"))
    return clause(slots.subject(), slots.one("meets"), whom.as_("obj"), tense=slots.tense())


@construction
def whose_counterpart(slots: Slots) -> Tree:
    """X met his American counterpart, Y"""
    his = Tree("his", "his", "PRON", "PRP$", "nmod:poss", "Case=Gen|Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs")
    whom = Tree("counterpart", "counterpart", "NOUN", "NN").before(his, slots.demonym())
    whom = whom.after(slots.person_full().before(comma()).as_("appos") if slots.odds(0.6) else None)
    return clause(slots.titled(), slots.one("meets"), whom.as_("obj"), _maybe(slots, 0.4, slots.bare_time) if slots.odds(0.3) else None)


# Held out: other wordings and combinations, for measuring only


@held_out
def leaders_signed_there(slots: Slots) -> Tree:
    """X and Y signed a deal in Z on Friday after talks."""
    pair = conj(slots.titled(), slots.titled())
    return clause(pair, "sign", slots.the("deal").as_("obj"), slots.where(), pp("on", slots.weekday()), pp("after", slots.the("event")))


@held_out
def officials_said_time_inside(slots: Slots) -> Tree:
    """X said Y this week rejected Z, with both armies claiming ..."""
    inner = clause(slots.pair(), slots.one("does"), slots.target().as_("obj")).next(slots.bare_time()).as_("ccomp")
    armies = Tree("armies", "army", "NOUN", "NNS", "nsubj", plural=True).before(det("both"))
    tail = gerund("claim", slots.the("event").as_("obj")).next(mark("with"), armies).before(comma())
    return clause(slots.described(), "say said said", inner, tail)


@held_out
def envoy_told_to(slots: Slots) -> Tree:
    """X, an envoy for Y, was told last week to halt Z, according to W."""
    role = slots.compound("envoy").before(det("an")).after(pp("for", slots.country(), "nmod"))
    who = slots.person_full().after(role.before(comma()).after(comma()).as_("appos"))
    return clause(who, "tell told told", slots.bare_time(), _to_do(slots), _according(slots).before(comma()), passive=True)


@held_out
def passive_restrictions(slots: Slots) -> Tree:
    """X were angered by fresh restrictions on the sale of Y that have strained ties between Z and W."""
    limits = slots.nominal()
    ties = Tree("ties", "tie", "NOUN", "NNS", "obj", plural=True).after(slots.between())
    limits = limits.after(clause(_that(limits), "strain", ties, tense="perf").as_("acl:relcl"))
    return clause(slots.subject(), "anger", pp("by", limits, "obl:agent"), passive=True, tense="perf")


@held_out
def vow_then_deny(slots: Slots) -> Tree:
    """X agreed in Y on Monday to lower Z, but W denied A had withdrawn B."""
    inner = clause(slots.country(), "withdraw withdrew withdrawn", slots.many("thing").as_("obj"), tense="had").as_("ccomp")
    other = clause(slots.subject(), "deny", inner).before(function("but", "CCONJ", "CC", "cc")).before(comma()).as_("conj")
    return clause(slots.pair(), "agree", slots.where(), pp("on", slots.weekday()), _to_do(slots), other)
