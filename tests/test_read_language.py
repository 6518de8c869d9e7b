"""kg.read.language: only what is surely not English is set aside."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import read
from kg.read.language import foreign
from kg.records import Document, Finding

HERE = Path(__file__).parent
SAMPLES = [tuple(line.split("\t")) for line in (HERE / "read/languages.tsv").read_text("utf-8").splitlines()]
BENCHMARKS = HERE.parents[1] / "shared/benchmarks"


@pytest.mark.parametrize(("language", "text"), SAMPLES)
def test_another_language_is_known(language: str, text: str) -> None:
    assert foreign(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 2 3",
        "Los Angeles, Las Vegas, El Paso, Los Alamos",
        "Rio de la Plata, Mar del Plata, La Paz y La Plata",
        "Der Spiegel, Die Zeit, Le Monde, El País",
        "Osama bin Laden met Ibn Saud al-Aziz",
        "Xi met Putin.",
        "习近平 met Putin, and 王毅 said that the talks with 外交部 were good for the world.",
        "Macron said: « La France ne veut pas la guerre avec la Russie », and that the talks with the EU would go on.",
        "http://www.example.org/?q=les&l=une&s=des&qui=que",
    ],
)
def test_names_and_quotes_in_english_are_no_other_language(text: str) -> None:
    assert foreign(text) is None


def _english() -> Iterator[str]:
    yield from (path.read_text("utf-8") for path in sorted((HERE.parent / "examples/articles").glob("*.txt")))
    for path in sorted(BENCHMARKS.glob("*_dev.jsonl")):
        yield from (json.loads(line)["text"] for line in path.read_text("utf-8").splitlines())


def test_no_english_text_is_set_aside() -> None:
    texts = list(_english())
    if not BENCHMARKS.exists():
        pytest.skip("the benchmarks' sentences are not beside the checkout: the examples alone are too few")
    assert len(texts) > 500
    assert [text for text in texts if foreign(text)] == []


def test_a_text_in_another_language_is_a_finding_of_its_own_rule(tmp_path: Path) -> None:
    lines = [{"text": text} for _, text in SAMPLES[:1]] + [{"text": "Mali accused Niger of theft."}]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    finding, document = read.documents([path])
    assert finding == Finding(
        "language", f"{path}:1", "is not in English (looks like French): only English is read", "French"
    )
    assert isinstance(document, Document)
