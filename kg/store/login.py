"""Who asks, as a request says it: a token, or a name and a password in the way that the server wants them."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import md5, sha256
from secrets import token_hex
from types import MappingProxyType
from urllib.parse import SplitResult, unquote

TOKEN, USER, PASSWORD = "KG_TOKEN", "KG_USER", "KG_PASSWORD"
_HASHES: Mapping[str, Callable[[bytes], str]] = MappingProxyType(
    {
        "SHA-256": lambda data: sha256(data).hexdigest(),
        "MD5": lambda data: md5(data, usedforsecurity=False).hexdigest(),
    }
)
_PARAMETER = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))')
_SHOWN = ("username", "realm", "nonce", "uri", "cnonce", "response", "opaque")


@dataclass(slots=True)
class Login:
    """Name and password wait until the server says how it takes them, lest one that hashes them reads them plain.

    What the address itself holds goes before what the environment holds for all of them.
    """

    server: SplitResult
    _challenge: tuple[str, Mapping[str, str]] | None = field(default=None, repr=False)
    _count: int = 0

    def headers(self, method: str, url: str) -> Mapping[str, str]:
        """The header of a request, or none."""
        said = self._token() if self._challenge is None else self._answer(*self._challenge, method, url)
        return {"Authorization": said} if said else {}

    def challenged(self, wanted: Sequence[str]) -> bool:
        """Whether there is an answer to what a server wants, in the words of its WWW-Authenticate, and not yet given.

        A server may forget the number that a hash is made with, and then names a new one.
        """
        found = next((each for each in map(_parsed, wanted) if each), None)
        told = self._challenge and self._challenge[1].get("nonce")
        if not found or not self._pair() or (self._challenge and found[1].get("nonce") == told):
            return False
        self._challenge, self._count = found, 0
        return True

    def _pair(self) -> tuple[str, str] | None:
        if self.server.username is not None:
            return unquote(self.server.username), unquote(self.server.password or "")
        name = os.environ.get(USER)
        return (name, os.environ.get(PASSWORD, "")) if name else None

    def _token(self) -> str:
        token = os.environ.get(TOKEN)
        return f"Bearer {token}" if token and not self._pair() else ""

    def _answer(self, scheme: str, wanted: Mapping[str, str], method: str, url: str) -> str:
        name, password = self._pair() or ("", "")
        if scheme == "basic":
            return f"Basic {b64encode(f'{name}:{password}'.encode()).decode('ascii')}"
        self._count += 1
        return _digest(wanted, name, password, method, url, self._count)


def _parsed(wanted: str) -> tuple[str, Mapping[str, str]] | None:
    """A scheme that we know, and its parameters."""
    scheme, _, rest = wanted.partition(" ")
    asked = {
        name.lower(): re.sub(r"\\(.)", r"\1", quoted) or bare
        for name, quoted, bare in _PARAMETER.findall(rest)
    }
    known = scheme.lower() == "basic" or (
        scheme.lower() == "digest"
        and {"realm", "nonce"} <= asked.keys()
        and asked.get("algorithm", "MD5").upper() in _HASHES
        and (not asked.get("qop") or "auth" in _listed(asked["qop"]))
    )
    return (scheme.lower(), asked) if known else None


def _digest(wanted: Mapping[str, str], name: str, password: str, method: str, url: str, count: int) -> str:
    """Digest access authentication, RFC 7616, without the hash of the body."""
    algorithm = wanted.get("algorithm", "MD5")
    counted, own = f"{count:08x}", token_hex(16)

    def hashed(*parts: str) -> str:
        return _HASHES[algorithm.upper()](":".join(parts).encode())

    secret, asked = hashed(name, wanted["realm"], password), hashed(method, url)
    middle = (counted, own, "auth") if wanted.get("qop") else ()
    said = {**wanted, "username": name, "uri": url, "cnonce": own}
    said["response"] = hashed(secret, wanted["nonce"], *middle, asked)
    quoted = ", ".join(f'{key}="{_escaped(said[key])}"' for key in _SHOWN if key in said)
    return f"Digest {quoted}, algorithm={algorithm}" + (f", qop=auth, nc={counted}" if middle else "")


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",")]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
