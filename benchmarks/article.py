"""The claims that careful analysts take from whole articles, scored as `kg eval` does.

Precision is the share of our claims that some gold claim matches in sides, relation and polarity, open relations left
out; the gold is what an analyst would take, not all that an article says: the claims outside it are shown with --errors.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench import Bench, Errors, bar, share

from kg import build, score
from kg.records import Fact, KgError, Reading

EXAMPLES = Path(__file__).parent.parent / "examples"
NAME, DAY = "us-china-call", "2025-06-05"


def example(bench: Bench) -> Iterator[str]:
    """Yield how many claims of the shared example are found, and how right their attributes are."""
    folder = bench.shared / "examples"
    reading = _reading(bench, folder / f"{NAME}.txt", date=DAY)
    tally = _scored(reading, score.gold(folder / f"{NAME}.gold.jsonl"), bench.errors)
    inside, made, right = tally["inside"], tally["made"], tally["right"]
    yield f"example: {NAME}.txt, {made} claims made"
    yield bar(tally["found"] >= 23, f"gold claims found {tally['found']} of {tally['given']}, bar 23 of 25")
    yield bar(10 * inside >= 9 * made, f"precision {share(inside, made)}, bar 90 %")
    yield bar(
        10 * right >= 9 * tally["judged"], f"attributes right {share(right, tally['judged'])}, bar 90 %"
    )


def articles(bench: Bench) -> Iterator[str]:
    """Yield the same of the example articles of the repository, together."""
    paths = sorted((EXAMPLES / "gold").glob("*.gold.jsonl"))[: bench.limit]
    tally = Counter[str]()
    for path in paths:
        name = path.name.removesuffix(".gold.jsonl")
        tally += _scored(
            _reading(bench, EXAMPLES / "articles" / f"{name}.txt"), score.gold(path), bench.errors
        )
    yield f"articles: {len(paths)} articles of the repository, {tally['made']} claims made"
    for told, part, whole in (
        ("gold claims found", "found", "given"),
        ("precision", "inside", "made"),
        ("attributes right", "right", "judged"),
    ):
        yield f"  {told:18}{share(tally[part], tally[whole])}"


def _reading(bench: Bench, path: Path, *, date: str | None = None) -> Reading:
    if not path.exists():
        raise FileNotFoundError(f"{path}: no article")
    (reading,) = bench.engine.read(build.documents([path], date=date))
    if not isinstance(reading, Reading):
        raise KgError(f"{path}: {reading.message}")
    return reading


def _scored(reading: Reading, gold: list[score.Gold], errors: Errors) -> Counter[str]:
    """What is found of what was to be, what was made and lies inside the gold, and how the attributes stand."""
    typed = [fact for fact in reading.facts if fact.phrase is None]
    tally = Counter[str]({"given": len(gold), "made": len(typed)})
    for match in score.matches(reading.facts, gold):
        told = shown(match.fact) if match.fact else ""
        wrong = [name for name, right in match.attributes.items() if not right]
        tally.update(found=bool(told), judged=len(match.attributes), right=len(match.attributes) - len(wrong))
        for kind in [f"{name} wrong" for name in wrong] if told else ["not found"]:
            errors.add(kind, f"{match.gold['cue']}: {told}" if told else str(match.gold["cue"]))
    for fact in typed:
        inside = any(match.fact for match in score.matches([fact], gold))
        tally["inside"] += inside
        if not inside:
            errors.add("outside the gold", shown(fact))
    return tally


def shown(fact: Fact) -> str:
    """A claim in a line."""
    how = ("" if fact.polarity == "positive" else "not ") + fact.modality
    by = f" by {fact.attribution.link.label}" if fact.attribution else ""
    when = f" {fact.time.earliest}/{fact.time.latest}" if fact.time else ""
    where = f" at {fact.place.label}" if fact.place else ""
    sides = f"{fact.subject.label} {fact.event or fact.relation} {fact.object.label if fact.object else '-'}"
    return f"{sides} ({how}{by}{when}{where}) {fact.trigger.text!r}: {' '.join(fact.sentence.text.split())[:150]}"
