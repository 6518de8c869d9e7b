"""kg.read: every format yields its documents, and what is damaged, missing or hostile says so."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sys
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from kg import read
from kg.read import kinds, packed, sources
from kg.read.texts import page
from kg.records import Document, Finding

WEB = pytest.mark.skipif(
    not find_spec("warcio"), reason="needs the extra web: pip install 'geopolitics-kg[web]'"
)
BODY = "Mali accused Niger of theft."
OTHER = "France condemned Iran."
ROWS = "\n".join(json.dumps({"text": text}) for text in (BODY, OTHER))


def found(*inputs: Path, **options: object) -> list[Document | Finding]:
    return list(read.documents(inputs, **options))  # type: ignore[arg-type]


def texts(*inputs: Path, **options: object) -> list[str]:
    return [each.text for each in found(*inputs, **options) if isinstance(each, Document)]


def reasons(*inputs: Path, **options: object) -> list[str]:
    return [each.message for each in found(*inputs, **options) if isinstance(each, Finding)]


def put(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def zipped(**files: str | bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return target.getvalue()


def zstd(data: bytes) -> bytes:
    return bytes(pytest.importorskip("zstandard").compress(data))


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstd,
}


def parquet(**columns: list[object]) -> bytes:
    arrow, target = pytest.importorskip("pyarrow"), io.BytesIO()
    pytest.importorskip("pyarrow.parquet").write_table(arrow.table(columns), target, row_group_size=2)
    return target.getvalue()


def record(kind: str, uri: str, payload: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Type: application/http; msgtype=response\r\n"
    return f"{head}Content-Length: {len(payload)}\r\n\r\n".encode() + payload + b"\r\n\r\n"


def response(body: bytes, *, kind: str = "text/html", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


WARC = (
    record("request", "https://example.org/a", b"GET / HTTP/1.1\r\n\r\n")
    + record("response", "https://example.org/a", response(f"<article><p>{BODY}</article>".encode()))
    + record("response", "https://example.org/b", response(b"\x89PNG", kind="image/png"))
    + record("response", "https://example.org/c", response(b"<p>gone", status="404 Not Found"))
    + record(
        "response",
        "https://example.org/d",
        response("<p>François condemned Iran.".encode("latin-1"), kind="text/html; charset=ISO-8859-1"),
    )
    + record("conversion", "https://example.org/e", b"Kenya praised Ghana.")
)

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>Example News</title><link>https://example.org</link>
<item><title>Of theft</title><link>https://example.org/1</link><pubDate>Thu, 05 Jun 2025 10:00:00 GMT</pubDate>
<media:title>A picture</media:title><description>Short.</description>
<content:encoded><![CDATA[<p>{BODY}</p><p>It did.</p>]]></content:encoded></item>
<item><title>Of Iran</title><guid isPermaLink="false">tag:2</guid><description>&lt;b&gt;{OTHER}&lt;/b&gt;</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Atom</title>
<entry><title>Of theft</title><link rel="self" href="https://example.org/self"/><link href="https://example.org/1"/>
<updated>2025-06-05T10:00:00Z</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p><p>Two.</p></div>
</content></entry></feed>"""
EPUB = zipped(
    **{
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<metadata><dc:title>A book</dc:title><dc:date>2025-06-05</dc:date></metadata><manifest>"
        '<item id="b" href="two%20.xhtml"/><item id="a" href="one.xhtml"/><item id="c" href="cover.xhtml"/></manifest>'
        '<spine><itemref idref="c"/><itemref idref="a"/><itemref idref="b"/></spine></package>',
        "OEBPS/cover.xhtml": "<html><body><img/></body></html>",
        "OEBPS/one.xhtml": f"<html><body><p>{BODY}</p></body></html>",
        "OEBPS/two .xhtml": f"<html><body><p>{OTHER}</p></body></html>",
    }
)


def pdf(*lines: str) -> bytes:
    shown = "BT /F1 12 Tf 20 150 Td " + " 0 -14 Td ".join(f"({line}) Tj" for line in lines) + " ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(shown)}>>stream\n{shown}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    data, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(f"{len(data):010d} 00000 n \n")
        data += f"{number} 0 obj{each}endobj\n"
    table = f"xref\n0 6\n0000000000 65535 f \n{''.join(places)}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    return (data + table).encode()


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_compressed_file_is_read_as_what_it_holds(tmp_path: Path, suffix: str) -> None:
    path = put(tmp_path / f"a.jsonl{suffix}", PACKERS[suffix](ROWS.encode()))
    first, second = found(path)
    assert isinstance(first, Document)
    assert (first.text, first.path) == (BODY, f"{path}:1")
    assert isinstance(second, Document)
    assert texts(put(tmp_path / f"b{suffix}", PACKERS[suffix](ROWS.encode()))) == [BODY, OTHER]


