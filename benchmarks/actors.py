"""Measures who is meant: actors linked to codes, dyads of invented actors, coreference, hard cases, and the cost.

    python benchmarks/actors.py SHARED [--part plover] [--limit 20] [--errors 10]

SHARED holds `benchmarks/` (its README.md says of what); what is missing is skipped and told. A stretch of text is linked
as the subject of a claim that anybody may make; no record of a benchmark gets treatment of its own.

plover: a gold actor is the stretch at its offsets, or where it has none its words if they occur in the text once; an
actor whose words are not in the text is left out, and one that two records of a text code is right by either. The link
has the code of the `plover` column of its own row in the tables of names, else of that of the state or body that it acts
for, else of that of the state of its row. The gold writes IGO for UNO and EUR too. A link without a code counts as
unlinked, several codes for one actor as wrong.

petrarch: each actor of the lexicon becomes a row of a names file, under the identifier and class that the packaged
tables give one of its names, else as a body of the one actor with whose code its own begins, else as a state; agents
become titles where the packaged tables know neither them nor their last word. Codes go by the day of the sentence; those of
agents are taken off on both sides, since a claim has actors and no sectors: CALGOV and CAL are one. Dyads with nobody
("---GOV") are left out, and so are sentences without a dyad and those that the source marks as not valid. A sentence is
right where the acts that share a dyad with the gold have all of its dyads and no others, whatever else the text tells;
a dyad that the gold codes both ways counts in either direction.

redocred: the mentions are the gold's, those without a link are missing from the response, and those with the same
link make a cluster.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from itertools import product
from pathlib import Path
from statistics import median
from typing import Any

from clusters import average, scores
from spacy.tokens import Doc

from kg import extract, parse, read
from kg.build import Engine
from kg.link import link
from kg.link.tables import nominals
from kg.records import Claim, Document, Fact, KgError, Link, Mention, Reading, Sentence, Span
from kg.rules import gazetteer, rows
from kg.rules.entries import Gazetteer, key
from kg.tellings import tellings

ROOT = Path(__file__).parent.parent
CATEGORIES = ("ACTOR", "AGENT", "COMPOUND", "DATE", "MODIFY")
TYPES = ("PER", "ORG", "LOC")
FOLDED = {"UNO": "IGO", "EUR": "IGO"}  # as the gold has them
NOBODY = ("---", "+++", "###", "")
LOADS, ROUNDS = 5, 3

Stretch = tuple[int, int]
Record = dict[str, Any]
Dyad = tuple[str, str]


@dataclass
class Errors:
    """What went wrong, by kind, with its cases."""

    kinds: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, case: str) -> None:
        """Enter a case."""
        self.kinds[kind].append(case)

    def lines(self, most: int, *, cases: int = 4) -> Iterator[str]:
        """Yield the commonest kinds, each with its first cases."""
        for kind, found in sorted(self.kinds.items(), key=lambda item: (-len(item[1]), item[0]))[:most]:
            yield f"  {len(found):4} {kind}"
            yield from (f"         {case}" for case in found[:cases])


@dataclass
class Bench:
    """What all parts need: the engine, loaded once, where the data is, and how much of it to use."""

    shared: Path
    limit: int | None = None
    errors: Errors = field(default_factory=Errors)

    @property
    def engine(self) -> Engine:
        """The packaged model and tables."""
        return _engine()

    def records(self, name: str) -> list[Record]:
        """The records of a benchmark."""
        lines = (self.shared / "benchmarks" / name).read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines][: self.limit]

    def parsed(self, records: Iterable[Record]) -> Iterator[tuple[Record, Document, Doc]]:
        """The records with their parses."""
        kept = list(records)
        documents = [Document(record["id"], record["text"]) for record in kept]
        pairs = parse.parse(documents, self.engine.nlp)
        return ((record, document, doc) for record, (document, doc) in zip(kept, pairs, strict=True))


@cache
def _engine() -> Engine:
    return Engine.load()


def share(count: int, total: int) -> str:
    """A share in percent with its counts."""
    return f"{100 * count / max(total, 1):5.1f} % ({count} of {total})"


def bar(reached: bool, text: str) -> str:
    """A line that says whether a bar is reached."""
    return f"  {'reached' if reached else 'short  '}  {text}"


def linked(
    document: Document, doc: Doc, stretches: Iterable[Stretch], names: Gazetteer
) -> dict[Stretch, tuple[Link, ...]]:
    """Whom each stretch stands for, as the subject of a claim that anybody may make."""
    claims = [_claim(document, doc, stretch) for stretch in dict.fromkeys(stretches)]
    found: dict[Stretch, list[Link]] = {(claim.trigger.begin, claim.trigger.end): [] for claim in claims}
    for fact in link(document, doc, claims, gazetteer=names).facts:
        found[fact.trigger.begin, fact.trigger.end].append(fact.subject)
    return {stretch: tuple(links) for stretch, links in found.items()}


def _claim(document: Document, doc: Doc, stretch: Stretch) -> Claim:
    begin, end = stretch
    span = doc.char_span(begin, end, alignment_mode="expand")
    assert span is not None, f"{document.id}: {stretch} is outside its text"
    own = Span(begin, end, doc.text[begin:end])
    return Claim(
        doc=document.id,
        sentence=Sentence(0, 0, len(doc.text), doc.text),
        subjects=(Mention(begin, end, own.text, span.root.idx),),
        relation="relatedTo",
        objects=(),
        trigger=own,
        rule="rule",
        confidence=1.0,
        content=own,
    )


# ---- codes of gold actors


@cache
def codes() -> Mapping[str, str]:
    """The PLOVER code of every row of the tables of names that has one."""
    tables = sorted(gazetteer.NAMES.glob("*.tsv"))
    return {row["id"]: row["plover"] for path in tables for _, row in rows.rows(path) if "plover" in row}


def code(found: Link, names: Gazetteer) -> str | None:
    """The PLOVER code of a link: its own, or that of whom it acts for or belongs to."""
    entry = names.entries.get(found.id)
    owners = (found.id, found.acts_for, entry.state if entry else None)
    return next((FOLDED.get(codes()[one], codes()[one]) for one in owners if one and one in codes()), None)


def gold_actors(records: Iterable[Record]) -> dict[str, dict[Stretch, set[str]]]:
    """The codes of the gold actors by text and stretch."""
    found: dict[str, dict[Stretch, set[str]]] = defaultdict(lambda: defaultdict(set))
    for record in records:
        for actor in (*record["gold"]["source"], *record["gold"]["target"]):
            if stretch := _stretch(record["text"], actor):
                own = actor.get("code_iso") or actor["code"]
                found[record["text"]][stretch].add(FOLDED.get(own, own))
    return found


def _stretch(text: str, actor: Record) -> Stretch | None:
    words = actor["text"]
    if "start" in actor and text[actor["start"] : actor["end"]] == words:
        return actor["start"], actor["end"]
    places = [match.span() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return places[0] if len(places) == 1 else None


def plover(bench: Bench) -> Iterator[str]:
    """Yield how many gold actors get the right code."""
    records, names, tally = bench.records("plover_gsr_dev.jsonl"), bench.engine.gazetteer, Counter[str]()
    gold = gold_actors(records)
    texts = {record["text"]: record for record in records}
    for record, document, doc in bench.parsed(texts.values()):
        wanted = gold[record["text"]]
        for stretch, links in linked(document, doc, wanted, names).items():
            outcome = _coded(links, wanted[stretch], names)
            tally[outcome] += 1
            if outcome != "right":
                bench.errors.add(*_miscoded(outcome, doc, stretch, wanted[stretch], links, names))
    total, given = tally.total(), sum(len(r["gold"][side]) for r in records for side in ("source", "target"))
    yield f"plover: {total} actors of {given} codings in {len(texts)} texts"
    for outcome in ("right", "wrong", "unlinked"):
        yield f"  {outcome:9}{share(tally[outcome], total)}"
    yield bar(100 * tally["right"] >= 92 * total, f"right {share(tally['right'], total)}, bar 92 %")
    yield bar(100 * tally["wrong"] <= 3 * total, f"wrong {share(tally['wrong'], total)}, bar 3 %")


def _coded(links: tuple[Link, ...], wanted: set[str], names: Gazetteer) -> str:
    found = {own for one in links if (own := code(one, names))}
    return "unlinked" if not found else "right" if len(found) == 1 and found <= wanted else "wrong"


def _miscoded(
    outcome: str, doc: Doc, stretch: Stretch, wanted: set[str], links: tuple[Link, ...], names: Gazetteer
) -> tuple[str, str]:
    """The kind of an error by the head of its actor's words and how it was linked, and the case."""
    how = f"{links[0].type} by {links[0].via}" if links else "nobody"
    found = ", ".join(f"{one.id} ({code(one, names)})" for one in links) or "nobody"
    case = f"{doc.text[slice(*stretch)]!r}: {'/'.join(sorted(wanted))}, found {found}: {doc.text[:110]}"
    return f"{outcome}: {_shape(doc, stretch)}; found {how}", case


