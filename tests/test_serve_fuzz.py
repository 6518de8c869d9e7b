"""kg.serve under requests drawn at random: each is answered in time, none by a fault of the server's."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from served import filled, serving

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
from attacks import TOKEN, Attack
from fuzzing import ALLOWED, requests, status

LIMITS = ("--timeout", "2", "--memory", "256", "--max-body", "1", "--allow-update", "--token", TOKEN)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(filled(tmp_path_factory.mktemp("fuzz") / "store"), *LIMITS) as address:
        yield address
        assert httpx.get(f"{address}/sparql", params={"query": "ASK {}"}).json()["boolean"]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(request=requests())
def test_a_request_of_any_kind_is_answered_by_no_fault(base: str, request: Attack) -> None:
    assert status(base, request) in ALLOWED
