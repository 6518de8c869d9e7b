"""The SPARQL 1.1 Graph Store Protocol: one graph by ?graph=IRI, by ?default, or by the URL itself."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from email.policy import HTTP
from typing import Any
from uuid import uuid4

from starlette.requests import Request
from starlette.types import ASGIApp

from kg.serve.limits import Refused
from kg.serve.negotiation import GRAPHS
from kg.serve.protocol import asked
from kg.serve.request import authorize, body, client, media_type, parameters
from kg.serve.respond import Carried
from kg.serve.service import Service

_KINDS = {kind: form.types[0] for form in reversed(GRAPHS) for kind in form.types}
_FORM = "multipart/form-data"


async def store(request: Request) -> ASGIApp:
    """Reads, puts, adds to or takes away one graph."""
    if request.method in ("GET", "HEAD"):
        return _read(request)
    service: Service = request.app.state.service
    authorize(request, service.token)
    name, new = _named(request)
    job: dict[str, Any] = {
        "client": client(request),
        "job": request.method.lower(),
        "graph": name,
        "base": name or _url(request),
    }
    if request.method == "DELETE":
        return Carried(service.pool.write(job), service.limits)
    kind, options = media_type(request)
    if kind not in _KINDS and kind != _FORM:
        known = ", ".join(form.types[0] for form in GRAPHS)
        raise Refused(415, f"the body is {kind or 'of no type'}: send one of {known}, or {_FORM} of them")
    content = await body(request, service.limits)
    parts = (
        _parts(content, options.get("boundary", "")) if kind == _FORM else [(_KINDS[kind], 0, len(content))]
    )
    job["parts"] = list(parts)
    return Carried(service.pool.write(job, content), service.limits, {"location": name} if new else None)


def _read(request: Request) -> ASGIApp:
    service: Service = request.app.state.service
    name, new = _named(request)
    if new:
        raise Refused(400, "which graph? Give ?graph=IRI or ?default")
    job = {**asked(request, parameters(request)), "job": "graph", "graph": name}
    return Carried(service.pool.read(job), service.limits, {"vary": "accept, accept-encoding"})


def _named(request: Request) -> tuple[str, bool]:
    """The graph's IRI, empty for the default graph, and whether it is one that a POST to the store itself makes."""
    given = parameters(request)
    graph = given.one("graph")
    if request.path_params.get("path"):
        if graph is not None or "default" in given:
            raise Refused(400, "the graph is named by the URL and by a parameter: use one of them")
        return _url(request), False
    if (graph is not None) == ("default" in given):
        if graph is None and request.method == "POST":
            return f"{_url(request).rstrip('/')}/{uuid4().hex}", True
        raise Refused(400, "name one graph: ?graph=IRI or ?default")
    if graph == "":
        raise Refused(400, "the graph's IRI is empty")
    return graph or "", False


def _url(request: Request) -> str:
    path = request.scope["raw_path"].decode("ascii")
    return f"{request.url.scheme}://{request.url.netloc}{path}"


def _parts(content: bytes, boundary: str) -> Iterator[tuple[str, int, int]]:
    """The media type and the place of each part of a form (RFC 7578)."""
    mark = b"--" + boundary.encode("latin-1", "replace")
    at = content.find(mark)
    if not boundary or at < 0:
        raise Refused(400, "the form has no parts: give its boundary")
    while not content.startswith(mark + b"--", at):
        head = content.find(b"\r\n\r\n", at)
        end = content.find(b"\r\n" + mark, max(at, head))
        if head < 0 or end < 0:
            raise Refused(400, "the form is cut short")
        kind = _kind(content[at + len(mark) + 2 : head + 2])
        yield kind, min(head + 4, end), end
        at = end + 2


def _kind(head: bytes) -> str:
    message: EmailMessage = BytesHeaderParser(policy=HTTP).parsebytes(head)
    kind = message.get_content_type()
    if kind not in _KINDS:
        raise Refused(415, f"a part of the form is {kind}, which is no RDF")
    return _KINDS[kind]
