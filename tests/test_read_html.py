"""kg.read.html: of a page as news sites build them, the article and what its head says, and none of the rest."""

from __future__ import annotations

import json

import pytest

from kg.read.html import article
from kg.read.linked import linked

SAID = [
    "Mali accused Niger of theft on Monday.",
    "The two sides will meet in Geneva next week, officials said.",
    "France condemned the attack.",
]
BODY = "".join(f"<p>{sentence}</p>" for sentence in SAID)
HEAD = (
    '<meta property="og:title" content="Mali accuses Niger"><meta property="og:site_name" content="Example">'
)
DATED = {"date": "2024-03-05T10:00:00Z"}
LINKED = json.dumps(
    {
        "@graph": [
            {"@type": "WebPage", "url": "https://example.org/other"},
            {
                "@type": ["NewsArticle"],
                "headline": "Mali accuses Niger",
                "datePublished": "2024-03-05T10:00:00Z",
                "publisher": {"@type": "Organization", "name": "Example"},
                "url": "https://example.org/mali",
            },
        ]
    }
)
PAGES = {
    "an article": f"<nav>Rest</nav><article>{BODY}</article><footer>Rest</footer>",
    "no article": f"<ul id=menu class='nav'></ul><div class='story-body sidebar-none'>{BODY}</div>"
    "<div class='related-links'><ul><li><a href='/1'>Rest</a></ul></div><div id='comments'><div>Rest</div><p>Rest</div>",
    "teasers": f"<main><article>{BODY}</article><section><article class=card><p>Rest</article></section></main>",
    "teasers within": f"<article>{BODY}<article>Rest</article></article>",
    "boxes within": f"<article><p>{SAID[0]}</p><div class='newsletter-box'><div>Rest</div></div><p>{SAID[1]}</p>"
    f"<section class='also-read'>Rest</section><p>{SAID[2]}</p></article>",
    "a box that is never closed": f"<div class='cookie-bar'><p>Rest<div><h1></h1>{BODY}</div>",
    "a body of a strange class": f"<div class='article-body social'>{BODY}</div><div class='social-share'>Rest</div>",
    "entries of one size": f"<article><p>{SAID[0]}</article><article><p>{SAID[1]}</article><article><p>{SAID[2]}</article>",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_article_is_found(page: str) -> None:
    assert article(f"<html><body>{page}</body></html>")[0].split("\n\n") == SAID


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (f"<head>{HEAD}</head>", {"title": "Mali accuses Niger", "publisher": "Example"}),
        ("<head><title>A | B</title></head>", {"title": "A | B"}),
        ("<article><time datetime='2024-03-05T10:00:00Z'></time><p>a</article>", DATED),
        (
            "<time datetime='2026-11-22'></time><article><time datetime='2024-03-05T10:00:00Z'></time>a</article>",
            DATED,
        ),
        ("<article>a</article><aside><time datetime='2026-11-22'></aside>", {}),
        ("<meta property='article:modified_time' content='2026-11-22'>", {}),
        ("<meta name='parsely-pub-date' content='2024-03-05T10:00:00Z'><time datetime='2026-11-22'>", DATED),
    ],
)
def test_what_the_head_says_is_kept(page: str, said: dict[str, str]) -> None:
    assert article(page)[1] == said


def test_json_ld_says_more_than_the_title() -> None:
    page = (
        f"<title>Mali accuses Niger | Example</title><script type='application/ld+json'>{LINKED}</script><p>a"
    )
    assert article(page) == ("a", linked(LINKED))
    assert linked(LINKED) == {
        "title": "Mali accuses Niger",
        "date": "2024-03-05T10:00:00Z",
        "publisher": "Example",
        "url": "https://example.org/mali",
    }


@pytest.mark.parametrize("script", ["", "{", "[]", "1", '{"@type": 1}', "[" * 100_000, '{"@graph":' * 50])
def test_damaged_json_ld_says_nothing(script: str) -> None:
    assert linked(script) == {}


@pytest.mark.parametrize(
    "part",
    [
        "<script type='ld+json'>",
        "<article>",
        "<div class='related'>",
        "<div class='",
        "<time datetime=1>",
        "</article>",
    ],
)
def test_hostile_pages_take_linear_time(part: str) -> None:
    article(part * 50_000)
