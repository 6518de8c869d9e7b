"""Two hundred requests that mean harm, at once: each gets its status, and others are answered meanwhile and after."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from served import AUTHORIZED, filled, serving
from test_serve_guard import CALLS

LIMITS = ("--timeout", "1", "--memory", "256", "--max-body", "1", "--allow-update")
QUERY = {"content-type": "application/sparql-query"}
UPDATE = {**AUTHORIZED, "content-type": "application/sparql-update"}
ENDED = (503, 429)  # ended at the limit, or told to come back


@dataclass(frozen=True)
class Attack:
    """A request, and the statuses that are right for it."""

    family: str
    method: str
    url: str
    statuses: tuple[int, ...]
    body: bytes | None = None
    headers: tuple[tuple[str, str], ...] = ()


def attacks() -> Iterator[Attack]:
    for number in range(32):
        join = " . ".join(f"?a{at} ?b{at} ?c{at}" for at in range(4 + number % 3))
        yield posted("join", f"SELECT (COUNT(*) AS ?n{number}) {{ {join} }}", ENDED)
    for number, path in enumerate(PATHS * 4):
        triples = " . ".join(f"?x{at} {path} ?y{at}" for at in range(5))
        yield posted("path", f"SELECT (COUNT(*) AS ?n{number}) {{ {triples} }}", ENDED)
    for call in CALLS:
        yield posted("service", call, (400,))
        yield Attack("load", "POST", "/sparql", (400,), call.encode(), tuple(UPDATE.items()))
    for size in (1, 2, 6, 7, 12, 100):
        yield Attack("body", "POST", "/sparql", (413,), b"#" * ((size << 20) + 1), tuple(QUERY.items()))
        put = {**AUTHORIZED, "content-type": "text/turtle"}
        yield Attack(
            "body", "PUT", "/graph?graph=x:big", (413,), b"#" * ((size << 20) + 1), tuple(put.items())
        )
    for bad in (b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf5\x80\x80\x80", b"\xe2\x82", b"\x80"):
        yield Attack(
            "utf-8", "POST", "/sparql", (400,), b"ASK { ?s ?p '" + bad + b"' }", tuple(QUERY.items())
        )
        escaped = "".join(f"%{byte:02X}" for byte in bad)
        yield Attack("utf-8", "GET", f"/sparql?query={escaped}", (400,))
        yield Attack("utf-8", "GET", f"/graph?graph=x:{escaped}", (400,))
        yield Attack("utf-8", "POST", "/sparql", (400,), f"query={escaped}".encode(), (FORM,))
    for kind in (
        "text/plain",
        "text/html",
        "image/png",
        "application/json",
        "",
        "a",
        ";;;",
        "multipart/form-data",
    ):
        yield Attack("type", "POST", "/sparql", (415,), b"ASK {}", (("content-type", kind),))
    for accept in ("image/png", "text/html;q=0", "application/pdf, image/*", "nothing"):
        yield Attack("accept", "POST", "/sparql", (406,), b"ASK {}", (*QUERY.items(), ("accept", accept)))
    for kind in (
        "text/turtle",
        "application/n-triples",
        "application/rdf+xml",
        "application/ld+json",
        "application/trig",
    ):
        for body in (
            b"\xff\xfe",
            b"<a:b> <a:c> ",
            b"{",
            b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        ):
            put = {**AUTHORIZED, "content-type": kind}
            yield Attack("graph", "PUT", "/graph?graph=x:bad", (400,), body, tuple(put.items()))
    for method in ("PUT", "POST", "DELETE"):
        yield Attack("token", method, "/graph?default", (401,), b"", (("content-type", "text/turtle"),))
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"):
        yield Attack("method", method, "/sparql", (405,))
    for fields in ("query=ASK{}&query=ASK{}", "&".join(["a=b"] * 500), "query=%", "default&query="):
        yield Attack("fields", "POST", "/sparql", (400,), fields.encode(), (FORM,))
    for deep in (200, 2000):
        yield posted("deep", "ASK " + "{" * deep + "}" * deep, (200, 400, 503))
        yield posted("deep", "ASK { FILTER(" + "(" * deep + "1" + ")" * deep + ") }", (200, 400, 503))
    for url in (
        "/web/..%2f..%2fpyproject.toml",
        "/web/%00",
        "/..%2f..%2fetc%2fpasswd",
        "/describe/x",
        "/questions/..%2fx",
    ):
        yield Attack("path-walk", "GET", url, (404, 400))


PATHS = ["(!x:a)*/(!x:b)*", "(!x:a|^!x:b)+", "((!x:a)*)*", "(!x:a)+/(!x:b)+/(!x:c)+", "(!x:a|!x:b)*/^(!x:c)*"]
FORM = ("content-type", "application/x-www-form-urlencoded")


def posted(family: str, query: str, statuses: tuple[int, ...]) -> Attack:
    text = (
        f"PREFIX x: <http://127.0.0.1:9/> PREFIX : <x:> PREFIX ex: <x:> {query}"
        if family == "path"
        else query
    )
    return Attack(family, "POST", "/sparql", statuses, text.encode(), tuple(QUERY.items()))


SLOW = [
    b"",
    b"GET /sp",
    b"GET /health HTTP/1.1\r\nhost: localhost\r\nx-a",
    b"POST /sparql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/sparql-query\r\ncontent-length: 99\r\n\r\nASK",
]


async def sent(http: httpx.AsyncClient, attack: Attack) -> tuple[Attack, int]:
    request = http.build_request(attack.method, attack.url, content=attack.body, headers=attack.headers)
    try:
        return attack, (await http.send(request)).status_code
    except (httpx.ReadError, httpx.WriteError):
        # Hung up on while a body of many times the limit was still coming.
        return attack, 413 if len(attack.body or b"") > 8 << 20 else 0


async def dripped(base: str, opening: bytes) -> bytes:
    """What a client hears that sends a little and then nothing."""
    parts = urlsplit(base)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(opening)
    heard = await reader.read()
    writer.close()
    return heard


async def probed(http: httpx.AsyncClient, over: asyncio.Event) -> list[int]:
    statuses = []
    while not over.is_set():
        statuses.append((await http.get("/sparql", params={"query": "ASK {}"})).status_code)
        await asyncio.sleep(0.05)
    return statuses


async def attacked(base: str) -> tuple[list[tuple[Attack, int]], list[bytes], list[int]]:
    many = httpx.Limits(max_connections=40)
    async with (
        httpx.AsyncClient(base_url=base, timeout=60, limits=many) as http,
        httpx.AsyncClient(base_url=base, timeout=10) as friend,
    ):
        over = asyncio.Event()
        probing = asyncio.create_task(probed(friend, over))
        slow = asyncio.gather(*(dripped(base, opening) for opening in SLOW))
        answers = await asyncio.gather(*(sent(http, attack) for attack in attacks()))
        heard = await slow
        over.set()
        return answers, heard, await probing


def test_two_hundred_hostile_requests_get_their_status_and_others_their_answers(tmp_path: Path) -> None:
    with serving(filled(tmp_path / "store"), *LIMITS) as base:
        answers, heard, probes = asyncio.run(attacked(base))
        assert len(answers) + len(heard) >= 200
        assert wrong(answers) == []
        assert [
            b" 408 " in each if b"POST" in opening else each == b""
            for opening, each in zip(SLOW, heard, strict=True)
        ] == [True] * len(SLOW)
        assert Counter(probes).keys() == {200}
        assert len(probes) >= 10
        told = httpx.get(f"{base}/metrics").text
        assert all(
            f'kg_{what}{{lane="{lane}"}} 0' in told
            for what in ("working", "waiting")
            for lane in ("quick", "long")
        )


def wrong(answers: Sequence[tuple[Attack, int]]) -> list[str]:
    return [
        f"{attack.family}: {status} for {attack.method} {attack.url} {(attack.body or b'')[:80]!r}"
        for attack, status in answers
        if status not in attack.statuses
    ]
