"""Which reader reads what: by the suffix of a name, else by the first bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import PurePosixPath
from types import MappingProxyType

from kg.read.sources import Bomb, Found, Reader, Source, Unread, refused

_START = 512  # bytes by which a kind is known


def read(source: Source) -> Iterator[Found]:
    """What a source holds, or why it cannot be read; Bomb where it expands without end."""
    any_ = False
    try:
        for each in _reader(_KINDS.get(_suffix(source.name)) or _sniffed(source))(source):
            any_ = True
            yield each
    except Bomb:
        raise
    except Unread as error:
        yield refused(source.where, str(error))
    except Exception as error:  # the libraries that parse formats raise anything on damaged bytes
        what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        yield refused(
            source.where, f"is damaged, or not of the kind that it seems ({what}): nothing more of it is read"
        )
    else:
        if not any_:
            yield refused(source.where, "is empty: there is nothing to read")


def known(name: str) -> bool:
    """Whether files of this name are of a kind that is read."""
    return _suffix(name) in _KINDS


def kinds() -> str:
    """The suffixes of what is read, for people."""
    return " ".join(_KINDS)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _sniffed(source: Source) -> str:
    start = source.stream.peek(_START)[:_START].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((reader for form, reader in _STARTS if form.match(start)), "texts.text")


def _reader(named: str) -> Reader:
    """The reader of this name, `module.function`; its module is loaded when a file needs it."""
    module, _, function = named.rpartition(".")
    reader: Reader = getattr(import_module(f"kg.read.{module}"), function)
    return reader


_KINDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys((".txt", ".text"), "texts.text"),
        **dict.fromkeys((".md", ".markdown"), "texts.markdown_"),
        **dict.fromkeys((".html", ".htm", ".xhtml"), "texts.html"),
        **dict.fromkeys((".jsonl", ".ndjson"), "rows.jsonl"),
        ".json": "rows.json_",
        ".csv": "rows.csv_",
        ".tsv": "rows.tsv",
        ".parquet": "rows.parquet",
        **dict.fromkeys((".rss", ".atom", ".xml"), "feeds.feed"),
        **dict.fromkeys((".warc", ".wet"), "warc.warc"),
        ".epub": "books.epub",
        ".pdf": "books.pdf",
        ".gz": "packed.gz",
        ".bz2": "packed.bz2_",
        ".xz": "packed.xz",
        ".zst": "packed.zst",
        ".zip": "packed.zip_",
    }
)
_STARTS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(start, re.DOTALL | re.IGNORECASE), reader)
    for start, reader in (
        (rb"\[\s*\{", "rows.json_"),
        (rb"\{[\r\n]", "rows.json_"),
        (rb"\{", "rows.jsonl"),
        (rb"<!doctype html|<html", "texts.html"),
        (rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:rdf)\b", "feeds.feed"),
        (rb"<\?xml.*<(?:!doctype )?html\b", "texts.html"),
        (rb"WARC/1\.", "warc.warc"),
        (rb"%PDF-", "books.pdf"),
        (rb"PAR1", "rows.parquet"),
        (rb"PK\x03\x04.{26}mimetypeapplication/epub", "books.epub"),
        (rb"PK\x03\x04", "packed.zip_"),
        (rb"\x1f\x8b", "packed.gz"),
        (rb"BZh[1-9]", "packed.bz2_"),
        (rb"\xfd7zXZ\x00", "packed.xz"),
        (rb"\x28\xb5\x2f\xfd", "packed.zst"),
    )
)
