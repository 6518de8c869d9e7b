"""Names of files for identifiers: readable, the same on every file system, and never the same for two."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping

from kg.records import digest

LONGEST = 60
PLAIN = re.compile(rf"[A-Za-z0-9](?:[A-Za-z0-9_.]|-(?!-)){{0,{LONGEST - 1}}}")
HASHED = re.compile(r"-[0-9a-f]{16}$")  # no plain name ends as a hashed one does, so that the two never meet
RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")  # names that Windows keeps for devices


def slugs(labels: Mapping[str, str]) -> dict[str, str]:
    """A slug for each identifier: itself where it can be, else what can be kept of its label and a hash.

    A slug depends on the other identifiers only where two differ in nothing but capitals, and holds no ``--``.
    """
    folded = Counter(id.casefold() for id in labels)
    return {
        id: id if folded[id.casefold()] == 1 and _plain(id) else hashed(label, id)
        for id, label in labels.items()
    }


def hashed(words: str, id: str) -> str:
    """What a file's name can keep of some words, and a hash of an identifier."""
    spelt = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    kept = re.sub(r"[^A-Za-z0-9_]+", "-", spelt)[:LONGEST].strip("-")
    return "-".join(filter(None, [kept, digest(id)]))


def _plain(id: str) -> bool:
    tame = PLAIN.fullmatch(id) and not id.endswith((".", "-"))
    return bool(tame) and not HASHED.search(id) and not RESERVED.fullmatch(id)
