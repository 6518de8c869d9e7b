"""kg.store's SPARQL: tables and files, named questions with bound parameters, and no way to the network."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from samples import RUN, TRUMP, accusation, link, reading

from kg import graph, store, vocab
from kg.store.guard import refuse
from kg.store.questions import parsed

WHO = "SELECT ?who ?whom WHERE { ?who kg:accuses ?whom } ORDER BY ?who"
HOLDS = "ASK { ?who kg:accuses ?whom }"
NEXT = "https://example.org/2"


@pytest.fixture(scope="module")
def held() -> store.Store:
    second = accusation(doc=NEXT, subject=link(TRUMP, "The US"))
    return store.memory(graph.quads(reading(), RUN) + graph.quads(reading(second, doc=NEXT), RUN))


def iri(name: str) -> str:
    return vocab.ID + name


def test_rows_come_from_all_documents(held: store.Store) -> None:
    table = store.select(held, WHO)
    assert table.variables == ("who", "whom")
    assert table.rows == ((iri("Donald_Trump"), iri("CHN")), (iri("USA"), iri("CHN")))


def test_a_variable_without_a_value_is_none(held: store.Store) -> None:
    assert store.select(held, "SELECT ?x ?y WHERE { VALUES ?x { 1 } }").rows == (("1", None),)


@pytest.mark.parametrize(
    "word",
    ["USA", "id:USA", "United States", "united states", "US", iri("USA"), f"<{iri('USA')}>"],
)
def test_an_entity_is_given_by_any_of_its_names(held: store.Store, word: str) -> None:
    assert store.select(held, WHO, bindings={"who": word}).rows == ((iri("USA"), iri("CHN")),)


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ('"a \\"quote\\""', '"a \\"quote\\""'),
        ('"US"@en', '"US"@en'),
        ("2025-06-05", '"2025-06-05"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("12", '"12"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("0.50", '"0.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("kg:accuses", f"<{vocab.KG}accuses>"),
        ("accuses", f"<{vocab.KG}accuses>"),
        ("State", f"<{vocab.KG}State>"),
    ],
)
def test_other_words_are_what_they_look_like(held: store.Store, word: str, text: str) -> None:
    found = store.serialize(held, "SELECT ?x WHERE {}", "tsv", bindings={"x": word})
    expected = store.serialize(held, f"SELECT ?x WHERE {{ BIND({text} AS ?x) }}", "tsv")
    assert found == expected


def test_a_variable_that_is_not_selected_cannot_be_bound(held: store.Store) -> None:
    with pytest.raises(store.QueryError, match=r"\?y is given .* SELECT"):
        store.select(held, "SELECT ?x { ?x kg:accuses ?y }", bindings={"y": "CHN"})


@pytest.mark.parametrize(
    "word", ['"} ; DROP ALL #', '"a" . <x:b> <x:c> "d"', "<a b>", "id:a b", "https://a b"]
)
def test_a_hostile_parameter_is_refused(held: store.Store, word: str) -> None:
    with pytest.raises(store.QueryError):
        store.select(held, WHO, bindings={"who": word})


def test_an_unknown_entity_is_refused_with_the_nearest(held: store.Store) -> None:
    with pytest.raises(store.QueryError, match="the nearest are United States"):
        store.select(held, WHO, bindings={"who": "Untied States"})
    with pytest.raises(store.QueryError, match="give its IRI"):
        store.select(held, WHO, bindings={"who": "zzzzzz"})


def test_a_name_of_two_entities_is_refused_with_both(held: store.Store) -> None:
    label = NamedNode(vocab.PREFIXES["skos"] + "prefLabel")
    georgia = Literal("Georgia", language="en")
    both = [Quad(NamedNode(iri(name)), label, georgia) for name in ("GEO", "Georgia_US")]
    with pytest.raises(store.QueryError, match=r"2 entities: say which of <.*GEO>, <.*Georgia_US>"):
        store.select(store.memory(both), WHO, bindings={"who": "georgia"})


def test_yes_and_no_and_graphs(held: store.Store) -> None:
    assert store.ask(held, HOLDS, bindings={"who": "USA"})
    assert not store.ask(held, HOLDS, bindings={"who": "CHN"})
    found = store.construct(held, "CONSTRUCT { ?whom kg:opposedTo ?who } WHERE { ?who kg:accuses ?whom }")
    assert [triple.object for triple in found] == [NamedNode(iri("Donald_Trump")), NamedNode(iri("USA"))]


@pytest.mark.parametrize("run", [store.ask, store.construct])
def test_a_query_of_another_kind_is_refused(held: store.Store, run: object) -> None:
    with pytest.raises(store.QueryError, match="is a SELECT"):
        run(held, WHO)  # type: ignore[operator]
    with pytest.raises(store.QueryError, match="needs SELECT"):
        store.select(held, HOLDS)


def test_answers_are_written_in_standard_forms(held: store.Store) -> None:
    rows = list(csv.reader(io.StringIO(store.serialize(held, WHO, "csv").decode())))
    assert rows[0] == ["who", "whom"]
    assert rows[1] == [iri("Donald_Trump"), iri("CHN")]
    answer = json.loads(store.serialize(held, WHO, "json"))
    assert answer["results"]["bindings"][1]["who"] == {"type": "uri", "value": iri("USA")}
    assert json.loads(store.serialize(held, HOLDS, "json"))["boolean"] is True
    assert b"id:USA kg:accuses id:CHN" in store.serialize(
        held, "CONSTRUCT WHERE { ?a kg:accuses ?b }", "turtle"
    )


def test_a_form_that_does_not_fit_is_refused(held: store.Store) -> None:
    with pytest.raises(store.QueryError, match="the formats are csv"):
        store.serialize(held, WHO, "excel")
    with pytest.raises(store.QueryError, match="needs CONSTRUCT"):
        store.serialize(held, WHO, "turtle")
    with pytest.raises(store.QueryError, match="ask for turtle"):
        store.serialize(held, "CONSTRUCT WHERE { ?a kg:accuses ?b }", "csv")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT *\nWHERE { ?s kg:accuses }", "line 2, column 23: expected a variable or a value or"),
        ("SELECT *\nWHERE { ?s kg:accuses }", r"\n  WHERE { \?s kg:accuses }\n {24}\^"),
        ("SELECT * { ?s foo:bar ?o }", "a prefix is not declared; those known without PREFIX are .*kg"),
        ("", "line 1, column 1"),
        ("DROP ALL", "line 1, column 9: expected"),
    ],
)
def test_a_wrong_query_is_shown_with_the_place(held: store.Store, query: str, message: str) -> None:
    with pytest.raises(store.QueryError, match=message):
        store.select(held, query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { serVice SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { SERVI\\u0043E <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { \\U00000053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '<http://a'.SERVICE?x{} #>'\n}",
        "SELECT * { FILTER(?a<1)SERVICE?x#>\n{ ?s ?p ?o } }",
        "SELECT * { <urn:x#> <urn:x#> <urn:x#>SERVICE <http://127.0.0.1:1/> {} }",
        'SELECT * { # it\'s """\n SERVICE <http://127.0.0.1:1/> {} # """\n}',
        'SELECT * { ?s ?p """\n# """ SERVICE <http://127.0.0.1:1/> {}\n}',
        "SELECT * { <urn:'> ?p ?o . SERVICE <http://127.0.0.1:1/> {} <urn:'> ?p ?o }",
        "SELECT * { <urn:a\u00a0#> ?p ?o SERVICE <http://127.0.0.1:1/> {} }",
        'SELECT * { # say """\n SERVICE <http://127.0.0.1:1/> {} # """\n}',
        "SELECT * { ?s ?p trueSERVICE <http://127.0.0.1:1/> {} }",
        "PREFIX : <http://127.0.0.1:1/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        'SELECT * { ?s ?p "\\u0022 SERVICE <http://127.0.0.1:1/> {} ?s ?p \\u0022" }',
        "LOAD <http://127.0.0.1:1/>",
        "LOAD SILENT <http://127.0.0.1:1/> INTO GRAPH <http://x/>",
    ],
)
def test_nothing_reaches_the_network(query: str) -> None:
    with pytest.raises(store.QueryError, match="reaches the network"):
        refuse(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service ?p ?o }",
        "SELECT * { ?s <https://example.org/service#load> ?o }",
        "SELECT * { ?s kg:service ?o } # a service",
        '# Who runs a service\nSELECT * { ?s ?p ?o FILTER(CONTAINS(?o, "Secret Service")) }',
        "SELECT * { ?s ?p ?o FILTER(?o != 'workload') }",
        'SELECT * { ?s ?p """a "service" here""" }',
    ],
)
def test_words_that_are_no_calls_are_let_through(query: str) -> None:
    refuse(query)


