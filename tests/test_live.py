"""A store is an rdflib Dataset, live and without a copy."""

from __future__ import annotations

import pytest
import rdflib
from pyoxigraph import Quad
from samples import RUN, reading

from kg import graph, store, vocab

WHO = "SELECT ?who ?whom WHERE { ?who kg:accuses ?whom }"


@pytest.fixture
def quads() -> list[Quad]:
    return graph.quads(reading(), RUN)


def test_rdflib_sees_the_same_statements(quads: list[Quad]) -> None:
    found = store.dataset(store.memory(quads))
    usa, china, accuses = (
        rdflib.URIRef(iri) for iri in (vocab.ID + "USA", vocab.ID + "CHN", vocab.KG + "accuses")
    )
    assert len(found) == len(quads)
    assert list(found.objects(usa, accuses)) == [china]
    assert [str(name) for name in found.graphs() if name.identifier.startswith("https://example")] != []


def test_rdflib_asks_sparql_with_the_known_prefixes(quads: list[Quad]) -> None:
    ((who, whom),) = store.dataset(store.memory(quads)).query(WHO)
    assert (str(who), str(whom)) == (vocab.ID + "USA", vocab.ID + "CHN")


def test_the_dataset_is_live(quads: list[Quad]) -> None:
    held = store.memory()
    found = store.dataset(held)
    held.replace("https://example.org/1", quads)
    assert len(found) == len(quads)
