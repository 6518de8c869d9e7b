"""What server and worker say to one another: frames of a kind, a length and bytes, over a pair of sockets."""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from typing import Any

JOB, HEAD, DATA, END, FAIL, PID = b"J", b"H", b"D", b"E", b"X", b"P"
ENDED = struct.Struct(
    "!Ii"
)  # what the nursery tells of a worker: its process id, and the signal that ended it
Frame = tuple[bytes, bytes]
_FORM = struct.Struct("!cI")


def put(line: socket.socket, *frames: Frame) -> None:
    """Sends frames, from the worker's side, at once: each wakes the server."""
    line.sendall(b"".join(_FORM.pack(kind, len(content)) + content for kind, content in frames))


def take(line: socket.socket) -> Frame:
    """The next frame, at the worker's side; EOFError once the server is gone."""
    kind, size = _FORM.unpack(_exactly(line, _FORM.size))
    return kind, _exactly(line, size)


def _exactly(line: socket.socket, size: int) -> bytes:
    content = bytearray()
    while len(content) < size:
        if not (more := line.recv(min(size - len(content), 1 << 20))):
            raise EOFError
        content += more
    return bytes(content)


async def send(writer: asyncio.StreamWriter, *frames: Frame) -> None:
    """Sends frames, from the server's side, at once: each wakes the worker."""
    writer.write(
        b"".join(part for kind, content in frames for part in (_FORM.pack(kind, len(content)), content))
    )
    await writer.drain()


async def receive(reader: asyncio.StreamReader) -> Frame:
    """The next frame, at the server's side; IncompleteReadError once the worker is gone."""
    kind, size = _FORM.unpack(await reader.readexactly(_FORM.size))
    return kind, await reader.readexactly(size)


def packed(record: dict[str, Any]) -> bytes:
    """A record as the content of a frame."""
    return json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass")


def unpacked(content: bytes) -> dict[str, Any]:
    """The record in the content of a frame."""
    record: dict[str, Any] = json.loads(content)
    return record
