"""A store as rdflib sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg import vocab
from kg.store.disk import Store

if TYPE_CHECKING:
    from rdflib import Dataset


def dataset(store: Store) -> Dataset:
    """An rdflib Dataset over a store, not a copy, whose default graph is the union; its SPARQL runs in Oxigraph.

    >>> from kg import store
    >>> len(store.dataset(store.memory()))
    0
    """
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    found = Dataset(store=OxigraphStore(store=store.rdf), default_union=True)
    for prefix, namespace in vocab.PREFIXES.items():
        found.bind(prefix, namespace, replace=True)
    return found
