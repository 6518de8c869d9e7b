"""The text of a page by its tags alone: of books, of feeds, and of pages where the extra ``web`` finds no article.

Not built on html.parser, whose time grows with the square of a malformed page: 60 kB of ``<a <a <a`` hold it for a
minute. Here a tag holds no "<" or ">", so that every character is looked at a fixed number of times.
"""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_MARK = re.compile(r"<!--|<(/?)([A-Za-z][A-Za-z0-9:-]*+)([^<>]*+)>|<[!?/][^<>]*+>")
_ATTRIBUTE = re.compile(r"([A-Za-z:-]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_NO_TEXT = frozenset(
    ("iframe", "math", "noscript", "script", "select", "style", "svg", "template", "textarea")
)
_INLINE = frozenset(
    (
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
        ),
        *("i", "img", "ins", "kbd", "label", "link", "mark", "meta", "q", "rp", "rt", "ruby", "s", "samp"),
        *("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
# The tags that lead from one region of a page into another; the first that is open tells where text stands.
_REGIONS: Mapping[str, str] = {
    **dict.fromkeys(("aside", "button", "footer", "form", "nav"), "aside"),
    "title": "title",
    "article": "article",
    "main": "main",
}
_READ = ("article", "main", "page", "aside")  # the regions, best first
_SAYS = {
    "og:title": "title",
    "og:url": "url",
    "canonical": "url",
    "og:site_name": "publisher",
    "article:published_time": "date",
    "datepublished": "date",
    "dc.date": "date",
    "date": "date",
}


@dataclass(slots=True)
class _Page:
    """What was met of a page so far: which tags are open, the text of each region, and what the head says."""

    said: dict[str, str] = field(default_factory=dict)
    parts: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    depth: Counter[str] = field(default_factory=Counter)
    region: str = "page"

    def tag(self, name: str, closing: bool, attributes: str) -> None:
        """Take up a tag."""
        if name in ("meta", "link"):
            _note(attributes, self.said)
        if name not in _INLINE:
            self.parts[self.region].append("\n\n")
        if name in _REGIONS:
            self.depth[name] = max(0, self.depth[name] + (-1 if closing else 1))
            self.region = next((at for tag, at in _REGIONS.items() if self.depth[tag]), "page")

    def text(self, region: str) -> str:
        """The paragraphs of a region."""
        return _paragraphs("".join(self.parts[region]))


def article(page: str) -> tuple[str, dict[str, str]]:
    """The text of a page, an empty line between paragraphs, and its title, date, url and publisher if it has them.

    The text is that of ``<article>``, else of ``<main>``, else of the page, without menus, forms and asides.
    """
    met = _Page()
    for name, closing, text in _marks(page):
        if name:
            met.tag(name, closing, text)
        elif text:
            met.parts[met.region].append(text)
    if title := met.text("title"):
        met.said.setdefault("title", title)
    return next(filter(None, map(met.text, _READ)), ""), met.said


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
        elif name in _NO_TEXT and not closing and not found[3].endswith("/"):
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


def _note(attributes: str, said: dict[str, str]) -> None:
    """Keep what a tag in the head says, unless an earlier one said it."""
    found = {key.lower(): _plain("".join(values)) for key, *values in _ATTRIBUTE.findall(attributes)}
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
