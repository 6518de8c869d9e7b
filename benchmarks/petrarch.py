"""Measures the dyads of invented actors, coded by an own names file.

Each actor of the lexicon becomes a row of a names file, under the identifier and class that the packaged
tables give one of its names, else as a body of the one actor with whose code its own begins, else as a state; agents
become titles where the packaged tables know neither them nor their last word. Codes go by the day of the sentence; those of
agents are taken off on both sides, since a claim has actors and no sectors: CALGOV and CAL are one. Dyads with nobody
("---GOV") are left out, and so are sentences without a dyad and those that the source marks as not valid. A sentence is
right where the acts that share a dyad with the gold have all of its dyads and no others, whatever else the text tells;
a dyad that the gold codes both ways counts in either direction.
"""

import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from pathlib import Path

from bench import Bench, Record, bar, share

from kg import extract
from kg.link import link
from kg.link.tables import nominals
from kg.records import Fact, Link, Reading
from kg.rules import gazetteer
from kg.rules.entries import key
from kg.tellings import tellings

CATEGORIES = ("ACTOR", "AGENT", "COMPOUND", "DATE", "MODIFY")
NOBODY = ("---", "+++", "###", "")

Dyad = tuple[str, str]


@dataclass(frozen=True)
class Lexicon:
    """PETRARCH's actors by identifier, with names and dated codes, and its agents."""

    ids: Mapping[str, Record]
    agents: tuple[Record, ...]

    @classmethod
    def load(cls, folder: Path) -> "Lexicon":
        """Read both files, and give each actor an identifier."""
        actors, agents = (
            tuple(json.loads((folder / f"petrarch_validation_{name}.json").read_text(encoding="utf-8")))
            for name in ("actors", "agents")
        )
        ids: dict[str, Record] = {}
        for actor in actors:
            name = _known(actor)
            ids[_made(actor) if name is None or name in ids else name] = actor
        return cls(ids, agents)

    def codes(self, name: str, day: str) -> set[str]:
        """The codes of an identifier on a day, without those of agents."""
        dated = self.ids[name]["codes"]
        within = [one["code"] for one in dated if one["when"] and covers(one["when"], day)]
        always = [one["code"] for one in dated if not one["when"]]
        return {self.bare(own) for own in next(iter((*within, *always)), "").split("/")}

    def bare(self, own: str) -> str:
        """A code without those of agents: CALGOV is CAL, NGOARN is ARN."""
        while own and (shorter := next((own[: -len(end)] for end in self._ends if own.endswith(end)), None)):
            own = shorter
        return next(
            (own.removeprefix(one) for one in self._starts if own != one and own.startswith(one)), own
        )

    @cached_property
    def _ends(self) -> list[str]:
        return sorted({one["code"][1:] for one in self.agents if one["code"].startswith("~")})

    @cached_property
    def _starts(self) -> list[str]:
        return sorted({one["code"][:-1] for one in self.agents if one["code"].endswith("~")})


def covers(when: str, day: str) -> bool:
    """Whether "<911226", "> 990816" or "19950601 - 19990815" holds on a day; both ends are included."""
    first, dash, last = (part.strip() for part in when.partition("-"))
    if dash:
        return _year(first) <= day <= _year(last)
    bound = _year(first.lstrip("<> "))
    return day < bound if first.startswith("<") else day > bound


def _year(day: str) -> str:
    """A day with the four digits of its year."""
    return day if len(day) == 8 else f"{'19' if day > '3' else '20'}{day}"


def _known(actor: Record) -> str | None:
    """The identifier that the packaged tables have for one of the names."""
    senses = [sense for form in _forms(actor) for sense in gazetteer.load().senses(form)]
    return next((sense.entry.id for sense in sorted(senses, key=lambda sense: sense.weak)), None)


def _made(actor: Record) -> str:
    """An identifier made of the first name."""
    return "_".join(re.findall(r"\w+", _cased(actor["name"])))


