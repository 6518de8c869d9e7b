"""Pages put into a folder, each whole or not at all; a list beside them tells which are the site's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from kg.records import KgError
from kg.whole import put

OWN = ".kg-site"  # the list of the pages, one a line
PAGE = re.compile(r"(?:(?:actor|dyad|document)/)?[A-Za-z0-9_][A-Za-z0-9_.-]*\.html")


def write(pages: Iterable[tuple[str, str]], folder: Path) -> int:
    """The number of pages written; those of an earlier site in that folder that are no more are removed.

    KgError where the folder holds anything but such a site, or cannot be written to.
    """
    try:
        return _written(pages, folder)
    except OSError as error:
        raise KgError(
            f"{error.filename or folder}: {error.strerror}; give --site a folder that you may write to"
        ) from error


def _written(pages: Iterable[tuple[str, str]], folder: Path) -> int:
    old, new = _listed(folder), set[str]()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / OWN).open("a", encoding="utf-8") as listed:
        for name, text in pages:
            print(name, file=listed, flush=True)  # before the page: what a broken run leaves is known as ours
            _put(folder / name, text)
            new.add(name)
    for name in sorted(old - new):
        (folder / name).unlink(missing_ok=True)
    _put(folder / OWN, "".join(f"{name}\n" for name in sorted(new)))
    return len(new)


def _listed(folder: Path) -> set[str]:
    """The pages of the site in a folder, none where it is new or empty."""
    if (folder / OWN).is_file():
        names = (folder / OWN).read_text(encoding="utf-8", errors="replace").splitlines()
        return {name for name in names if PAGE.fullmatch(name)}
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KgError(
            f"{folder} holds something else than a site of kg: give --site a new or an empty folder"
        )
    return set()


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    put(path, text.encode("utf-8", "replace"))
