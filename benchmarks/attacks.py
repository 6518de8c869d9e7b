"""Requests that mean harm, each with the statuses that are right for it, and a client that sends them as they stand."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

TOKEN = "a token that attackers have"
HOLDER = ("authorization", f"Bearer {TOKEN}")
QUERY = ("content-type", "application/sparql-query")
UPDATE = ("content-type", "application/sparql-update")
FORM = ("content-type", "application/x-www-form-urlencoded")
TURTLE = ("content-type", "text/turtle")
ENDED = (503, 429)  # ended at the limit, or told to come back
CUT = 0  # hung up on before there was a status
PREFIXES = "PREFIX x: <http://127.0.0.1:9/> PREFIX : <x:> PREFIX ex: <x:> "
WALKS = (
    "(!x:a)*/(!x:b)*",
    "(!x:a|^!x:b)+",
    "((!x:a)*)*",
    "(!x:a)+/(!x:b)+/(!x:c)+",
    "(!x:a|!x:b)*/^(!x:c)*",
)
CALLS = (
    "ASK { SERVICE <http://x/> {} }",
    "ASK { service <http://x/> {} }",
    "ASK { SeRvIcE SILENT <http://x/> {} }",
    "ASK { SERVICE:x {} }",
    "ASK { ?s ?p 1SERVICE<http://x/> {} }",
    "ASK { ?s ?p ex:.SERVICE<http://x/>{} }",
    "ASK { ?s ?p true.SERVICE<http://x/>{} }",
    'ASK { ?s ?p "a"SERVICE<http://x/>{} }',
    'ASK { ?s ?p "a"@en.SERVICE<http://x/>{} }',
    "ASK { # a comment\nSERVICE <http://x/> {} }",
    "ASK { #'\nSERVICE <http://x/> {} #'\n}",
    'ASK { #"\nSERVICE <http://x/> {} #"\n}',
    "ASK { <http://x/#'> ?p ?o SERVICE <http://x/> {} FILTER('a' = '') }",
    "ASK { ?s ?p ex:it\\'s . SERVICE <http://x/> {} FILTER('a' = '') }",
    "ASK { FILTER(?a<?b&&?c='>')SERVICE <http://x/> {} FILTER('' = '') }",
    "ASK { ?s ?p '\\'' SERVICE <http://x/> {} }",
    "ASK { ?s ?p '''a''b''' SERVICE <http://x/> {} FILTER('''a''' = '') }",
    'SELECT * { VALUES ?x { """a" ex:\\~b "c" } SERVICE <http://x/> {} FILTER("""x""" = ?x) }',
    "ASK { \\u0053ERVICE <http://x/> {} }",
    "ASK { S\\U00000045RVICE <http://x/> {} }",
    "ASK { FILTER('\\u0027') SERVICE <http://x/> {} FILTER('\\u0027') }",
    "LOAD <http://x/>",
    "load silent <http://x/>",
    "LOADSILENT<http://x/>",
    "LOAD:x",
    "CLEAR ALL;LOAD<http://x/>INTO GRAPH<http://y/>",
    "INSERT DATA { <a> <b> 'LOAD' } ; LOAD <http://x/>",
    "L\\u004fAD <http://x/>",
)
NO_UTF8 = (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x82", b"\x80")
KINDS = ("text/plain", "text/html", "image/png", "application/json", "", "a", ";;;", "multipart/form-data")
RDF = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
)
NO_RDF = (
    b"\xff\xfe",
    b"<a:b> <a:c> ",
    b"{",
    b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
)
FIELDS = ("query=ASK{}&query=ASK{}", "&".join(["a=b"] * 500), "query=%", "default&query=")
PLACES = (
    "/web/..%2f..%2fpyproject.toml",
    "/web/%00",
    "/..%2f..%2fetc%2fpasswd",
    "/describe/x",
    "/questions/..%2fx",
)
MIB = (1, 2, 6, 7, 12, 100)
SLOW = (  # what is sent of a request before silence, and what is heard: nothing, or that it came too slowly
    (b"", CUT),
    (b"GET /sp", CUT),
    (b"GET /health HTTP/1.1\r\nhost: localhost\r\nx-a", CUT),
    (
        b"POST /sparql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/sparql-query\r\n"
        b"content-length: 99\r\n\r\nASK",
        408,
    ),
)


@dataclass(frozen=True, slots=True)
class Attack:
    """A request, and the statuses that are right for it; one that stops short sends no more than its opening."""

    family: str
    method: str
    url: str
    statuses: tuple[int, ...]
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()
    opening: bytes | None = None

    def __bytes__(self) -> bytes:
        lines = [f"{self.method} {self.url} HTTP/1.1", "host: localhost", "connection: close"]
        lines += [f"{name}: {value}" for name, value in self.headers]
        if self.body is not None:
            lines.append(f"content-length: {len(self.body)}")
        return "\r\n".join([*lines, "\r\n"]).encode("latin-1") + (self.body or b"")


def attacks() -> Iterator[Attack]:
    """All of them, for a server that takes changes and bodies of at most 1 MiB, and ends a request after seconds."""
    yield from _runaways()
    yield from _calls()
    yield from _bodies()
    yield from _spellings()
    yield from _forms()
    yield from _strangers()
    for opening, status in SLOW:
        yield Attack("slow", "", "", (status,), opening=opening)


def _runaways() -> Iterator[Attack]:
    for number in range(32):
        join = " . ".join(f"?a{at} ?b{at} ?c{at}" for at in range(4 + number % 3))
        yield _posted("join", f"SELECT (COUNT(*) AS ?n{number}) {{ {join} }}", ENDED)
    for number, walk in enumerate(WALKS * 4):
        triples = " . ".join(f"?x{at} {walk} ?y{at}" for at in range(5))
        yield _posted("walk", f"{PREFIXES}SELECT (COUNT(*) AS ?n{number}) {{ {triples} }}", ENDED)
    for deep in (200, 2000):
        yield _posted("deep", "ASK " + "{" * deep + "}" * deep, (200, 400, 503))
        yield _posted("deep", "ASK { FILTER(" + "(" * deep + "1" + ")" * deep + ") }", (200, 400, 503))


def _calls() -> Iterator[Attack]:
    for call in CALLS:
        yield _posted("service", call, (400,))
        yield Attack("service", "POST", "/sparql", (400,), call.encode(), (HOLDER, UPDATE))


def _bodies() -> Iterator[Attack]:
    for size in MIB:
        body = b"#" * ((size << 20) + 1)
        # Of a body of many times the limit the server hears some, then hangs up: a client that only writes sees that.
        statuses = (413, CUT) if size > 8 else (413,)
        yield Attack("body", "POST", "/sparql", statuses, body, (QUERY,))
        yield Attack("body", "PUT", "/graph?graph=x:big", statuses, body, (HOLDER, TURTLE))


def _spellings() -> Iterator[Attack]:
    for bad in NO_UTF8:
        escaped = "".join(f"%{byte:02X}" for byte in bad)
        yield Attack("utf-8", "POST", "/sparql", (400,), b"ASK { ?s ?p '" + bad + b"' }", (QUERY,))
        yield Attack("utf-8", "GET", f"/sparql?query={escaped}", (400,))
        yield Attack("utf-8", "GET", f"/graph?graph=x:{escaped}", (400,))
        yield Attack("utf-8", "POST", "/sparql", (400,), f"query={escaped}".encode(), (FORM,))


def _forms() -> Iterator[Attack]:
    for kind in KINDS:
        yield Attack("type", "POST", "/sparql", (415,), b"ASK {}", (("content-type", kind),))
    for accept in ("image/png", "text/html;q=0", "application/pdf, image/*", "nothing"):
        yield Attack("accept", "POST", "/sparql", (406,), b"ASK {}", (QUERY, ("accept", accept)))
    for kind in RDF:
        for body in NO_RDF:
            yield Attack("graph", "PUT", "/graph?graph=x:bad", (400,), body, (HOLDER, ("content-type", kind)))
    for fields in FIELDS:
        yield Attack("fields", "POST", "/sparql", (400,), fields.encode(), (FORM,))


def _strangers() -> Iterator[Attack]:
    for method in ("PUT", "POST", "DELETE"):
        yield Attack("token", method, "/graph?default", (401,), b"", (TURTLE,))
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"):
        yield Attack("method", method, "/sparql", (405,))
    for url in PLACES:
        yield Attack("place", "GET", url, (404, 400))


def _posted(family: str, query: str, statuses: tuple[int, ...]) -> Attack:
    return Attack(family, "POST", "/sparql", statuses, query.encode(), (QUERY,))


async def sent(base: str, attack: Attack, *, source: str = "127.0.0.1") -> int:
    """The status that an attack gets from an address of this machine's; CUT where the server hangs up without one."""
    parts = urlsplit(base)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, local_addr=(source, 0))
    sending = asyncio.create_task(
        _written(writer, attack.opening if attack.opening is not None else bytes(attack))
    )
    try:
        heard = await reader.readline()
        await reader.read()
    except ConnectionError:
        heard = b""
    finally:
        sending.cancel()
        writer.close()
    return int(heard.split()[1]) if heard else CUT


async def _written(writer: asyncio.StreamWriter, content: bytes) -> None:
    try:
        writer.write(content)
        await writer.drain()
    except ConnectionError:
        pass  # hung up on: what was heard tells
