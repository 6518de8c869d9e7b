"""A store that follows files: what comes, changes or goes on the disk does so in the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.build import Engine, Outcome, build, remove
from kg.read import documents, paths
from kg.records import BASE, Document, Finding
from kg.store import Store


@dataclass(slots=True)
class Watch:
    """Files and folders, and what the last pass found there; `reading` are keywords of `kg.read.documents`."""

    engine: Engine
    store: Store
    inputs: Sequence[Path]
    reading: Mapping[str, Any] = field(default_factory=dict)
    base: str = BASE
    _stamps: dict[Path, tuple[int, int]] = field(default_factory=dict)
    _held: dict[Path, list[str]] = field(default_factory=dict)

    def outcomes(self) -> Iterator[Outcome]:
        """What becomes of the files that are new, changed or gone since the last pass; the first reads them all.

        A document goes when no file holds it any more: an article without URL that was edited is another document.
        """
        now = dict(_stamped(self.inputs))
        changed = [path for path, stamp in now.items() if self._stamps.get(path) != stamp]
        before = [
            name for path in (*changed, *(self._stamps.keys() - now)) for name in self._held.get(path, ())
        ]
        self._held = {path: names for path, names in self._held.items() if path in now}
        self._stamps = now
        if changed:
            yield from build(self.engine, self._read(changed), self.store, base=self.base)
        if gone := set(before).difference(*self._held.values()):
            yield from (Outcome(name, "removed") for name in remove(self.store, gone, base=self.base))

    def _read(self, changed: Iterable[Path]) -> Iterator[Document | Finding]:
        for path in changed:
            self._held[path] = names = []
            for found in documents([path], base=self.base, **self.reading):
                if isinstance(found, Document):
                    names.append(found.id)
                yield found


def _stamped(inputs: Iterable[Path]) -> Iterator[tuple[Path, tuple[int, int]]]:
    """When each file was changed, in nanoseconds, and its size in bytes."""
    for path in (path for each in inputs for path in paths(each)):
        try:
            told = path.stat()
        except OSError:  # it went while we looked
            continue
        yield path, (told.st_mtime_ns, told.st_size)
