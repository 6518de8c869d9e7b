"""The ASGI response that carries a worker's answer to the client, piece by piece, and drops both when one is gone."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager, suppress

from starlette.types import Message, Receive, Scope, Send

from kg.serve.limits import Limits, Refused
from kg.serve.run import Run


class Carried:
    """A response from a job; `extra` headers are added to the worker's."""

    def __init__(
        self, job: AbstractAsyncContextManager[Run], limits: Limits, extra: dict[str, str] | None = None
    ) -> None:
        self._job, self._limits, self._extra = job, limits, extra or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, unless the client hangs up first: then the worker is killed."""
        work = asyncio.ensure_future(self._carry(send, bodiless=scope["method"] == "HEAD"))
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait({work, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            if not work.done():
                work.cancel()
                await asyncio.wait({work})
        if not work.cancelled():
            work.result()

    async def _carry(self, send: Send, *, bodiless: bool) -> None:
        async with self._job as run:
            with suppress(
                Refused
            ):  # cut short, and never given its last piece: the connection breaks, and the client knows
                await self._send(send, _start(run, self._extra))
                async for piece in run.pieces():
                    if not bodiless:
                        await self._send(
                            send, {"type": "http.response.body", "body": piece, "more_body": True}
                        )
                await self._send(send, {"type": "http.response.body", "body": b""})

    async def _send(self, send: Send, message: Message) -> None:
        try:
            async with asyncio.timeout(self._limits.patience):
                await send(message)
        except TimeoutError as error:
            raise Refused(408, "the client does not read what it asked for") from error


def _start(run: Run, extra: dict[str, str]) -> Message:
    headers = {**run.headers, **extra}
    pairs = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    return {"type": "http.response.start", "status": run.status, "headers": pairs}


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
