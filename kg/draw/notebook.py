"""A page inside a notebook: in a frame that shares nothing with the notebook, and asks for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

HEIGHT = 640  # pixels


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as JupyterLab and its kin display it; as the last line of a cell it is drawn below."""

    page: str
    height: int = HEIGHT

    def _repr_html_(self) -> str:
        held = f'srcdoc="{escape(self.page)}" width="100%" height="{self.height}"'
        return f'<iframe sandbox="allow-scripts allow-downloads" {held} style="border: 0"></iframe>'

    def __repr__(self) -> str:
        return f"<a page of {len(self.page):,} characters: JupyterLab draws it>"


def show(page: str, *, height: int = HEIGHT) -> Shown:
    """The HTML of a page, as `kg.draw.page` gives it, to be drawn in a notebook, `height` pixels high."""
    return Shown(page, height)
