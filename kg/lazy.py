"""Mappings whose values are made when they are asked for, where few of them ever are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Lazy(Mapping[str, V], Generic[K, V]):
    """A mapping that makes each value once, out of its name and what is held under it."""

    __slots__ = ("_held", "_made", "_make")

    def __init__(self, held: Mapping[str, K], make: Callable[[str, K], V]) -> None:
        self._held, self._make = held, make
        self._made: dict[str, V] = {}

    def __getitem__(self, name: str) -> V:
        if name not in self._made:
            self._made[name] = self._make(name, self._held[name])
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


def lazy(**found: Callable[[], V]) -> Mapping[str, V]:
    """What some functions find, by their names."""
    return Lazy(found, lambda _, find: find())