def test_a_suffix_may_be_written_large(tmp_path: Path) -> None:
    assert texts(put(tmp_path / "A.TXT.GZ", gzip.compress(BODY.encode()))) == [BODY]


def test_a_chapter_that_is_missing_leaves_the_others(tmp_path: Path) -> None:
    path = put(tmp_path / "a.epub", EPUB.replace(b"OEBPS/one.xhtml", b"OEBPS/eno.xhtml"))
    finding, document = found(path)
    assert isinstance(finding, Finding)
    assert "is a chapter that cannot be read" in finding.message
    assert isinstance(document, Document)


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<p>Mali a\r\n4\r\nsked\r\n0\r\n\r\n"


@WEB
@pytest.mark.parametrize(
    ("payload", "text"),
    [
        (CHUNKED, "Mali asked"),
        (CHUNKED.partition(b"9\r\n")[0] + b"<p>Mali asked", "Mali asked"),
        (
            response(b"").replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")
            + gzip.compress(b"<p>Mali asked"),
            "Mali asked",
        ),
        (
            response(b"<p>Mali asked").replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n"),
            "Mali asked",
        ),
    ],
    ids=["chunks", "no chunks after all", "gzip", "no gzip after all"],
)
def test_what_was_sent_in_parts_or_packed_is_a_page(tmp_path: Path, payload: bytes, text: str) -> None:
    assert texts(put(tmp_path / "a.warc", record("response", "https://example.org/", payload))) == [text]


@WEB
@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (WARC[:-8], "it was cut"),
        (WARC + b"no record", "is damaged behind record 6"),
        (WARC + b"WARC/1.0\r\nWARC-Type: conversion\r\n\r\n", "record 7 has no length"),
        (WARC[:-4] + b"more\r\n\r\n" + WARC, "1 of its records do not end where they say"),
        (WARC + b"WARC/1.0\r\n" + b"a: b\r\n" * 2000, "has a head of more than 1000 lines"),
        (WARC + record("revisit", "https://example.org/f", b""), "revisit record (1)"),
    ],
    ids=["cut", "damaged", "no length", "false length", "endless head", "other record"],
)
def test_a_damaged_web_archive_yields_what_came_before(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], data: bytes, reason: str
) -> None:
    path = put(tmp_path / "a.warc", data)
    assert BODY in texts(path)
    assert reason in " | ".join(reasons(path))
    assert "records hold no page: image/png (" in reasons(path)[-1]
    assert capfd.readouterr() == ("", "")


@WEB
@pytest.mark.parametrize("data", [gzip.compress(b"0" * 200_000_000, 1), gzip.compress(b"0")[:-9] + b"!" * 50])
def test_a_page_that_is_packed_without_end_or_badly_says_so(tmp_path: Path, data: bytes) -> None:
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n"
    chunk = b"%x\r\n%b\r\n0\r\n\r\n" % (len(data), data)
    sent = (f"{head}\r\n".encode() + data, f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + chunk)
    path = put(
        tmp_path / "a.warc", b"".join(record("response", "https://example.org/", each) for each in sent)
    )
    assert (len(reasons(path)), texts(path)) == (2, [])


def test_an_archive_is_read_as_a_folder(tmp_path: Path) -> None:
    path = put(
        tmp_path / "a.zip",
        zipped(**{"b/b.txt": BODY, "a.txt.gz": gzip.compress(OTHER.encode()), "x.png": "-", ".b.txt": "-"}),
    )
    first, second, finding = found(path)
    assert isinstance(first, Document)
    assert (first.text, first.path) == (OTHER, f"{path}/a.txt.gz")
    assert isinstance(second, Document)
    assert (second.text, second.path) == (BODY, f"{path}/b/b.txt")
    assert isinstance(finding, Finding)
    assert finding.message == "1 files are of kinds that are not read: .png (1)"


