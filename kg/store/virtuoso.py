"""What Virtuoso 7 does as no other store: graphs of its own, booleans as numbers, a yes or no as a row."""

from __future__ import annotations

import re
from typing import cast

import pyoxigraph as ox
from pyoxigraph import QueryResultsFormat

# The graphs that a database is made with: they stand among those of others, and none of them is a document.
_SYSTEM = (
    "http://www.openlinksw.com/schemas/virtrdf#",
    "http://www.w3.org/2002/07/owl#",
    "http://www.w3.org/ns/ldp#",
    "http://localuriqaserver/sparql",
    "http://localhost:8890/sparql",
    "http://localhost:8890/DAV/",
    "urn:activitystreams-owl:map",
    "urn:core:services:sparql",
)
NOT_SYSTEM = f"FILTER (?g NOT IN ({', '.join(f'<{name}>' for name in _SYSTEM)}))"
# The header of an answer that was cut off, with the number of rows that are left: the status is still 200.
CUT = "X-SPARQL-MaxRows"
_TRUTH = "__ASK_RETVAL"
_STANDARD = (
    (re.compile(rb'("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*")nodeID://'), rb"\1"),
    (re.compile(rb'(XMLSchema#boolean"\s*,\s*"value"\s*:\s*")1"'), rb'\1true"'),
    (re.compile(rb'(XMLSchema#boolean"\s*,\s*"value"\s*:\s*")0"'), rb'\1false"'),
)


def standard(data: bytes) -> bytes:
    """An answer in JSON with its terms as the standard has them; quotes within text are escaped, so no text changes."""
    for theirs, standard in _STANDARD:
        data = theirs.sub(standard, data)
    return data


def truth(found: ox.QuerySolutions | ox.QueryBoolean) -> ox.QuerySolutions | ox.QueryBoolean:
    """The yes or no that a row stands for; another answer as it is."""
    if isinstance(found, ox.QueryBoolean) or [each.value for each in found.variables] != [_TRUTH]:
        return found
    said = b"true" if any(row[0].value == "1" for row in found) else b"false"
    told = ox.parse_query_results(b'{"head":{},"boolean":%s}' % said, format=QueryResultsFormat.JSON)
    return cast(ox.QueryBoolean, told)
