"""Files for the readers: whole ones of every kind, the same with seeded damage, and giants that mean harm."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import sys
import zipfile
from collections.abc import Callable, Iterator

from kg.read.sources import MOST

TEXT = "Mali accused Niger of theft. The two sides will meet in Geneva on Friday, the minister told Reuters."
TOKENS = tuple(
    token if isinstance(token, bytes) else token.encode("utf-8", "surrogatepass")
    for token in (
        *(
            "<a ",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "&#",
            "&amp;",
            "<svg>",
            "<div>",
            "</p>",
            "<meta charset=utf-16>",
        ),
        *(
            "<!DOCTYPE x [<!ENTITY e 'x'>]>",
            "&e;",
            "charset=punycode",
            '"',
            "'",
            "\\",
            "\\ud800",
            "{",
            "[",
            "}",
            "]",
        ),
        *(
            ",",
            ";",
            "\t",
            "\n",
            "\r",
            "\r\n\r\n",
            "\0",
            "\u202e",
            "\u200b",
            "\u200d",
            "\ufeff",
            "\ud800",
            "\x1b[2J",
        ),
        *(
            "9" * 400,
            "1e999",
            "NaN",
            "true",
            "null",
            "Date: 05/06/2025\n---\n",
            "---\n",
            "```",
            "WARC/1.0\r\n",
        ),
        *(
            "Content-Length: 99999999999\r\n",
            "Transfer-Encoding: chunked\r\n",
            "obj<<",
            ">>",
            "stream",
            "endobj",
            "/Kids[3 0 R]",
        ),
        *(
            b"PK\x01\x02",
            b"PK\x05\x06",
            b"\x1f\x8b\x08",
            b"\xff\xfe",
            b"\xfe\xff",
            b"\xff\xff\xff\xff",
            b"\x80",
            b"PAR1",
        ),
    )
)


def damaged(kind: str, whole: list[bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of files, each one of those that are whole with up to 32 flaws."""
    chance = random.Random(f"{kind} {seed}")
    suffix = kind.replace("stdin", "unknown")
    for number in range(count):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.choice((0, 1, 1, 2, 4, 8, 32))):
            chance.choice(_DAMAGES)(data, chance)
        yield f"{number}.{suffix}", bytes(data)


def _flip(data: bytearray, chance: random.Random) -> None:
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data: bytearray, chance: random.Random) -> None:
    begin = chance.randrange(len(data) + 1)
    del data[begin : begin + chance.choice((1, 4, 64, len(data)))]


def _double(data: bytearray, chance: random.Random) -> None:
    begin = chance.randrange(len(data) + 1)
    part = data[begin : begin + chance.choice((1, 16, 256))]
    data[begin:begin] = part * chance.choice((1, 2, 100))


def _splice(data: bytearray, chance: random.Random) -> None:
    begin = chance.randrange(len(data) + 1)
    data[begin:begin] = chance.choice(TOKENS) * chance.choice((1, 1, 3, 300))


def _swap(data: bytearray, chance: random.Random) -> None:
    begin = chance.randrange(len(data) + 1)
    data[begin : begin + 4] = chance.choice(
        (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\1\0\0\0")
    )


_DAMAGES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip,
    _flip,
    _cut,
    _double,
    _splice,
    _splice,
    _swap,
)


def seeds() -> dict[str, list[bytes]]:
    """Files that are whole, by the suffix of their kind."""
    rows = [
        json.dumps({"text": f"{TEXT} {n}", "date": "2025-06-05", "url": f"https://example.org/{n}"})
        for n in range(5)
    ]
    page = (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="T"><title>T</title></head>'
        f"<body><nav>Menu</nav><article><h1>T</h1><p>{TEXT}</p><script>a<b</script><p>{TEXT} Zoë</p></article></body></html>"
    )
    rss = (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>N</title><item><title>T</title><link>https://example.org/1'
        f"</link><pubDate>Thu, 05 Jun 2025 10:00:00 GMT</pubDate><description>&lt;p&gt;{TEXT}&lt;/p&gt;</description></item></channel></rss>"
    )
    jsonl = "\n".join(rows).encode()
    packed = {"a.txt": TEXT.encode(), "b.html": page.encode(), "c.jsonl": jsonl}
    found = {
        "txt": [
            TEXT.encode(),
            f"Title: T\nDate: 2025-06-05\n---\n{TEXT}\nBy Jane Doe\n".encode(),
            TEXT.encode("utf-16"),
        ],
        "md": [f"---\ntitle: T\n---\n# T\n\n> **{TEXT}**\n\n- [a](b)\n```\nx\n```\n".encode()],
        "html": [
            page.encode(),
            page.encode("utf-16"),
            page.replace("utf-8", "windows-1252").encode("windows-1252"),
        ],
        "jsonl": [jsonl],
        "json": [f"[{','.join(rows)}]".encode(), rows[0].encode()],
        "csv": [
            f'title,text,date\nT,"{TEXT}",2025-06-05\nU,"a\nb",\n'.encode(),
            f"text;x\n{TEXT};1\n".encode("utf-16"),
        ],
        "tsv": [f"title\ttext\nT\t{TEXT}\n".encode()],
        "rss": [rss.encode(), rss.encode("utf-16")],
        "epub": [_book(page)],
        "zip": [_zip(packed), _zip({"d.zip": _zip(packed), "e.jsonl.gz": gzip.compress(jsonl)})],
        "gz": [gzip.compress(TEXT.encode()), gzip.compress(jsonl)],
        "bz2": [bz2.compress(TEXT.encode()), bz2.compress(jsonl)],
        "xz": [lzma.compress(TEXT.encode()), lzma.compress(jsonl)],
        "warc": [_warc(page)],
        "pdf": [_pdf(TEXT)],
    }
    found |= _with_libraries(jsonl, rows)
    return found | {"stdin": [data for kind in found.values() for data in kind]}


