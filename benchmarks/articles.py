"""Invents articles of about 60 words: sentences of the lexicon with actors, places and days of the tables in them.

Half of the sentences are such as a row reads, half such as none does, which is about how news has them.

    python benchmarks/articles.py 1000 > articles.jsonl

The same seed gives the same articles, and the first of many are those of few. They read as news does to a machine, and mean
nothing; no two are alike enough to be copies.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from random import Random

from kg.rules import RULES, gazetteer

WORDS = 60
SEED = 20260601
SINCE = date(2015, 1, 1)
DAYS = 4000
NUMBER = re.compile(r"\b(?:two|three|ten|[1-9]\d+)\b")
ACTORS = ("State", "Person", "InternationalOrganization", "ArmedGroup", "Institution")
OPENINGS = (
    "",
    "",
    "",
    "On {day}, ",
    "In {place}, ",
    "Last week ",
    "Earlier, ",
    "Near {place}, ",
    "By {day}, ",
)
ENDINGS = (".",) * 5 + (
    ", {who} said.",
    ", according to {who}.",
    " in {place}.",
    " on {day}.",
    ", {who} told reporters.",
)
WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence of the lexicon without its full stop, and the names in it that others may stand for."""

    text: str
    names: tuple[str, ...]


class Desk:
    """Whom and what articles may speak of."""

    @cached_property
    def templates(self) -> tuple[list[Template], list[Template]]:
        """The sentences that rows of the lexicon give as what they read, and as what they do not."""
        paths = sorted((RULES / "lexicon").glob("*.toml"))
        rows = [row for path in paths for row in tomllib.loads(path.read_text("utf-8")).get("rule", ())]
        yes = [_template(case) for row in rows for case in row.get("yes", ())]
        return yes, [_template({"text": text}) for row in rows for text in row.get("no", ())]

    @cached_property
    def names(self) -> list[list[str]]:
        """The labels of the tables' actors by class: as many articles speak of states as of people."""
        entries = sorted(gazetteer.load(()).entries.items())
        return [[entry.label for _, entry in entries if entry.type == kind] for kind in ACTORS]

    @cached_property
    def places(self) -> list[str]:
        """The labels of the tables' cities."""
        entries = sorted(gazetteer.load(()).entries.items())
        return [entry.label for _, entry in entries if entry.type == "City"]

    def actor(self, random: Random) -> str:
        """The name of an actor."""
        return random.choice(random.choice(self.names))

    def sentence(self, random: Random) -> str:
        """A sentence of a row with other names and numbers in it."""
        template = random.choice(random.choice(self.templates))
        text = template.text
        for name in template.names:
            text = text.replace(name, self.actor(random))
        text = NUMBER.sub(lambda _: str(random.randint(3, 900)), text)
        return (
            self._filled(random.choice(OPENINGS), random)
            + text
            + self._filled(random.choice(ENDINGS), random)
        )

    def _filled(self, words: str, random: Random) -> str:
        return words.format(day=random.choice(WEEK), place=random.choice(self.places), who=self.actor(random))


def _template(case: dict[str, str]) -> Template:
    text = case["text"].rstrip(".")
    given = [case.get("subject", ""), case.get("object", "")]
    names = [name for name in given if name[:1].isupper() and not name.startswith(("The ", "A ", "An "))]
    return Template(text, tuple(name for name in names if re.search(rf"\b{re.escape(name)}\b", text)))


def articles(count: int, *, seed: int = SEED) -> Iterator[dict[str, str]]:
    """Rows as JSON Lines have them: id, title, date and text."""
    desk = Desk()
    for number in range(count):
        random = Random(f"{seed}/{number}")
        sentences: list[str] = []
        while sum(map(len, map(str.split, sentences))) < WORDS - 6:
            sentences.append(desk.sentence(random))
        day = SINCE + timedelta(days=random.randrange(DAYS))
        yield {
            "id": f"generated-{number}",
            "title": sentences[0].rstrip("."),
            "date": day.isoformat(),
            "text": " ".join(sentences),
        }


def written(folder: Path, count: int) -> Path:
    """A file of so many articles."""
    path = folder / f"{count}.jsonl"
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in articles(count))
    return path


def main() -> None:
    """Write articles to standard output, a JSON object a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    for row in articles(given.count, seed=given.seed):
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
