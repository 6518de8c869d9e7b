"""Books and papers: EPUB a document a chapter, PDF a document a file."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree import ElementTree

from kg.read.html import article
from kg.read.packed import member, opened
from kg.read.sources import Found, Source, Unread, needed, refused
from kg.read.texts import markup

_CONTAINER = "META-INF/container.xml"
_DC = "{http://purl.org/dc/elements/1.1/}"
_SAYS = {"title": "title", "date": "date", "publisher": "publisher"}
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_PAGE = re.compile(r"(?m)^[ \t]*\d{1,4}[ \t]*$\n?")  # the number of a page, alone on its line


def epub(source: Source) -> Iterator[Found]:
    """The chapters of a book in the order of reading, counted from 1, with the book's title, day and publisher."""
    with opened(source) as files:
        root, package = _package(files, source)
        said = {field: (package.findtext(f".//{_DC}{name}") or "").strip() for name, field in _SAYS.items()}
        for number, name in enumerate(_spine(root, package), 1):
            where = f"{source.where}:{number}"
            try:
                text, _ = article(markup(member(files, name, source).whole()))
            except (Unread, zipfile.BadZipFile) as error:
                yield refused(where, f"is a chapter that cannot be read ({error})")
                continue
            if text:
                yield where, said | {"text": text}


def _package(files: zipfile.ZipFile, source: Source) -> tuple[str, ElementTree.Element]:
    """The folder of a book's files, and its table of them."""
    try:
        container = _xml(files, _CONTAINER, source)
        path = next(each.get("full-path", "") for each in container.iter() if each.tag.endswith("}rootfile"))
        return posixpath.dirname(path), _xml(files, path, source)
    except (ElementTree.ParseError, StopIteration) as error:
        raise Unread(f"is a damaged EPUB ({error or 'it names no root file'})") from error


def _xml(files: zipfile.ZipFile, name: str, source: Source) -> ElementTree.Element:
    return ElementTree.fromstring(member(files, name, source).whole())


def _spine(root: str, package: ElementTree.Element) -> Iterator[str]:
    """The names of the chapters in the order of reading."""
    items = {each.get("id"): each.get("href", "") for each in package.iter() if each.tag.endswith("}item")}
    for each in package.iter():
        if each.tag.endswith("}itemref") and (href := items.get(each.get("idref"))):
            yield posixpath.normpath(posixpath.join(root, unquote(href)))


def pdf(source: Source) -> Iterator[Found]:
    """The text of a PDF, words that a line cut joined; Unread where it holds pictures of text only."""
    pypdf = needed("pypdf", extra="books")
    file = pypdf.PdfReader(source.placed())
    text = "\n".join(page.extract_text() for page in file.pages)
    if not text.strip():
        raise Unread("holds no text, only pictures of it: run OCR first, as with ocrmypdf")
    title = file.metadata.title if file.metadata else None
    yield source.where, {"text": _HYPHEN.sub("", _PAGE.sub("", text)), "title": title or ""}
