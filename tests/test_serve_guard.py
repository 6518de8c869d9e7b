"""kg.serve's readers of SPARQL text: nothing calls out, in any spelling, and datasets go where they belong."""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.dataset import Dataset, using
from kg.serve.guard import refuse
from kg.serve.limits import Refused
from kg.store.lexing import unescaped

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from attacks import CALLS

SAID = [
    "ASK { ?s ?p 'Secret Service' }",
    'ASK { ?s ?p "it\'s the service" }',
    'ASK { ?s ?p """a "service" of ours""" }',
    "ASK { ?service kg:load ?load . ?s kg:service_of $load }",
    "ASK { <http://x/service#load'> ?p ?o # service\n }",
    "ASK { <service> ?p _:load }",
    "INSERT DATA { <http://x/a> <http://x/b> 'don\\'t load, \"serve\"' }",
]


@pytest.mark.parametrize("text", CALLS)
def test_a_call_is_refused_in_any_spelling(text: str) -> None:
    with pytest.raises(Refused, match="reaches the network") as refused:
        refuse(text)
    assert refused.value.status == 400


@pytest.mark.parametrize("text", SAID)
def test_the_words_may_be_said_where_they_call_nobody(text: str) -> None:
    refuse(text)


def test_a_refusal_names_the_line() -> None:
    with pytest.raises(Refused, match="line 3: SERVICE"):
        refuse('ASK {\n ?s ?p "a" .\n SERVICE <http://x/> {} }')


PIECES = st.sampled_from(
    [
        *(
            "'",
            '"',
            "'''",
            '"""',
            "\\'",
            '\\"',
            "\\",
            "\\~",
            "\\u0027",
            "\\u0022",
            "#",
            "\n",
            " ",
            ".",
            ";",
            ",",
        ),
        *(
            "<",
            ">",
            "{",
            "}",
            "(",
            ")",
            "=",
            "&&",
            "<http://a/b>",
            "<http://a/'>",
            "<urn:'#>",
            "?x",
            "$y",
            ":z",
            "_:b",
        ),
        *(
            "ex:a",
            "ex:",
            "ex:it\\'s",
            "1",
            "true",
            "'a'",
            '"a"',
            "@en",
            "FILTER(",
            "VALUES ?x {",
            "OPTIONAL {",
            "UNION",
        ),
        *(
            "SERVICE <http://127.0.0.1:9/> {}",
            "SERVICE:c{}",
            "SERVICE ?x {}",
            "SERVICE",
            "?s ?p ",
            "BIND(1 AS ?q)",
        ),
    ]
)
PREFIXES = {"": "http://127.0.0.1:9/", "ex": "http://127.0.0.1:9/"}


@given(st.lists(PIECES, min_size=1, max_size=14))
def test_what_passes_the_guard_calls_nobody(pieces: list[str]) -> None:
    text = "SELECT * { " + "".join(pieces) + " }"
    try:
        refuse(text)
    except Refused:
        return
    try:
        for _ in ox.Store().query(text, prefixes=PREFIXES):
            pass
    except OSError as error:
        pytest.fail(f"{text!r} called out: {error}")
    except (SyntaxError, ValueError, RuntimeError):
        pass


@given(st.text(alphabet="\\uU0123456789abcdefDFG'", max_size=24))
def test_escapes_are_read_whatever_they_hold(text: str) -> None:
    unescaped(text).encode("utf-8")


DATASET = Dataset(default=("http://a/1",), named=("http://a/2",))
CLAUSES = "USING <http://a/1> USING NAMED <http://a/2>"


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("INSERT { ?s a ?o } WHERE { ?s ?p ?o }", f"INSERT {{ ?s a ?o }} {CLAUSES} WHERE {{ ?s ?p ?o }}"),
        ("DELETE WHERE { ?s ?p ?o }", f"DELETE {{ ?s ?p ?o }} {CLAUSES} WHERE {{ ?s ?p ?o }}"),
        ("INSERT DATA { <a:b> <a:c> 'WHERE {' }", "INSERT DATA { <a:b> <a:c> 'WHERE {' }"),
    ],
)
def test_the_graphs_of_a_request_become_using_clauses(update: str, expected: str) -> None:
    assert using(update, DATASET).split() == expected.split()
    assert using(update, Dataset()) == update


@pytest.mark.parametrize(
    "clause", ["WITH <http://a/3> DELETE { ?s ?p ?o }", "DELETE { ?s ?p ?o } USING <http://a/3>"]
)
def test_an_update_with_graphs_of_its_own_refuses_those_of_the_request(clause: str) -> None:
    with pytest.raises(Refused, match="use one of them"):
        using(f"{clause} WHERE {{ ?s ?p ?o }}", DATASET)


def test_what_is_no_iri_is_refused() -> None:
    with pytest.raises(Refused, match="no absolute IRI"):
        using("DELETE WHERE { ?s ?p ?o }", Dataset(default=("a b",)))
