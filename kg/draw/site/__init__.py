"""Readings drawn as a folder of pages that link to one another: actors, pairs, documents and time, without a script."""

from kg.draw.site.pages import pages
from kg.draw.site.write import write

__all__ = ["pages", "write"]