def test_a_bomb_is_left_at_once_and_what_came_before_is_kept(tmp_path: Path) -> None:
    zeros = b"0" * (sources.FLOOR + 1)
    path = put(tmp_path / "a.zip", zipped(**{"a.txt": BODY, "b.jsonl": zeros, "c.txt": OTHER}))
    assert texts(path) == [BODY]
    assert reasons(path) == [
        "is longer than 10 MB: split its text",
        "expands to more than 200 times its size: nothing more of it is read",
    ]


def test_archives_in_archives_are_read_to_a_depth(tmp_path: Path) -> None:
    data = BODY.encode()
    for _ in range(packed.DEEPEST):
        data = gzip.compress(data)
    assert texts(put(tmp_path / "a", data)) == [BODY]
    assert reasons(put(tmp_path / "b", gzip.compress(data))) == [
        f"lies in more than {packed.DEEPEST} archives: unpack it first"
    ]


@pytest.mark.parametrize("suffix", [*PACKERS, ".zip", ".epub", ".pdf", ".parquet", ".warc", ".rss"])
def test_a_damaged_file_says_so(tmp_path: Path, suffix: str) -> None:
    (reason,) = reasons(put(tmp_path / f"a{suffix}", b"\x00\x01 no such thing"))
    assert "damaged" in reason or "XML" in reason or "needs" in reason


def test_rows_before_the_damage_are_kept(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"text": f"Mali accused Niger of theft {n}."}) for n in range(3_000))
    path = put(tmp_path / "a.jsonl.gz", gzip.compress(lines.encode())[:-2000])
    *documents, finding = found(path)
    assert len(documents) > 1000
    assert isinstance(finding, Finding)
    assert "nothing more of it is read" in finding.message


def test_parquet_is_read_row_by_row(tmp_path: Path) -> None:
    data = parquet(Body=[BODY, None, OTHER], date=["2025-06-05"] * 3, junk=[1, 2, 3])
    path = put(tmp_path / "a.parquet", data)
    first, finding, third = found(path)
    assert isinstance(first, Document)
    assert (first.text, first.published, first.path) == (BODY, "2025-06-05", f"{path}:1")
    assert isinstance(finding, Finding)
    assert isinstance(third, Document)
    assert third.text == OTHER


def test_days_in_parquet_are_days(tmp_path: Path) -> None:
    from datetime import date, datetime

    for day in (date(2025, 6, 5), datetime(2025, 6, 5, 10, 30)):
        (document,) = found(put(tmp_path / "a.parquet", parquet(text=[BODY], published=[day])))
        assert isinstance(document, Document)
        assert document.published == "2025-06-05"


@WEB
def test_a_web_archive_yields_its_pages(tmp_path: Path) -> None:
    path = put(tmp_path / "a.warc.gz", gzip.compress(WARC))
    first, second, third, finding = found(path)
    assert isinstance(first, Document)
    assert (first.text, first.id, first.path) == (BODY, "https://example.org/a", f"{path}:2")
    assert isinstance(second, Document)
    assert second.text == "François condemned Iran."
    assert isinstance(third, Document)
    assert third.text == "Kenya praised Ghana."
    assert isinstance(finding, Finding)
    assert finding.message == "2 of its records hold no page: image/png (1), status 404 (1)"


@WEB
def test_a_feed_yields_its_entries(tmp_path: Path) -> None:
    first, second = found(put(tmp_path / "a.rss", RSS.encode()))
    assert isinstance(first, Document)
    assert (first.text, first.title, first.publisher) == (f"{BODY}\n\nIt did.", "Of theft", "Example News")
    assert (first.id, first.published) == ("https://example.org/1", "2025-06-05")
    assert isinstance(second, Document)
    assert (second.text, second.url) == (OTHER, None)
    assert second.id.endswith("doc/tag%3A2")


@WEB
def test_an_atom_feed_is_a_feed(tmp_path: Path) -> None:
    (document,) = found(put(tmp_path / "a.xml", ATOM.encode()))
    assert isinstance(document, Document)
    assert (document.text, document.url) == (f"{BODY}\n\nTwo.", "https://example.org/1")
    assert (document.published, document.publisher) == ("2025-06-05", "Example Atom")


