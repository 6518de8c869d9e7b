"""Events of raw sentences as triplets of source code, PLOVER type and target code, coded by people.

Texts that occur twice are scored against the union of their events. A triplet is right where type and both codes are;
the target is missing where the gold has none. What either side has as reciprocal is right either way, and all pairs of
several actors are its triplets. A fact is an event of its text where it is positive and asserted, planned or demanded
with a type of its own in PLOVER (a planned visit is AGREE); what another event holds, as its charge or demand, is
none, while what a news source or an official tells is one. What an actor agrees or threatens to do is one event, which
may have its target from the act. A side that has no code is printed as ?Name and counts as wrong.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from bench import Bench, Record, bar, share
from codes import code, folded

from kg.export.plover import coded
from kg.records import Fact, Link, Reading

PEERS = (
    "Universal PETRARCH on its own suite: P .247  R .360  F1 .293",
    "ZSP (RoBERTa-large NLI) given the arguments: type right .812; two human coders: about .95",
)
UNDONE = frozenset({"negation", "hypothetical"})


@dataclass(frozen=True, order=True, slots=True)
class Triplet:
    """Who did what to whom, in codes; `either` where nobody is the source alone."""

    source: str
    type: str
    target: str = ""
    either: bool = False

    def sides(self, other: "Triplet") -> bool:
        """Whether two triplets have the same sides."""
        ways = {(other.source, other.target)}
        if self.either or other.either:
            ways.add((other.target, other.source))
        return (self.source, self.target) in ways

    def __str__(self) -> str:
        return f"{self.source} {self.type} {self.target or '-'}{' either way' if self.either else ''}"


# ---- what is to be found, and what is


def wanted(gold: Record) -> Iterator[Triplet]:
    """The triplets of one event of the gold."""
    sources, targets = (
        sorted({folded(one.get("code_iso") or one["code"]) for one in gold[side]})
        for side in ("source", "target")
    )
    either = bool(gold["reciprocal"])
    pairs = combinations(sorted({*sources, *targets}), 2) if either else product(sources, targets or [""])
    for source, target in pairs:
        yield Triplet(source, gold["event_plover2"], target, either)


def found(reading: Reading) -> set[Triplet]:
    """The triplets that a reading tells of."""
    return {
        Triplet(_side(fact.subject), kind, _side(fact.object), fact.symmetric and kind != "REJECT")
        for fact in happenings(reading.facts)
        for kind in [coded(fact)[0]]
    }


def happenings(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that are events of their text."""
    kept = {fact.id: fact for fact in facts}
    told = [one for one in kept.values() if one.event and not UNDONE.intersection(coded(one)[1])]
    fuller = {one.within for one in told if one.object and _same(one, kept)}
    return [one for one in told if _same(one, kept) or not (one.id in fuller or _held(one, kept))]


def _held(fact: Fact, kept: Mapping[str, Fact]) -> bool:
    """Whether another event holds a fact as what it charges, demands or promises."""
    holder = kept.get(fact.within or "")
    return holder is not None and bool(holder.event or _held(holder, kept))


def _same(fact: Fact, kept: Mapping[str, Fact]) -> bool:
    """Whether a fact tells in full of the event that holds it: whom the promised help, which is AGREE, is for."""
    holder = kept.get(fact.within or "")
    if holder is None or holder.event is None or holder.object or _held(holder, kept):
        return False
    return (holder.subject.id, coded(holder)[0]) == (fact.subject.id, coded(fact)[0])


def _side(link: Link | None) -> str:
    return (code(link) or f"?{link.id}") if link else ""


# ---- the score


@dataclass(frozen=True, slots=True)
class Scored:
    """The triplets of one text: those of the gold met and missed, those found that are wrong, and types confused."""

    met: list[Triplet]
    missed: list[Triplet]
    right: list[Triplet]
    wrong: list[Triplet]
    types: list[tuple[str, str]]


def scored(gold: Collection[Triplet], told: Collection[Triplet]) -> Scored:
    """Compare what was found in a text with its gold."""

    def same(one: Triplet, other: Triplet) -> bool:
        return one.type == other.type and one.sides(other)

    met = sorted(one for one in gold if any(same(one, other) for other in told))
    right = sorted(one for one in told if any(same(one, other) for other in gold))
    return Scored(
        met,
        sorted(set(gold) - set(met)),
        right,
        sorted(set(told) - set(right)),
        [pair for one in sorted(gold) for pair in _types(one, told)],
    )


