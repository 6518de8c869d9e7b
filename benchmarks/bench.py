"""What the benchmarks share: the engine, the records of a benchmark, whom a stretch is linked to, how parts are shown."""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from kg import parse
from kg.build import Engine
from kg.link import link
from kg.records import Claim, Document, Finding, KgError, Link, Mention, Reading, Sentence, Span
from kg.rules.entries import Gazetteer

Stretch = tuple[int, int]
Record = dict[str, Any]


@dataclass
class Errors:
    """What went wrong, by kind, with its cases."""

    kinds: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, case: str) -> None:
        """Enter a case."""
        self.kinds[kind].append(case)

    def lines(self, most: int, *, cases: int) -> Iterator[str]:
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

    def readings(self, records: Iterable[Record]) -> Iterator[tuple[Record, Reading]]:
        """The records, read end to end; a text that trips a fault has an empty reading that tells of it."""
        kept = list(records)
        documents = [Document(record["id"], record["text"], record.get("published")) for record in kept]
        found = self.engine.read(documents)
        return (
            (record, Reading(document, refused=(one,)) if isinstance(one, Finding) else one)
            for record, document, one in zip(kept, documents, found, strict=True)
        )


Part = Callable[[Bench], Iterator[str]]


@cache
def _engine() -> Engine:
    return Engine.load()


def share(count: int, total: int) -> str:
    """A share in percent with its counts."""
    return f"{100 * count / max(total, 1):5.1f} % ({count} of {total})"


def bar(reached: bool, text: str) -> str:
    """A line that says whether a bar is reached."""
    return f"  {'reached' if reached else 'short  '}  {text}"


def parser(parts: Iterable[str], about: str | None) -> argparse.ArgumentParser:
    """The options that every file of benchmarks has."""
    made = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("shared", type=Path)
    made.add_argument("--part", action="append", choices=list(parts), help="repeatable; all without")
    made.add_argument("--limit", type=int, help="use only the first records of each part")
    made.add_argument("--errors", type=int, default=0, help="show the commonest kinds of error of each part")
    made.add_argument("--cases", type=int, default=4, help="of each kind of error, show so many (default 4)")
    return made


def show(parts: Mapping[str, Part], options: argparse.Namespace) -> None:
    """Print each part that is asked for, or why it was skipped."""
    for name in options.part or parts:
        bench = Bench(options.shared, options.limit)
        try:
            for line in parts[name](bench):
                print(line, flush=True)
        except (FileNotFoundError, ImportError, KgError) as error:
            print(f"{name}: skipped: {error}", flush=True)
        for line in bench.errors.lines(options.errors, cases=options.cases):
            print(line, flush=True)


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