def _forms(actor: Record) -> list[str]:
    """The names as text has them; the lexicon is in capitals."""
    names = [name.removeprefix("THE ") for name in (actor["name"], *actor["synonyms"])]
    return list(dict.fromkeys(form for name in names for form in (_cased(name), name)))


def _cased(name: str) -> str:
    words = re.sub(r"[^\W_]+", lambda run: run[0].capitalize(), name.removeprefix("THE "))
    return re.sub(r"\b(Of|The|And)\b", lambda run: run[0].lower(), words)


def own_tables(lexicon: Lexicon, folder: Path) -> list[Path]:
    """Write the lexicon as names files, and return their paths."""
    actors = [_row(name, actor, lexicon) for name, actor in lexicon.ids.items()]
    titles = [_title(agent) for agent in lexicon.agents if not _understood(agent["agent"])]
    return [_table(folder / "actors.tsv", actors), _table(folder / "titles.tsv", titles)]


def _row(name: str, actor: Record, lexicon: Lexicon) -> Record:
    known = gazetteer.load().entries.get(name)
    adjective = known.adjective or "" if known else ""
    forms = dict.fromkeys((*_forms(actor), *(known.names if known else ())))
    state = known.state or "" if known else _state(actor, lexicon)
    return {
        "id": name,
        "label": known.label if known else _forms(actor)[0],
        "type": known.type if known else "Institution" if state else "State",
        "state": state,
        "adjectives": adjective,
        "aliases": "|".join(form for form in forms if form != adjective),
    }


def _state(actor: Record, lexicon: Lexicon) -> str:
    """The one actor whose code, of three letters, begins this actor's."""
    whole = actor["codes"][-1]["code"]
    starts = [name for name, other in lexicon.ids.items() if other["codes"][-1]["code"] == whole[:3] != whole]
    return starts[0] if len(starts) == 1 else ""


def _understood(agent: str) -> bool:
    """Whether the packaged tables have an agent as a title or name, or its last word as a noun for members or bodies."""
    words, packaged = nominals(), gazetteer.load()
    nouns = {*words.members, *words.bodies, *words.media, *words.groups, *words.arms}
    known = packaged.senses(agent) or agent.lower() in packaged.titles
    return bool(known) or agent.lower().split()[-1] in nouns


def _title(agent: Record) -> Record:
    words = agent["agent"].lower().replace("!", "")
    return {
        "title": words,
        "plural": (agent["plural"] or f"{words}s").lower(),
        "role": words.replace(" ", "_"),
        "kind": "role",
        "sector": agent["code"].strip("~")[:3],
    }


def _table(path: Path, made: list[Record]) -> Path:
    lines = ["\t".join(made[0]), *("\t".join(row.values()) for row in made)]
    path.write_text("\n".join((*lines, "")), encoding="utf-8")
    return path


def petrarch(bench: Bench) -> Iterator[str]:
    """Yield in how many sentences the coded dyads have the right actors."""
    lexicon = Lexicon.load(bench.shared / "benchmarks")
    with tempfile.TemporaryDirectory() as folder:
        names = gazetteer.load(own_tables(lexicon, Path(folder)))
    tally: Counter[str] = Counter()
    for record, document, doc in bench.parsed(bench.records("petrarch_validation_dev.jsonl")):
        gold = _gold_dyads(record, lexicon)
        if not gold:
            continue
        dated = replace(
            document, published=f"{record['date'][:4]}-{record['date'][4:6]}-{record['date'][6:]}"
        )
        reading = link(dated, doc, extract.claims(dated, doc, bench.engine.lexicon), gazetteer=names)
        outcome = _sides(gold, _told(reading, lexicon, record["date"], gold))
        tally["all"] += 1
        tally[outcome] += 1
        tally[f"{record['category']} all"] += 1
        tally[f"{record['category']} right"] += outcome == "right"
        if outcome != "right":
            bench.errors.add(f"{record['category']}: {outcome}", _dyads_told(record, gold, reading))
    yield f"petrarch: {tally['all']} sentences with dyads of the categories {', '.join(CATEGORIES)}"
    for name in CATEGORIES:
        yield f"  {name:9}{share(tally[f'{name} right'], tally[f'{name} all'])}"
    for outcome in ("no act with two sides", "other actors", "some dyads lacking", "dyads too many"):
        yield f"  {outcome}: {share(tally[outcome], tally['all'])}"
    yield bar(
        100 * tally["right"] >= 75 * tally["all"],
        f"source and target sets right {share(tally['right'], tally['all'])}, bar 75 %",
    )


