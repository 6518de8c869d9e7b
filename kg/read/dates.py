"""Days as text people and machines write them."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?:[T ].*)?"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)"),
    re.compile(r"(?P<y>\d{4})/(?P<m>\d\d?)/(?P<d>\d\d?)"),
    re.compile(r"(?:[A-Za-z]{3,9}\.?,? )?(?P<d>\d\d?) (?P<month>[A-Za-z]{3,9})\.?,? (?P<y>\d{4})(?: .*)?"),
    re.compile(r"(?:[A-Za-z]{3,9}\.?,? )?(?P<month>[A-Za-z]{3,9})\.? (?P<d>\d\d?),? (?P<y>\d{4})(?: .*)?"),
)


def day(text: str) -> str | None:
    """The ISO 8601 day that a text names, or None.

    ``2025-06-05T10:00:00Z``, ``20250605``, ``5 June 2025``, ``Thu, 05 Jun 2025 10:00:00 GMT`` and ``June 5, 2025``
    are read; ``05/06/2025`` is not, because it is one day in London and another in New York.
    """
    found = next((found for form in _FORMS if (found := form.fullmatch(text.strip()))), None)
    if found is None:
        return None
    parts = found.groupdict()
    month = int(parts["m"]) if "m" in parts else _month(parts["month"])
    try:
        return date(int(parts["y"]), month, int(parts["d"])).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    short = name[:3].lower()
    return _MONTHS.index(short) + 1 if short in _MONTHS else 0
