"""The explorer in a real browser: it opens, brings in what the store has, finds whom the page lacks, and executes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from chromium import Chromium
from samples import CHN, RUN, accusation, link, reading
from served import address, filled, serving, started

from kg import graph, store
from kg.records import Actor, Fact, Reading

pytestmark = pytest.mark.browser

ATTACK = "<img src=x onerror=\"document.title='owned'\"></script>"
EVIL = Actor(f"evil'\"><b>{ATTACK}", ATTACK, "Person", (f"alias {ATTACK}",))
CROWD = tuple(Actor(f"Person_{number}", f"Person {number}", "Person") for number in range(90))
BUSY = Actor("Busy", "Busy Body", "Company")
RARE = Actor("Nauru", "Nauru", "State", ("Pleasant Island",))
READY = "document.readyState === 'complete' && window.kgView && kgView.labels()"
PATHS = ("/explore", "/explore/names", "/explore/data")
CARDS = "document.querySelectorAll('#evidence .card').length"
BEYOND = "document.querySelector('#beyond').textContent"
STATUS = "document.querySelector('.find ~ [role=status]').textContent"


def day(number: int, *facts: Fact) -> Reading:
    doc = f"https://example.org/{number:04}"
    made = reading(*(replace(fact, doc=doc, id="") for fact in facts), doc=doc)
    named = {each.id: each for each in (*made.actors, *CROWD, BUSY, RARE, EVIL)}
    used = {each.id for fact in facts for each in fact.links}
    document = replace(made.document, published=f"2025-{1 + number // 28 % 12:02}-{1 + number % 28:02}")
    return replace(made, document=document, actors=tuple(named[id] for id in sorted(used)))


def accuses(one: Actor, other: Actor) -> Fact:
    return accusation(subject=link(one, "The US"), object=link(other, "China"))


def told() -> Iterator[Reading]:
    """More claims than the page opens with: persons accuse one another, and some of them one who is busy or acts rarely."""
    for number in range(150):
        busy = (accuses(BUSY, CROWD[number % 60]), accuses(CROWD[number * 3 % 60], BUSY))
        steps = ((number + step, number * 7 + step * 11 + 1) for step in range(14))
        pairs = [(CROWD[one % 60], CROWD[other % 60]) for one, other in steps if (one - other) % 60]
        yield day(number, *busy, *(accuses(one, other) for one, other in pairs))
    yield day(200, accuses(RARE, CROWD[0]), *(accuses(RARE, other) for other in CROWD[60:80]))
    yield day(201, accuses(EVIL, CROWD[1]), accuses(CHN, EVIL))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, browser: Chromium) -> Iterator[str]:
    path = tmp_path_factory.mktemp("explore") / "store"
    with store.open(path) as made:
        made.load(quad for each in told() for quad in graph.quads(each, RUN))
    with serving(path) as found:
        yield found


def opened(browser: Chromium, url: str) -> None:
    browser.send("Page.navigate", url="about:blank")
    browser.events.clear()
    browser.send("Page.navigate", url=url)
    browser.wait(READY, 60)


def complaints(browser: Chromium) -> list[str]:
    wrong = ("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
    return [str(event) for event in browser.events if event["method"] in wrong]


def requests(browser: Chromium) -> set[str]:
    sent = (event for event in browser.events if event["method"] == "Network.requestWillBeSent")
    found = (event["params"]["request"]["url"] for event in sent)
    return {url for url in found if not url.startswith(("data:", "blob:"))}


def title(browser: Chromium) -> str:
    return str(browser.run("document.querySelector('#evidence h2').textContent"))


def typed(browser: Chromium, text: str) -> None:
    browser.run("(input => { input.value = ''; input.focus() })(document.querySelector('#search'))")
    browser.send("Input.insertText", text=text)


def pressed(browser: Chromium, words: str) -> None:
    """A real click on the button with some words."""
    where = (
        f"(() => {{ const found = [...document.querySelectorAll('button')].find(one => one.textContent.startsWith({words!r}));"
        " found.scrollIntoView({block: 'center'}); const box = found.getBoundingClientRect();"
        " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
    )
    browser.click(*browser.run(where))


def test_it_opens_with_a_part_of_the_store_and_asks_nobody_else(browser: Chromium, base: str) -> None:
    opened(browser, f"{base}/explore")
    assert browser.run("kgView.view().visible.length") == 60
    assert "of 2," in browser.run("document.querySelector('#left-out').textContent")
    assert requests(browser) == {f"{base}/explore"}
    assert complaints(browser) == []


def test_a_name_that_the_page_lacks_is_found_and_brings_its_neighbours(browser: Chromium, base: str) -> None:
    opened(browser, f"{base}/explore")
    before = browser.run("kgView.actors.length")
    typed(browser, "pleasant")
    browser.wait("document.querySelector('#elsewhere button')")
    assert browser.run("document.querySelector('#elsewhere button').textContent") == "Nauru Pleasant Island"
    browser.press("Enter")
    browser.wait("document.querySelector('#evidence h2')?.textContent === 'Nauru'")
    assert browser.run("kgView.actors.length") > before + 10
    assert browser.run(CARDS) == 21
    assert browser.run("document.activeElement.id") == "evidence"
    assert {url.split("?")[0] for url in requests(browser)} == {base + path for path in PATHS}
    assert complaints(browser) == []


def test_an_actor_in_the_picture_is_expanded_by_the_mouse(browser: Chromium, base: str) -> None:
    opened(browser, f"{base}/explore?actor=Nauru")
    assert title(browser) == "Nauru"
    shown = browser.run("kgView.view().visible.length")
    browser.click(*browser.run("(({ x, y }) => [x, y])(kgView.nodeAt('Person_0'))"))
    assert title(browser) == "Person 0"
    pressed(browser, "Expand")
    browser.wait(f"kgView.view().visible.length > {shown} + 10")
    assert title(browser) == "Person 0"
    assert complaints(browser) == []


def test_an_actor_is_expanded_by_the_keyboard(browser: Chromium, base: str) -> None:
    opened(browser, f"{base}/explore?actor=Nauru#select=actor:Person_0")
    shown = browser.run("kgView.view().visible.length")
    browser.run("[...document.querySelectorAll('button')].find(one => one.textContent === 'Expand').focus()")
    browser.press("Enter")
    browser.wait(f"kgView.view().visible.length > {shown} + 10")
    assert "open=Person_0" in browser.run("location.hash")


def test_further_claims_of_an_actor_come_when_asked_for(browser: Chromium, base: str) -> None:
    opened(browser, f"{base}/explore?actor=Busy")
    browser.wait(f"{BEYOND}.startsWith('The newest 200 of 300 claims about it are here. More · ')")
    pressed(browser, "More")
    browser.wait(f"{BEYOND} === 'All that is said of it'")
    assert browser.run("kgView.view().claims.length") > 200
    assert complaints(browser) == []


def test_a_dyad_opens_with_its_sentences(browser: Chromium, base: str) -> None:
    opened(browser, f"{base}/explore?one=Nauru&two=Person_0")
    assert title(browser) == "Nauru → Person 0"
    assert browser.run(CARDS) == 1


def test_hostile_names_are_shown_and_do_nothing(browser: Chromium, base: str) -> None:
    opened(browser, f"{base}/explore")
    typed(browser, "onerror")
    browser.wait("document.querySelector('#elsewhere button')")
    assert ATTACK in browser.run("document.querySelector('#elsewhere button').textContent")
    browser.press("Enter")
    browser.wait(f"document.querySelector('#evidence h2')?.textContent === {ATTACK!r}")
    assert browser.run("document.title") == "Explore the graph"
    assert browser.run("document.querySelectorAll('img').length") == 0
    link = browser.run("document.querySelector('#beyond a').href")
    opened_page = browser.run(f"fetch({link!r}).then(answer => answer.url)")
    assert "/describe?iri=https%3A%2F%2Fw3id.org" in opened_page
    assert complaints(browser) == []


def test_a_server_that_is_gone_is_told_in_the_page(browser: Chromium, tmp_path: Path) -> None:
    server = started(filled(tmp_path / "store"))
    opened(browser, f"{address(server)}/explore")
    server.terminate()
    assert server.wait(20) == 0
    if server.stdout:
        server.stdout.close()
    typed(browser, "pleasant")
    browser.wait(f"{STATUS} === 'The server cannot be reached. Is kg serve still running?'")


def test_a_search_that_finds_nobody_says_so(browser: Chromium, base: str) -> None:
    opened(browser, f"{base}/explore")
    typed(browser, "zzzz")
    browser.wait(f"{STATUS} === 'Nobody in the store is called “zzzz”.'")
