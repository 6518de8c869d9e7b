"""Readings drawn as one HTML file that makes no request: a graph, its filters and the sentence behind every edge."""

from kg.draw.page import page

__all__ = ["page"]
