"""The timeline: dated events in lanes by quad class, between the handles, for the mouse and the keyboard."""

from __future__ import annotations

from collections import Counter

import pytest
from chromium import Chromium
from driving import CARDS, Write, click, complaints, facts, slide, text
from stories import stories

from kg.records import Fact

pytestmark = pytest.mark.browser

LANES = "Object.fromEntries([...document.querySelectorAll('.lane')].map(lane => [lane.querySelector('b').textContent, Number(/[0-9,]+/.exec(lane.querySelector('.count').textContent)[0].replace(',', ''))]))"
NAMES = {
    "material_cooperation": "Material cooperation",
    "verbal_cooperation": "Verbal cooperation",
    "verbal_conflict": "Verbal conflict",
    "material_conflict": "Material conflict",
}


def dated(fact: Fact) -> bool:
    return bool(fact.event and (fact.time or fact.published))


def test_each_lane_has_the_events_of_its_class(browser: Chromium, write: Write) -> None:
    readings = stories(40, 200)
    path = write(readings)
    browser.open(path)
    click(browser, "#as-time")
    wanted = Counter(fact.quad for fact in facts(readings) if dated(fact))
    assert browser.run(LANES) == {NAMES[str(quad)]: count for quad, count in wanted.items()}
    assert browser.run("document.querySelectorAll('.lane .event').length") == sum(wanted.values())
    assert text(browser, "#counts").startswith(f"{sum(wanted.values())} dated events")
    browser.open(path, fragment=browser.run("location.hash"))
    assert not browser.run("document.getElementById('events').hidden")
    click(browser, "#as-graph")
    assert browser.run("document.getElementById('events').hidden")
    assert complaints(browser) == []


def test_the_handles_zoom_the_lanes(browser: Chromium, write: Write) -> None:
    readings = stories(40, 200, spread=600)
    browser.open(write(readings), fragment="#view=time")
    wide = browser.run("document.querySelectorAll('.lane:first-child .piles > div').length")
    slide(browser, "from", 10)
    slide(browser, "to", 12)
    first, last = (
        browser.run(f"new URLSearchParams(location.hash.slice(1)).get('{name}')") for name in ("from", "to")
    )
    left = [
        fact for fact in facts(readings) if dated(fact) and first <= str(fact.published or fact.time) <= last
    ]
    assert sum(browser.run(LANES).values()) == len(left)
    days = browser.run("document.querySelectorAll('.lane:first-child .piles > div').length")
    assert days != wide
    assert days <= 31 * 3


def test_a_stack_tells_its_claims(browser: Chromium, write: Write) -> None:
    browser.open(write(stories(40, 400)), fragment="#view=time")
    highest = (
        "[...document.querySelectorAll('.pile')].toSorted((a, b) => b.children.length - a.children.length)[0]"
    )
    count = browser.run(f"{highest}.children.length")
    where = browser.run(
        f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({highest}.getBoundingClientRect())"
    )
    browser.click(*where)
    assert len(browser.run(CARDS)) == count > 1
    assert browser.run("document.querySelectorAll('.pile[aria-pressed=true]').length") == 1
    assert "days" in browser.run("location.hash")


def test_the_keyboard_walks_along_a_lane(browser: Chromium, write: Write) -> None:
    browser.open(write(stories(40, 200)), fragment="#view=time")
    browser.run("document.querySelector('.lane .pile').focus()")
    first = browser.run("document.activeElement.title")
    browser.press("ArrowRight")
    assert browser.run("document.activeElement.className") == "pile"
    assert browser.run("document.activeElement.title") != first
    browser.press("ArrowLeft")
    assert browser.run("document.activeElement.title") == first
    browser.press("Enter")
    assert len(browser.run(CARDS)) > 0
    assert browser.run("document.activeElement.title") == first


def test_what_is_not_stated_outright_looks_different(browser: Chromium, write: Write) -> None:
    browser.open(write(stories(40, 400)), fragment="#view=time")
    looks = "(({backgroundColor, borderStyle}) => backgroundColor + borderStyle)(getComputedStyle(document.querySelector('.lane:nth-child(2) .event.%s')))"
    found = {browser.run(looks % name) for name in ("stated", "attributed", "unrealised", "denied")}
    assert len(found) == 4


def test_many_events_become_bars(browser: Chromium, write: Write) -> None:
    readings = stories(60, 3000, spread=20)
    browser.open(write(readings), fragment="#view=time")
    assert browser.run("document.querySelectorAll('.lane .event').length") < 500
    assert sum(browser.run(LANES).values()) == sum(map(dated, facts(readings)))
    tall = "[...document.querySelectorAll('.piles')].every(row => [...row.querySelectorAll('.pile')].every(pile => pile.getBoundingClientRect().top >= row.parentElement.getBoundingClientRect().top))"
    assert browser.run(tall)
