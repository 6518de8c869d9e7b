"""The article in a web page: its paragraphs, and what its head says of it.

Not built on html.parser, whose time grows with the square of a malformed page: 60 kB of ``<a <a <a`` hold it for a
minute. Here a tag holds no "<" or ">", so that every character is looked at a fixed number of times.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.read.linked import linked

_MARK = re.compile(r"<!--|<(/?)([A-Za-z][A-Za-z0-9:-]*+)([^<>]*+)>|<[!?/][^<>]*+>")
_ATTRIBUTE = re.compile(r"([A-Za-z:-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_NO_TEXT = frozenset(
    ("iframe", "math", "noscript", "script", "select", "style", "svg", "template", "textarea")
)
_ASIDE = ("aside", "button", "footer", "form", "nav")
_BOX = frozenset(("div", "ol", "section", "ul"))
_SHOWN = re.compile(r"\b(?:class|id)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))", re.IGNORECASE)
_JUNK = re.compile(  # what a class or id begins with whose box is none of the article
    r"(?<![\w-])(?:(?:also|most|read|skip)-?(?:read|more|popular|link|nav)|advert|ad-|ads\b|breadcrumb|comments?\b|comment-|consent|"
    r"cookie|disqus|gdpr|newsletter|outbrain|popular|promo|recommend|related|share-?(?:bar|button|link|tool)|sharing|sidebar|"
    r"social\b|social-?(?:bar|button|icon|link|media|share)|sponsor|subscribe\b|tag-list|tags\b|taboola|trending)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:article|story|post|entry|main|page)[-_]*(?:body|content|text|wrap|container)", re.IGNORECASE
)
_LEAST = 4  # the part of the longest article of a page that another must reach to be no teaser
_BLOCK = frozenset(
    (
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "br",
            "button",
            "caption",
            "dd",
            "div",
            "dl",
            "dt",
        ),
        *(
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hr",
        ),
        *("html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "title", "tr", "ul"),
    )
)
_MARKED = frozenset(
    ("article", "h1", "main", "title", *_ASIDE, *_BOX)
)  # the tags that lead from one region into another
_LINKED = "ld+json"
_SAYS = {
    "og:title": "title",
    "og:url": "url",
    "canonical": "url",
    "og:site_name": "publisher",
    "article:published_time": "date",
    "datepublished": "date",
    "dc.date": "date",
    "dcterms.date": "date",
    "date": "date",
    "pubdate": "date",
    "article:published": "date",
    "cxenseparse:recs:publishtime": "date",
    "dc.date.issued": "date",
    "dcterms.issued": "date",
    "parsely-pub-date": "date",
    "publish-date": "date",
    "publishdate": "date",
    "publication_date": "date",
    "sailthru.date": "date",
    "dc.title": "title",
    "parsely-title": "title",
    "twitter:title": "title",
    "dc.publisher": "publisher",
}


@dataclass(slots=True)
class _Page:
    """What was met of a page so far: which tags are open, the text of each region, and what the head says."""

    said: dict[str, str] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)
    parts: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    depth: Counter[str] = field(default_factory=Counter)
    articles: list[str] = field(default_factory=list)
    junk: tuple[str, int] | None = None
    region: str = "page"

    def _here(self) -> str:
        """Where the text that comes next belongs."""
        if self.junk or any(self.depth[name] for name in _ASIDE):
            return "aside"
        if self.depth["title"]:
            return "title"
        return self.articles[-1] if self.articles else "main" if self.depth["main"] else "page"

    def tag(self, name: str, closing: bool, attributes: str) -> None:
        """Take up a tag."""
        if name == "time" and not closing:
            self.times.setdefault(self.region, _attributes(attributes).get("datetime", ""))
        if name in ("meta", "link"):
            _note(attributes, self.said)
        if name in _BLOCK:
            self.parts[self.region].append("\n\n")
        if name in _MARKED:
            self._enter(name, closing, attributes)
            self.region = self._here()

    def _enter(self, name: str, closing: bool, attributes: str) -> None:
        self.depth[name] = max(0, self.depth[name] + (-1 if closing else 1))
        if name in ("h1", "main"):  # whatever its class says, this box holds the article
            self.junk = None
        elif name == "article":
            self._article(closing)
        elif name in _BOX:
            self._box(name, closing, attributes)

    def _article(self, closing: bool) -> None:
        if not closing:
            self.articles.append(f"article {len(self.parts)}")
            self.parts[self.articles[-1]].append("")
        elif self.articles:
            self.articles.pop()

    def _box(self, name: str, closing: bool, attributes: str) -> None:
        """Enter or leave a box of links, comments or advertisements."""
        if self.junk:
            if closing and self.junk[0] == name and self.depth[name] < self.junk[1]:
                self.junk = None
        elif attributes and not closing and _junk(" ".join(map("".join, _SHOWN.findall(attributes)))):
            self.junk = (name, self.depth[name])

    def text(self) -> tuple[str, str]:
        """The region that holds the article, and its text."""
        texts = {region: _paragraphs("".join(found)) for region, found in self.parts.items()}
        articles = {region: text for region, text in texts.items() if region.startswith("article ")}
        longest = max(map(len, articles.values()), default=0)
        told = [region for region, text in articles.items() if text and _LEAST * len(text) >= longest]
        if told:
            return told[0], "\n\n".join(articles[region] for region in told)
        return next(
            ((region, texts[region]) for region in ("main", "page", "aside") if texts.get(region)),
            ("page", ""),
        )


def article(page: str) -> tuple[str, dict[str, str]]:
    """The text of a page, an empty line between paragraphs, and its title, date, url and publisher if it has them.

    The text is that of ``<article>``, where there are several without the teasers, else of ``<main>``, else of the
    page; menus, forms, asides and boxes of links, comments and advertisements are no part of it.
    """
    met = _Page()
    for name, closing, text in _marks(page):
        if not name:
            if text:
                met.parts[met.region].append(text)
        elif name == _LINKED:
            met.said = linked(text) | met.said
        else:
            met.tag(name, closing, text)
    region, text = met.text()
    title = _paragraphs("".join(met.parts["title"]))
    rest = {"title": title, "date": met.times.get(region) or met.times.get("page") or ""}
    return text, met.said | {key: value for key, value in rest.items() if value and key not in met.said}


def _marks(page: str) -> Iterator[tuple[str, bool, str]]:
    """Tags as name, whether they close, and attributes; text with an empty name. Comments and code are left out, JSON-LD apart."""
    at = 0
    endless: set[str] = set()
    while found := _MARK.search(page, at):
        yield "", False, page[at : found.start()]
        at = found.end()
        closing, name = bool(found[1]), (found[2] or "").lower()
        if found[0] == "<!--":
            at = _past("-->", page, at, endless)
        elif name in _NO_TEXT and not closing and not found[3].endswith("/"):
            begin, at = at, _past(f"</{name}[^<>]*+>?", page, at, endless)
            if name == "script" and "ld+json" in found[3]:
                yield _LINKED, False, page[begin:at].rpartition("</")[0]
        elif name:
            yield name, closing, found[3]
    yield "", False, page[at:]


def _past(end: str, page: str, at: int, endless: set[str]) -> int:
    """The place behind an end mark; what never ends is left as it is, and not sought twice."""
    if end in endless:
        return at
    found = re.compile(end, re.IGNORECASE).search(page, at)
    if found is None:
        endless.add(end)
    return found.end() if found else at


def _junk(names: str) -> bool:
    return _JUNK.search(names) is not None and _BODY.search(names) is None


def _attributes(text: str) -> dict[str, str]:
    return {key.lower(): _plain("".join(values)) for key, *values in _ATTRIBUTE.findall(text)}


def _note(attributes: str, said: dict[str, str]) -> None:
    """Keep what a tag in the head says, unless an earlier one said it."""
    found = _attributes(attributes)
    about = found.get("property") or found.get("name") or found.get("itemprop") or found.get("rel", "")
    value = found.get("content") or found.get("href")
    if value and (key := _SAYS.get(about.lower())):
        said.setdefault(key, value)


def _paragraphs(text: str) -> str:
    lines = (" ".join(line.split()) for line in re.split(r"\n\n+", _plain(text)))
    return "\n\n".join(line for line in lines if line)


def _plain(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:  # a character reference of thousands of digits
        return text