def _gold_dyads(record: Record, lexicon: Lexicon) -> set[Dyad]:
    """The dyads of a valid sentence of the categories."""
    if record["category"] not in CATEGORIES or not record["valid"]:
        return set()
    pairs = ((event["source"], event["target"]) for event in record["gold"]["events"])
    return {
        (lexicon.bare(one), lexicon.bare(other))
        for one, other in pairs
        if not {one[:3], other[:3]} & set(NOBODY)
    }


def _told(reading: Reading, lexicon: Lexicon, day: str, gold: set[Dyad]) -> list[set[Dyad]]:
    """The dyads of each act that a reading tells of, in the codes of the lexicon."""
    return [
        {
            _turned(dyad, gold) if fact.symmetric else dyad
            for fact in facts
            for dyad in _dyads(fact, lexicon, day)
        }
        for facts in tellings(reading.facts)
    ]


def _dyads(fact: Fact, lexicon: Lexicon, day: str) -> Iterator[Dyad]:
    return product(_own(fact.subject, lexicon, day), _own(fact.object, lexicon, day) if fact.object else ())


def _turned(dyad: Dyad, gold: set[Dyad]) -> Dyad:
    """A dyad of two sides, in the direction that the gold has."""
    return dyad[::-1] if _in(dyad[::-1], gold) and not _in(dyad, gold) else dyad


def _own(found: Link, lexicon: Lexicon, day: str) -> set[str]:
    """The codes of a link or of whom it acts for; its label for one that the lexicon lacks."""
    name = next((one for one in (found.id, found.acts_for, found.of_state) if one in lexicon.ids), None)
    return lexicon.codes(name, day) if name else {found.label}


def _sides(gold: set[Dyad], told: list[set[Dyad]]) -> str:
    """Whether the acts that share a dyad with the gold have all of its dyads and no others."""
    shared = {dyad for dyads in told if any(_in(dyad, gold) for dyad in dyads) for dyad in dyads}
    if not any(told):
        return "no act with two sides"
    if not shared:
        return "other actors"
    if not all(_in(dyad, shared) or (dyad[::-1] in gold and _in(dyad[::-1], shared)) for dyad in gold):
        return "some dyads lacking"
    return "right" if all(_in(dyad, gold) for dyad in shared) else "dyads too many"


def _in(dyad: Dyad, dyads: set[Dyad]) -> bool:
    """Whether a dyad is among others; a name in quotes stands for an actor new to the lexicon who has its words."""
    return any(all(map(_same, dyad, other)) for other in dyads)


def _same(one: str, other: str) -> bool:
    if one.startswith('"') == other.startswith('"'):
        return one == other
    new, found = sorted((one, other), key=lambda name: not name.startswith('"'))
    return set(key(found.upper()).split()) <= set(key(new).split())


def _dyads_told(record: Record, gold: set[Dyad], reading: Reading) -> str:
    found = [f"{f.subject.id} {f.relation} {f.object.id if f.object else '-'}" for f in reading.facts]
    refused = [f"{finding.rule} {finding.value}" for finding in reading.refused]
    return f"{record['text'][:110]}: {sorted(gold)}, found {found}, refused {refused}"
