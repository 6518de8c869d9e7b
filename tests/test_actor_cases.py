"""Who is meant: the hard cases of actors.toml, parsed with the packaged model."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from kg import parse
from kg.link import link
from kg.records import Claim, Document, Mention, Sentence, Source, Span
from kg.rules import gazetteer
from kg.rules.entries import Gazetteer

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases/actors.toml").read_text(encoding="utf-8")
)["case"]
KEYS = {"kind", "text", "date", "by", "names", "expect", "why", "open"}


@cache
def parses() -> Mapping[str, Doc]:
    texts = [case["text"] for case in CASES]
    return dict(zip(texts, parse.load().pipe(texts), strict=True))


def place(text: str, key: str) -> tuple[int, int]:
    """Where the words of a key stand: "it#2" is the second "it"."""
    words, _, nth = key.partition("#")
    found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text))
    assert len(found) >= int(nth or 1), f"{key!r} is not in {text!r}"
    return found[int(nth or 1) - 1].span()


def mention(doc: Doc, key: str) -> Mention:
    begin, end = place(doc.text, key)
    span = doc.char_span(begin, end, alignment_mode="expand")
    assert span is not None
    return Mention(begin, end, doc.text[begin:end], span.root.idx)


def linked(case: Mapping[str, Any], doc: Doc, key: str, names: Gazetteer) -> list[str]:
    """The identifiers of a mention, as the subject of a claim that any actor or thing may make."""
    whole = Span(0, len(doc.text), doc.text)
    claim = Claim(
        doc="doc",
        sentence=Sentence(0, 0, len(doc.text), doc.text),
        subjects=(mention(doc, key),),
        relation="relatedTo",
        objects=(),
        trigger=whole,
        rule="rule",
        confidence=0.9,
        content=whole,
        source=Source(mention(doc, case["by"]), "said") if "by" in case else None,
    )
    document = Document("doc", doc.text, case.get("date"))
    return sorted(fact.subject.id for fact in link(document, doc, [claim], gazetteer=names).facts)


def right(found: list[str], expected: str | list[str]) -> bool:
    """Whether what was linked is what the case asks for, or none of what it forbids."""
    wanted = [expected] if isinstance(expected, str) else expected
    barred = {one.removeprefix("not ") for one in wanted if one.startswith("not ")}
    return not barred & set(found) if barred else found == sorted(filter(None, wanted))


def trap(case: Mapping[str, Any]) -> bool:
    """Whether something in a case must stay unlinked or apart."""
    expected = case["expect"].values()
    return any(one == "" or "not " in one or str(one[0]).startswith("not ") for one in expected)


def test_two_hundred_cases_or_more_of_which_half_are_traps() -> None:
    assert len(CASES) >= 200
    assert 2 * sum(map(trap, CASES)) >= len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["kind"])
def test_case_is_well_formed(case: dict[str, Any]) -> None:
    assert case.keys() <= KEYS
    assert case["expect"]
    assert case["why"]
    for key in (*case["expect"], *([case["by"]] if "by" in case else [])):
        place(case["text"], key)
    for expected in case["expect"].values():
        barred = [one.startswith("not ") for one in ([expected] if isinstance(expected, str) else expected)]
        assert all(barred) or not any(barred)


def _open(case: dict[str, Any]) -> Any:
    """A case whose cause for failing is known: it must fail until that is mended."""
    marks = [pytest.mark.xfail(reason=case["open"])] if "open" in case else []
    return pytest.param(case, id=case["kind"], marks=marks)


@pytest.mark.model
@pytest.mark.parametrize("case", list(map(_open, CASES)))
def test_words_stand_for_whom_an_analyst_says(case: dict[str, Any], tmp_path: Path) -> None:
    own = tmp_path / "own.tsv"
    if "names" in case:
        own.write_text("\n".join((*case["names"], "")), encoding="utf-8")
    names = gazetteer.load([own] if "names" in case else None)
    doc = parses()[case["text"]]
    found = {key: linked(case, doc, key, names) for key in case["expect"]}
    wrong = {key: found[key] for key, expected in case["expect"].items() if not right(found[key], expected)}
    assert not wrong, case["why"]
