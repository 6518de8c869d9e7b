"""Our validation finds exactly what pySHACL finds: on the examples, and on examples broken at random."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import shacl
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse, serialize

from kg import vocab
from kg.check import validate
from kg.check.shapes import ShapeError, shapes
from kg.check.tokens import text

EXAMPLES = sorted(vocab.ontology_path("examples").glob("*/*.trig"))
SHAPES = vocab.ontology_path("shapes.ttl").read_text(encoding="utf-8")
COMPARED = {"lessThan", "lessThanOrEquals", "minInclusive", "maxInclusive"}
XSD = vocab.PREFIXES["xsd"]
VALUES = [
    NamedNode(vocab.ID + "USA"),
    NamedNode(vocab.term("State")),
    Literal(""),
    Literal('a \\ "word" =\n'),
    Literal("ends a statement .\n"),
    Literal("word", language="en"),
    *(
        Literal(text, datatype=NamedNode(XSD + kind))
        for kind, texts in {
            # In the one form in which rdflib, too, keeps them: it makes 7 of +7, and false of yes.
            "integer": ("-1", "0", "999999", "x"),
            "decimal": ("1.5", "0.25", "-0.1"),
            "date": ("2025-06-05", "2025-13-01", "2031-01-01"),
            "boolean": ("true", "false"),
            "double": ("0.5",),
            "string": ("positive",),
        }.items()
        for text in texts
    ),
]


def ntriples(quads: list[Quad]) -> str:
    return (serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES) or b"").decode()


def ours(quads: list[Quad]) -> set[tuple[str, ...]]:
    return {
        (
            found.shape,
            text(found.focus),
            text(found.path) if found.path else "",
            found.asked.kind,
            text(found.value) if found.value else "",
        )
        for found in validate.results(ntriples(quads))
    }


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_examples_break_what_pyshacl_says_that_they_break(path: Path) -> None:
    quads = list(parse(path=str(path)))
    assert ours(quads) == shacl.results(quads)


def broken(quads: list[Quad], dice: random.Random) -> Iterator[Quad]:
    for quad in quads:
        match dice.randrange(40):
            case 0:
                continue
            case 1:
                yield quad
                yield Quad(quad.subject, quad.predicate, dice.choice(VALUES), quad.graph_name)
            case 2:
                yield Quad(quad.subject, quad.predicate, dice.choice(VALUES), quad.graph_name)
            case 3:
                yield Quad(quad.subject, dice.choice(quads).predicate, quad.object, quad.graph_name)
            case _:
                yield quad


def sure(found: set[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """Without comparisons at nodes with a value of a wrong type: rdflib orders what SHACL says cannot be compared."""
    wrong = {focus for _, focus, _, kind, _ in found if kind == "datatype"}
    return {each for each in found if each[3] not in COMPARED or each[1] not in wrong}


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.filterwarnings("ignore::UserWarning:rdflib.*")  # on words that are no numbers
def test_broken_examples_break_what_pyshacl_says_that_they_break(seed: int) -> None:
    dice = random.Random(seed)
    good = [path for path in EXAMPLES if path.parent.name == "good"]
    quads = list(broken(list(parse(path=str(dice.choice(good)))), dice))
    assert sure(ours(quads)) == sure(shacl.results(quads)) != set()


def test_results_are_told_in_words() -> None:
    span = "https://example.org/1#char=3,1"
    kind, begin, end = (
        NamedNode(iri)
        for iri in (
            vocab.PREFIXES["rdf"] + "type",
            vocab.PREFIXES["nif"] + "beginIndex",
            vocab.PREFIXES["nif"] + "endIndex",
        )
    )
    quads = [
        Quad(NamedNode(span), kind, NamedNode(vocab.term("Mention"))),
        Quad(NamedNode(span), begin, Literal(3)),
        Quad(NamedNode(span), end, Literal("1")),
    ]
    found = {(each.value, each.message) for each in map(validate.finding, validate.results(ntriples(quads)))}
    assert (None, "anchorOf: is needed at least 1 times") in found
    assert ("1", "endIndex: is no integer") in found
    assert ("3", "beginIndex: a span begins at or after 0 and before it ends") in found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("sh:minLength 1", "sh:maxLength 1", "sh:maxLength"),
        (
            "[ sh:class kg:Entity ] [ sh:class kg:Event ]",
            "[ sh:nodeKind sh:IRI ] [ sh:class kg:Event ]",
            "sh:or",
        ),
    ],
)
def test_a_shape_that_asks_for_more_than_is_checked_is_an_error(
    old: str, new: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert old in SHAPES
    (tmp_path / "shapes.ttl").write_text(SHAPES.replace(old, new), encoding="utf-8")
    monkeypatch.setattr(vocab, "ontology_path", lambda name: tmp_path / name)
    with pytest.raises(ShapeError, match=message):
        shapes.__wrapped__()