def _types(gold: Triplet, told: Collection[Triplet]) -> Iterator[tuple[str, str]]:
    """The type of a triplet whose sides were found, and the one found: its own, if it is among several."""
    types = sorted(one.type for one in told if one.sides(gold))
    if types:
        yield gold.type, gold.type if gold.type in types else types[0]


# ---- the part


def plover(bench: Bench) -> Iterator[str]:
    """Yield how many triplets are right, how many types are where the sides are, and which types are confused."""
    records = bench.records("plover_gsr_dev.jsonl")
    gold: dict[str, set[Triplet]] = defaultdict(set)
    for record in records:
        gold[record["text"]].update(wanted(record["gold"]))
    tally, types = Counter[str](), Counter[tuple[str, str]]()
    for record, reading in bench.readings({record["text"]: record for record in records}.values()):
        told = found(reading)
        outcome = scored(gold[record["text"]], told)
        tally.update({"met": len(outcome.met), "missed": len(outcome.missed)})
        tally.update({"right": len(outcome.right), "wrong": len(outcome.wrong)})
        tally["uncoded"] += sum("?" in f"{one.source}{one.target}" for one in outcome.wrong)
        types.update(outcome.types)
        for one in outcome.missed:
            bench.errors.add(f"missed {_kind(one, told)}", _case(one, outcome, reading))
        for one in outcome.wrong:
            bench.errors.add(f"wrong  {one.type}", _case(one, outcome, reading))
    yield f"plover: {len(gold)} texts with {tally['met'] + tally['missed']} triplets"
    yield from _figures(tally, types)


def _figures(tally: Counter[str], types: Counter[tuple[str, str]]) -> Iterator[str]:
    given, told = tally["met"] + tally["missed"], tally["right"] + tally["wrong"]
    f1 = harmonic(tally["right"] / max(told, 1), tally["met"] / max(given, 1))
    yield f"  precision {share(tally['right'], told)}; of the wrong ones {tally['uncoded']} have a side without code"
    yield f"  recall    {share(tally['met'], given)}"
    yield bar(f1 >= 0.6, f"F1 {f1:.3f}, bar .60")
    true = sum(count for (own, other), count in types.items() if own == other)
    yield bar(
        true >= 0.82 * types.total(),
        f"type right where both sides are {share(true, types.total())}, bar 82 %",
    )
    yield from (f"  peer     {peer}" for peer in PEERS)
    for (own, other), count in sorted(types.items(), key=lambda item: (-item[1], item[0])):
        if own != other:
            yield f"  {count:4} {own} taken for {other}"


def harmonic(precision: float, recall: float) -> float:
    """The F1 of a precision and a recall."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _kind(gold: Triplet, told: Collection[Triplet]) -> str:
    """What is wrong of what was found for a triplet of the gold."""
    near = [one for one in told if one.type == gold.type]
    if not told:
        return f"{gold.type}: nothing found"
    if any(one.sides(gold) for one in told):
        return f"{gold.type}: other type"
    if not near:
        return f"{gold.type}: other events"
    sides = {gold.source, gold.target} if gold.either else {gold.source}
    return f"{gold.type}: {'target' if any(one.source in sides for one in near) else 'source'}"


def _case(about: Triplet, outcome: Scored, reading: Reading) -> str:
    """The text of a triplet missed or wrong, the gold, what was found in it, and what was refused."""
    gold, told = sorted(outcome.met + outcome.missed), sorted(outcome.right + outcome.wrong)
    parts = {
        "about": [str(about)],
        "gold": map(str, gold),
        "found": map(str, told),
        "facts": (f"{_words(fact)} by {fact.rule}" for fact in reading.facts),
        "refused": (f"{one.rule} {one.value or ''}".strip() for one in reading.refused),
    }
    lines = (f"\n{'':14}{name:8}{'; '.join(own) or '-'}" for name, own in parts.items())
    return reading.document.text + "".join(lines)


def _words(fact: Fact) -> str:
    how = "" if fact.polarity == "positive" else "not "
    within = " within another" if fact.within else ""
    sides = f"{fact.subject.id} {fact.event or fact.relation} {fact.object.id if fact.object else '-'}"
    return f"{sides} ({how}{fact.modality}{within})"