# ---- dyads of invented actors


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
    name = next((one for one in (found.id, found.acts_for) if one in lexicon.ids), None)
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


# ---- coreference


def redocred(bench: Bench) -> Iterator[str]:
    """Yield how far mentions with the same link agree with the gold's entities, by type and over all."""
    pairs: dict[str, list[Any]] = defaultdict(list)
    tally: Counter[str] = Counter()
    for record, document, doc in bench.parsed(bench.records("redocred_geo_dev.jsonl")):
        entities = [entity for entity in record["gold"]["entities"] if entity["type"] in TYPES]
        places = [[(one["start"], one["end"]) for one in entity["mentions"]] for entity in entities]
        links = linked(
            document, doc, [stretch for found in places for stretch in found], bench.engine.gazetteer
        )
        for name in ("all", *TYPES):
            gold = [set(p) for e, p in zip(entities, places, strict=True) if name in ("all", e["type"])]
            kept = _disjoint(gold)
            pairs[name].append((kept, _clusters({at: links[at] for own in kept for at in own})))
            tally[name] += sum(map(len, kept))
            tally[f"{name} linked"] += sum(bool(links[at]) for own in kept for at in own)
        _clustered(bench.errors, doc, entities, places, links)
    yield f"redocred: {len(pairs['all'])} documents"
    for name in ("all", *TYPES):
        found = scores(pairs[name])
        yield f"  {name:4}linked {share(tally[f'{name} linked'], tally[name])}, average F1 {average(found):.3f}"
        for measure, score in found.items():
            yield (
                f"      {measure:7} P {score.precision:.3f} ({score.right:.0f} of {score.found:.0f})  "
                f"R {score.recall:.3f} ({score.met:.0f} of {score.gold:.0f})  F1 {score.f1:.3f}"
            )
    found = scores(pairs["all"])
    yield bar(average(found) >= 0.75, f"average F1 {average(found):.3f}, bar .75")
    for measure, score in found.items():
        yield bar(score.precision >= 0.85, f"{measure} precision {score.precision:.3f}, bar .85")


