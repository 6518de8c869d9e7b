"""The explorer: the view of `kg view` on the store as it is, opened with a part of it and fed on demand."""

from __future__ import annotations

import gzip
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp

from kg.records import BASE
from kg.serve.limits import Refused
from kg.serve.negotiation import gzipped
from kg.serve.protocol import asked
from kg.serve.request import Parameters, parameters
from kg.serve.respond import Carried
from kg.serve.service import Service

# The page itself says, by hashes, which scripts may run; no other page may frame it.
_PAGE = {
    "content-security-policy": "frame-ancestors 'none'",
    "cache-control": "no-cache",
    "vary": "accept-encoding",
}
_ROWS = {"cache-control": "no-cache", "vary": "accept-encoding"}
_LONGEST = 1000  # characters of a name


async def explore(request: Request) -> ASGIApp:
    """The page: of ?actor=, of ?one= and ?two=, or of the most active actors of the store."""
    given = parameters(request)
    actors = _actors(given)
    if not actors:
        return await _whole(request)
    return _carried(request, given, _PAGE, job="explore", actors=actors)


async def neighbours(request: Request) -> ASGIApp:
    """Claims about ?actor=, the newest first: ?limit= of them after ?skip= others."""
    given = parameters(request)
    actor = _word(given, "actor")
    limit = _number(given, "limit", 200, least=0, most=1000)
    skip = _number(given, "skip", 0, least=0, most=10**9)
    return _carried(request, given, _ROWS, job="neighbours", actor=actor, limit=limit, skip=skip)


async def names(request: Request) -> ASGIApp:
    """The actors whose names hold ?text=."""
    given = parameters(request)
    return _carried(request, given, _ROWS, job="names", text=_word(given, "text"))


async def describe(request: Request) -> Response:
    """Leads from an actor, as the page knows it, to all that is said of it."""
    from kg.graph.terms import encode  # brings numpy along, which no other page needs

    iri = BASE + encode(_word(parameters(request), "actor"))
    return RedirectResponse(f"/describe?{urlencode({'iri': iri})}", 303)


async def _whole(request: Request) -> Response:
    """The page that opens, drawn once for each state of the store."""
    service: Service = request.app.state.service
    packed = await service.opened.get(service.pool, {"job": "explore", "actors": [], "gzip": True})
    if gzipped(request.headers.get("accept-encoding", "identity")):
        return HTMLResponse(packed, headers={**_PAGE, "content-encoding": "gzip"})
    return HTMLResponse(gzip.decompress(packed), headers=_PAGE)


def _carried(request: Request, given: Parameters, headers: dict[str, str], **job: Any) -> Carried:
    service: Service = request.app.state.service
    return Carried(service.pool.read({**asked(request, given), **job}), service.limits, headers)


def _actors(given: Parameters) -> list[str]:
    if "actor" in given:
        if "one" in given or "two" in given:
            raise Refused(400, "the page is of ?actor=, or of ?one= and ?two=: give the one or the others")
        return [_word(given, "actor")]
    if "one" not in given and "two" not in given:
        return []
    pair = [_word(given, name) for name in ("one", "two")]
    if pair[0] == pair[1]:
        raise Refused(400, f"one and two are both {pair[0]!r}: give ?actor={pair[0]}")
    return pair


def _word(given: Parameters, name: str) -> str:
    word = (given.one(name) or "").strip()
    if not 0 < len(word) <= _LONGEST:
        raise Refused(400, f"give ?{name}=, of 1 to {_LONGEST} characters")
    return word


def _number(given: Parameters, name: str, otherwise: int, *, least: int, most: int) -> int:
    word = given.one(name)
    if word is None:
        return otherwise
    if not (word.isascii() and word.isdigit() and least <= int(word[:12]) <= most):
        raise Refused(400, f"{name}={word!r} is no number from {least} to {most}")
    return int(word)
