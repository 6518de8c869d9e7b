"""kg.read.html: the text of a page by its tags alone, what its head says, and no page that holds it up."""

from __future__ import annotations

import pytest

from kg.read.html import article

SAID = [
    "Mali accused Niger of theft on Monday.",
    "The two sides will meet in Geneva next week, officials said.",
    "France condemned the attack.",
]
BODY = "".join(f"<p>{sentence}</p>" for sentence in SAID)
PAGES = {
    "an article": f"<nav>Rest</nav><p>Rest</p><article>{BODY}<aside>Rest</aside></article><footer>Rest</footer>",
    "a main part": f"<nav>Rest</nav><p>Rest</p><main>{BODY}<form>Rest</form></main>",
    "neither": f"<nav>Rest</nav><div>{BODY}</div><footer>Rest</footer>",
    "entries": f"<article><p>{SAID[0]}</article>Rest<article><p>{SAID[1]}</article><article>{SAID[2]}</article>",
    "lines": "<br>".join(SAID),
    "words": BODY.replace("Mali", "<a href=x><b>Mali</b></a>").replace(" of ", "\n<i>of</i> "),
    "strange tags": "".join(f"<x-line>{sentence}</x-line>" for sentence in SAID),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_article_is_found(page: str) -> None:
    assert article(f"<html><body>{page}</body></html>")[0].split("\n\n") == SAID


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (
            '<meta property="og:title" content="A"><meta property="og:site_name" content="B &amp; C"><title>D</title>',
            {"title": "A", "publisher": "B & C"},
        ),
        ("<title>A | B</title>", {"title": "A | B"}),
        ("<link href='https://example.org/a' rel=canonical>", {"url": "https://example.org/a"}),
        ("<meta property='article:modified_time' content='2026-11-22'>", {}),
        ("<meta property='article:published_time' content='2024-03-05'>", {"date": "2024-03-05"}),
    ],
)
def test_what_the_head_says_is_kept(head: str, said: dict[str, str]) -> None:
    assert article(f"<head>{head}</head>")[1] == said


@pytest.mark.parametrize("part", ["<article>", "<div class='", "<script>", "</article>", "<nav>", "<title>"])
def test_hostile_pages_take_linear_time(part: str) -> None:
    article(part * 50_000)
