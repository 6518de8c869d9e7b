"""The pages of a site, one after another, so that none but the one in hand is held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from kg.draw.page import page
from kg.draw.palette import load
from kg.draw.scene import scene
from kg.draw.site.article import article
from kg.draw.site.book import Book, book
from kg.draw.site.cards import VIEW
from kg.draw.site.dossier import dossier
from kg.draw.site.dyad import dyad
from kg.draw.site.front import front, months
from kg.draw.site.render import render
from kg.records import KgError, Reading

MOST = 500  # pages of a kind


def pages(
    readings: Iterable[Reading],
    *,
    title: str,
    top: int = 60,
    most: int = MOST,
    actor: str | None = None,
    relations: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
) -> Iterator[tuple[str, str]]:
    """The path and the HTML of every page, the first one first; the same readings in any order give the same bytes.

    At most so many actors, pairs and documents have a page: the foremost and the latest. The other options choose
    claims as `kg.draw.scene.scene` does, and how the view opens, which is one of the pages.
    """
    if most < 1:
        raise KgError(f"a site of {most} pages of a kind tells nothing: give a number from 1")
    found = sorted(readings, key=lambda reading: reading.document.id)
    palette = load()
    how: dict[str, Any] = {"actor": actor, "relations": relations, "since": since, "until": until}
    told = book(scene(found, quiet=palette.quiet, **how), found, palette, title=title, most=most)
    path = "index.html"
    yield path, render(told, path, front(told), path=path, title=title)
    yield VIEW, page(found, title=title, top=top, home=path, **how)
    path = "timeline.html"
    yield path, render(told, path, months(told), path=path, title="Events through time")
    yield from _actors(told)
    yield from _dyads(told)
    yield from _documents(told)


def _actors(book: Book) -> Iterator[tuple[str, str]]:
    for id, path in book.paths.actors.items():
        told = dossier(book, id)
        yield path, render(book, "actor.html", told, path=path, title=told["actor"]["label"])


def _dyads(book: Book) -> Iterator[tuple[str, str]]:
    for ends, path in book.paths.pairs.items():
        told = dyad(book, ends)
        title = f"{told['one']['label']} and {told['other']['label']}"
        yield path, render(book, "dyad.html", told, path=path, title=title)


def _documents(book: Book) -> Iterator[tuple[str, str]]:
    for id, path in book.paths.documents.items():
        told = article(book, id)
        yield path, render(book, "document.html", told, path=path, title=told["document"]["title"])
