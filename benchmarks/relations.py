"""Relations between stretches of whole documents: re3d's between the parties to a conflict, Re-DocRED's of Wikidata.

re3d: a relation is found where a fact of its sentences says it and the fact's sides are on stretches that overlap those
of the gold or, as a pronoun is none, stand for the same actor; in either order where it is symmetric. The source may be
the act itself ("strikes"), as our trigger is; who does an act is in charge of it; what an attack hit that is nobody's
may be in its content, which is the words of that. Facts that are negated do not count. The gold is not
complete, so precision is that of claims judged by hand (judged.py).

Re-DocRED: the sides of a fact are the entities whose mentions overlap its own most, else those with the same link, as
pronouns have none; an office may stand for any entity in its words. A fact is right where the gold has a property that
its relation may be, in the right direction; facts with a side that is no entity of the gold are left out and counted, and
those that are not asserted are left out. What the gold lacks was read by hand (judged_redocred.tsv): it is right where
the text says it, and the share with those is told beside the gold's own. A relation's recall is over the gold of all its
properties, whichever relation that has the property found it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bench import Bench, Record, Stretch, bar, linked, share
from judged import mark, verdicts

from kg.records import Fact, Link, Sentence, Span

RE3D: Mapping[str, frozenset[str]] = {  # the events and relations that say it
    "FightingAgainst": frozenset({"ASSAULT", "MOBILIZE", "COERCE", "opposedTo"}),
    "AlliesOf": frozenset({"SUPPORT", "AID", "COOPERATE", "alliedWith"}),
    "CommWith": frozenset({"CONSULT", "AGREE", "REQUEST", "COOPERATE"}),
    "InChargeOf": frozenset({"headOf", "holdsOffice", "controls"}),
    "BelongsTo": frozenset({"memberOf", "partOf", "affiliatedWith", "actsFor", "citizenOf", "holdsOffice"}),
}
SYMMETRIC = frozenset({"FightingAgainst", "AlliesOf", "CommWith"})
# The properties of Wikidata that a relation may be; with a minus sign those that lead from its object to its subject.
WIKIDATA: Mapping[str, frozenset[str]] = {
    "holdsOffice": frozenset({"P39", "-P6", "-P35", "-P488"}),
    "headOf": frozenset({"-P6", "-P35", "-P488"}),
    "memberOf": frozenset({"P463", "P102", "P241", "P361", "-P527"}),
    "affiliatedWith": frozenset({"P102", "P108", "P241", "P463"}),
    "partOf": frozenset({"P361", "-P527", "P749", "-P355", "P131", "-P150", "P463"}),
    "locatedIn": frozenset({"P131", "-P150", "P17", "P276", "P30", "P159"}),
    "capitalOf": frozenset({"P1376", "-P36"}),
    "citizenOf": frozenset({"P27"}),
    "participantIn": frozenset({"P1344", "-P710", "P607"}),
    "controls": frozenset({"-P127", "-P137", "P355", "-P749"}),
    "succeeds": frozenset({"P1365", "-P1366"}),
    "claimsTerritory": frozenset({"-P1336"}),
}

LACKING = Path(__file__).parent / "judged_redocred.tsv"

NOBODY: Mapping[Stretch, Sequence[Link]] = {}

Triple = tuple[int, str, int]  # head, property, tail
Pair = tuple[str, int, int]  # relation, subject, object


# ---- re3d


def re3d(bench: Bench) -> Iterator[str]:
    """Yield which relations between parties are found."""
    tally: Counter[str] = Counter()
    records = bench.records("re3d_dev.jsonl")
    parsed = bench.parsed(records)
    for (record, document, doc), (_, reading) in zip(parsed, bench.readings(records), strict=True):
        relations = [gold for gold in record["gold"]["relations"] if gold["type"] in RE3D]
        names = linked(
            document, doc, [each for gold in relations for each in _sides(gold)], bench.engine.gazetteer
        )
        for gold in relations:
            tally[f"{gold['type']} all"] += 1
            if any(says(fact, gold, names) for fact in reading.facts):
                tally[gold["type"]] += 1
            else:
                bench.errors.add(*_lacking(gold, record["text"], reading.facts))
    yield f"re3d: {len(records)} documents (no figure is published)"
    for name in RE3D:
        yield f"  {name:16}{share(tally[name], tally[f'{name} all'])}"
    met, given = (sum(tally[f"{name}{end}"] for name in RE3D) for end in ("", " all"))
    yield bar(met >= 0.45 * given, f"found {share(met, given)}, bar 45 %")


def says(fact: Fact, gold: Record, names: Mapping[Stretch, Sequence[Link]] = NOBODY) -> bool:
    """Whether a fact says a relation of the gold, whose stretches stand for `names`."""
    sides = _sides(gold)
    if fact.polarity != "positive" or not any(shared(_whole(fact.sentence), side) for side in sides):
        return False
    source, target = sides
    if gold["type"] == "InChargeOf" and fact.event and shared(fact.trigger, target):
        return _is(fact.subject, source, names)
    if not _may_say(fact, gold["type"]):
        return False
    ways = [(source, target), (target, source)][: 2 if gold["type"] in SYMMETRIC else 1]
    return any(_between(fact, one, other, names) for one, other in ways)


def _may_say(fact: Fact, kind: str) -> bool:
    """Whether a fact is of a kind that says a relation; who seizes something has it, and who sign together speak together."""
    seized = kind == "InChargeOf" and fact.mode == "seize"
    joint = (
        kind == "CommWith" and fact.symmetric and fact.quad in ("verbal_cooperation", "material_cooperation")
    )
    return seized or joint or bool(RE3D[kind] & {fact.event, fact.relation})


def _sides(gold: Record) -> tuple[Stretch, Stretch]:
    return (gold["sourceBegin"], gold["sourceEnd"]), (gold["targetBegin"], gold["targetEnd"])


def _whole(sentence: Sentence) -> Span:
    return Span(sentence.begin, sentence.end, sentence.text)


def _between(fact: Fact, source: Stretch, target: Stretch, names: Mapping[Stretch, Sequence[Link]]) -> bool:
    acting = _is(fact.subject, source, names) or shared(fact.trigger, source)
    aimed = fact.object is not None and _is(fact.object, target, names)
    inside = fact.quad == "material_conflict" and fact.content and shared(fact.content, target)
    return bool(acting and (aimed or inside))


def _is(side: Link, stretch: Stretch, names: Mapping[Stretch, Sequence[Link]]) -> bool:
    """Whether a side of a fact is on a stretch, or stands for the same."""
    return bool(shared(side.mention, stretch)) or any(one.id == side.id for one in names.get(stretch, ()))


def shared(span: Span, stretch: Stretch) -> int:
    """How many characters a span and a stretch share."""
    return max(min(span.end, stretch[1]) - max(span.begin, stretch[0]), 0)


def _lacking(gold: Record, text: str, facts: Iterable[Fact]) -> tuple[str, str]:
    """The kind of what was missed by what is said of its sides, and the case."""
    begin = min(gold["sourceBegin"], gold["targetBegin"])
    end = max(gold["sourceEnd"], gold["targetEnd"])
    near = [fact for fact in facts if shared(_whole(fact.sentence), (begin, end))]
    names = sorted({f"{fact.event or fact.relation}" for fact in near})
    words = " ".join(text[max(begin - 30, 0) : end + 30].split())
    return f"{gold['type']} by {gold['value'][:40]!r}", (
        f"{gold['source']!r} to {gold['target']!r}; found {names or 'nothing'}: {words}"
    )


# ---- Re-DocRED


@dataclass
class Tally:
    """By relation: pairs made, those of them right, facts with sides outside the gold, gold relations met and given.

    `read` counts the pairs that the gold lacks by the verdict of a reader, None where there is none.
    """

    made: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    outside: Counter[str] = field(default_factory=Counter)
    met: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    read: Counter[bool | None] = field(default_factory=Counter)

    def add(self, gold: set[Triple], told: Mapping[Pair, set[Triple]]) -> None:
        """Enter what the facts of a document are in the gold, by relation and sides."""
        found = {one for hits in told.values() for one in hits}
        self.made.update(relation for relation, *_ in told)
        self.right.update(relation for (relation, *_), hits in told.items() if hits)
        for name in (*WIKIDATA, "all"):
            own = {one for one in gold if _may_be(name, one[1])}
            self.given[name] += len(own)
            self.met[name] += len(own & found)


def redocred(bench: Bench) -> Iterator[str]:
    """Yield how far facts are relations of the gold, by relation."""
    records, tally, known = bench.records("redocred_geo_dev.jsonl"), Tally(), verdicts(LACKING)
    readings = (reading for _, reading in bench.readings(records))
    for (record, document, doc), reading in zip(bench.parsed(records), readings, strict=True):
        entities = [[(m["start"], m["end"]) for m in one["mentions"]] for one in record["gold"]["entities"]]
        gold = {(one["head"], one["r"], one["tail"]) for one in record["gold"]["relations"]}
        mentions = [stretch for own in entities for stretch in own]
        links = linked(document, doc, mentions, bench.engine.gazetteer)
        told: dict[Pair, set[Triple]] = {}
        lacking: dict[Pair, Fact] = {}
        for fact in _stated(reading.facts):
            hits = {one: triples(fact.relation, *one) & gold for one in _pairs(fact, entities, links)}
            if not hits:
                tally.outside[fact.relation] += 1
                continue
            best = max(hits, key=lambda one: len(hits[one]))
            told[fact.relation, *best] = hits[best]
            if not hits[best]:
                lacking[fact.relation, *best] = fact
        tally.add(gold, told)
        for fact in lacking.values():
            verdict = known.get(mark(fact))
            tally.read[verdict] += 1
            if verdict is not True:
                bench.errors.add(f"{fact.relation} is not in the gold", _case(fact))
    yield f"redocred: {len(records)} documents"
    yield from _table(tally)


def _table(tally: Tally) -> Iterator[str]:
    for name in WIKIDATA:
        precision = share(tally.right[name], tally.made[name])
        recall = share(tally.met[name], tally.given[name])
        yield f"  {name:16}P {precision:24}  R {recall:24}  between others {tally.outside[name]}"
    yield f"  recall over all {share(tally.met['all'], tally.given['all'])}"
    made, right = tally.made.total(), tally.right.total()
    yield f"  precision by the gold alone {share(right, made)}"
    said = right + tally.read[True]
    yield bar(
        100 * said >= 85 * made,
        f"precision with what the text says and the gold lacks {share(said, made)}, bar 85 %",
    )
    if tally.read[None]:
        yield f"  {tally.read[None]} that the gold lacks were read by nobody and count as wrong"
    yield "  peer     DREEAM, trained on it, given the entities, all relations: F1 .807"


def triples(relation: str, head: int, tail: int) -> set[Triple]:
    """What a relation between two entities may be in Wikidata."""
    return {
        (tail, name[1:], head) if name.startswith("-") else (head, name, tail) for name in WIKIDATA[relation]
    }


@cache
def _may_be(relation: str, name: str) -> bool:
    """Whether a relation, or any, may be a property."""
    tables = WIKIDATA.values() if relation == "all" else [WIKIDATA[relation]]
    return any({name, f"-{name}"} & own for own in tables)


def _stated(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts of relations in the table that the text asserts, with an object."""
    for fact in facts:
        if (
            fact.relation in WIKIDATA
            and (fact.polarity, fact.modality) == ("positive", "asserted")
            and fact.object
        ):
            yield fact