@pytest.mark.parametrize("question", store.questions(), ids=lambda question: question.name)
def test_every_question_can_be_asked(held: store.Store, question: store.Question) -> None:
    words = {"iri": "USA", "date": "2025-06-05", "integer": "3", "text": "a", "decimal": "0.5"}
    given = {each.name: words[each.kind] for each in question.parameters}
    needed = {each.name: words[each.kind] for each in question.parameters if each.required}
    for bindings in (given, needed):
        store.serialize(held, question, "csv", bindings=bindings)


def test_there_are_questions() -> None:
    assert len(store.questions()) > 5
    assert all(question.title and "param" not in question.title for question in store.questions())


def test_an_unknown_question_is_refused_with_the_nearest() -> None:
    name = store.questions()[0].name
    with pytest.raises(store.QueryError, match=f"did you mean {name}"):
        store.question(name[:-1])


def test_a_question_knows_its_parameters(tmp_path: Path, held: store.Store) -> None:
    path = tmp_path / "accusers.rq"
    head = (
        "# Who accuses whom\n# param: who iri required - the accuser\n# param: whom iri CHN - the accused\n"
    )
    path.write_text(head + WHO)
    question = parsed(path)
    assert question.title == "Who accuses whom"
    assert store.select(held, question, bindings={"who": "USA"}).rows == ((iri("USA"), iri("CHN")),)
    assert store.select(held, question, bindings={"who": "USA", "whom": "USA"}).rows == ()
    with pytest.raises(store.QueryError, match=r"needs who \(the accuser\)"):
        store.select(held, question)
    with pytest.raises(store.QueryError, match="no parameter 'when': it has who, whom"):
        store.select(held, question, bindings={"who": "USA", "when": "2025"})


@pytest.mark.parametrize(
    "text",
    ["SELECT * {}", "# param: a iri - no title", "# T\n# param: a\n", "# T\n# param: a colour - b\n"],
    ids=["no comment", "no title", "no kind", "no such kind"],
)
def test_a_malformed_question_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.rq"
    path.write_text(text)
    with pytest.raises(store.QueryError, match=r"bad\.rq"):
        parsed(path)


def test_a_parameter_of_the_wrong_kind_is_refused(tmp_path: Path, held: store.Store) -> None:
    path = tmp_path / "since.rq"
    path.write_text("# Since\n# param: since date - the first day\n" + WHO)
    with pytest.raises(store.QueryError, match="since='2025-13-01' is no date"):
        store.select(held, parsed(path), bindings={"since": "2025-13-01"})


def test_things_have_their_names(held: store.Store) -> None:
    asked = [iri("USA"), NEXT, "https://example.org/nothing", "https://example.org/Int'l_service"]
    assert store.labels(held, asked) == {iri("USA"): "United States", NEXT: "A title"}
    assert store.labels(held, []) == {}
