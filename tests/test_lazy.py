"""Values are made when they are asked for, once."""

from __future__ import annotations

import pytest

from kg.lazy import Lazy, lazy


def test_a_value_is_made_once_and_only_when_asked_for() -> None:
    made: list[str] = []

    def make(name: str, held: int) -> int:
        made.append(name)
        return held + 1

    found = Lazy({"one": 1, "two": 2}, make)
    assert (len(found), list(found), "one" in found, "three" in found, made) == (
        2,
        ["one", "two"],
        True,
        False,
        [],
    )
    assert (found["two"], found["two"], found.get("three"), made) == (3, 3, None, ["two"])
    with pytest.raises(KeyError, match="three"):
        found["three"]


def test_functions_are_called_by_name() -> None:
    assert dict(lazy(one=lambda: 1, two=lambda: 2)) == {"one": 1, "two": 2}
