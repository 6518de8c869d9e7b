"""What the tests of the view do with a page: click, slide, read, and see what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from chromium import Chromium

from kg.records import Fact, Reading

Write = Callable[..., Path]
CARDS = "[...document.querySelectorAll('#evidence .card')].map(card => card.dataset.claim)"


def complaints(browser: Chromium) -> list[str]:
    wrong = (
        "Runtime.exceptionThrown",
        "Runtime.consoleAPICalled",
        "Log.entryAdded",
        "Page.javascriptDialogOpening",
    )
    return [str(event) for event in browser.events if event["method"] in wrong]


def requests(browser: Chromium) -> set[str]:
    sent = (event for event in browser.events if event["method"] == "Network.requestWillBeSent")
    return {event["params"]["request"]["url"] for event in sent}


def slide(browser: Chromium, id: str, value: int) -> None:
    browser.run(
        f"(() => {{ const input = document.getElementById('{id}'); input.value = {value};"
        " input.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )
    browser.settle()


def click(browser: Chromium, selector: str) -> None:
    where = (
        f"(() => {{ const found = document.querySelector(`{selector}`); found.scrollIntoView({{block: 'center'}});"
        " const [box] = found.getClientRects(); return [box.x + box.width / 2, box.y + box.height / 2]; })()"
    )
    browser.click(*browser.run(where))


def unfold(browser: Chromium) -> None:
    """Show every choice of the filters, whose counts are drawn only then."""
    browser.run("document.querySelectorAll('.facet > .more').forEach((fold) => fold.click())")


def text(browser: Chromium, selector: str) -> str:
    return str(browser.run(f"document.querySelector(`{selector}`).innerText"))


def facts(readings: Iterable[Reading]) -> list[Fact]:
    return [fact for reading in readings for fact in reading.facts]
