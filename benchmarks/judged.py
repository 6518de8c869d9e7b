"""Claims drawn from re3d for people to judge, and what was judged.

    python benchmarks/claims.py SHARED --sample 100 > drawn.tsv

prints the claims whose marks come first, which hash with a fixed seed what a judge sees: a change of the program changes
the claims drawn only where it changes claims. Fill in `right` (yes or no: sides, relation, polarity, modality and speaker
are what the sentence says; a side that is lost is no fault unless it misleads) and add the rows to judged_re3d.tsv
without their sentences, which are re3d's (dstl/re3d, licences by source). Verdicts on claims that are no longer drawn
stay: they may come back. Open relations, which views leave out unless asked, are not drawn.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from article import shown
from bench import Bench, bar, share

from kg.records import Fact, digest

JUDGED = Path(__file__).parent / "judged_re3d.tsv"
SEED, SIZE = "re3d-1", 100
COLUMNS = (
    "mark",
    "right",
    "subject",
    "relation",
    "object",
    "how",
    "by",
    "when",
    "trigger",
    "note",
    "sentence",
)
VERDICTS = {"yes": True, "no": False}


def mark(fact: Fact) -> str:
    """The identifier of a claim as a judge sees it, whatever the program calls its actors inside."""
    sides = (fact.subject.label, fact.object.label if fact.object else "")
    speakers = (link.label for link in (fact.attribution.links if fact.attribution else ()))
    said = (fact.phrase or fact.event or fact.relation, fact.polarity, fact.modality)
    return digest(SEED, fact.doc, str(fact.trigger.begin), fact.trigger.text, *sides, *said, *speakers)


def drawn(facts: Iterable[Fact], size: int) -> dict[str, Fact]:
    """As many claims as asked for, in the order of their marks."""
    marked = {mark(fact): fact for fact in facts}
    return {name: marked[name] for name in sorted(marked)[:size]}


def sample(bench: Bench, size: int) -> Iterator[str]:
    """Yield a table of the claims drawn, with the verdicts that there are."""
    known = verdicts(JUDGED)
    yield "\t".join(COLUMNS)
    for name, fact in drawn(_facts(bench), size).items():
        yield "\t".join(_cell(value) for value in _row(name, fact, known))


def judged(bench: Bench) -> Iterator[str]:
    """Yield how many of the claims drawn were judged right."""
    known = verdicts(JUDGED)
    found = drawn(_facts(bench), SIZE)
    told = [known[name] for name in found if name in known]
    right = sum(told)
    yield f"judged: {len(found)} claims drawn from re3d, {len(told)} of them judged, by one reader, in {JUDGED.name}"
    if told:
        yield bar(100 * right >= 85 * len(told), f"right {share(right, len(told))}, bar 85 %")
    for name, fact in found.items():
        if not known.get(name, True):
            bench.errors.add(f"{fact.event or fact.relation} judged wrong", shown(fact))


def verdicts(path: Path) -> Mapping[str, bool]:
    """The verdicts of a table, by mark; a row without one is no verdict."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {row["mark"]: VERDICTS[row["right"]] for row in rows if row["right"] in VERDICTS}


def _facts(bench: Bench) -> Iterator[Fact]:
    records = bench.records("re3d_dev.jsonl")
    return (fact for _, reading in bench.readings(records) for fact in reading.facts if fact.phrase is None)


def _row(name: str, fact: Fact, known: Mapping[str, bool]) -> tuple[str, ...]:
    verdict = {True: "yes", False: "no", None: ""}[known.get(name)]
    return (
        name,
        verdict,
        fact.subject.label,
        fact.phrase or fact.event or fact.relation,
        fact.object.label if fact.object else "",
        fact.modality if fact.polarity == "positive" else f"not {fact.modality}",
        " quoting ".join(link.label for link in fact.attribution.links) if fact.attribution else "",
        f"{fact.time.earliest}/{fact.time.latest}" if fact.time else "",
        fact.trigger.text,
        "",
        fact.sentence.text,
    )


def _cell(value: str) -> str:
    return " ".join(value.split())
