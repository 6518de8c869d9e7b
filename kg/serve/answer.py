"""An answer on its way out of a worker: whole where it is small, in pieces, packed where the client can unpack."""

from __future__ import annotations

import io
import socket
import zlib

from kg.serve import wire

WHOLE = 1 << 18  # an answer up to this size is known to be complete before its status is sent
_PIECE = 1 << 16
_SMALL = 1 << 10  # not worth packing
_GZIP = zlib.MAX_WBITS | 16


class Answer(io.RawIOBase):
    """A file to write an answer to; its head goes out first, or with the whole where that is small."""

    def __init__(self, line: socket.socket, *, gzip: bool) -> None:
        self.status = 200
        self.headers: dict[str, str] = {}
        self._line = line
        self._held = bytearray()
        self._gzip = gzip
        self._packer: zlib._Compress | None = None
        self._begun = False
        self._taken = 0

    def writable(self) -> bool:
        """Yes: what a file of Python's says of itself."""
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]
        """Takes a piece, and sends on what has gathered."""
        if self._gzip and self._packer is None and len(self._held) + len(content) > _SMALL:
            self._packer = zlib.compressobj(5, zlib.DEFLATED, _GZIP)
            self.headers["content-encoding"] = "gzip"
            held, self._held = self._held, bytearray()
            self._held += self._packer.compress(bytes(held))
        self._held += self._packer.compress(content) if self._packer else content
        self._taken += len(content)
        if self._taken > WHOLE and len(self._held) >= _PIECE // 4:
            self._send()
        return len(content)

    def finish(self) -> None:
        """Sends the rest, and word that it is the last."""
        if self._packer:
            self._held += self._packer.flush()
        if not self._begun and self.status != 204:
            self.headers["content-length"] = str(len(self._held))
        self._send((wire.END, b""))

    def _send(self, *last: wire.Frame) -> None:
        head = (
            []
            if self._begun
            else [(wire.HEAD, wire.packed({"status": self.status, "headers": self.headers}))]
        )
        self._begun = True
        held, self._held = self._held, bytearray()
        pieces = [(wire.DATA, bytes(held[at : at + _PIECE])) for at in range(0, len(held), _PIECE)]
        wire.put(self._line, *head, *pieces, *last)
