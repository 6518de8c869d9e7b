"""The article in a web page: its paragraphs, and what the page says of itself.

trafilatura finds both where the extra ``web`` is installed, and our own reader where it is not or where it finds none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from kg.read import html
from kg.read.sources import needed

_MARKS = 50_000  # tags of a page: trafilatura takes 4 s for them, and a long article has a tenth
_DATED = {
    "original_date": True,
    "extensive_search": False,
    "max_date": "2100-01-01",  # else it would be the day of reading
}
_INLINE = ("del", "graphic", "hi", "ref")
_OTHER_DAYS = (  # those of what a story tells, of a picture, of a change
    "//p[not(@class) or string-length() > 80] | //li | //blockquote"
    " | //meta[contains(@property, 'image') or contains(@property, 'modified') or contains(@property, 'updated')]"
)
_SAYS = {"title": "title", "date": "date", "url": "url", "sitename": "publisher"}


def article(page: str) -> tuple[str, dict[str, str]]:
    """The text of a page, an empty line between paragraphs, and its title, date, url and publisher if it has them."""
    text, said = _found(page) if page.count("<") <= _MARKS else ("", {})
    return (text, said) if text else html.article(page)


def _found(page: str) -> tuple[str, dict[str, str]]:
    """What trafilatura makes of a page: nothing where it is not installed or gives up."""
    try:
        library = needed("trafilatura", extra="web")
        tree = library.load_html(page)
        body = _body(library, tree)
        said = _said(library, tree)
        if not _written(said.get("date", ""), page):
            said.pop("date", None)
        return "\n\n".join(_paragraphs(body)), said
    except Exception:  # lxml and what is built on it raise anything on damaged pages
        return "", {}


def _body(library: Any, tree: Any) -> Any:
    options = {"favor_precision": True, "include_comments": False, "include_tables": False}
    return library.bare_extraction(tree, **options).body


def _paragraphs(body: Any) -> Iterator[str]:
    """The paragraphs, headings and items of an article; within one, a line ends only where the page broke it."""
    text = ""
    for event, element in needed("lxml.etree", extra="web").iterwalk(body, ("start", "end")):
        if element.tag not in _INLINE:
            yield from _line(text)
            text = ""
        text += (element.text if event == "start" else element.tail) or ""
    yield from _line(text)


def _line(text: str) -> Iterator[str]:
    if words := " ".join(text.split()):
        yield words


def _said(library: Any, tree: Any) -> dict[str, str]:
    """What a page says of itself; its address is not that of its site, which ``<base>`` tells."""
    for element in [*tree.xpath(_OTHER_DAYS), *tree.iter("base")]:
        element.clear(keep_tail=True)
    told = library.extract_metadata(tree, date_config=_DATED)
    return {field: value for name, field in _SAYS.items() if (value := getattr(told, name))}


def _written(date: str, page: str) -> bool:
    """Whether a page holds a day in full: htmldate makes days of months, and guesses what 05/06 is."""
    if not (parts := re.fullmatch("([0-9]{4})-0?([0-9]+)-0?([0-9]+)", date)):
        return False
    year, month, day = parts.groups()
    forms = (
        rf"{year}\D?0?{month}\D?0?{day}(?!\d)",
        rf"(?<!\d)0?{day}\D{{1,2}}[^\W\d]{{3,}}\D{{1,2}}{year}",
        rf"[^\W\d]{{3,}}\D{{1,2}}0?{day}\D{{1,4}}{year}",
    )
    return any(re.search(form, page) for form in forms)
