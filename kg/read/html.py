"""The article in a web page: its paragraphs, and what its head says of it.

Not built on html.parser, whose time grows with the square of a malformed page: 60 kB of ``<a <a <a`` hold it for a
minute. Here a tag holds no "<" or ">", so that every character is looked at a fixed number of times.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

_MARK = re.compile(r"<!--|<(/?)([A-Za-z][A-Za-z0-9:-]*+)([^<>]*+)>|<[!?/][^<>]*+>")
_ATTRIBUTE = re.compile(r"([A-Za-z:-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_PUBLISHED = re.compile(r'"datePublished"\s*+:\s*+"([^"\\]{8,40})"')
_NO_TEXT = re.compile("iframe|math|noscript|script|select|style|svg|template|textarea")
_ASIDE = ("aside", "button", "footer", "form", "nav")
_BLOCK = re.compile(
    "address|article|aside|blockquote|body|br|button|caption|d[dlt]|div|fig(caption|ure)|footer|form|h[1-6r]|head|"
    "header|html|li|main|nav|ol|p|pre|section|table|t[dhr]|title|ul"
)
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
}


def article(page: str) -> tuple[str, dict[str, str]]:
    """The text of a page, an empty line between paragraphs, and its title, date, url and publisher if it has them.

    The text is that of ``<article>``, else of ``<main>``, else of the page without menus, forms and asides.
    """
    said: dict[str, str] = {}
    parts: defaultdict[str, list[str]] = defaultdict(list)
    depth: Counter[str] = Counter()
    for name, closing, text in _marks(page):
        if not name:
            parts[_region(depth)].append(text)
            continue
        _note(name, text, said)
        if _BLOCK.fullmatch(name):
            parts[_region(depth)].append("\n\n")
            depth[name] = max(0, depth[name] + (-1 if closing else 1))
    texts = {region: _paragraphs("".join(found)) for region, found in parts.items()}
    if published := _PUBLISHED.search(page):
        said.setdefault("date", published[1])
    if texts.get("title"):
        said.setdefault("title", texts["title"])
    return next(
        (texts[region] for region in ("article", "main", "page", "aside") if texts.get(region)), ""
    ), said


def _marks(page: str) -> Iterator[tuple[str, bool, str]]:
    """Tags as name, whether they close, and attributes; text with an empty name. Comments and code are left out."""
    at = 0
    endless: set[str] = set()
    while found := _MARK.search(page, at):
        yield "", False, page[at : found.start()]
        at = found.end()
        closing, name = bool(found[1]), (found[2] or "").lower()
        if found[0] == "<!--":
            at = _past("-->", page, at, endless)
        elif _NO_TEXT.fullmatch(name) and not closing and not found[3].endswith("/"):
            at = _past(f"</{name}[^<>]*+>?", page, at, endless)
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


def _region(depth: Counter[str]) -> str:
    if any(depth[name] for name in _ASIDE):
        return "aside"
    return next((name for name in ("title", "article", "main") if depth[name]), "page")


def _note(name: str, attributes: str, said: dict[str, str]) -> None:
    if name not in ("meta", "link", "time"):
        return
    found = {key.lower(): _plain("".join(values)) for key, *values in _ATTRIBUTE.findall(attributes)}
    if name == "time":
        key, value = "date", found.get("datetime")
    else:
        about = found.get("property") or found.get("name") or found.get("itemprop") or found.get("rel", "")
        key, value = _SAYS.get(about.lower(), ""), found.get("content") or found.get("href")
    if key and value:
        said.setdefault(key, value)


def _paragraphs(text: str) -> str:
    lines = (" ".join(line.split()) for line in re.split(r"\n\n+", _plain(text)))
    return "\n\n".join(line for line in lines if line)


def _plain(text: str) -> str:
    try:
        return html.unescape(text)
    except ValueError:  # a character reference of thousands of digits
        return text
