"""Claims drawn for a reader to judge, and how far their verdicts bear out the confidence that claims have.

    python benchmarks/calibration.py --draw SHARED [--size 480] > drawn.tsv
    python benchmarks/calibration.py --table

`--draw` prints claims of the example articles, Re-DocRED, re3d and the PLOVER suite, in turn from each sort of claim (its
kind and the confidence of its rule), by a hash with a fixed seed. Right is a claim whose sides, relation or type, polarity,
modality and speaker are what the text says; a side that is lost is no fault unless it misleads. What was judged is in
judged.tsv, without the sentences, which are the benchmarks'; a claim that is no longer made keeps its verdict. Some were drawn for
a test: of 45 of 0.9 or more that no row had been counted on, 43 were right.

`--table` counts the verdicts by the rows of kg/rules/calibration.toml, whose numbers they should be, and tells what share
of the claims is right at each confidence: as the table has it, and with the confidence of each tenth of the documents
counted on the other nine.
"""

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import NamedTuple

from bench import Bench, bar, share

from kg import build
from kg.extract.near import CONFIDENCE
from kg.extract.open.claims import ROW
from kg.link.confidence import Known, Row, fitting, kind, rows
from kg.records import Fact, Reading, digest

JUDGED = Path(__file__).parent / "judged.tsv"
ARTICLES = Path(__file__).parent.parent / "examples" / "articles"
SOURCES = {"plover": "plover_gsr_dev", "re3d": "re3d_dev", "redocred": "redocred_geo_dev"}
SEED, SIZE, FOLDS = "calibration-1", 480, 10


class Judged(NamedTuple):
    """A claim that was drawn, as judged.tsv has it; `raw` is the confidence of its rule."""

    benchmark: str
    document: str
    sentence: str
    trigger: str
    subject: str
    relation: str
    object: str
    polarity: str
    modality: str
    rule: str
    kind: str
    raw: str
    subject_via: str
    object_via: str
    attributed: str
    verdict: str = ""
    error: str = ""

    @property
    def mark(self) -> str:
        """The identifier of the claim, whichever rule read it."""
        return digest(SEED, *self[: self._fields.index("rule")])

    @property
    def known(self) -> Known:
        """What the table goes by."""
        plain = (self.polarity, self.modality) == ("positive", "asserted")
        return Known(self.kind, plain, float(self.raw), frozenset({self.subject_via, self.object_via} - {""}))

    @property
    def right(self) -> bool:
        """Whether the text says it."""
        return self.verdict == "right"


# ---- drawing


@dataclass
class Draw:
    """The claims of the sources, in the order of their marks and of their sorts in turn."""

    bench: Bench

    def lines(self, size: int) -> Iterator[str]:
        """Yield a table of the claims drawn, with the verdicts that there are, and their sentences."""
        verdicts = {one.mark: one for one in judged(JUDGED)}
        yield "\t".join((*Judged._fields, "words"))
        for mark, (one, fact) in self._drawn(size):
            old = verdicts.get(mark, one)
            yield "\t".join((*one._replace(verdict=old.verdict, error=old.error), _words(fact)))

    def _drawn(self, size: int) -> Iterator[tuple[str, tuple[Judged, Fact]]]:
        made = {one.mark: (one, fact) for one, fact in self._claims()}
        sorts: dict[tuple[str, str], list[str]] = {}
        for mark in sorted(made):
            sorts.setdefault((made[mark][0].kind, made[mark][0].raw), []).append(mark)
        in_turn = chain.from_iterable(zip_longest(*(sorts[name] for name in sorted(sorts))))
        return ((mark, made[mark]) for mark in islice(filter(None, in_turn), size))

    def _claims(self) -> Iterator[tuple[Judged, Fact]]:
        for name, file in SOURCES.items():
            for record, reading in self.bench.readings(self.bench.records(f"{file}.jsonl")):
                yield from self._made(name, record["id"], reading)
        for article in self.bench.engine.read(build.documents([ARTICLES])):
            if isinstance(article, Reading):
                yield from self._made("examples", Path(article.document.path or "").stem, article)

    def _made(self, benchmark: str, document: str, reading: Reading) -> Iterator[tuple[Judged, Fact]]:
        for fact in reading.facts:
            yield (
                Judged(
                    benchmark,
                    document,
                    str(fact.sentence.index),
                    str(fact.trigger.begin),
                    fact.subject.id,
                    fact.relation,
                    fact.object.id if fact.object else "",
                    fact.polarity,
                    fact.modality,
                    fact.rule,
                    kind(fact.rule, fact.event),
                    str(self._raw.get(fact.rule, CONFIDENCE)),
                    fact.subject.via,
                    fact.object.via if fact.object else "",
                    "yes" if fact.attribution else "no",
                ),
                fact,
            )

    @cached_property
    def _raw(self) -> Mapping[str, float]:
        return {row.name: row.confidence for row in (*self.bench.engine.lexicon.rows, ROW)}


