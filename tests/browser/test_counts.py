"""Every count of the filters beside what SPARQL counts in the store that the view was drawn from."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from chromium import Chromium
from driving import Write, text, unfold
from stories import stories

from kg import graph, store, vocab
from kg.records import Run

pytestmark = pytest.mark.browser

PREFIXES = (
    f"PREFIX kg: <{vocab.PREFIXES['kg']}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
    " PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
)
CLAIM = "?claim a kg:Claim"
RECOUNTS = {
    "Relation": f"SELECT ?value (COUNT(DISTINCT ?claim) AS ?n) {{ {CLAIM} ; kg:relation ?value }} GROUP BY ?value",
    "Quad class": f"SELECT ?value (COUNT(DISTINCT ?claim) AS ?n) {{ {CLAIM} . OPTIONAL {{ ?claim kg:quad ?quad }}"
    " BIND(COALESCE(?quad, 'state of affairs') AS ?value) } GROUP BY ?value",
    "Polarity and modality": f"SELECT ?value (COUNT(DISTINCT ?claim) AS ?n) {{ {CLAIM} ; kg:polarity ?polarity ; kg:modality ?modality"
    " BIND(IF(?polarity = 'negative', 'denied', ?modality) AS ?value) } GROUP BY ?value",
    "Who says it": f"SELECT ?value (COUNT(DISTINCT ?claim) AS ?n) {{ {CLAIM} . OPTIONAL {{ ?claim kg:attributedTo/skos:prefLabel ?voice }}"
    " BIND(COALESCE(STR(?voice), 'the document itself') AS ?value) } GROUP BY ?value",
    "Actor type": f"SELECT ?value (COUNT(DISTINCT ?actor) AS ?n) {{ {CLAIM} ; kg:subject|kg:object ?actor . ?actor a ?value }} GROUP BY ?value",
}
SHOWN = """Object.fromEntries([...document.querySelectorAll('.facet:has(.choices li)')].map((facet) => [
  facet.querySelector('summary').textContent,
  Object.fromEntries([...facet.querySelectorAll('.choices li')].map((row) => [
    row.querySelector('.name').textContent.toLowerCase(), Number(row.querySelector('output').textContent)]))]))"""


def named(term: ox.NamedNode | ox.Literal) -> str:
    """A value as the filters write it."""
    if isinstance(term, ox.NamedNode):
        return vocab.label(term.value.removeprefix(vocab.PREFIXES["kg"])).lower()
    return term.value.replace("_", " ").lower()


@pytest.fixture
def counted(browser: Chromium, write: Write) -> dict[str, dict[str, int]]:
    """The page of a store is open; what SPARQL counts in that store."""
    held = store.memory()
    for reading in stories(40, 200):
        held.rdf.extend(graph.quads(reading, Run("test", "model", "rules")))
    browser.open(write(graph.readings(held.rdf), top=300))
    unfold(browser)
    found = {}
    for facet, query in RECOUNTS.items():
        rows = held.rdf.query(f"{PREFIXES} {query}", use_default_graph_as_union=True)
        found[facet] = {named(row["value"]): int(row["n"].value) for row in rows}  # type: ignore[union-attr,index]
    return found


def test_the_counts_beside_the_choices_are_those_of_sparql(
    browser: Chromium, counted: dict[str, dict[str, int]]
) -> None:
    assert browser.run(SHOWN) == counted


def test_a_choice_alone_leaves_as_many_claims_as_sparql_counts(
    browser: Chromium, counted: dict[str, dict[str, int]]
) -> None:
    for facet in ("Relation", "Quad class", "Polarity and modality", "Who says it"):
        for choice, count in counted[facet].items():
            row = (
                "[...document.querySelectorAll('.facet')].find((facet) => facet.querySelector('summary').textContent === "
                f"'{facet}').querySelectorAll('.choices li')"
            )
            browser.run(
                f"[...{row}].find((one) => one.querySelector('.name').textContent.toLowerCase() === '{choice}')"
                ".querySelector('.only').click()"
            )
            shown = text(browser, "#counts").replace("\u202f", "")
            assert f" {count} claim{'' if count == 1 else 's'} " in shown, (facet, choice)
            browser.run("document.getElementById('undo').click()")


def test_the_page_of_a_store_is_the_same_bytes_again(write: Write) -> None:
    held = store.memory()
    for reading in stories(12, 40):
        held.rdf.extend(graph.quads(reading, Run("test", "model", "rules")))
    path: Path = write(graph.readings(held.rdf))
    first = path.read_bytes()
    assert write(graph.readings(held.rdf)).read_bytes() == first
