"""What things are called: the names of many identifiers at once."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from pyoxigraph import Literal, NamedNode

from kg import vocab
from kg.store.disk import Store

_QUERY = """
SELECT ?node (MIN(STR(COALESCE(?name, ?title, ?path))) AS ?label) WHERE {{
  VALUES ?node {{ {nodes} }}
  OPTIONAL {{ ?node skos:prefLabel ?name }}
  OPTIONAL {{ ?node dct:title ?title }}
  OPTIONAL {{ ?node kg:path ?path }}
}}
GROUP BY ?node
"""
_BATCH = 5000


def labels(store: Store, iris: Iterable[str]) -> dict[str, str]:
    """The name of each entity and document among some IRIs: its label, title or file name."""
    nodes = sorted(str(NamedNode(iri)) for iri in set(iris))
    found: dict[str, str] = {}
    for at in range(0, len(nodes), _BATCH):
        query = _QUERY.format(nodes=" ".join(nodes[at : at + _BATCH]))
        rows = store.rdf.query(query, prefixes=dict(vocab.PREFIXES), use_default_graph_as_union=True)
        assert isinstance(rows, ox.QuerySolutions)
        for node, label in rows:
            if isinstance(node, NamedNode) and isinstance(label, Literal):
                found[node.value] = label.value
    return found
