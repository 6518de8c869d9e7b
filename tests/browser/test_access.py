"""The view for those who see little, no colours, or use no mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from chromium import Chromium
from driving import Write, click
from stories import stories

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "clients" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = """axe.run(document, {resultTypes: ["violations"]}).then(({violations}) => violations
  .filter(({impact}) => ["serious", "critical"].includes(impact))
  .map(({id, nodes}) => `${id}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`))"""
VIEWS = {
    "overview": "",
    "actor": "#select=actor:{actor}",
    "timeline": "#view=time",
    "communities": "#groups=on",
    "article": "#article=https://news.example/0",
}


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_no_serious_violation(browser: Chromium, write: Write, view: str, dark: bool) -> None:
    if not AXE.exists():
        pytest.skip("axe-core is not here: npm install --prefix tests/clients --no-package-lock")
    readings = stories(40, 160)
    fragment = VIEWS[view].format(actor=readings[0].facts[0].subject.id)
    browser.open(write(readings), fragment=fragment, dark=dark)
    browser.run("document.querySelectorAll('.facet').forEach((facet) => { facet.open = true; })")
    browser.run(AXE.read_text(encoding="utf-8") + "; 1")
    assert browser.run(SERIOUS) == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("view", VIEWS)
def test_every_text_stands_out_from_its_ground(
    browser: Chromium, write: Write, view: str, dark: bool
) -> None:
    readings = stories(40, 160)
    fragment = VIEWS[view].format(actor=readings[0].facts[0].subject.id)
    browser.open(write(readings), fragment=fragment, dark=dark)
    assert browser.run((Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("width", [1500, 1000])
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_clipped_at_the_side(browser: Chromium, write: Write, view: str, width: int) -> None:
    size = {"height": 700, "deviceScaleFactor": 1, "mobile": False}
    browser.send("Emulation.setDeviceMetricsOverride", width=width, **size)
    readings = stories(40, 160)
    browser.open(write(readings), fragment=VIEWS[view].format(actor=readings[0].facts[0].subject.id))
    wide = "[document.documentElement, ...document.querySelectorAll('aside, .bar, #legend, #events')].filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.id || box.className)"
    found = browser.run(wide)
    browser.send("Emulation.setDeviceMetricsOverride", width=1400, **{**size, "height": 900})
    assert found == []


def test_a_switch_can_be_worked_by_the_keyboard(browser: Chromium, write: Write) -> None:
    browser.open(write(stories(40, 160)))
    browser.press("Tab")
    assert browser.run("document.activeElement.id") == "as-graph"
    browser.press("Tab")
    browser.press("Enter")
    assert not browser.run("document.getElementById('events').hidden")
    click(browser, "#undo")
    assert browser.run("document.getElementById('events').hidden")
