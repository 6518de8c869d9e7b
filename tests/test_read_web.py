"""kg.read.web: of a page as news sites build them, the article and what the page says of itself, and none of the rest."""

from __future__ import annotations

import json
import socket
import sys
from typing import Any, NoReturn

import pytest

from kg.read import html, web

trafilatura = pytest.importorskip("trafilatura", reason="needs the extra web")

SAID = [
    "Mali accused Niger of theft on Monday, and called on the United Nations to look into the matter at once.",
    "The two sides will meet in Geneva next week, officials said, for the first time since the border was closed.",
    "France condemned the attack, which killed four soldiers and two farmers near the village of Ansongo.",
]
BODY = "".join(f"<p>{sentence}</p>" for sentence in SAID)
LINKED = json.dumps(
    {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Mali accuses Niger",
        "datePublished": "2024-03-05T10:00:00Z",
        "dateModified": "2024-03-09T10:00:00Z",
        "publisher": {"@type": "Organization", "name": "Example News"},
    }
)
PAGES = {
    "an article": f"<nav><a href=/>Rest</a></nav><article>{BODY}</article><footer>Rest</footer>",
    "no article": f"<div class='story-body'>{BODY}</div><div class='related-links'><ul><li><a href='/1'>Rest</a></ul></div>",
    "comments": f"<article>{BODY}</article><div id='comments'><p>Rest, which a reader wrote below the story.</p></div>",
    "a box within": f"<article>{BODY}<div class='newsletter-signup'><p>Rest</p></div></article>",
    "a table": f"<article>{BODY}<table><tr><td>Rest</td></tr></table></article>",
    "broken lines": f"<article>{BODY}</article>".replace(" of ", "\nof <a href=/x>\n").replace(
        "<p>", "<p>\n"
    ),
    "breaks": f"<article><p>{'<br>'.join(SAID)}</p></article>",
}


def page(body: str = f"<article>{BODY}</article>", head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt("a reader asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> NoReturn:
        raise AssertionError("our own reader was asked")

    monkeypatch.setattr(html, "article", refuse)


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("body", PAGES.values(), ids=PAGES)
def test_the_article_is_found(body: str) -> None:
    assert web.article(page(body))[0].split("\n\n") == SAID


@pytest.mark.usefixtures("alone")
def test_json_ld_says_what_the_page_is() -> None:
    head = f"<title>Mali | Example</title><script type='application/ld+json'>{LINKED}</script>"
    assert web.article(page(head=head))[1] == {
        "title": "Mali accuses Niger",
        "date": "2024-03-05",
        "publisher": "Example News",
    }


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(
    ("head", "body", "date"),
    [
        ("<meta property='article:published_time' content='2024-03-05T23:30:00-05:00'>", "", "2024-03-05"),
        ("<link rel=canonical href='https://example.org/2024/03/05/mali'>", "", "2024-03-05"),
        ("", "<time datetime='2024-03-05T10:00'>long ago</time>", "2024-03-05"),
        ("", "<p class=date>5 March 2024</p>", "2024-03-05"),
        ("", "<span class=date>2 hours ago</span>", None),
        ("", "<p>The treaty was signed on 2019-05-04.</p><ul><li>2018-01-02</ul>", None),
        ("<meta property='article:published_time' content='2199-03-05'>", "", None),
        ("<meta property='article:published_time' content='2024-03'>", "", None),
        ("<meta property='article:modified_time' content='2024-03-25'>", "", None),
        ("<meta property='og:image' content='https://example.org/2019/03/25/a.jpg'>", "", None),
        ("<meta name=date content='5. März 2024'>", "", "2024-03-05"),
        ("<meta name=date content='Mar 5, 2024 10:00'>", "", "2024-03-05"),
        ("", "<p class=date>05/06/2024</p>", None),
        ("", "", None),
    ],
)
def test_the_day_is_that_of_the_page_and_of_no_story_or_clock(head: str, body: str, date: str | None) -> None:
    assert web.article(page(f"<article>{body}{BODY}</article>", head))[1].get("date") == date


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel=canonical href='https://example.org/mali'>", "https://example.org/mali"),
        ("<base href='https://example.org/'>", None),
    ],
)
def test_a_page_is_named_by_its_own_address_and_not_by_that_of_its_site(head: str, url: str | None) -> None:
    assert web.article(page(head=head))[1].get("url") == url


@pytest.mark.parametrize(
    "markup",
    [
        "Mali accused Niger.",
        "<p>Mali accused Niger.",
        "<div>" * 100_000 + "Mali accused Niger.",
        "<p>Mali accused Niger.</p>" + "<br>" * 100_000,
    ],
    ids=["text", "fragment", "deep", "large"],
)
def test_a_page_without_an_article_is_read_by_its_tags(markup: str) -> None:
    assert web.article(markup) == ("Mali accused Niger.", {})


def test_a_failure_of_the_library_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: Any) -> NoReturn:
        raise RecursionError

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    assert web.article(page())[0].split("\n\n") == SAID


def test_pages_are_read_without_the_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    text, said = web.article(page(head="<title>Mali</title>"))
    assert (text.split("\n\n"), said) == (SAID, {"title": "Mali"})


@pytest.mark.parametrize(
    "part",
    [
        "<p>Mali</p>",
        "<li>Mali ",
        "<table><tr><td>",
        "<blockquote>",
        "<time datetime=1>",
        "<script type='application/ld+json'>",
        "2024-01-",
        "<a ",
        "<!--",
        "\0",
        "\ud800",
        "<?xml encoding='x'?>",
        "]]>",
    ],
)
def test_no_page_breaks_the_reader(part: str) -> None:
    web.article(part * 5_000)
    web.article(page(part * 1_000, part * 1_000))
