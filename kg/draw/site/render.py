"""Pages as HTML: templates that escape all they are given, and a style whose colours are the palette's."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.draw.palette import STATE, Palette
from kg.draw.policy import hashed
from kg.draw.rows import Row
from kg.draw.site.book import Book
from kg.draw.site.shapes import OUTLINES, points
from kg.draw.theme import theme

TEMPLATE = Path(__file__).parent / "template"


def render(book: Book, template: str, told: Row, *, path: str, title: str) -> str:
    """The HTML of the page at a path within the site: it needs no script, and may load nothing at all."""
    style = _style(book)
    return (
        _environment()
        .get_template(template)
        .render(
            told,
            root="../" * path.count("/"),
            path=path,
            title=title,
            site=book.title,
            style=style,
            policy=f"default-src 'none'; style-src {hashed(style)}; base-uri 'none'; form-action 'none'",
            shapes={name: points(name, 8, 8, 6.6) for name in OUTLINES},
            quads=[(name, row["label"]) for name, row in book.palette.tones.items() if name != STATE],
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _style(book: Book) -> str:
    return _own() + "\n".join(_colours(book.palette)) + "\n"


@cache
def _own() -> str:
    rules = (TEMPLATE / "site.css").read_text(encoding="utf-8")
    return f":root {theme('light')}@media (prefers-color-scheme: dark) {{ :root {theme('dark')}}}\n{rules}"


def _colours(palette: Palette) -> Iterator[str]:
    """A variable of each look for light and for dark ground, and the classes that wear them."""
    looks = {f"tone-{name}": row for name, row in palette.tones.items()}
    looks |= {f"look-{name}": row for name, row in palette.classes.items()}
    for name, row in looks.items():
        yield f".{name} {{ --tone: {row['light']}; }}"
    yield "@media (prefers-color-scheme: dark) {"
    for name, row in looks.items():
        yield f"  .{name} {{ --tone: {row['dark']}; }}"
    yield "}"