def _disjoint(entities: list[set[Stretch]]) -> list[frozenset[Stretch]]:
    """The entities, a mention that two of them have left to the first."""
    taken: set[Stretch] = set()
    kept = []
    for own in entities:
        kept.append(frozenset(own - taken))
        taken |= own
    return [own for own in kept if own]


def _clusters(links: Mapping[Stretch, tuple[Link, ...]]) -> list[frozenset[Stretch]]:
    by_link: dict[tuple[str, ...], set[Stretch]] = defaultdict(set)
    for stretch, found in links.items():
        if found:
            by_link[tuple(sorted(one.id for one in found))].add(stretch)
    return [frozenset(own) for own in by_link.values()]


def _clustered(
    errors: Errors,
    doc: Doc,
    entities: list[Record],
    places: list[list[Stretch]],
    links: Mapping[Stretch, tuple[Link, ...]],
) -> None:
    """Enter the mentions that are unlinked, the entities that fall apart, and those that share a link."""
    homes: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for entity, own in zip(entities, places, strict=True):
        found = {"+".join(sorted(one.id for one in links[at])): links[at][0].via for at in own if links[at]}
        for at in own:
            if not links[at]:
                errors.add(f"{entity['type']} unlinked: {_shape(doc, at)}", _around(doc, at))
        if len(found) > 1:
            ways = "/".join(sorted(set(found.values())))
            errors.add(f"{entity['type']} in pieces: {ways}", f"{entity['name']}: {sorted(found)}")
        for name, via in found.items():
            homes[name][entity["name"]] = entity["type"], via
    for name, fused in homes.items():
        if len(fused) > 1:
            ways = "/".join(sorted({f"{kind} by {via}" for kind, via in fused.values()}))
            errors.add(f"fused: {ways}", f"{name}: {sorted(fused)}")


def _shape(doc: Doc, at: Stretch) -> str:
    span = doc.char_span(*at, alignment_mode="expand")
    assert span is not None
    return f"{'one word' if len(span) == 1 else 'several words'}, {span.root.pos_}, {span.root.ent_type_ or 'no entity'}"


def _around(doc: Doc, at: Stretch) -> str:
    begin, end = at
    before, after = doc.text[max(begin - 40, 0) : begin], doc.text[end : end + 30]
    return f"{before}[{doc.text[begin:end]}]{after}".replace("\n", " ")


