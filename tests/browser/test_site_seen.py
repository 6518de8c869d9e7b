"""The pages of a site in a real browser: what they ask for, how they read, and where they lead, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Chromium
from driving import click, complaints, requests
from stories import RELATIONS, fact_of, offices, stories

from kg.draw import site
from kg.records import Actor, Document, Reading

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "clients" / "node_modules" / "axe-core" / "axe.min.js"
CONTRAST = Path(__file__).with_name("contrast.js")
KINDS = ("index.html", "timeline.html", "actor", "dyad", "document")
CROSSING = """
(() => {
  const boxes = [...document.querySelectorAll(SELECTOR)].map((text) => text.getBoundingClientRect());
  const cross = (one, other) =>
    one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 3 && other.top < one.bottom - 3;
  return boxes.flatMap((one, step) => boxes.slice(step + 1).filter((other) => cross(one, other))).length;
})()
"""


def told() -> list[Reading]:
    news = stories(24, 80)
    people = [actor for found in news for actor in found.actors if actor.type == "Person"]
    return [*news, offices(dict.fromkeys(people))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages") / "site"
    site.write(site.pages(told(), title="Example knowledge graph"), made)
    return made


def one_of(folder: Path, kind: str) -> Path:
    """The page of a kind, of which a folder has many the one that says most."""
    found = folder / kind
    return (
        found if found.is_file() else max(found.glob("*.html"), key=lambda page: (page.stat().st_size, page))
    )


def visit(browser: Chromium, page: Path, *, dark: bool = False, width: int = 1400) -> None:
    browser.send(
        "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
    )
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.send("Emulation.setEmulatedMedia", features=[scheme])
    browser.send("Page.navigate", url="about:blank")
    browser.events.clear()
    browser.send("Page.navigate", url=page.as_uri())
    browser.wait(f"document.readyState === 'complete' && location.pathname.endsWith('/{page.name}')")
    browser.settle()


@pytest.fixture(autouse=True)
def _window(browser: Chromium) -> Iterator[None]:
    """The window as the other tests expect it."""
    yield
    browser.send(
        "Emulation.setDeviceMetricsOverride", width=1400, height=900, deviceScaleFactor=1, mobile=False
    )


def test_every_page_asks_for_nothing_and_nothing_is_wrong(browser: Chromium, folder: Path) -> None:
    pages = [path for path in sorted(folder.rglob("*.html")) if path.name != "view.html"]
    assert len(pages) > 50
    for page in pages:
        visit(browser, page)
        assert complaints(browser) == []
        assert requests(browser) == {page.as_uri()}


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_text_stands_out_from_its_ground(browser: Chromium, folder: Path, kind: str, dark: bool) -> None:
    visit(browser, one_of(folder, kind), dark=dark)
    browser.run("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert browser.run("getComputedStyle(document.body).backgroundColor") == (
        "rgb(18, 22, 28)" if dark else "rgb(255, 255, 255)"
    )
    assert browser.run(CONTRAST.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("width", [390, 800, 1400])
@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_wider_than_its_window(browser: Chromium, folder: Path, kind: str, width: int) -> None:
    visit(browser, one_of(folder, kind), width=width)
    assert browser.run("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [390, 1400])
def test_a_name_without_end_widens_no_page(browser: Chromium, tmp_path: Path, width: int) -> None:
    one, two = (Actor(letter, 300 * letter, "State", (300 * letter,)) for letter in "AB")
    document = Document("urn:long", "", "2025-06-05", 300 * "C", None, 300 * "D")
    fact = fact_of(document, 0, 0, relation=RELATIONS[5], subject=one, object=two, source=two)
    site.write(site.pages([Reading(document, (fact,), (one, two))], title=300 * "E"), tmp_path / "site")
    for kind in KINDS:
        visit(browser, one_of(tmp_path / "site", kind), width=width)
        assert browser.run("document.documentElement.scrollWidth") == width, kind


@pytest.mark.parametrize("kind", ["index.html", "actor", "dyad", "timeline.html"])
def test_no_words_of_a_picture_lie_on_one_another(browser: Chromium, folder: Path, kind: str) -> None:
    visit(browser, one_of(folder, kind))
    assert browser.run("document.querySelectorAll('figure svg text').length") > 4
    assert browser.run(CROSSING.replace("SELECTOR", "'figure svg text'")) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_checker_of_accessibility_finds_nothing(browser: Chromium, folder: Path, kind: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm install --prefix tests/clients --no-package-lock")
    visit(browser, one_of(folder, kind))
    browser.run("document.querySelectorAll('details').forEach(each => each.open = true)")
    browser.run(AXE.read_text(encoding="utf-8") + "; true")
    found = browser.run(
        "axe.run().then(found => found.violations.map(each => [each.id, each.nodes[0].html.slice(0, 200)]))"
    )
    assert found == []


def test_a_node_of_the_picture_leads_to_its_actor(browser: Chromium, folder: Path) -> None:
    visit(browser, one_of(folder, "actor"))
    goal = browser.run("document.querySelector('.around a').href.baseVal")
    click(browser, ".around a text")
    browser.wait(f"location.href.endsWith('{goal.removeprefix('..')}')")


def test_a_claim_of_an_article_leads_to_its_card(browser: Chromium, folder: Path) -> None:
    articles = sorted((folder / "document").glob("*.html"))
    visit(browser, next(page for page in articles if 'href="../dyad/' in page.read_text(encoding="utf-8")))
    browser.run('document.querySelector("a.told[href*=dyad]").click()')
    browser.wait("location.pathname.includes('/dyad/') && document.querySelector('.card:target')")


def test_the_view_opens_at_the_pair_of_a_page(browser: Chromium, folder: Path) -> None:
    page = max((folder / "dyad").glob("*.html"), key=lambda page: (page.stat().st_size, page))
    visit(browser, page)
    names = browser.run("document.querySelector('h1').innerText")
    browser.run("document.querySelector('nav a:last-child').click()")
    browser.wait("document.querySelector('#evidence h2')")
    told = browser.run("document.querySelector('#evidence h2').innerText")
    assert all(name.strip() in told for name in names.split(" and "))
