"""Files that hold one document each: text, Markdown, web pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress

from kg.read.head import header, heading, markdown
from kg.read.sources import Found, Reader, Source, Unread
from kg.read.web import article

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BLANK = b" \t\r\n\f\v\xef\xbb\xbf"
_HEAD = 4096  # bytes in which a page declares its encoding
_HOW = "convert it first: word processors save as text"
_DECLARED = re.compile(
    rb"""(?i)<(?:meta|\?xml)[^<>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.\-]{2,40})"""
)
# What pages are written in. Python knows others, and some of those take quadratic time (punycode).
_PAGES = re.compile(
    r"utf-?8|us-ascii|(iso-?|x-?)?(8859|latin)-?\d\d?(-\d\d?)?|(windows|cp)-?12\d\d|koi8-[ru]|macintosh|ibm866|"
    r"gbk|gb2312|gb18030|big5|euc-(jp|kr)|shift[_-]jis|iso-2022-jp"
)
_AS_BROWSERS_DO = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "us-ascii": "windows-1252"}


def _whole(take: Callable[[bytes], Mapping[str, str]]) -> Reader:
    """The reader of files that hold one document each."""

    def read(source: Source) -> Iterator[Found]:
        data = source.whole()
        if data.strip(_BLANK):
            yield source.where, take(data)

    return read


def decoded(data: bytes, encoding: str = "utf-8") -> str:
    """Bytes as Python's text mode gives them, without a byte order mark; Unread tells what they are instead."""
    encoding = next((each for mark, each in _MARKS if data.startswith(mark)), encoding)
    if b"\0" in data and encoding != "utf-16":
        raise Unread(f"holds a NUL at byte {data.index(0)}, so it is no text: {_HOW}")
    try:
        return data.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        byte = f"byte {error.start} is 0x{data[error.start]:02x}"
        raise Unread(
            f"is not {encoding.upper().removesuffix('-SIG')}, {byte}: convert it, as with iconv -f WINDOWS-1252 -t UTF-8"
        ) from error


def page(data: bytes, declared: str | None = None) -> dict[str, str]:
    """The fields of a web page, in the encoding that its sender declares, if one does."""
    body, said = article(markup(data, declared))
    return said | {"text": body}


def markup(data: bytes, declared: str | None = None) -> str:
    """A page with its tags, in the encoding that its sender or it itself declares, or that its bytes show."""
    found = _DECLARED.search(data, 0, _HEAD)
    named = (declared or (found[1].decode("ascii") if found else "")).lower()
    for encoding in (_AS_BROWSERS_DO.get(named, named), "utf-8"):
        with suppress(Unread, LookupError):
            if _PAGES.fullmatch(encoding):
                return decoded(data, encoding)
    return decoded(_mended(data))


def _mended(data: bytes) -> bytes:
    """A page with wrong bytes: it is UTF-8 if more of what is beyond ASCII fits that than not, else Windows-1252."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return (text if beyond > 2 * wrong else data.decode("windows-1252", "replace")).encode()


def _text(data: bytes) -> Mapping[str, str]:
    body, said = header(decoded(data))
    return said | {"text": body}


def _markdown(data: bytes) -> Mapping[str, str]:
    body, said = header(decoded(data))
    title = heading(body)
    return ({"title": title} if title else {}) | said | {"text": markdown(body)}


text, markdown_, html = _whole(_text), _whole(_markdown), _whole(page)
