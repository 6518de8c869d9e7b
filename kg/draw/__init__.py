"""Readings drawn as one HTML file that makes no request: a graph, its filters and the sentence behind every edge."""

from kg.draw.notebook import show
from kg.draw.page import live, page, piece, warning

__all__ = ["live", "page", "piece", "show", "warning"]