def _pairs(
    fact: Fact, entities: Sequence[Sequence[Stretch]], links: Mapping[Stretch, Sequence[Link]]
) -> list[tuple[int, int]]:
    """The entities that a fact may be between, subject first."""
    assert fact.object
    subjects = _standing(fact.subject, entities, links)[:1]
    objects = _standing(fact.object, entities, links)
    kept = objects if fact.relation == "holdsOffice" else objects[:1]
    return [(one, other) for one in subjects for other in kept if one != other]


def _standing(
    found: Link, entities: Sequence[Sequence[Stretch]], links: Mapping[Stretch, Sequence[Link]]
) -> list[int]:
    """The entities that a link is of, the likeliest first: those in its words, else those with the same link."""
    span = found.mention
    overlaps: dict[int, float] = defaultdict(float)
    for index, own in enumerate(entities):
        for begin, end in own:
            if common := shared(span, (begin, end)):
                joint = max(span.end, end) - min(span.begin, begin)
                overlaps[index] = max(overlaps[index], common / joint)
    if overlaps:
        return sorted(overlaps, key=lambda index: (-overlaps[index], index))
    names = Counter(
        index for index, own in enumerate(entities) for at in own for one in links[at] if one.id == found.id
    )
    return [index for index, _ in names.most_common(1)]


def _case(fact: Fact) -> str:
    assert fact.object
    sides = f"{fact.subject.mention.text!r} ({fact.subject.id}) to {fact.object.mention.text!r} ({fact.object.id})"
    return f"{mark(fact)} {sides}: {' '.join(fact.sentence.text.split())[:150]}"