@WEB
@pytest.mark.parametrize(
    ("entry", "date", "publisher"),
    [
        ("<pubDate>Thu, 05 Jun 2025 23:30:00 -0400</pubDate>", "2025-06-05", "Collected"),
        ("<pubDate>yesterday</pubDate>", None, "Collected"),
        ("<dc:date>2025-06-05T10:00:00Z</dc:date>", "2025-06-05", "Collected"),
        ("<atom:updated>2025-06-05T10:00:00Z</atom:updated>", "2025-06-05", "Collected"),
        ("<source url='https://example.org/'>Example News</source>", None, "Example News"),
    ],
)
def test_an_entry_has_its_own_day_and_outlet(
    tmp_path: Path, entry: str, date: str | None, publisher: str
) -> None:
    spaces = "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:atom='http://www.w3.org/2005/Atom'"
    item = f"<item>{entry}<description>{BODY}</description></item>"
    feed = f"<rss version='2.0' {spaces}><channel><title>Collected</title>{item}</channel></rss>"
    document = found(put(tmp_path / "a.rss", feed.encode()))[-1]
    assert isinstance(document, Document)
    assert (document.published, document.publisher) == (date, publisher)


@WEB
def test_a_feed_is_no_bomb(tmp_path: Path) -> None:
    many = "".join(f"<category>{n}</category>" for n in range(30_000))
    item = f"<item><author>{'a.' * 100_000}</author>{many}<description>{BODY}</description></item>"
    assert texts(put(tmp_path / "a.rss", f"<rss><channel>{item}</channel></rss>".encode())) == [BODY]
    assert reasons(put(tmp_path / "b.rss", b"<rss><channel>" + b"<a>" * 200_000)) == [
        "has more tags than a feed has: split it"
    ]


@WEB
def test_xml_that_is_no_feed_and_a_broken_feed_say_so(tmp_path: Path) -> None:
    assert reasons(put(tmp_path / "a.xml", b"<urlset><url/></urlset>")) == [
        "is XML without entries of RSS or Atom: other XML is not read"
    ]
    broken = put(tmp_path / "b.rss", RSS.replace("Of Iran", "Of <Iran").encode())
    assert texts(broken) == [f"{BODY}\n\nIt did.", OTHER]
    assert "is no well-formed XML" in reasons(broken)[0]


def test_a_book_yields_its_chapters(tmp_path: Path) -> None:
    path = put(tmp_path / "a.epub", EPUB)
    first, second = found(path)
    assert isinstance(first, Document)
    assert (first.text, first.title, first.published) == (BODY, "A book", "2025-06-05")
    assert (first.path, isinstance(second, Document)) == (f"{path}:2", True)


def test_the_text_of_a_pdf_is_joined_where_a_word_was_cut(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    (text,) = texts(put(tmp_path / "a.pdf", pdf("Mali accused Niger of", "theft and Kenya of mur-", "der.")))
    assert text.split() == "Mali accused Niger of theft and Kenya of murder.".split()  # noqa: SIM905


def test_a_pdf_of_pictures_says_what_to_do(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    assert "run OCR first" in reasons(put(tmp_path / "a.pdf", pdf("")))[0]


@pytest.mark.parametrize(
    ("name", "extra"),
    [
        *(("a.pdf", "books"), ("a.parquet", "parquet"), ("a.txt.zst", "zstd")),
        *(("a.warc", "web"), ("a.rss", "web")),
    ],
)
def test_a_missing_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, extra: str
) -> None:
    for module in ("pypdf", "pyarrow.parquet", "zstandard", "warcio.exceptions", "feedparser"):
        monkeypatch.setitem(sys.modules, module, None)
    (reason,) = reasons(put(tmp_path / name, b"x"))
    assert f"pip install 'geopolitics-kg[{extra}]'" in reason


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (gzip.compress(ROWS.encode()), 2),
        (bz2.compress(ROWS.encode()), 2),
        (lzma.compress(ROWS.encode()), 2),
        (zipped(**{"a.txt": BODY}), 1),
        (EPUB, 2),
        pytest.param(RSS.encode(), 2, marks=WEB),
        pytest.param(ATOM.encode(), 1, marks=WEB),
        (f'<?xml version="1.0"?>\n<!DOCTYPE html><html><p>{BODY}</html>'.encode(), 1),
    ],
    ids=["gz", "bz2", "xz", "zip", "epub", "rss", "atom", "xhtml"],
)
def test_standard_input_of_every_form_is_known_by_its_start(data: bytes, expected: int) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    documents = list(read.documents(["-"], stdin=Pipe(data)))
    assert [isinstance(each, Document) for each in documents] == [True] * expected


