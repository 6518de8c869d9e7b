"""The outlines of the palette's shapes as SVG wants them."""

from __future__ import annotations

from math import cos, pi, sin

# Corners, the turn of the first in half turns, and how far in every second one lies.
OUTLINES = {
    "square": (4, 0.25, 1.0),
    "triangle": (3, -0.5, 1.0),
    "triangleDown": (3, 0.5, 1.0),
    "diamond": (4, 0.0, 1.0),
    "hexagon": (6, 0.0, 1.0),
    "star": (10, -0.5, 0.45),
}


def points(shape: str, x: float, y: float, radius: float) -> str:
    """The corners of a shape around a place, or nothing for a dot, which is a circle."""
    if shape not in OUTLINES:
        return ""
    count, turn, inner = OUTLINES[shape]
    corners = ((radius * (inner if step % 2 else 1), (2 * step / count + turn) * pi) for step in range(count))
    return " ".join(f"{x + far * cos(angle):.1f},{y + far * sin(angle):.1f}" for far, angle in corners)