def _words(fact: Fact) -> str:
    """What a judge reads: the sides and the trigger as written, the speakers, the sentence."""
    sides = [fact.subject.mention.text, fact.trigger.text, fact.object.mention.text if fact.object else ""]
    speakers = " quoting ".join(link.label for link in (fact.attribution.links if fact.attribution else ()))
    return " | ".join(" ".join(part.split()) for part in (*sides, speakers, fact.sentence.text))


# ---- counting


def judged(path: Path) -> tuple[Judged, ...]:
    """The claims of a table that have a verdict."""
    with path.open(encoding="utf-8", newline="") as lines:
        found = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return tuple(one for one in (Judged(**row) for row in found) if one.verdict)


def counted(table: Sequence[Row], claims: Iterable[Judged]) -> tuple[Row, ...]:
    """The rows with the verdicts on the claims that they fit."""
    fits = [(fitting(tuple(table), one.known), one.right) for one in claims]
    tally = Counter(fits)
    return tuple(
        replace(row, right=tally[row, True], judged=tally[row, True] + tally[row, False]) for row in table
    )


def table(claims: Sequence[Judged]) -> Iterator[str]:
    """Yield the rows with the verdicts, then how far the confidences are borne out."""
    yield f"{len(claims)} claims judged, by one reader, in {JUDGED.name}"
    for row, found in zip(rows(), counted(rows(), claims), strict=True):
        yield f"  {found.confidence:.2f}  {share(found.right, found.judged):24}{_sort(row)}"
        if found != row:
            yield f"        calibration.toml has {row.right} of {row.judged}"
    yield "as the table has it"
    yield from _borne_out((_given(rows(), one), one.right) for one in claims)
    yield "with each tenth of the documents by the other nine"
    yield from _borne_out(_crossed(claims))


def _sort(row: Row) -> str:
    sides = f", no side by {' or '.join(sorted(row.without))}" if row.without else ""
    how = "" if row.plain is None else ", plain" if row.plain else ", denied or not asserted"
    return f"{' and '.join(sorted(row.kinds))}{how}, rule at least {row.least}{sides}"


def _given(table: tuple[Row, ...], one: Judged) -> float:
    row = fitting(table, one.known)
    return row.confidence if row else float(one.raw)


def _crossed(claims: Sequence[Judged]) -> Iterator[tuple[float, bool]]:
    """The confidence that the documents of other folds give each claim, and whether it is right."""
    folds = [int(digest(SEED, one.benchmark, one.document), 16) % FOLDS for one in claims]
    for fold in range(FOLDS):
        others = [one for one, own in zip(claims, folds, strict=True) if own != fold]
        learnt = counted(rows(), others)
        yield from (
            (_given(learnt, one), one.right) for one, own in zip(claims, folds, strict=True) if own == fold
        )


def _borne_out(given: Iterable[tuple[float, bool]]) -> Iterator[str]:
    """Yield the share that is right by tenths of confidence, and the bar."""
    pairs = sorted(given)
    for tenth in range(9, -1, -1):
        own = [right for sure, right in pairs if int(10 * sure + 1e-9) == tenth]
        if own:
            yield f"  {tenth / 10:.1f} and over  right {share(sum(own), len(own))}"
    sure = [right for given, right in pairs if given >= 0.9]
    yield bar(10 * sum(sure) >= 9 * len(sure), f"with 0.9 or more {share(sum(sure), len(sure))}, bar 90 %")
    brier = sum((given - right) ** 2 for given, right in pairs) / max(len(pairs), 1)
    yield f"  Brier score {brier:.3f}"


def main() -> None:
    """Print the claims drawn, or the table."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked = made.add_mutually_exclusive_group(required=True)
    asked.add_argument("--draw", type=Path, metavar="SHARED", help="print claims to judge")
    asked.add_argument("--table", action="store_true", help="count what was judged")
    made.add_argument("--size", type=int, default=SIZE)
    options = made.parse_args()
    lines = Draw(Bench(options.draw)).lines(options.size) if options.draw else table(judged(JUDGED))
    print(*lines, sep="\n")


if __name__ == "__main__":
    main()
