"""The page to ask from in a real browser: completion, questions, errors at their place, links, and nothing executed."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from chromium import Chromium
from served import AUTHORIZED, filled, serving

from kg import vocab

pytestmark = pytest.mark.browser

ATTACK = "<img src=x onerror=\"document.title='owned'\"></script>"
CELLS = "[...document.querySelectorAll('#answer td')].map(cell => cell.textContent)"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory, browser: Chromium) -> Iterator[str]:
    with serving(filled(tmp_path_factory.mktemp("ask") / "store"), "--allow-update") as address:
        yield address


def opened(browser: Chromium, url: str) -> None:
    browser.send("Page.navigate", url="about:blank")
    browser.events.clear()
    browser.send("Page.navigate", url=url)


def ready(browser: Chromium, base: str) -> None:
    opened(browser, f"{base}/")
    browser.wait(
        "document.readyState === 'complete' && document.querySelectorAll('#question option').length > 1"
    )


def typed(browser: Chromium, query: str) -> None:
    browser.run(f"document.querySelector('#query').value = {query!r}")


def ask(browser: Chromium) -> None:
    browser.run("document.querySelector('#form').requestSubmit()")
    browser.wait("document.querySelector('#stop').disabled")


def complaints(browser: Chromium) -> list[str]:
    entries = (event["params"]["entry"] for event in browser.events if event["method"] == "Log.entryAdded")
    return [entry["text"] for entry in entries if "400 (Bad Request)" not in entry["text"]]


def test_an_answer_is_a_table_whose_names_lead_to_their_pages(browser: Chromium, base: str) -> None:
    ready(browser, base)
    ask(browser)
    assert browser.run(CELLS) == ["id:USA", "id:CHN"] * 2
    link = browser.run("document.querySelector('#answer td a').getAttribute('href')")
    opened(browser, base + link)
    browser.wait("document.querySelector('#said td')")
    assert browser.run("document.title") == "United States"
    assert browser.run("document.querySelectorAll('#named td').length > 0")
    assert complaints(browser) == []


def test_an_error_is_shown_where_it_is(browser: Chromium, base: str) -> None:
    ready(browser, base)
    typed(browser, "SELECT * {\n  ?s foo:bar ?o\n}")
    ask(browser)
    assert browser.run("document.querySelector('#error').textContent").startswith("line 2, column ")
    chosen = "(e => e.value.slice(e.selectionStart, e.selectionEnd))(document.querySelector('#query'))"
    assert browser.run(chosen).strip().endswith("?o")
    assert "\n" not in browser.run(chosen)


def test_a_prefix_and_a_term_are_completed_by_keys(browser: Chromium, base: str) -> None:
    ready(browser, base)
    typed(browser, "")
    browser.run("document.querySelector('#query').focus()")
    browser.send("Input.insertText", text="SELECT * { ?s kg:accus")
    browser.wait("!document.querySelector('#completions').hidden")
    browser.press("Tab")
    assert browser.run("document.querySelector('#query').value").endswith("?s kg:accuses")
    assert browser.run("document.querySelector('#completions').hidden")


def test_a_named_question_asks_for_its_parameters(browser: Chromium, base: str) -> None:
    ready(browser, base)
    choose = "(s => { s.value = 'who-accused-whom'; s.dispatchEvent(new Event('change')) })(document.querySelector('#question'))"
    browser.run(choose)
    browser.run("document.querySelector('#parameters input[name=actor]').value = 'United States'")
    ask(browser)
    assert browser.run("document.querySelector('#told').textContent").startswith("2 rows")
    assert "actor=United+States" in browser.run("document.querySelector('#csv').href")


def test_what_documents_say_is_never_executed(browser: Chromium, base: str) -> None:
    turtle = (
        f"<x:evil> <{vocab.PREFIXES['skos']}prefLabel> '''{ATTACK}''' ; <x:p> <javascript:alert%281%29> ."
    )
    put = {**AUTHORIZED, "content-type": "text/turtle"}
    httpx.put(f"{base}/graph?graph=x:g", content=turtle, headers=put).raise_for_status()
    ready(browser, base)
    typed(browser, "SELECT * { <x:evil> ?p ?o }")
    ask(browser)
    assert ATTACK in browser.run(CELLS)
    assert not browser.run("[...document.links].some(link => link.protocol === 'javascript:')")
    opened(browser, f"{base}/describe?iri=x:evil")
    browser.wait("document.querySelector('#said td')")
    assert browser.run("document.querySelector('#title').textContent") == ATTACK
    assert browser.run("document.querySelector('#said img') === null")
    opened(browser, f"{base}/describe?iri=x:a%3E%20%3Fp%20%3Fo%20%7D%23")
    browser.wait("document.querySelector('#error')?.hidden === false")
    assert complaints(browser) == []
