"""Neighbours that the picture leaves out, communities, and rows that come later."""

from __future__ import annotations

import json
from itertools import combinations

import networkx as nx
import pytest
from chromium import Chromium
from driving import Write, click, complaints, facts, text
from stories import stories

from kg.draw import live, piece

pytestmark = pytest.mark.browser

VISIBLE = "kgView.view().visible.map(number => kgView.actors[number].id)"


def apart(browser: Chromium) -> bool:
    discs = browser.run("kgView.discs()")
    return all(
        (one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2 > (one["radius"] + other["radius"]) ** 2
        for one, other in combinations(discs, 2)
    )


def test_expanding_shows_the_neighbours_that_were_cut(browser: Chromium, write: Write) -> None:
    readings = stories(80, 300)
    graph = nx.Graph((fact.subject.id, fact.object.id) for fact in facts(readings) if fact.object)
    path = write(readings, top=10)
    browser.open(path)
    first = set(browser.run(VISIBLE))
    click(browser, "#actors button")
    one = browser.run("new URLSearchParams(location.hash.slice(1)).get('select').slice('actor:'.length)")
    left = set(graph[one]) - first
    label = text(browser, "#evidence .actions button:nth-child(2)")
    assert label == (
        f"Show 24 of {len(left)} more neighbours" if len(left) > 24 else f"Show {len(left)} more neighbours"
    )
    while set(graph[one]) - set(browser.run(VISIBLE)):
        click(browser, "#evidence .actions button:nth-child(2)")
    assert set(browser.run(VISIBLE)) == first | set(graph[one])
    assert apart(browser)
    for one_box, other in combinations(browser.run("kgView.labels()"), 2):
        aside = one_box["right"] <= other["left"] or other["right"] <= one_box["left"]
        assert aside or one_box["bottom"] <= other["top"] or other["bottom"] <= one_box["top"]
    browser.open(path, fragment=browser.run("location.hash"))
    assert set(browser.run(VISIBLE)) == first | set(graph[one])
    click(browser, "#left-out button")
    assert set(browser.run(VISIBLE)) == first | {one}
    assert complaints(browser) == []


def test_undo_takes_an_expansion_back(browser: Chromium, write: Write) -> None:
    browser.open(write(stories(80, 300), top=10))
    before = browser.run(VISIBLE)
    click(browser, "#actors button")
    click(browser, "#evidence .actions button:nth-child(2)")
    assert len(browser.run(VISIBLE)) > len(before)
    click(browser, "#undo")
    assert browser.run(VISIBLE) == before


def test_communities_are_told_in_words_and_shown_on_demand(browser: Chromium, write: Write) -> None:
    browser.open(write(stories(60, 120)))
    shown = "kgView.halos()"
    assert browser.run(shown) == 0
    browser.run("document.getElementById('groups').click()")
    browser.settle()
    assert browser.run(shown) > 20
    browser.run("document.querySelector('.facet .ranked button').click()")
    browser.settle()
    members = browser.run("document.querySelectorAll('#evidence section:first-of-type li').length")
    assert members == browser.run(shown) == browser.run("kgView.view().lit.nodes.size")
    browser.open(write(stories(60, 120)), fragment=browser.run("location.hash"))
    assert browser.run(shown) == members


STUB = """async function fetchNeighbours(id) {
  window.asked = [...(window.asked ?? []), id];
  return window.answers[id] ?? null;
}
"""


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, browser: Chromium, write: Write) -> str:
    """A live page whose server is a stub: the id of its most active actor."""
    import importlib

    module = importlib.import_module("kg.draw.page")
    readings = stories(60, 240)
    path = write([])
    original = module._source
    monkeypatch.setattr(module, "_source", lambda name: STUB if name == "live" else original(name))
    path.write_text(
        live(readings[:20], title="Live", expand="/explore/data", note="A part."), encoding="utf-8"
    )
    browser.open(path)
    one = str(browser.run("kgView.actors[0].id"))
    about = [
        reading
        for reading in readings
        if any(one in (fact.subject.id, fact.object and fact.object.id) for fact in reading.facts)
    ]
    browser.run(f"window.answers = {{{json.dumps(one)}: {json.dumps(piece(about))}}}")
    return one


def test_a_live_view_takes_in_what_its_server_has(browser: Chromium, started: str) -> None:
    assert text(browser, "#left-out").startswith("A part.")
    before = browser.run("[kgView.actors.length, kgView.view().visible.length]")
    click(browser, "#actors button")
    buttons = "[...document.querySelectorAll('#evidence .actions button')]"
    browser.run(f"{buttons}.find(one => one.textContent === 'Expand').click()")
    browser.wait("document.getElementById('left-out').textContent.includes('With neighbours')")
    browser.settle()
    after = browser.run("[kgView.actors.length, kgView.view().visible.length]")
    assert after[0] > before[0]
    assert after[1] > before[1]
    assert browser.run("window.asked") == [started]
    assert apart(browser)
    assert not browser.run(f"{buttons}.some(one => one.textContent === 'Expand')")
    assert complaints(browser) == []
    click(browser, "#undo")
    assert browser.run("kgView.view().visible.length") < after[1]


def test_where_the_server_has_no_answer_nothing_changes(browser: Chromium, started: str) -> None:
    before = browser.run("[kgView.actors.length, kgView.view().visible.length, kgView.view().claims.length]")
    click(browser, "#actors li:nth-child(2) button")
    browser.run(
        "[...document.querySelectorAll('#evidence .actions button')].find(one => one.textContent === 'Expand').click()"
    )
    browser.settle()
    assert (
        browser.run("[kgView.actors.length, kgView.view().visible.length, kgView.view().claims.length]")
        == before
    )