def _with_libraries(jsonl: bytes, rows: list[str]) -> dict[str, list[bytes]]:
    """Seeds that only their own libraries write; a kind whose library is not there is left out."""
    found: dict[str, list[bytes]] = {}
    try:
        import zstandard

        found["zst"] = [zstandard.compress(jsonl)]
    except ModuleNotFoundError:
        print("zst is left out: zstandard is not installed", file=sys.stderr)
    try:
        import pyarrow
        import pyarrow.parquet

        target = io.BytesIO()
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist([json.loads(row) for row in rows]), target)
        found["parquet"] = [target.getvalue()]
    except ModuleNotFoundError:
        print("parquet is left out: pyarrow is not installed", file=sys.stderr)
    return found


def _zip(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _book(page: str) -> bytes:
    return _zip(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": b'<c xmlns="x"><rootfiles><rootfile full-path="b.opf"/></rootfiles></c>',
            "b.opf": b'<p xmlns="y"><manifest><item id="a" href="a.xhtml"/></manifest><spine><itemref idref="a"/></spine></p>',
            "a.xhtml": page.encode(),
        }
    )


def _warc(page: str) -> bytes:
    data = page.encode()
    packed = gzip.compress(data, mtime=0)
    return (
        _record(b"\r\n" + data)
        + _record(b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(data), data))
        + _record(b"Content-Encoding: gzip\r\n\r\n" + packed)
    )


def _record(rest: bytes) -> bytes:
    """A record of a page that was sent so."""
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + rest
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/\r\nContent-Type: application/http"
    return f"{head}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def _pdf(text: str) -> bytes:
    shown = f"BT /F1 12 Tf 20 150 Td ({text}) Tj ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(shown)}>>stream\n{shown}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    data, places = "%PDF-1.4\n", ""
    for number, each in enumerate(objects, 1):
        places += f"{len(data):010d} 00000 n \n"
        data += f"{number} 0 obj{each}endobj\n"
    return f"{data}xref\n0 6\n0000000000 65535 f \n{places}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF".encode()


def giants() -> Iterator[tuple[str, bytes]]:
    """Files that are as hostile as they are large."""
    size, most = 50_000_000, MOST - 100
    zeros = gzip.compress(b"0" * 500_000_000, 1)
    yield "bomb.jsonl.gz", zeros
    yield "bomb.txt.gz", gzip.compress(zeros)
    yield "bomb.csv.xz", lzma.compress(b"0" * 500_000_000, preset=0)
    yield "bomb.csv.bz2", bz2.compress(b"0" * 300_000_000, 1)
    yield (
        "bomb.zip",
        _zip({f"{n}.zip": _zip({f"{m}.txt": b" " * 40_000_000 for m in range(4)}) for n in range(8)}),
    )
    yield "many.zip", _zip({f"{n}.txt": f"{TEXT} {n}".encode() for n in range(20_000)})
    yield "line.jsonl", json.dumps({"text": "word " * (size // 5)}).encode()
    yield "line.csv", b'text\n"' + b"word " * (size // 5) + b'"\n'
    yield "open.csv", b'text\n"' + b"word\n" * (size // 5)
    yield "larger.txt", b"word " * (size // 5)
    yield "near.jsonl", json.dumps({"text": "word " * (most // 5 - 10)}).encode()
    yield "near.csv", b'text\n"' + b"word " * (most // 5 - 10) + b'"\n'
    yield "line.txt", b"word " * (most // 5)
    yield "words.txt", b"x" * most
    yield "deep.html", b"<div>" * 100_000 + TEXT.encode()
    yield "deeper.html", b"<div>" * (most // 5)
    yield "tags.html", b"<a " * (most // 3)
    yield "entities.html", b"&amp;" * (most // 5)
    yield "paragraphs.html", b"<html><body>" + b"<p>a" * 49_000
    yield "items.html", b"<html><body><ul>" + b"<li>a " * 49_000
    yield "prose.html", b"<html><body>" + f"<p>{TEXT}</p>".encode() * 24_000
    yield "deep.rss", b"<rss><item>" + b"<a>" * 1_000_000
    yield "nested.rss", b"<rss><channel>" + b"<item>" * 99_000
    yield "references.rss", b"<rss><channel><item>" + b"&" * 799_000
    yield "author.rss", b"<rss><channel><item><author>" + b"a." * 2_000_000
    yield "head.warc", b"WARC/1.0\r\n" + b"a: b\r\n" * (size // 6)
    yield "line.warc", b"WARC/1.0 " + b"a" * size
    yield "chunks.warc", _record(b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\na\r\n" * 1_600_000)
    yield "bomb.warc", _record(b"Content-Encoding: gzip\r\n\r\n" + zeros)
    yield "laughs.rss", _laughs()
    yield "deep.json", b"[" * size
    yield "deep.jsonl", b'{"a":' * 1_000_000
    yield "marks.md", b"*_`[" * (most // 4)
    yield "lines.md", b"> " * (most // 2)
    yield "controls.txt", bytes(range(1, 32)) * (most // 31)
    yield "backwards.txt", ("\u202e\u200b\u200d\ufeffMali " * (most // 20)).encode()
    yield "credits.txt", (b"By A" + b" A" * 140 + b" a\n") * 19_000


def _laughs() -> bytes:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 100}">' for n in range(12))
    return f"<!DOCTYPE rss [{names}]><rss><item><description>&e11;</description></item></rss>".encode()
