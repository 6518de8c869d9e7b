"""Text that every form can hold."""

from __future__ import annotations

import re

from kg.records import KgError

# XML 1.0 names the characters that it holds; UTF-8 leaves out the surrogates among the rest.
_UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ExportError(KgError):
    """A form that cannot be written."""


def held(text: str) -> str:
    """Text with U+FFFD in place of each character that XML or UTF-8 cannot hold: lengths stay."""
    return _UNHELD.sub("\ufffd", text)
