"""Requests to a server that may be busy or restarting: one connection, tried again with growing pauses."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from kg.store.login import PASSWORD, TOKEN, USER, Login
from kg.store.snapshot import StoreError

_BUSY = frozenset({429, 502, 503, 504})
_TRIES = 6
_PAUSE = 0.25  # seconds before the second try, and twice as long before each one after it
_LONGEST = 30.0
_SECONDS = re.compile(r"[0-9]{1,9}")  # Retry-After may also be a date, which is passed over
_TIMEOUT = 120.0
_ADVICE: Mapping[int, str] = {
    401: f"put its token into the environment variable {TOKEN}, or name and password into {USER} and {PASSWORD}",
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
    headers: Message


@dataclass(slots=True)
class Client:
    """A connection to one server, made when it is needed and again when it breaks."""

    server: SplitResult
    _login: Login = field(init=False, repr=False)
    _connection: HTTPConnection | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self._login = Login(self.server)

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
                answer = self._known(method, url, body, headers)
            except (OSError, HTTPException) as error:
                self.close()
                why, asked = f"cannot be reached ({error or type(error).__name__}): is it running?", ""
            else:
                asked = answer.headers.get("Retry-After", "")
                if answer.status < 300 or (missing and answer.status == 404):
                    return answer
                why = _refusal(answer)
                if answer.status not in _BUSY:
                    break
            if left:
                time.sleep(min(float(asked) if _SECONDS.fullmatch(asked) else pause, _LONGEST))
                pause *= 2
        raise StoreError(f"the store {self.server.scheme}://{self.server.hostname} {why}")

    def _known(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        """The answer, to a second request where the server first wants to know who asks."""
        answer = self._try(method, url, body, headers)
        if answer.status == 401 and self._login.challenged(answer.headers.get_all("WWW-Authenticate", [])):
            answer = self._try(method, url, body, headers)
        return answer

    def _try(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        if self._connection is None:
            kind = HTTPSConnection if self.server.scheme == "https" else HTTPConnection
            self._connection = kind(self.server.hostname or "", self.server.port, timeout=_TIMEOUT)
        self._connection.request(method, url, body, {**headers, **self._login.headers(method, url)})
        response: HTTPResponse = self._connection.getresponse()
        return Answer(response.status, response.headers.get_content_type(), response.read(), response.headers)

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
