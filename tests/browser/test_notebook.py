"""The page in a frame of its own, as a notebook shows it: a click still leads to the sentences."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chromium import Chromium
from stories import stories

from kg import draw

FIRST = "document.querySelector('#evidence .edge')"


@contextmanager
def framed(browser: Chromium) -> Iterator[None]:
    """What is run is run in the frame, which is a target of its own."""
    outside = browser._session
    targets = browser.send("Target.getTargets")["targetInfos"]
    frame = next(target for target in targets if target["type"] == "iframe")
    browser._session = browser.send("Target.attachToTarget", targetId=frame["targetId"], flatten=True)[
        "sessionId"
    ]
    try:
        yield
    finally:
        browser._session = outside


def opened(browser: Chromium, path: Path) -> None:
    browser.send("Page.navigate", url=path.resolve().as_uri())
    browser.wait("document.readyState === 'complete' && document.querySelector('iframe')")


def test_a_click_in_a_notebook_shows_the_sentences(browser: Chromium, tmp_path: Path) -> None:
    shown = draw.show(draw.page(stories(20, 80), title="Told"), height=800)
    path = tmp_path / "notebook.html"
    path.write_text(
        f"<!doctype html><meta charset=utf-8><title>A notebook</title>{shown._repr_html_()}", "utf-8"
    )
    opened(browser, path)
    with framed(browser):
        browser.wait(f"window.kgView && {FIRST}")
        left, top = browser.run(
            f"(() => {{ const box = {FIRST}.getBoundingClientRect(); return [box.x, box.y]; }})()"
        )
    frame = browser.run(
        "(() => { const box = document.querySelector('iframe').getBoundingClientRect(); return [box.x, box.y]; })()"
    )
    browser.click(frame[0] + left + 30, frame[1] + top + 10)
    with framed(browser):
        browser.wait("document.querySelector('#evidence mark')")
        assert browser.run("location.hash").startswith("#select=edge")
        assert (
            browser.run("(() => { try { return parent.document.title; } catch { return 'refused'; } })()")
            == "refused"
        )
