"""MinHash sketches: how much of their text two documents share, told without keeping the texts.

Sources: Broder, On the resemblance and containment of documents (1997); of each minimum only 16 bits are kept, after
Li and König, b-Bit Minwise Hashing (2010).
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

BANDS, ROWS = 42, 3  # of texts that share half their shingles, a band finds 996 in 1,000 pairs
_SHINGLE = 4  # words
_BATCH = 4096  # shingles hashed at once: 4 MB
_WORD = re.compile(r"\w+")


def _numbers(texts: Iterable[str]) -> NDArray[np.uint64]:
    return np.frombuffer(
        b"".join(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest() for text in texts),
        "<u8",
    )


_FACTORS = _numbers(f"factor {number}" for number in range(BANDS * ROWS)) | np.uint64(1)
_SUMMANDS = _numbers(f"summand {number}" for number in range(BANDS * ROWS))


def sketch(text: str) -> str | None:
    """The MinHash of a text's runs of four words, in base64; None where it has no words."""
    if not (shingles := [*_shingles(text)]):
        return None
    least = np.full(BANDS * ROWS, np.iinfo(np.uint64).max)
    for at in range(0, len(shingles), _BATCH):
        hashes = _numbers(shingles[at : at + _BATCH])[:, None] * _FACTORS + _SUMMANDS
        least = np.minimum(least, hashes.min(axis=0))
    return b64encode((least >> np.uint64(16)).astype("<u2").tobytes()).decode("ascii")


def _shingles(text: str) -> set[str]:
    words = _WORD.findall(text.casefold())
    return {" ".join(words[at : at + _SHINGLE]) for at in range(max(len(words) - _SHINGLE, 0) + 1)} - {""}


def matrix(sketches: Sequence[str]) -> NDArray[np.uint16]:
    """The sketches as rows of BANDS times ROWS numbers."""
    return np.frombuffer(b"".join(map(b64decode, sketches)), "<u2").reshape(len(sketches), BANDS * ROWS)


def alike(rows: NDArray[np.uint16], row: NDArray[np.uint16], *, share: float) -> NDArray[np.bool_]:
    """Which sketches are of texts that share at least that part of their shingles with one, as far as sketches tell."""
    found: NDArray[np.bool_] = (rows == row).mean(axis=1) >= share
    return found


def buckets(rows: NDArray[np.uint16]) -> Iterator[list[int]]:
    """The sketches that agree in a band, by their places in ascending order: whose texts may well be alike."""
    places = np.array([1, 1 << 16, 1 << 32], np.uint64)
    for band in range(BANDS):
        keys = rows[:, band * ROWS : (band + 1) * ROWS] @ places
        order = np.argsort(keys, kind="stable")
        ends = np.flatnonzero(np.diff(keys[order], append=keys[order[-1:]] + np.uint64(1))) + 1
        for begin, end in zip([0, *ends], ends, strict=False):
            if end - begin > 1:
                yield order[begin:end].tolist()
