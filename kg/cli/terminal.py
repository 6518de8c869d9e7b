"""What the commands print with: tables, progress, findings. Nothing else in the package prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from kg.records import KgError
from kg.whole import put

if TYPE_CHECKING:
    from rich.console import Console

    from kg.records import Finding

Item = TypeVar("Item")
Measure: TypeAlias = Callable[[int], tuple[int, int | None]]
EVERY = 15.0  # seconds between two lines on how far the work is
WIDE = 200  # columns where nobody's terminal says how many
LONG = {"text": 44, "Sentence": 44}  # columns that hold sentences, and their least width where there is room


def console(*, err: bool = False) -> Console:
    """A console that keeps tables whole where the output is a file or a pipe."""
    from rich.console import Console

    stream = sys.stderr if err else sys.stdout
    told = stream.isatty() or "COLUMNS" in os.environ
    return Console(stderr=err, width=None if told else WIDE, highlight=False)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str | None = None) -> None:
    """Print rows as a table; the text of a cell is shown as it is, never read as markup."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
        collapse_padding=True,
    )
    printer = console()
    roomy = printer.width >= WIDE
    for column in columns:
        grid.add_column(column, min_width=LONG.get(column) if roomy else None, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(plain(cell)) for cell in row))
    printer.print(grid)


def progress(items: Iterable[Item], *, what: str, measure: Measure | None = None) -> Iterator[Item]:
    """The items as they come, with their rate and the time left: a bar where standard error is a terminal, else lines.

    `measure` tells how much of the input so many items are, and of how much, in bytes; without it only the rate is told.
    """
    shown = _bar if sys.stderr.isatty() else _lines
    return shown(items, what, measure or (lambda _: (0, None)))


def _bar(items: Iterable[Item], what: str, measure: Measure) -> Iterator[Item]:
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), TextColumn("{task.fields[count]}"), TimeRemainingColumn())
    with Progress(*columns, console=console(err=True), transient=True) as bar:
        task, begin = bar.add_task(what, total=None, count=""), monotonic()
        for count, item in enumerate(items, 1):
            done, total = measure(count)
            bar.update(task, completed=done, total=total, count=_rate(count, monotonic() - begin))
            yield item


def _lines(items: Iterable[Item], what: str, measure: Measure) -> Iterator[Item]:
    begin = told = monotonic()
    for count, item in enumerate(items, 1):
        yield item
        if (now := monotonic()) - told >= EVERY:
            told = now
            done, total = measure(count)
            left = f", about {_time((now - begin) * (total - done) / done)} left" if total and done else ""
            print(f"{what}: {_rate(count, now - begin)}{left}", file=sys.stderr, flush=True)


def _rate(count: int, seconds: float) -> str:
    return f"{count:,} documents, {count / max(seconds, 0.001):,.1f}/s"


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes or '<1'} min"


def findings(found: Iterable[Finding]) -> int:
    """Print findings to standard error, a line each, and say how many there were."""
    count = 0
    for count, finding in enumerate(found, 1):  # noqa: B007
        print(plain(f"kg: {finding.focus}: {finding.message}"), file=sys.stderr)
    return count


def warn(message: str) -> None:
    """Print a warning to standard error, on a line."""
    print(plain(f"kg: warning: {message}"), file=sys.stderr)


def write(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all; KgError names a path that cannot be written."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        put(path, data)
    except OSError as error:
        raise KgError(f"{path}: {error.strerror}; give --out a path that you may write to") from error


def plain(text: str) -> str:
    """The text on one line, without the control characters that could steer a terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
