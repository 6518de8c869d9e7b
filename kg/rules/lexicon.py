"""Frames and lexicon: which words carry which relation, and where English places its subject and object.

>>> lexicon = load()
>>> lexicon.frames["transitive"].example
'China condemned Japan.'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, TypeAlias

from kg import vocab
from kg.rules import RULES, RulesError, allowed, cues, toml
from kg.rules.cues import KINDS, Cues
from kg.rules.own import own

NEEDS = ("body", "content", "infinitive", "intransitive", "passive", "place", "several", "single", "uttered")
SLOTS = frozenset(
    [
        "subject",
        "object",
        "prep",
        "recipient",
        "obliged",
        "teller",
        "complement",
        "inner",
        "inner-prep",
        "doer",
        "aim",
        "purpose",
        "during",
        "agent",
        "affected",
        "topic",
        "possessor",
        "modifier",
        "by",
        "between",
        "sender",
        "sides",
        "traveller",
        "host",
        "copula",
        "target",
        "bearer",
        "title",
        "owner",
        "maker",
        "of",
        "of-prep",
        "word",
        "party",
    ]
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a subject, an object and a content are looked for, in order of preference; frames.toml tells the slots."""

    name: str
    kind: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    content: tuple[str, ...]
    example: str
    mutual: bool = False
    optional: bool = False
    presupposed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Words that carry one relation in one frame; `yes` and `no` are its tests and its manual.

    `prep` introduces the object and `topic` the content; `who` and `whom` limit the subject and the object to the lemmas of
    these groups (groups.toml); `needs` is "content" (or an object), "infinitive" (a
    content that is one, of what is no mere purpose), "intransitive" (no object), "passive", "several" or "single"
    (subjects), "body" or "place" (of the object), or "uttered" (no noun that a copula predicates).
    """

    name: str
    frame: Frame
    words: tuple[tuple[str, ...], ...]
    relation: str
    event: str | None = None
    mode: str | None = None
    context: tuple[str, ...] = ()
    prep: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset({"of", "over", "about", "on", "for"})
    who: frozenset[str] = frozenset()
    whom: frozenset[str] = frozenset()
    needs: str | None = None
    modality: str | None = None
    polarity: str | None = None
    confidence: float = 0.9
    optional: bool = False
    yes: tuple[Mapping[str, Any], ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Idiom:
    """Words of the lexicon that say nothing together: "meet a deadline"; `text` shows one."""

    kind: str
    words: tuple[tuple[str, ...], ...]
    text: str


Entry: TypeAlias = tuple[tuple[str, ...], tuple[Row, ...]]  # the words behind the first, and the rows


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All frames, rows and cues; `index` leads from a kind and a first word to the phrases that begin with it."""

    frames: Mapping[str, Frame]
    rows: tuple[Row, ...]
    idioms: tuple[Idiom, ...]
    cues: Cues
    index: Mapping[tuple[str, str], tuple[Entry, ...]]


@cache
def load(folder: Path = RULES, more: tuple[Path, ...] = ()) -> Lexicon:
    """Read and validate frames.toml, cues.toml and lexicon/*.toml; RulesError names the file, the row and what is allowed.

    The rows of `more`, tables of the user's own, go before the packaged ones: there a table may hold [[relation]] and
    [frame] too, and `yes` and `no` may be absent. The relations are declared for as long as the process runs.
    """
    paths = sorted((folder / "lexicon").glob("*.toml"))
    if not paths:
        raise RulesError(
            f"{folder / 'lexicon'}: no table *.toml there; reinstall the package or give a folder that holds them"
        )
    mine = {path: own(path) for path in more}
    tables = mine | {path: toml(path) for path in paths}
    given = {folder / "frames.toml": toml(folder / "frames.toml")}
    given |= {path: table.get("frame", {}) for path, table in mine.items()}
    frames = {name: _frame(path, name, row) for path, found in given.items() for name, row in found.items()}
    groups = _groups(tables[path] for path in paths)
    rows = tuple(
        _row(path, row, frames, groups | _groups([mine.get(path, {})]), tested=path not in mine)
        for path, table in tables.items()
        for row in table.get("rule", [])
    )
    _unique(rows)
    idioms = tuple(_idiom(path, row) for path, table in tables.items() for row in table.get("idiom", []))
    return Lexicon(frames, rows, idioms, cues.load(folder / "cues.toml"), _index(rows, idioms))


