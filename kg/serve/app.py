"""The routes, and what holds for every answer: headers that keep browsers in bounds, and errors as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.records import KgError
from kg.serve import explore, graphstore, pages, protocol, status
from kg.serve.limits import Refused
from kg.serve.service import Service

_ALWAYS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}
_METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE"]
ROUTES = (
    Route("/", pages.ask),
    Route("/describe", pages.describe),
    Route("/explore", explore.explore),
    Route("/explore/data", explore.neighbours),
    Route("/explore/names", explore.names),
    Route("/explore/describe", explore.describe),
    Route("/web/{name}", pages.asset),
    Route("/vocabulary", pages.vocabulary),
    Route("/sparql", protocol.sparql, methods=["GET", "POST"]),
    Route("/sparql/", protocol.sparql, methods=["GET", "POST"]),
    Route("/questions/{name}", protocol.question),
    Route("/graph", graphstore.store, methods=_METHODS),
    Route("/graph/{path:path}", graphstore.store, methods=_METHODS),
    Route("/health", status.health),
    Route("/metrics", status.metrics),
)


def app(service: Service, *, hosts: frozenset[str] | None = None, origins: Sequence[str] = ()) -> Starlette:
    """The application; `hosts` are the names that a request may call the server by, None for any."""
    middleware = [Middleware(Bounds, service=service, hosts=hosts, shared=bool(origins))]
    if origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(origins),
                allow_methods=_METHODS,
                allow_headers=["Authorization", "Content-Type"],
            )
        )
    starlette = Starlette(
        routes=ROUTES,
        middleware=middleware,
        exception_handlers={Refused: _refused, KgError: _unready, HTTPException: _unknown},
    )
    starlette.state.service = service
    return starlette


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return PlainTextResponse(f"{error}\n", error.status, headers=error.headers)


async def _unready(request: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", 503)


async def _unknown(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(f"{error.detail}\n", error.status_code, headers=error.headers)


class Bounds:
    """Refuses requests that call the server by a name that is not its own, as a page elsewhere could by DNS."""

    def __init__(self, app: ASGIApp, service: Service, hosts: frozenset[str] | None, *, shared: bool) -> None:
        self._app, self._service, self._hosts = app, service, hosts
        self._headers = {
            name: value for name, value in _ALWAYS.items() if not (shared and name.startswith("cross"))
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, with the headers that every answer has, and counts it."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._service.statuses[message["status"]] += 1
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        answer: ASGIApp = self._app
        if scope["type"] == "http" and not self._known(Headers(scope=scope).get("host", "")):
            answer = PlainTextResponse("this server is not called so: use its own address\n", 421)
        await answer(scope, receive, sent)

    def _known(self, host: str) -> bool:
        return self._hosts is None or _name(host) in self._hosts


def _name(host: str) -> str:
    return host.rpartition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0].lower()