def test_columns_are_those_that_were_told(tmp_path: Path) -> None:
    fields = {"text": "Story", "date": "when"}
    csv = put(tmp_path / "a.csv", f"text,story,When\nno,{BODY},2025-06-05\n".encode())
    (document,) = found(csv, fields=fields)
    assert isinstance(document, Document)
    assert (document.text, document.published) == (BODY, "2025-06-05")
    assert reasons(csv, fields={"text": "body", "url": "x"}) == [
        "has no column 'body' (text), 'x' (url): its columns are text, story, When"
    ]
    assert reasons(put(tmp_path / "b.csv", b"a,b\n1,2\n3,4\n")) == [
        "has no text: name its column with --text-field; it has a, b"
    ]


def test_a_key_that_rows_lack_is_told_once(tmp_path: Path) -> None:
    doubt, *documents = found(put(tmp_path / "a.jsonl", ROWS.encode()), fields={"date": "when"})
    assert isinstance(doubt, Finding)
    assert (doubt.rule, len(documents)) == ("doubt", 2)
    assert doubt.message.startswith("has no column 'when' (date): its columns are text")


def test_a_field_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(read.ReadError, match="rows have no field txt: the fields are text, id"):
        found(tmp_path, fields={"txt": "body"})


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<meta charset=windows-1252><p>“François”".encode("windows-1252"), "“François”"),
        ("<p>“François” met Zoë".encode("windows-1252"), "“François” met Zoë"),
        ('<meta charset="utf-8"><p>Zoë, François, Hervé '.encode() + b"\xff", "Zoë, François, Hervé \ufffd"),
        ("<p>François".encode("utf-16"), "François"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>Путин'.encode("koi8-r"),
            "Путин",
        ),
        (b"<meta charset=punycode><p>a-b", "a-b"),
        (b"<meta charset=nonsense><p>a", "a"),
    ],
    ids=["declared", "undeclared", "damaged", "utf-16", "http-equiv", "hostile", "unknown"],
)
def test_pages_are_read_in_their_encoding(data: bytes, text: str) -> None:
    assert page(data)["text"] == text


def test_utf16_is_read_by_its_mark(tmp_path: Path) -> None:
    assert texts(put(tmp_path / "a.txt", BODY.encode("utf-16"))) == [BODY]
    assert texts(put(tmp_path / "a.csv", f"text\n{OTHER}\n".encode("utf-16"))) == [OTHER]


@WEB
def test_a_page_nested_without_end_is_read(tmp_path: Path) -> None:
    data = b"<div>" * 100_000 + BODY.encode() + b"</div>" * 100_000
    assert texts(put(tmp_path / "a.html", data)) == [BODY]
    feed = f"<rss><item>{'<a>' * 100_000}{'</a>' * 100_000}</item><item><title>t</title><description>{BODY}</description></item></rss>"
    assert texts(put(tmp_path / "a.rss", feed.encode()))[-1:] in ([BODY], [])


@WEB
def test_entities_do_not_expand_without_end(tmp_path: Path) -> None:
    names = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 100}">' for n in range(12))
    feed = f"<!DOCTYPE rss [{names}]><rss><item><description>&e11;</description></item></rss>"
    assert "no well-formed XML" in reasons(put(tmp_path / "a.rss", feed.encode()))[0]


def test_progress_is_told_in_bytes(tmp_path: Path) -> None:
    paths = [put(tmp_path / "a.jsonl", ROWS.encode()), put(tmp_path / "b.zip", zipped(**{"a.txt": "Two."}))]
    progress = read.progress([tmp_path])
    assert progress == read.Progress(0, sum(path.stat().st_size for path in paths))
    for _ in read.documents([tmp_path], progress=progress):
        assert 0 < progress.done <= (progress.total or 0)
    assert progress.done == progress.total
    assert read.progress(["-"]).total is None


def test_progress_is_that_of_what_is_done_with_and_not_of_what_is_read_ahead() -> None:
    progress = read.Progress(done=800, total=1000, found=40)
    assert progress.at(10) == (200, 1000)
    assert progress.at(40) == (800, 1000)
    assert read.Progress().at(0) == (0, None)


def test_the_kinds_name_readers_that_exist() -> None:
    for suffix in kinds.kinds().split():
        assert kinds.known(f"a{suffix}")
