"""Noun phrases, names and times with words drawn from the tables: all that chance decides."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from newswire.morphology import ending_s, singular
from newswire.phrases import case, conj, det, name, pp
from newswire.tree import Tree

HELD = 5  # every fifth entry of a slot is kept for measuring
TENSES = ("past",) * 9 + ("pres", "pres", "perf", "perf", "had", "will", "would", "could", "prog", "neg")
NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "ten", "twelve")
UNITS = ("day", "week", "month", "year", "hour")

Picks = tuple[tuple[Callable[[], Tree], int], ...]


class Slots:
    """Draws words for one split of the tables: `held` slots never occur in the sentences for training."""

    def __init__(self, *, seed: int, held: bool) -> None:
        self.chance = random.Random(seed)
        table = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
        self.table = {key: self._split(value, held) for key, value in table.items()}

    @staticmethod
    def _split(value: str, held: bool) -> list[str]:
        entries = [item.strip() for item in value.split("|")] if "|" in value else value.split()
        if len(entries) < 2 * HELD:
            return entries
        return [entry for i, entry in enumerate(entries) if (i % HELD == HELD - 1) == held]

    def one(self, key: str) -> str:
        """Draw an entry of a list."""
        return self.chance.choice(self.table[key])

    def odds(self, share: float) -> bool:
        """Draw whether something of this share happens."""
        return self.chance.random() < share

    def tense(self) -> str:
        """Draw a tense, mostly the past."""
        return self.chance.choice(TENSES)

    # Names

    def country(self) -> Tree:
        """A country, or now and then an alliance, as it stands for a government."""
        if self.odds(0.12):
            return replace(name(self.one("the_country"), "GPE").before(det("the")), plural=False)
        form = self.one("country").split("/")[0]
        made = name(form, "GPE")
        return made.before(det("the")) if form in ("US", "U.S.", "UK", "EU", "Philippines") else made

    def bare_country(self) -> Tree:
        """A country in front of a noun: US officials."""
        return name(self.one("country").split("/")[0], "GPE").as_("compound")

    def demonym(self, dep: str = "amod") -> Tree:
        """An adjective of nationality, or US in its place."""
        while True:
            country, adjective, _ = self.one("country").split("/")
            if country in ("US", "U.S.", "EU", "UK"):
                return name(country, "GPE").as_("compound")
            if adjective:
                parts = adjective.split()
                front = [Tree(p.split(":")[0], p.split(":")[0], "ADJ", "JJ", "amod") for p in parts[:-1]]
                return Tree(parts[-1], parts[-1], "ADJ", "JJ", dep).before(*front)

    def capital(self) -> Tree:
        """A capital, as it stands for its government."""
        while not (city := self.one("country").split("/")[2]):
            pass
        return name(city, "GPE")

    def place(self) -> Tree:
        """A city or a region."""
        if self.odds(0.15):
            return name(self.one("region"), "LOC").before(det("the"))
        return self.capital() if self.odds(0.5) else name(self.one("city"), "GPE")

    def person(self) -> Tree:
        """A person by name, without title."""
        draw = self.chance.random()
        if draw < 0.25:
            return name(self.one("family"), "PERSON")
        if draw < 0.45:
            text = self.one("eastern").split()
        else:
            given = self.one("given")
            initial = [self.one("given")[0] + "."] if self.odds(0.06) else []
            text = [given, *initial, self.one("family")]
        return name(" ".join([text[0], *(f"{part}:flat" for part in text[1:])]), "PERSON")

    def org(self) -> Tree:
        """An organisation."""
        if self.odds(0.5):
            return (
                name(self.one("the_org"), "ORG")
                .before(self.demonym() if self.odds(0.2) else None)
                .before(det("the"))
            )
        return name(self.one("org"), "ORG")

    def titled(self) -> Tree:
        """US President Donald X: nationality and title hang on the name, as Universal Dependencies has it."""
        title = name(self.one("title"), "")
        return self.person_full().before(
            title.before(self.demonym() if self.odds(0.7) else None).as_("nmod:desc")
        )

    def person_full(self) -> Tree:
        """A person, mostly by more than one name."""
        while len((made := self.person()).nodes()) < 2:
            pass
        return made if self.odds(0.85) else name(self.one("family"), "PERSON")

    def described(self) -> Tree:
        """Foreign ministry spokesman X, in small letters."""
        office = self.compound(self.one("office"))
        office = office.before(
            self.former() if self.odds(0.15) else None, self.demonym() if self.odds(0.5) else None
        )
        return self.person_full().before(office.as_("nmod:desc"))

    def former(self) -> Tree:
        """The adjective former."""
        return Tree("former", "former", "ADJ", "JJ", "amod")

    # Noun phrases

    def compound(self, text: str, *, plural: bool = False) -> Tree:
        """A table's noun with its marked modifiers: "trade:compound chiefs"; a colon at the end: no plural form."""
        parts = text.split()
        uncount = parts[-1].endswith(":")
        form = parts[-1].rstrip(":")
        tag = "NNS" if plural and not uncount and singular(form) != form else "NN"
        lemma = singular(form) if tag == "NNS" else form
        if form == "authorities":
            lemma = "authority"
        head = Tree(form, lemma, "NOUN", tag, plural=plural)
        front = []
        for part in parts[:-1]:
            word, dep = part.split(":")
            front.append(
                Tree(word, word, "ADJ" if dep == "amod" else "NOUN", "JJ" if dep == "amod" else "NN", dep)
            )
        return head.before(*front)

    def adjective(self) -> Tree:
        """An adjective before its noun."""
        form = self.one("adjective")
        odd = {
            "further": ("far", "JJR"),
            "stricter": ("strict", "JJR"),
            "tighter": ("tight", "JJR"),
            "last": ("last", "JJ"),
        }
        lemma, tag = odd.get(form, (form, "JJ"))
        return Tree(form, lemma, "ADJ", tag, "amod")

    def many(self, key: str = "people", *, bare: bool = False) -> Tree:
        """Several people or things, with or without nationality."""
        head = self.compound(self.one(key), plural=True)
        draw = self.chance.random()
        if not bare:
            if draw < 0.35:
                head = head.before(self.demonym())
            elif draw < 0.5:
                head = head.before(self.adjective())
            elif draw < 0.58:
                head = head.before(self.bare_country())
            elif draw < 0.68:
                head = head.before(self.number())
            elif draw < 0.75:
                head = head.before(det("the"))
            elif draw < 0.8 and key == "people":
                head = pp("of", head, "nmod")
                some = self.chance.choice(("thousand", "hundred", "dozen"))
                head = Tree(some + "s", some, "NOUN", "NNS", plural=True).after(head)
        return head

    def number(self) -> Tree:
        """A number, now and then at least that."""
        form = self.chance.choice((*NUMBERS, str(self.chance.randint(11, 400))))
        made = Tree(form, form, "NUM", "CD", "nummod")
        if self.odds(0.3):
            least = Tree("least", "least", "ADJ", "JJS", "nmod", "Degree=Sup").before(case("at"))
            made = made.before(least)
        return made

    def the(self, key: str) -> Tree:
        """A single thing with its article, possessor or nationality."""
        head = self.compound(self.one(key))
        if key == "event" and head.form.endswith("s") and head.form != "crisis":
            head = replace(self.compound(head.form, plural=True), left=head.left, plural=True)
            return head.before(self.adjective() if self.odds(0.5) else None)
        if self.odds(0.35):
            head = head.before(self.adjective())
        draw = self.chance.random()
        if draw < 0.2:
            return head.before(self.possessor())
        if draw < 0.4:
            head = head.before(self.demonym())
        if self.odds(0.7):
            return head.before(det("the"))
        return head.before(det("an" if head.nodes()[0].form[0] in "aeiouAEIO" else "a"))

    def possessor(self) -> Tree:
        """A possessor with its 's."""
        owner = self.chance.choice((self.country, self.person, self.country, self.org))()
        return owner.after(replace(Tree("'s", "'s", "PART", "POS", "case"), glued=True)).as_("nmod:poss")

    def between(self) -> Tree:
        """between X and Y"""
        if self.odds(0.3):
            group = (
                Tree("countries", "country", "NOUN", "NNS")
                if self.odds(0.5)
                else Tree("sides", "side", "NOUN", "NNS")
            )
            return pp(
                "between", group.before(Tree("two", "two", "NUM", "CD", "nummod")).before(det("the")), "nmod"
            )
        pick = self.chance.choice((self.country, self.person, self.capital))
        return pp("between", conj(pick(), pick()), "nmod")

    def nominal(self) -> Tree:
        """restrictions on the sale of X to Y"""
        sale = (
            self.compound(self.one("nominal"))
            .before(det("the"))
            .after(pp("of", self.many("thing", bare=True), "nmod"))
        )
        if self.odds(0.4):
            sale = sale.after(pp("to", self.country(), "nmod"))
        word = self.chance.choice(("restriction", "limit", "curb", "ban", "sanction", "tax", "control"))
        plural = word != "ban"
        limit = Tree(
            ending_s(word) if plural else word, word, "NOUN", "NNS" if plural else "NN", plural=plural
        )
        limit = limit.before(self.demonym() if self.odds(0.4) else self.adjective())
        return (limit if plural else limit.before(det("a"))).after(pp("on", sale, "nmod"))

    def pair(self) -> Tree:
        """US and Chinese officials: the first nationality hangs on the noun, the second on the first."""
        first, second = self.demonym(), self.demonym()
        both = conj(first, second)
        head = self.compound(self.one("people"), plural=True)
        return head.before(replace(both, plural=False).as_(first.dep))

    def subject(self) -> Tree:
        """Whoever acts in the news."""
        picks = (
            (self.titled, 4), (self.person, 4), (self.country, 5), (self.many, 4), (self.org, 2), (self.described, 2),
            (self.capital, 2), (self.pair, 1), (lambda: self.the("actor"), 3),
            (lambda: conj(self.titled(), self.titled()), 2), (lambda: conj(self.country(), self.country()), 2),
            (lambda: conj(self.person(), self.person()), 1),
        )  # fmt: skip
        return self.pick(picks)

    def target(self) -> Tree:
        """Whatever is acted on."""
        picks = (
            (lambda: self.the("deal"), 4), (lambda: self.many("thing"), 3), (lambda: self.the("event"), 3), (self.nominal, 1),
            (lambda: self.the("event").after(self.between()), 1), (lambda: self.many("thing").after(pp("on", self.country(), "nmod")), 2),
            (lambda: self.the("event").after(pp("in", self.place(), "nmod")), 1),
            (lambda: self.the("deal").after(pp("with", self.country(), "nmod")), 1),
        )  # fmt: skip
        return self.pick(picks)

    def victim(self) -> Tree:
        """Whoever something is done to."""
        return self.pick(((self.many, 4), (self.person, 2), (self.titled, 1), (self.described, 1)))

    def pick(self, picks: Picks) -> Tree:
        """Draw one of several makers by weight."""
        makers, weights = zip(*picks, strict=True)
        made: Tree = self.chance.choices(makers, weights)[0]()
        return made

    # Time and place

    def weekday(self) -> Tree:
        """A day of the week as a bare time."""
        return Tree(form := self.one("day"), form, "PROPN", "NNP", "obl:unmarked")

    def bare_time(self) -> Tree:
        """Thursday, last month, this week: no preposition."""
        if self.odds(0.55):
            return self.weekday()
        if self.odds(0.2):
            count = self.chance.choice(NUMBERS)
            unit = self.chance.choice(UNITS)
            span = Tree(unit + "s", unit, "NOUN", "NNS", "obl:unmarked").before(
                Tree(count, count, "NUM", "CD", "nummod")
            )
            word, dep = self.chance.choice((("ago", "advmod"), ("earlier", "advmod"), ("later", "advmod")))
            tag = "RB" if word == "ago" else "RBR"
            return Tree(word, {"earlier": "early", "later": "late"}.get(word, word), "ADV", tag, dep).before(
                span
            )
        form = self.one("unit") if self.odds(0.8) else self.one("day")
        proper = form[0].isupper()
        head = Tree(form, form, "PROPN" if proper else "NOUN", "NNP" if proper else "NN", "obl:unmarked")
        if self.odds(0.35):
            return head.before(Tree("this", "this", "DET", "DT", "det"))
        return head.before(Tree(w := self.chance.choice(("last", "last", "next")), w, "ADJ", "JJ", "amod"))

    def time(self) -> Tree:
        """A time with or without a preposition."""
        draw = self.chance.random()
        if draw < 0.5:
            return self.bare_time()
        if draw < 0.7:
            return pp("on", self.weekday())
        month = Tree(form := self.one("month"), form, "PROPN", "NNP")
        if draw < 0.85:
            return pp("in", month)
        day = Tree(str(self.chance.randint(1, 28)), "", "NUM", "CD")
        return pp("on", replace(day, lemma=day.form).before(month.as_("nmod:unmarked")))

    def where(self) -> Tree:
        """A place with its preposition."""
        if self.odds(0.6):
            return pp("in", self.place())
        return pp(
            self.chance.choice(("at", "near", "across", "in")),
            self.compound(self.one("spot")).before(det("the")),
        )
