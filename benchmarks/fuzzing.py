"""Requests drawn at random from what the server's readers read: methods, paths, parameters, headers and bodies."""

from __future__ import annotations

import socket
import time
from collections import Counter
from urllib.parse import quote, urlencode, urlsplit

from attacks import CALLS, HOLDER, KINDS, NO_RDF, NO_UTF8, RDF, Attack
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ALLOWED = {
    200,
    201,
    204,
    206,
    303,
    400,
    401,
    403,
    404,
    405,
    406,
    408,
    411,
    413,
    415,
    416,
    421,
    429,
    431,
    501,
    503,
}
PATIENCE = 20  # seconds without an answer that are a hang: more than any limit of the server's
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "X")
PATHS = (
    *("/", "/sparql", "/sparql/", "/graph", "/graph/", "/graph/a/b", "/describe", "/vocabulary", "/health"),
    *("/metrics", "/web/ask.js", "/web/x", "/questions/who-accused-whom", "/questions/claims-about-actor"),
    *(
        "/questions/x",
        "/explore",
        "/explore/data",
        "/explore/names",
        "/explore/describe",
        "/%",
        "//",
        "/../x",
    ),
)
FIELDS = (
    *("query", "update", "format", "graph", "default", "default-graph-uri", "named-graph-uri"),
    *("using-graph-uri", "using-named-graph-uri", "actor", "one", "two", "since", "top", "limit", "skip"),
    *("text", "iri", "document", "x"),
)
NAMES = (
    "accept",
    "accept-encoding",
    "content-type",
    "content-encoding",
    "origin",
    "host",
    "range",
    "expect",
    "x",
)
PIECES = (
    *(
        "ASK {}",
        "SELECT * { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        "DESCRIBE <x:a>",
        "kg:accuses",
        "{",
        "}",
    ),
    *(
        "SELECT",
        "WHERE",
        "GRAPH ?g",
        "<x:a>",
        "<",
        ">",
        '"',
        "'",
        '"""',
        "\\u0000",
        "\\uD800",
        "#",
        "\n",
        "?x",
    ),
    *(
        "INSERT DATA { <x:a> <x:b> 1 }",
        "DELETE WHERE { ?s <x:b> ?o }",
        "DROP ALL",
        "USING <x:g>",
        ";",
        ".",
        "*",
    ),
    *(
        "(",
        ")",
        "-1",
        "1e999",
        "\x00",
        "\u202e",
        "\U0001f600",
        "é",
        " ",
        "%",
        "USA",
        "Q30",
        "2024-01-01",
        "../",
    ),
    *("<x:a> <x:b> <x:c> .", "@prefix a: <x:> .", "_:a", "<a xmlns='b'/>", '{"@id":"x:a","x:b":1}', *CALLS),
)
words = st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join) | st.text(max_size=20)
values = st.sampled_from(
    [*KINDS, *RDF, "text/csv", "*/*;q=0", "a/b;q=x", ",;=", "gzip;q=1, *;q=0", "identity", "bytes=0-1"]
) | st.text(alphabet=st.characters(min_codepoint=32, max_codepoint=255), max_size=30)
bodies = (
    st.none()
    | words.map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.sampled_from([*NO_RDF, *NO_UTF8])
    | st.binary(max_size=60)
    | st.dictionaries(st.sampled_from(FIELDS), words, max_size=3).map(
        lambda form: urlencode(form, errors="replace").encode()
    )
)
queries = st.dictionaries(st.sampled_from(FIELDS), words, max_size=4).map(
    lambda fields: urlencode(fields, errors="replace")
) | words.map(lambda text: quote(text, safe="&=%+?/", errors="replace"))
types = st.sampled_from(
    ["application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded", *RDF]
)


@st.composite
def requests(draw: st.DrawFn) -> Attack:
    """A request that may mean anything."""
    headers = draw(st.dictionaries(st.sampled_from(NAMES), values, max_size=3))
    if draw(st.booleans()):
        headers["content-type"] = draw(types)
    if draw(st.booleans()):
        headers.update([HOLDER])
    path, query = draw(st.sampled_from(PATHS)), draw(queries)
    url = f"{path}?{query}" if query else path
    return Attack("any", draw(st.sampled_from(METHODS)), url, (), draw(bodies), tuple(headers.items()))


def status(base: str, request: Attack) -> int:
    """What the server says to it; TimeoutError where it says nothing, 0 where it hangs up."""
    parts = urlsplit(base)
    with socket.create_connection((parts.hostname or "", parts.port or 0), timeout=PATIENCE) as line:
        line.sendall(bytes(request))
        heard = b""
        while more := line.recv(1 << 16):
            heard = heard or more
    return int(heard.split(maxsplit=2)[1]) if heard else 0


def fuzzed(base: str, count: int) -> str:
    """What some requests drawn at random came to; one that is answered by a fault, or not at all, is raised."""
    statuses = Counter[int]()

    @settings(max_examples=count, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(request=requests())
    def answered(request: Attack) -> None:
        got = status(base, request)
        statuses[got] += 1
        assert got in ALLOWED, f"{got} for {request}"

    begin = time.perf_counter()
    answered()
    took = time.perf_counter() - begin
    return f"{statuses.total()} requests drawn at random in {took:.0f} s: {dict(sorted(statuses.items()))}"
