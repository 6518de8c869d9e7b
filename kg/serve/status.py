"""How the server does: /health for who restarts it, /metrics for who draws its curves, in Prometheus' text form."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from kg import __version__
from kg.serve.service import Service


async def health(request: Request) -> Response:
    """That the server is there, and whether it takes changes."""
    service: Service = request.app.state.service
    return JSONResponse({"status": "ok", "version": __version__, "writes": service.token is not None})


async def metrics(request: Request) -> Response:
    """Counts of answers by status and of workers ended, and who works and who waits at this moment."""
    return PlainTextResponse("\n".join(_lines(request.app.state.service)) + "\n")


def _lines(service: Service) -> Iterator[str]:
    yield "# HELP kg_requests_total Answers, by HTTP status."
    yield "# TYPE kg_requests_total counter"
    for status, count in sorted(service.statuses.items()):
        yield f'kg_requests_total{{status="{status}"}} {count}'
    yield "# HELP kg_ended_total Requests whose worker was ended at a limit, or killed from outside."
    yield "# TYPE kg_ended_total counter"
    for reason in ("killed", "memory", "timeout"):
        yield f'kg_ended_total{{limit="{reason}"}} {service.pool.ended[reason]}'
    for what in ("working", "waiting"):
        yield f"# HELP kg_{what} Requests {what} now, by lane."
        yield f"# TYPE kg_{what} gauge"
        for name in ("long", "quick", "write"):
            yield f'kg_{what}{{lane="{name}"}} {getattr(getattr(service.pool.lanes, name), what)}'
