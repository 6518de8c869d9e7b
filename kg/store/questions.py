"""Named questions: SPARQL files whose first comments give a title and the parameters.

    # Every claim on an actor, with the sentence and its source
    # param: actor iri required - the actor
    # param: since date - the first day
    # param: top integer 20 - how many rows

A parameter without a default that is not given stays unbound, and the question answers for all its values.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from kg import vocab
from kg.store.guard import QueryError

KINDS = ("iri", "date", "text", "integer", "decimal")
_PARAM = re.compile(r"#\s*param:\s*(\w+)\s+(\w+)(?:\s+(\S+))?\s+-\s+(.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that the asker may set; `kind` is one of KINDS, and an `iri` may be given by name."""

    name: str
    kind: str
    meaning: str
    default: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A query with a name, and what it asks in one line."""

    name: str
    title: str
    sparql: str
    parameters: tuple[Parameter, ...] = ()


@cache
def questions() -> tuple[Question, ...]:
    """The named questions, by name."""
    paths = sorted(vocab.ontology_path("questions").glob("*.rq"))
    return tuple(parsed(path) for path in paths)


def question(name: str) -> Question:
    """The question of a name; an unknown name raises QueryError with the names nearest to it."""
    named = {each.name: each for each in questions()}
    if name in named:
        return named[name]
    near = get_close_matches(name, named, n=3, cutoff=0.4) or sorted(named)
    raise QueryError(f"there is no question {name!r}: did you mean {', '.join(near)}?")


def parsed(path: Path) -> Question:
    """The question in a file; a malformed header raises QueryError with the file and the line."""
    text = path.read_text("utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    if not head or head[0].startswith("# param:"):
        raise QueryError(f"{path}: the first line must be a comment that says what the question asks")
    parameters = tuple(_parameter(path, line) for line in head if line.startswith("# param:"))
    return Question(path.stem, head[0].removeprefix("#").strip(), text, parameters)


def _parameter(path: Path, line: str) -> Parameter:
    found = _PARAM.fullmatch(line.strip())
    if found is None or found[2] not in KINDS:
        form = f"# param: NAME {'|'.join(KINDS)} [DEFAULT|required] - MEANING"
        raise QueryError(f"{path}: {line!r} is no parameter; write {form}")
    name, kind, default, meaning = found.groups()
    required = default == "required"
    return Parameter(name, kind, meaning, None if required else default, required)
