"""The pages, which are files of ours that ask the endpoint themselves, and what they need to know of the vocabulary."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response

from kg import store, vocab
from kg.serve.limits import Refused

WEB = Path(__file__).parent / "web"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


async def ask(request: Request) -> Response:
    """The page to ask from."""
    return _page("ask.html")


async def describe(request: Request) -> Response:
    """The page of one IRI: what is said of it, and where it is named."""
    return _page("describe.html")


async def asset(request: Request) -> Response:
    """A script or a style of the pages."""
    name = request.path_params["name"]
    if name not in _assets():
        raise Refused(404, f"there is no {name}")
    return FileResponse(WEB / name, headers={"cache-control": "no-cache"})


async def vocabulary(request: Request) -> Response:
    """The prefixes, the terms and the named questions, for completion and for forms."""
    return JSONResponse(_vocabulary())


def _page(name: str) -> Response:
    return FileResponse(WEB / name, headers={"content-security-policy": POLICY, "cache-control": "no-cache"})


@cache
def _assets() -> frozenset[str]:
    return frozenset(path.name for path in WEB.iterdir() if path.suffix in (".js", ".css"))


@cache
def _vocabulary() -> dict[str, object]:
    terms = sorted({*vocab.classes(), *vocab.relations()})
    return {
        "prefixes": dict(vocab.PREFIXES),
        "terms": [f"kg:{name}" for name in terms],
        "questions": [asdict(question) for question in store.questions()],
    }
