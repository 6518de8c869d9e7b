"""What a page's content security policy says of its own scripts and styles."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256


def hashed(text: str) -> str:
    """The source expression that lets an inline script or style of this text run, and no other."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
