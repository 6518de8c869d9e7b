"""A `kg serve` to test, and requests to it that say exactly what a test has them say."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from os import environ
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from kg import store

TOKEN = "w3c"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a test, and what it expects back: any of the statuses (2 stands for 2xx), and a body or a form."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes | None
    statuses: tuple[int, ...]
    form: str = ""
    truth: bool | None = None
    turtle: str = ""
    location: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Server:
    """A server by its authority; `names` are what the answers gave for later requests."""

    authority: str
    names: dict[str, str] = field(default_factory=dict)

    def ask(self, asked: Asked) -> Told:
        """Sends a request as it stands, with the token, and nothing that it does not say."""
        line = HTTPConnection(self.authority, timeout=30)
        headers = {"authorization": f"Bearer {TOKEN}", **asked.headers}
        line.request(
            asked.method, self.filled(asked.path), asked.body and self.filled_bytes(asked.body), headers
        )
        answer = line.getresponse()
        told = Told(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        line.close()
        if asked.location:
            self.names[asked.location] = told.headers.get("location", "")
        return told

    def filled(self, text: str) -> str:
        """The text with the names that earlier answers gave."""
        for name, value in self.names.items():
            text = text.replace(name, value)
        return text

    def filled_bytes(self, content: bytes) -> bytes:
        """The same in a body."""
        return self.filled(content.decode("latin-1")).encode("latin-1")

    def clear(self) -> None:
        """Empties the store."""
        self.change("DROP ALL")

    def change(self, update: str) -> None:
        """Runs an update."""
        headers = {"content-type": "application/sparql-update"}
        told = self.ask(Asked("POST", "/sparql", headers, update.encode(), (2,)))
        if told.status // 100 != 2:
            raise SystemExit(f"the server did not take {update!r}: {told.body.decode()}")


@contextmanager
def started() -> Iterator[Server]:
    """A server that takes changes, over an empty store."""
    with TemporaryDirectory() as folder:
        store.open(Path(folder) / "store").close()
        command = [
            sys.executable,
            "-m",
            "kg",
            "serve",
            "--store",
            f"{folder}/store",
            "--port",
            "0",
            "--allow-update",
        ]
        with Popen(command, stdout=PIPE, text=True, env={**environ, "KG_TOKEN": TOKEN}) as process:
            assert process.stdout
            try:
                yield Server(urlsplit(process.stdout.readline().split(" at ")[1].split()[0]).netloc)
            finally:
                process.terminate()
