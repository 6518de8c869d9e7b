"""Requests to a server that may be busy or restarting: one connection, tried again with growing pauses."""

from __future__ import annotations

import os
import re
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, unquote, urlsplit

from kg.store.snapshot import StoreError

TOKEN = "KG_TOKEN"
_BUSY = frozenset({429, 502, 503, 504})
_TRIES = 6
_PAUSE = 0.25  # seconds before the second try, and twice as long before each one after it
_LONGEST = 30.0
_TIMEOUT = 120.0
_ADVICE: Mapping[int, str] = {
    401: f"put its token into the environment variable {TOKEN}, or name and password into the URL",
    403: f"it may be read-only; for kg serve, start it with --allow-update and put its token into {TOKEN}",
    404: "check the address: it is that of SPARQL queries, or of those and of graphs with a comma between",
    405: "it takes no writes at this address: it may be read-only, or give the address of graphs after a comma",
    413: "it takes no documents of this size: raise its limit",
    415: "it knows no N-Triples: that is no SPARQL 1.1 store",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answers."""

    status: int
    kind: str
    body: bytes


@dataclass(slots=True)
class Client:
    """A connection to one server, made when it is needed and again when it breaks."""

    server: SplitResult
    _connection: HTTPConnection | None = field(default=None, repr=False)

    def ask(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str],
        missing: bool = False,
    ) -> Answer:
        """The answer to a request that may be made twice; errors raise StoreError, save 404 where `missing` allows it."""
        pause, why = _PAUSE, ""
        for left in reversed(range(_TRIES)):
            try:
                answer, asked = self._try(method, url, body, {**headers, **self._credentials()})
            except (OSError, HTTPException) as error:
                self.close()
                why, asked = f"cannot be reached ({error or type(error).__name__}): is it running?", None
            else:
                if answer.status < 300 or (missing and answer.status == 404):
                    return answer
                why = _refusal(answer)
                if answer.status not in _BUSY:
                    break
            if left:
                time.sleep(min(asked or pause, _LONGEST))
                pause *= 2
        raise StoreError(f"the store {self.server.scheme}://{self.server.hostname} {why}")

    def _try(
        self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[Answer, float | None]:
        """An answer, and after how many seconds the server wants to be asked again."""
        if self._connection is None:
            kind = HTTPSConnection if self.server.scheme == "https" else HTTPConnection
            self._connection = kind(self.server.hostname or "", self.server.port, timeout=_TIMEOUT)
        self._connection.request(method, url, body, headers)
        response: HTTPResponse = self._connection.getresponse()
        answer = Answer(response.status, response.headers.get_content_type(), response.read())
        asked = response.headers.get("Retry-After", "")
        return answer, float(asked) if re.fullmatch(r"\d+", asked) else None

    def _credentials(self) -> Mapping[str, str]:
        """What the address itself holds goes before the token that stands for all of them."""
        if self.server.username is not None:
            pair = f"{unquote(self.server.username)}:{unquote(self.server.password or '')}".encode()
            return {"Authorization": f"Basic {b64encode(pair).decode('ascii')}"}
        token = os.environ.get(TOKEN)
        return {"Authorization": f"Bearer {token}"} if token else {}

    def close(self) -> None:
        """Lets go of the connection."""
        if self._connection:
            self._connection.close()
        self._connection = None


def server(url: str) -> SplitResult:
    """The parts of an http address; another raises StoreError."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise StoreError(f"{url!r} is no http address: write it as http://host:port/path")
    return parts


def _refusal(answer: Answer) -> str:
    said = " ".join(answer.body[:300].decode("utf-8", "replace").split())
    advice = _ADVICE.get(answer.status, "")
    return f"answers {answer.status}{': ' + said if said else ''}{'; ' + advice if advice else ''}"
