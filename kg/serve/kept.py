"""An answer that holds for as long as the store stays as it is."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from kg.records import KgError
from kg.serve.pool import Pool


class Kept:
    """The answer to a job that takes long and that many ask for: worked out once for each state of the store."""

    def __init__(self) -> None:
        self._stamp: object = None
        self._making: asyncio.Task[bytes] | None = None

    async def get(self, pool: Pool, job: Mapping[str, Any]) -> bytes:
        """The answer; who asks while it is being worked out waits for it, and is refused where it is refused."""
        stamp = await pool.stamp()
        if self._making is None or stamp != self._stamp:
            self._stamp, self._making = stamp, asyncio.create_task(_answer(pool, job))
        making = self._making
        try:
            return await asyncio.shield(making)
        except KgError:
            if self._making is making:
                self._making = None  # the next one tries again
            raise


async def _answer(pool: Pool, job: Mapping[str, Any]) -> bytes:
    async with pool.read(job) as run:
        return b"".join([piece async for piece in run.pieces()])
