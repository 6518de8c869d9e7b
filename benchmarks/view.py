"""How long a view takes in Chromium: ready, a filter, panning, bytes; and ready beside pyvis as it comes.

The stories are invented, the same for the same seed. Beside the seconds on the clock stand those for which the page's
own thread was at work, which other work on the machine does not stretch. "Ready" is from the start of the navigation until the labels are
drawn; of pyvis, until its physics has settled, within a limit. A filter is timed from the click on its box to the
second frame after it, each of its first boxes off and on again. Panning drags the picture with the mouse and counts the
frames in which it was drawn.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from pyvis.network import Network

from kg import draw
from kg.records import Reading

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "browser"))

from chromium import Chromium
from stories import stories

SIZES = ((300, 900), (5000, 50000))
BESIDE = ((100, 300), (500, 1500), (1000, 3000))
ROUNDS = 3
LIMIT = 120  # seconds that pyvis has to settle
DRAG = 90  # moves of the mouse while panning

FILTERS = """(async () => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const spent = [];
  for (const box of [...document.querySelectorAll(".choices li input")].slice(0, 20)) {
    for (const _ of ["off", "on"]) {
      const begin = performance.now();
      box.click();
      await drawn();
      spent.push(performance.now() - begin);
    }
  }
  return spent;
})()"""
WATCH = """(() => {
  window.kgFrames = [];
  let last;
  const look = (time) => {
    const { x, y } = kgView.place();
    if (last && (x !== last.x || y !== last.y)) kgFrames.push(time);
    last = { x, y };
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""


def busy(browser: Chromium) -> float:
    """The seconds for which the page's thread has worked so far."""
    metrics = browser.send("Performance.getMetrics")["metrics"]
    return float(next(row["value"] for row in metrics if row["name"] == "TaskDuration"))


def filtering(browser: Chromium) -> tuple[float, float]:
    """The 95th percentile in seconds, and those of work for one: of several rounds the least of each."""
    slow, work = map(min, zip(*(_filtered(browser) for _ in range(ROUNDS)), strict=True))
    return slow, work


def _filtered(browser: Chromium) -> tuple[float, float]:
    begin = busy(browser)
    spent = browser.run(FILTERS)
    return statistics.quantiles(spent, n=20)[-1] / 1000, (busy(browser) - begin) / len(spent)


def panning(browser: Chromium) -> tuple[float, float]:
    """Frames a second while the mouse drags the picture to and fro, and the seconds of work for one move."""
    browser.run(WATCH)
    begin = busy(browser)
    x, y = browser.run("Object.values(kgView.free())")
    mouse = {"button": "left", "clickCount": 1, "y": y}
    browser.send("Input.dispatchMouseEvent", type="mousePressed", x=x, buttons=1, **mouse)
    for step in range(DRAG):
        aside = 2 * (step if step < DRAG / 2 else DRAG - step)
        browser.send("Input.dispatchMouseEvent", type="mouseMoved", x=x + aside, buttons=1, **mouse)
    browser.send("Input.dispatchMouseEvent", type="mouseReleased", x=x, buttons=0, **mouse)
    times = browser.run("kgFrames")
    return 1000 * (len(times) - 1) / (times[-1] - times[0]), (busy(browser) - begin) / DRAG


def ours(browser: Chromium, folder: Path, page: str) -> tuple[Path, float, float]:
    """The file, the seconds until it is ready, and those of work for that."""
    path = folder / "view.html"
    path.write_text(page, encoding="utf-8")
    rounds = [opening(browser, path) for _ in range(ROUNDS)]
    ready, work = map(min, zip(*rounds, strict=True))
    return path, ready, work


def opening(browser: Chromium, path: Path) -> tuple[float, float]:
    """The seconds until a file is ready, and those of work; a page may come with a process of its own, at 0."""
    begin = busy(browser)
    ready = browser.open(path) / 1000
    end = busy(browser)
    return ready, end - begin if end > begin else end


def stock(browser: Chromium, folder: Path, readings: list[Reading]) -> float | None:
    """The seconds until pyvis, as it comes, has settled; None where the limit is passed."""
    network = Network(cdn_resources="in_line", notebook=False)
    links = [(fact.subject, fact.object) for reading in readings for fact in reading.facts if fact.object]
    for actor in sorted({(end.id, end.label) for pair in links for end in pair}):
        network.add_node(actor[0], label=actor[1])
    for subject, object in links:
        network.add_edge(subject.id, object.id)
    path = folder / "pyvis.html"
    path.write_text(network.generate_html(notebook=False), encoding="utf-8")
    browser.send("Page.navigate", url=path.as_uri())
    try:
        browser.wait("typeof network !== 'undefined' && network.physics.ready", LIMIT)
    except TimeoutError:
        return None
    return float(browser.run("performance.now()")) / 1000


def table(browser: Chromium, folder: Path) -> Iterator[str]:
    """The figures of the view, then those beside pyvis."""
    yield "| Actors / claims | Built | File | Ready | work | Filter, 95 % | work | Panning | work |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for actors, claims in SIZES:
        readings = stories(actors, claims)
        begin = time.perf_counter()
        page = draw.page(readings, title="Invented news")
        built = time.perf_counter() - begin
        path, ready, opened = ours(browser, folder, page)
        slow, filtered = filtering(browser)
        frames, moved = panning(browser)
        cells = (
            f"{built:.1f} s",
            f"{path.stat().st_size / 1e6:.1f} MB",
            *(f"{ready:.2f} s", f"{opened:.2f} s", f"{slow:.2f} s", f"{filtered:.2f} s"),
            *(f"{frames:.0f}/s", f"{1000 * moved:.0f} ms"),
        )
        yield f"| {actors:,} / {claims:,} | {' | '.join(cells)} |"
    yield ""
    yield "| Actors / claims | kg view | pyvis |"
    yield "|---|---|---|"
    for actors, claims in BESIDE:
        readings = stories(actors, claims)
        _, ready, _ = ours(browser, folder, draw.page(readings, title="Invented news"))
        settled = stock(browser, folder, readings)
        theirs = f"{settled:.1f} s" if settled else f"not within {LIMIT} s"
        yield f"| {actors:,} / {claims:,} | {ready:.2f} s | {theirs} |"


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    browser = Chromium(width=1500, height=950)
    browser.send("Performance.enable", timeDomain="threadTicks")
    try:
        with tempfile.TemporaryDirectory() as folder:
            for line in table(browser, Path(folder)):
                print(line, flush=True)
    finally:
        browser.close()


if __name__ == "__main__":
    main()
