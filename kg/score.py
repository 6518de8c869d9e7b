"""Claims against gold: which a careful analyst's claims were found, and how their attributes stand.

A gold file has one JSON object a line: `s`, `r`, `o` are lists of the labels, PLOVER types or relations that count as
right ("*" or an absent `o` is anything), `symmetric` allows either order, a fact of another `polarity` does not match, and `modality`, `by`,
`time` (a day, month or year) and `place` are attributes, judged apart on the claims that match.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import networkx as nx

from kg import vocab
from kg.records import Fact, KgError, Link

Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Match:
    """A gold claim, the fact that matches it best or None, and each attribute that gold gives with whether it is right."""

    gold: Gold
    fact: Fact | None
    attributes: Mapping[str, bool]


def gold(path: Path) -> list[Gold]:
    """Read a gold file; KgError names the line that is not a gold claim."""
    rows: list[Gold] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KgError(f"{path}: {error}; give a JSON Lines file of gold claims") from error
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            rows.append({**row, "s": row["s"], "r": row["r"], "cue": row["cue"]})
        except (ValueError, KeyError, TypeError) as error:
            raise KgError(f"{path}, line {number}: {error!r}; a gold claim needs s, r and cue") from error
    return rows


def matches(facts: Iterable[Fact], wanted: Iterable[Gold]) -> list[Match]:
    """Each gold claim with its fact, as many as can be matched one to one; then the most attributes right, then the order of the text."""
    found, rows = list(facts), list(wanted)
    size = len(found) + len(rows)
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    for at, row in enumerate(rows):
        for index, fact in enumerate(found):
            if _fits(fact, row):
                right = sum(_attributes(fact, row).values())
                graph.add_edge(("gold", at), ("fact", index), weight=(right + 1) * size**2 - at - index)
    pairs = dict(sorted(pair, reverse=True) for pair in nx.max_weight_matching(graph, maxcardinality=True))
    chosen = {gold: found[index] for (_, gold), (_, index) in pairs.items()}
    return [_match(row, chosen.get(at)) for at, row in enumerate(rows)]


def _match(row: Gold, fact: Fact | None) -> Match:
    return Match(row, fact, _attributes(fact, row) if fact else {})


def _fits(fact: Fact, row: Gold) -> bool:
    if not (_named((fact.relation, fact.event), row["r"]) and _about(fact, row)):
        return False
    wanted = row.get("polarity", "positive")
    straight = _is(fact.subject, row["s"]) and _is(fact.object, row.get("o"))
    crossed = bool(row.get("symmetric")) and _is(fact.subject, row.get("o")) and _is(fact.object, row["s"])
    return (straight or crossed) and fact.polarity == wanted


def _about(fact: Fact, row: Gold) -> bool:
    """Whether the fact is read off the sentence that the gold's cue stands in, by the words that they share."""
    cue = set(_words(str(row["cue"])))
    return len(cue & set(_words(fact.sentence.text))) >= 0.6 * len(cue)


def _named(names: Sequence[str | None], wanted: Sequence[str]) -> bool:
    return "*" in wanted or any(name in wanted for name in names if name)


def _is(link: Link | None, wanted: Sequence[str] | None) -> bool:
    if not wanted or "*" in wanted:
        return True
    return link is not None and any(_same(link, name) for name in wanted)


def _same(link: Link, name: str) -> bool:
    """Equal labels; a thing's label may say more than the gold's ("cutting-edge chips" for "chips")."""
    label, given = _words(link.label), _words(name)
    if label == given:
        return True
    loose = not vocab.is_a(link.type, "Actor")
    return loose and any(label[at : at + len(given)] == given for at in range(len(label)))


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in text.casefold()).split()


def _attributes(fact: Fact, row: Gold) -> dict[str, bool]:
    return {name: judge(fact, row[name]) for name, judge in JUDGES.items() if name in row}


def _by(fact: Fact, wanted: Sequence[str]) -> bool:
    if fact.attribution is None:
        return False
    voices = (fact.attribution, *fact.attribution.chain)
    return any(
        _words(name) in (_words(voice.link.label), _words(voice.link.mention.text))
        for voice in voices
        for name in wanted
    )


def _in_time(fact: Fact, wanted: str) -> bool:
    return (
        fact.time is not None
        and fact.time.earliest.startswith(wanted)
        and fact.time.latest.startswith(wanted)
    )


def _at_place(fact: Fact, wanted: str) -> bool:
    return fact.place is not None and _words(fact.place.label) == _words(wanted)


JUDGES: Mapping[str, Callable[[Fact, Any], bool]] = {
    "modality": lambda fact, wanted: fact.modality == wanted,
    "by": _by,
    "time": _in_time,
    "place": _at_place,
}
