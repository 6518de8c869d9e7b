"""The ontology documents every term, its examples keep its rules, and each rule can fail."""

import csv
import io
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib import OWL, RDFS, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg import vocab
from kg.check import check, queries
from kg.store import memory, question, select

KG = vocab.KG
ROOT = vocab.ontology_path("kg.ttl").parent
ONTOLOGY = URIRef(KG.removesuffix("#"))


def files(pattern: str) -> list[Path]:
    found = sorted(ROOT.glob(pattern))
    assert found, f"no file of the ontology matches {pattern}"
    return found


GOOD = files("examples/good/*.trig")
BAD = files("examples/bad/*.trig")
QUESTIONS = files("questions/*.rq")


def name(path: Path) -> str:
    return path.stem


@cache
def graph(*names: str) -> Graph:
    joined = Graph()
    for each in names:
        joined.parse(ROOT / each)
    return joined


def terms() -> list[URIRef]:
    return sorted(
        {term for term in graph("kg.ttl").subjects() if isinstance(term, URIRef) and term.startswith(KG)}
    )


def shapes() -> list[str]:
    return sorted(str(shape).rpartition("#")[2] for shape in graph("shapes.ttl").subjects(None, SH.NodeShape))


@cache
def examples() -> Store:
    store = Store()
    for path in GOOD:
        store.load(path=str(path), format=RdfFormat.TRIG)
    return store


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition, SKOS.example, RDFS.isDefinedBy])
def test_every_term_is_documented(predicate: URIRef) -> None:
    ontology = graph("kg.ttl")
    assert [term for term in terms() if len(set(ontology.objects(term, predicate))) != 1] == []


def test_ontology_is_not_its_namespace_and_has_a_version() -> None:
    assert str(ONTOLOGY) != KG
    version = graph("kg.ttl").value(ONTOLOGY, OWL.versionIRI)
    assert str(version).startswith(f"{ONTOLOGY}/")
    assert str(version).rpartition("/")[2] in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_class_has_a_shape_or_stands_below_one_that_has() -> None:
    targets = {str(target).removeprefix(KG) for target in graph("shapes.ttl").objects(None, SH.targetClass)}
    assert [cls for cls in vocab.classes() if targets.isdisjoint((cls, *vocab.superclasses(cls)))] == []


@pytest.mark.parametrize("relation", vocab.relations())
def test_the_shape_of_a_relation_says_what_its_domain_and_range_say(relation: str) -> None:
    data = graph("kg.ttl", "shapes.ttl")
    shape = next(data.subjects(SH.targetSubjectsOf, URIRef(KG + relation)))
    (part,) = data.objects(shape, SH.property)
    for node, side in ((shape, RDFS.domain), (part, RDFS.range)):
        assert shaped(data, node) == stated(data, URIRef(KG + relation), side)


def shaped(data: Graph, node: Node) -> set[Node | None]:
    either = data.value(node, SH["or"])
    nodes = Collection(data, either) if either else [node]
    return {data.value(each, SH["class"]) for each in nodes}


def stated(data: Graph, relation: URIRef, side: URIRef) -> set[Node | None]:
    cls = data.value(relation, side)
    union = data.value(cls, OWL.unionOf)
    return set(Collection(data, union)) if union else {cls}


@pytest.mark.parametrize(
    ("shape", "path", "scheme"),
    [
        ("Link", "via", "Vias"),
        ("Claim", "polarity", "Polarities"),
        ("Claim", "modality", "Modalities"),
        ("Event", "context", "Contexts"),
        *((event.cls, "mode", event.name) for event in vocab.events().values() if event.modes),
    ],
)
def test_the_closed_lists_of_the_shapes_are_those_of_the_ontology(shape: str, path: str, scheme: str) -> None:
    data = graph("shapes.ttl")
    owner = next(each for each in data.subjects(None, SH.NodeShape) if str(each).endswith(f"#{shape}"))
    part = next(
        each for each in data.objects(owner, SH.property) if data.value(each, SH.path) == URIRef(KG + path)
    )
    listed = [str(value) for value in Collection(data, data.value(part, SH["in"]))]  # type: ignore[arg-type]
    assert tuple(listed) == (vocab.events()[scheme].modes if path == "mode" else vocab.notations(scheme))


@pytest.mark.parametrize("path", GOOD, ids=name)
def test_a_good_example_breaks_no_rule(path: Path) -> None:
    assert check(path) == []


def test_the_good_examples_together_break_no_rule() -> None:
    assert check(examples()) == []


@pytest.mark.parametrize("path", BAD, ids=name)
def test_a_bad_example_breaks_the_rule_that_it_is_named_for(path: Path) -> None:
    assert path.stem in {finding.rule for finding in check(path)}


def test_every_shape_and_every_check_has_a_bad_example_and_no_other_thing_has() -> None:
    assert [path.stem for path in BAD] == sorted([*shapes(), *map(name, queries())])


def answer(path: Path) -> str:
    """The answer to a question over the good examples, for the parameters of its example, as CSV."""
    given = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("# example:")]
    bindings = dict(pair.split("=") for line in given for pair in line.removeprefix("# example:").split())
    table = select(memory(examples()), question(path.stem), bindings=bindings)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([table.variables, *table.rows])
    return text.getvalue()


@pytest.mark.parametrize("path", QUESTIONS, ids=name)
def test_a_question_has_its_expected_answer(path: Path) -> None:
    expected = path.with_suffix(".csv").read_text(encoding="utf-8")
    assert expected.count("\n") > 1, "an answer without rows tests nothing"
    assert answer(path) == expected


@pytest.mark.parametrize("path", QUESTIONS, ids=name)
def test_a_question_may_be_asked_without_its_optional_parameters(path: Path) -> None:
    bindings = {each.name: "USA" for each in question(path.stem).parameters if each.required}
    select(memory(examples()), question(path.stem), bindings=bindings)


def test_alignments_are_of_terms_of_the_ontology() -> None:
    aligned = {
        term for term in graph("align.ttl").subjects() if isinstance(term, URIRef) and term.startswith(KG)
    }
    assert aligned
    assert aligned <= set(terms())


def test_alignments_claim_no_equivalence() -> None:
    data = graph("align.ttl")
    for predicate in (OWL.equivalentClass, OWL.equivalentProperty, OWL.sameAs):
        assert not list(data.subject_objects(predicate))


def test_examples_name_their_graphs() -> None:
    assert all(isinstance(graph_name, NamedNode) for graph_name in examples().named_graphs())
