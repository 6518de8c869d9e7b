"""The pictures of the README and the docs, drawn from the example articles: `.venv/bin/python docs/pictures.py`.

It builds the examples into a temporary store, opens the view, the site and the pages of `kg serve` in Debian's Chromium,
and writes each picture beside this file, light and dark; with Pillow installed, in a third
of the bytes.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

DOCS = Path(__file__).resolve().parent
ROOT = DOCS.parent
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from chromium import Chromium, found  # noqa: E402

WIDTH, HEIGHT = 1500, 950
APART = 10  # of 255: the eye sees no less
ASK = """
const question = document.querySelector('#question');
question.value = 'who-accused-whom';
question.dispatchEvent(new Event('change', { bubbles: true }));
document.querySelector('#form').requestSubmit()
"""


@dataclass(frozen=True)
class Picture:
    """A file's name, the address of what it shows, when that is drawn, and what is done to it then."""

    name: str
    url: str
    drawn: str = "document.readyState === 'complete'"
    act: str = ""
    done: str = "true"


def pictures(site: Path, served: str) -> Iterator[Picture]:
    """What there is to see; the pages of the site are those of Russia and of what it does to Ukraine."""
    ready = "window.kgView && kgView.labels()"
    article = next((site / "document").glob("Missiles*.html"))
    yield Picture("view", f"{(site / 'view.html').as_uri()}#select=edge%3ARUS%3EUKR", ready)
    yield Picture("site", (site / "index.html").as_uri())
    yield Picture("timeline", (site / "timeline.html").as_uri())
    yield Picture("actor", (site / "actor" / "RUS.html").as_uri())
    yield Picture("dyad", (site / "dyad" / "RUS--UKR.html").as_uri())
    yield Picture("article", article.as_uri())
    yield Picture("explore", f"{served}explore#select=actor%3AIRN", ready)
    yield Picture(
        "ask",
        served,
        "document.querySelectorAll('#question option').length > 1",
        ASK,
        "document.querySelectorAll('#answer td').length > 4",
    )


def kg(*words: str | Path) -> None:
    subprocess.run([sys.executable, "-m", "kg", *map(str, words)], cwd=ROOT, check=True)


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """The address of a server of the store, on a free port of this machine."""
    command = [sys.executable, "-u", "-m", "kg", "serve", "--store", str(store), "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        told = re.search(r"http://\S+", process.stdout.readline())
        if not told:
            raise SystemExit("kg serve did not say where it is")
        yield told[0].rstrip("/") + "/"
    finally:
        process.terminate()
        process.wait(10)


def take(browser: Chromium, picture: Picture, *, dark: bool) -> Path:
    """The file of a picture, drawn anew."""
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    browser.send("Emulation.setEmulatedMedia", features=[scheme])
    browser.send("Page.navigate", url="about:blank")
    browser.send("Page.navigate", url=picture.url)
    browser.wait(f"location.href !== 'about:blank' && ({picture.drawn})", 30)
    if picture.act:
        browser.run(picture.act)
    browser.wait(picture.done)
    time.sleep(0.5)  # fonts, and what moves into its place
    path = DOCS / f"{picture.name}{'-dark' if dark else ''}.png"
    browser.picture(path)
    pack(path)
    return path


def pack(path: Path) -> None:
    """The same picture in 256 colours: its commonest, none near another, so that no small shape loses its own."""
    with suppress(ImportError):
        from PIL import Image

        with Image.open(path) as picture:
            pixels = np.asarray(picture.convert("RGB"), dtype=int)
        numbers, inverse, counts = np.unique(
            pixels @ [1 << 16, 1 << 8, 1], return_inverse=True, return_counts=True
        )
        colours = np.stack([numbers >> 16, numbers >> 8 & 255, numbers & 255], axis=1)
        kept = commonest(colours[np.argsort(-counts, kind="stable")])
        nearest = np.abs(colours[:, None] - kept).sum(axis=2).argmin(axis=1)
        packed = Image.fromarray(nearest[inverse].reshape(pixels.shape[:2]).astype(np.uint8), "P")
        packed.putpalette(kept.astype(np.uint8).tobytes())
        packed.save(path, optimize=True)


def commonest(colours: NDArray[np.int_]) -> NDArray[np.int_]:
    """Of colours by falling count at most 256, each one at least APART from those before it in red, green or blue."""
    kept = colours[:1]
    for colour in colours[1:]:
        if len(kept) < 256 and np.abs(kept - colour).max(axis=1).min() >= APART:
            kept = np.vstack([kept, colour])
    return kept


def main() -> None:
    if not found():
        raise SystemExit("The pictures are taken in a browser: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder:
        store, site = Path(folder) / "graph", Path(folder) / "site"
        kg("build", "examples/articles", "--store", store)
        kg("view", "--store", store, "--site", site)
        browser = Chromium(width=WIDTH, height=HEIGHT)
        try:
            with serving(store) as served:
                for picture in pictures(site, served):
                    for dark in (False, True):
                        path = take(browser, picture, dark=dark)
                        print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")
        finally:
            browser.close()


if __name__ == "__main__":
    main()