def _groups(tables: Iterable[Mapping[str, Any]]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for table in tables for name, words in table.get("who", {}).items()}


def _frame(path: Path, name: str, row: dict[str, Any]) -> Frame:
    allowed(path, name, "key", *row, values=Frame.__dataclass_fields__)
    slots: dict[str, Any] = {key: tuple(row.pop(key, ())) for key in ("subject", "object", "content")}
    for key, names in slots.items():
        allowed(path, name, f"slot in {key}", *names, values=SLOTS)
    allowed(path, name, "kind", row.get("kind"), values=KINDS)
    return Frame(name, row.pop("kind"), example=row.pop("example", ""), **slots, **row)


def _row(
    path: Path,
    row: dict[str, Any],
    frames: Mapping[str, Frame],
    groups: Mapping[str, frozenset[str]],
    *,
    tested: bool,
) -> Row:
    name = str(row.get("name", "(a row without a name)"))
    allowed(path, name, "key", *(row.keys() - {"name"}), values=Row.__dataclass_fields__)
    allowed(path, name, "frame", row.get("frame"), values=frames)
    event, relation = row.get("event"), row.pop("relation", None)
    if event is not None:
        allowed(path, name, "event", event, values=vocab.events())
        relation = relation or vocab.events()[event].relation
        allowed(path, name, "mode", *filter(None, [row.get("mode")]), values=vocab.events()[event].modes)
    allowed(path, name, "relation", relation, values=vocab.relations())
    allowed(path, name, "need", *filter(None, [row.get("needs")]), values=NEEDS)
    if tested and not (row.get("yes") and row.get("no")):
        raise RulesError(
            f"{path}: row {name!r} needs `yes` and `no` sentences: they are its tests; add at least one of each"
        )
    if not row.get("words"):
        raise RulesError(f"{path}: row {name!r} has no `words`: list those that carry {relation}")
    for side in ("who", "whom"):
        allowed(path, name, f"group in {side}", *row.get(side, ()), values=groups)
    return Row(
        words=_phrases(row.pop("words")),
        frame=frames[row.pop("frame")],
        relation=relation,
        prep=frozenset(row.pop("prep", ())),
        topic=frozenset(row.pop("topic", Row.__dataclass_fields__["topic"].default)),
        context=tuple(row.pop("context", ())),
        who=frozenset().union(*(groups[group] for group in row.pop("who", ()))),
        whom=frozenset().union(*(groups[group] for group in row.pop("whom", ()))),
        yes=tuple(row.pop("yes", ())),
        no=tuple(row.pop("no", ())),
        **row,
    )


def _idiom(path: Path, row: dict[str, Any]) -> Idiom:
    name = str(row.get("words"))
    allowed(path, name, "kind", row.get("kind"), values=KINDS)
    return Idiom(row["kind"], _phrases(row["words"]), row["text"])


def _phrases(patterns: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Every phrase that the patterns stand for: "send|give aid" is "send aid" and "give aid"."""
    return tuple(
        dict.fromkeys(
            words for pattern in patterns for words in product(*(part.split("|") for part in pattern.split()))
        )
    )


def _unique(rows: Iterable[Row]) -> None:
    seen: set[str] = set()
    for row in rows:
        if row.name in seen:
            raise RulesError(
                f"lexicon: two rows are named {row.name!r}; the name is what a claim's `rule` cites: choose another"
            )
        seen.add(row.name)


def _index(rows: Iterable[Row], idioms: Iterable[Idiom]) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
    phrases: dict[tuple[str, tuple[str, ...]], list[Row]] = {}
    for row in sorted(rows, key=lambda row: (not (row.who or row.whom), not row.needs)):
        for words in row.words:
            phrases.setdefault((row.frame.kind, words), []).append(row)
    for idiom in idioms:
        for words in idiom.words:
            phrases.setdefault((idiom.kind, words), [])
    index: dict[tuple[str, str], list[Entry]] = {}
    for (kind, words), found in phrases.items():
        index.setdefault((kind, words[0]), []).append((words[1:], tuple(found)))
    return {
        key: tuple(sorted(found, key=lambda entry: (-len(entry[0]), entry[0])))
        for key, found in index.items()
    }