# ---- hard cases


def cases(bench: Bench) -> Iterator[str]:
    """Yield how many of the hard cases of the tests pass."""
    sys.path.insert(0, str(ROOT / "tests"))
    from test_actor_cases import CASES, right, trap
    from test_actor_cases import linked as stands_for

    chosen = CASES[: bench.limit]
    passed: Counter[bool] = Counter()
    docs = bench.engine.nlp.pipe(case["text"] for case in chosen)
    for case, doc in zip(chosen, docs, strict=True):
        names = _case_names(case)
        found = {words: stands_for(case, doc, words, names) for words in case["expect"]}
        wrong = {words: ids for words, ids in found.items() if not right(ids, case["expect"][words])}
        passed[trap(case)] += not wrong
        if wrong:
            asked = {words: case["expect"][words] for words in wrong}
            bench.errors.add(case["kind"], f"{case['text'][:110]}: {asked}, found {wrong}")
    traps = sum(map(trap, chosen))
    yield f"cases: passed {share(passed.total(), len(chosen))}"
    yield f"  traps  {share(passed[True], traps)}"
    yield f"  others {share(passed[False], len(chosen) - traps)}"


def _case_names(case: Record) -> Gazetteer:
    if "names" not in case:
        return gazetteer.load()
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "own.tsv"
        own.write_text("\n".join((*case["names"], "")), encoding="utf-8")
        return gazetteer.load([own])


# ---- cost

LOAD = (
    "import time; from kg.rules import gazetteer; start = time.process_time(); held = gazetteer.load(); "
    "print(1000 * (time.process_time() - start))"
)
HOLD = (
    "import tracemalloc; from kg.rules import gazetteer; tracemalloc.start(); held = gazetteer.load(); "
    "print(tracemalloc.get_traced_memory()[0] / 1e6)"
)


def cost(bench: Bench) -> Iterator[str]:
    """Yield what the tables cost in a process of their own, and linking beside parsing on the example articles."""
    load, held = median(_told_by(LOAD) for _ in range(LOADS)), _told_by(HOLD)
    yield "cost, in processor time:"
    yield bar(load <= 150, f"tables load in {load:.0f} ms (median of {LOADS} processes), bar 150 ms")
    yield bar(held <= 60, f"tables hold {held:.1f} MB, bar 60 MB")
    documents = [one for one in read.documents([ROOT / "examples" / "articles"]) if isinstance(one, Document)]
    rounds = [_spent(bench.engine, documents) for _ in range(ROUNDS)]
    parsing, linking = (min(times) for times in zip(*rounds, strict=True))
    yield bar(
        linking <= 0.15 * parsing,
        f"linking {100 * linking / parsing:.1f} % of parsing ({1000 * linking:.0f} of {1000 * parsing:.0f} ms, best of "
        f"{ROUNDS} rounds; {len(documents)} articles of {sum(len(one.text) for one in documents):,} characters), bar 15 %",
    )


def _spent(engine: Engine, documents: list[Document]) -> tuple[float, float]:
    """The processor time of parsing and of linking."""
    start = time.process_time()
    parses = list(parse.parse(documents, engine.nlp))
    parsing = time.process_time() - start
    claims = [extract.claims(document, doc, engine.lexicon) for document, doc in parses]
    start = time.process_time()
    for (document, doc), own in zip(parses, claims, strict=True):
        link(document, doc, own, gazetteer=engine.gazetteer)
    return parsing, time.process_time() - start


def _told_by(program: str) -> float:
    """The number that a program prints in a process of its own."""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return float(ran.stdout)


PARTS: Mapping[str, Callable[[Bench], Iterator[str]]] = {
    "plover": plover,
    "petrarch": petrarch,
    "redocred": redocred,
    "cases": cases,
    "cost": cost,
}


def main() -> None:
    """Print each part, or why it was skipped."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("--part", action="append", choices=PARTS, help="repeatable; all without")
    parser.add_argument("--limit", type=int, help="use only the first records of each part")
    parser.add_argument(
        "--errors", type=int, default=0, help="show the commonest kinds of error of each part"
    )
    options = parser.parse_args()
    for name in options.part or PARTS:
        bench = Bench(options.shared, options.limit)
        try:
            for line in PARTS[name](bench):
                print(line, flush=True)
        except (FileNotFoundError, ImportError, KgError) as error:
            print(f"{name}: skipped: {error}", flush=True)
        for line in bench.errors.lines(options.errors):
            print(line, flush=True)


if __name__ == "__main__":
    main()
