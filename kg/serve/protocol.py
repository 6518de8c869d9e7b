"""The SPARQL 1.1 Protocol: queries and updates by GET, form and direct POST, and the description of the service."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp

from kg.serve import description
from kg.serve.limits import Refused
from kg.serve.negotiation import GRAPHS, accepts, gzipped
from kg.serve.request import FORM, Parameters, authorize, body, client, media_type, parameters, text
from kg.serve.respond import Carried
from kg.serve.service import Service

QUERY, UPDATE = "application/sparql-query", "application/sparql-update"


async def sparql(request: Request) -> ASGIApp:
    """The endpoint: a query, an update, or, asked nothing, what it can do."""
    given = parameters(request)
    if request.method == "POST":
        return await _posted(request, given)
    if "update" in given:
        raise Refused(400, "an update changes the graph: send it by POST")
    if "query" not in given:
        return _bare(request, given)
    return _query(request, given, given.one("query") or "")


def _bare(request: Request, given: Parameters) -> ASGIApp:
    header = request.headers.get("accept", "")
    page = accepts(header, "text/html")
    if page and page >= max(accepts(header, kind) for form in GRAPHS for kind in form.types):
        return RedirectResponse("/", 303)
    return description.described(request, _accept(request, given))


async def _posted(request: Request, given: Parameters) -> ASGIApp:
    kind, _ = media_type(request)
    service: Service = request.app.state.service
    if kind == UPDATE:
        authorize(request, service.token)
        return _update(request, given, text(await body(request, service.limits)))
    if kind not in (FORM, QUERY):
        raise Refused(415, f"the body is {kind or 'of no type'}: send {QUERY}, {UPDATE} or {FORM}")
    content = await body(request, service.limits)
    if kind == QUERY:
        return _query(request, given, text(content))
    return _form(request, given + Parameters(content))


def _form(request: Request, given: Parameters) -> ASGIApp:
    query, update = given.one("query"), given.one("update")
    if (query is None) == (update is None):
        raise Refused(400, "the form has to hold a query or an update, and only one of them")
    if query is not None:
        return _query(request, given, query)
    authorize(request, request.app.state.service.token)
    return _update(request, given, update or "")


def _query(request: Request, given: Parameters, sparql: str) -> ASGIApp:
    service: Service = request.app.state.service
    job = {
        **asked(request, given),
        "job": "query",
        "default": given.all("default-graph-uri"),
        "named": given.all("named-graph-uri"),
        "base": str(request.url.replace(query="")),
    }
    return Carried(
        service.pool.read(job, sparql.encode()), service.limits, {"vary": "accept, accept-encoding"}
    )


def _update(request: Request, given: Parameters, update: str) -> Response | Carried:
    service: Service = request.app.state.service
    job = {
        "client": client(request),
        "job": "update",
        "default": given.all("using-graph-uri"),
        "named": given.all("using-named-graph-uri"),
        "base": str(request.url.replace(query="")),
    }
    return Carried(service.pool.write(job, update.encode()), service.limits)


async def question(request: Request) -> ASGIApp:
    """A named question; its parameters are those of the URL, bound as terms."""
    service: Service = request.app.state.service
    given = parameters(request)
    values = {name: given.one(name) for name, _ in given.pairs if name != "format"}
    job = {
        **asked(request, given),
        "job": "question",
        "name": request.path_params["name"],
        "parameters": {name: value for name, value in values.items() if value},
    }
    return Carried(service.pool.read(job), service.limits, {"vary": "accept, accept-encoding"})


def asked(request: Request, given: Parameters) -> dict[str, Any]:
    """Who asks, the form that the client likes, and whether it unpacks gzip."""
    return {
        "client": client(request),
        "accept": _accept(request, given),
        "gzip": gzipped(request.headers.get("accept-encoding", "identity")),
    }


def _accept(request: Request, given: Parameters) -> str:
    return given.one("format") or request.headers.get("accept", "*/*")
