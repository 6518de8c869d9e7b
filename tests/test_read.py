"""kg.read: documents from files of every kind; what cannot be read says why, and nothing hostile hangs it."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg import read
from kg.read import sources
from kg.read.dates import day
from kg.read.documents import _URL
from kg.read.head import header, markdown
from kg.read.html import article
from kg.records import BASE, Document, Finding, digest

BODY = "The US accused China of theft."


def found(*inputs: Path, **options: str) -> list[Document | Finding]:
    return list(read.documents(inputs, **options))  # type: ignore[arg-type]


def one(path: Path) -> Document:
    (document,) = found(path)
    assert isinstance(document, Document)
    return document


def reason(path: Path) -> str:
    (finding,) = found(path)
    assert isinstance(finding, Finding)
    assert (finding.rule, finding.focus.partition(":")[0]) == ("read", str(path))
    return finding.message


def said(text: str) -> list[Document | Finding]:
    return list(read.documents(["-"], stdin=io.BytesIO(text.encode())))


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_text_is_named_by_its_content(tmp_path: Path) -> None:
    document = one(write(tmp_path / "a.txt", BODY))
    assert (document.text, document.id) == (BODY, f"{BASE}doc/{digest(BODY)}")
    assert document.path == str(tmp_path / "a.txt")


def test_a_header_block_dates_a_text_and_is_no_part_of_it(tmp_path: Path) -> None:
    top = "Title: Of theft\nDate: 5 June 2025\nURL: https://example.org/a#top\nSources: one,\n  two\n---\n"
    document = one(write(tmp_path / "a.txt", top + BODY))
    assert document.text == BODY
    assert (document.published, document.title) == ("2025-06-05", "Of theft")
    assert (document.id, document.url) == ("https://example.org/a", "https://example.org/a#top")


@pytest.mark.parametrize(
    "text",
    [
        "Note: this\nis text\n---\nand more",
        "Washington: a dateline\n---\nand more",
        "Date: 2025-06-05\nand text without an end",
        "---\n",
        "---\n---\n",
        "",
    ],
)
def test_what_only_looks_like_a_header_is_text(text: str) -> None:
    assert header(text) == (text, {})


def test_front_matter_of_markdown_is_a_header_too() -> None:
    assert header('---\ntitle: "A"\ndate: 2025-06-05\n---\nB') == ("B", {"title": "A", "date": "2025-06-05"})


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    text = "# Of *theft*\n\n> The **US** accused [China](https://x.y/z) of `theft`.\n\n* One\n- Two\n\n---\n![i](u)"
    document = one(write(tmp_path / "a.md", text))
    assert document.title == "Of *theft*"
    assert document.text.split() == "Of theft The US accused China of theft. One Two".split()  # noqa: SIM905


PAGE = """<!DOCTYPE html><html><head><title>Of theft | Example</title>
<meta property="og:title" content="Of theft"><meta property='og:site_name' content='Example &amp; Co'>
<meta property="article:published_time" content="2025-06-05T10:00:00Z">
<link rel="canonical" href="https://example.org/theft"><style>p { color: red }</style></head>
<body><nav><p>Menu</p></nav><article><h1>Of theft</h1><!-- <p>no</p> -->
<p>The US <b>accused</b>
China&#39;s <a href="x">firms</a>.<br>It did.</p><script>if (a < b) alert("no")</script>
<aside>More</aside><p>The end</p></article><footer>Foot</footer></body></html>"""


def test_a_page_yields_its_article(tmp_path: Path) -> None:
    document = one(write(tmp_path / "a.html", PAGE))
    assert document.text == "Of theft\n\nThe US accused China's firms.\n\nIt did.\n\nThe end"
    assert (document.id, document.published) == ("https://example.org/theft", "2025-06-05")
    assert (document.title, document.publisher) == ("Of theft", "Example & Co")


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>One<p>Two", "One\n\nTwo"),
        ("<main><p>One</p></main><p>Two</p>", "One"),
        ("<nav><p>never closed", "never closed"),
        ("<svg/><p>One</p>", "One"),
        ("<svg><p>One</p>", "One"),
        ("a < b and c > d", "a < b and c > d"),
        ("<p>&lt;b&gt; &#" + "9" * 5000 + ";", "&lt;b&gt; &#" + "9" * 5000 + ";"),
    ],
)
def test_malformed_pages_yield_what_they_can(page: str, text: str) -> None:
    assert article(page)[0] == text


@pytest.mark.parametrize(
    "part", ["<a ", "<!--", "<![", "<a b='", "</", "<svg>", "<", "&#", "<div>", "<a =", '"', "<p>"]
)
def test_a_hostile_page_takes_linear_time(part: str) -> None:
    article(part * 100_000)


@given(st.text(st.sampled_from("<>/!-='\" apscript&#;\n")))
def test_no_page_breaks_the_reader(page: str) -> None:
    article(page)


def test_json_lines_yield_a_document_a_line(tmp_path: Path) -> None:
    lines = [
        {
            "text": "One.",
            "id": "a/1",
            "date": "2025-06-05",
            "title": "A\nB",
            "publisher": {"name": "Example"},
        },
        {"content": "Two.", "link": "https://example.org/2", "publishedAt": "2025-06-06T00:00:00Z", "id": 7},
        {"maintext": "Three.\ud800\0", "source_domain": "x.org"},
    ]
    path = write(tmp_path / "a.jsonl", "\ufeff" + "\n\n".join(map(json.dumps, lines)))
    first, second, third = found(path)
    assert first == Document(BASE + "doc/a%2F1", "One.", "2025-06-05", "A B", None, "Example", f"{path}:1")
    assert isinstance(second, Document)
    assert (second.id, second.published) == ("https://example.org/2", "2025-06-06")
    assert isinstance(third, Document)
    assert (third.text, third.publisher) == ("Three.\ufffd\ufffd", "x.org")


def test_a_bad_line_is_reported_and_the_others_go_on(tmp_path: Path) -> None:
    lines = [
        b'{"text": "One."}',
        b"{oops}",
        b"[1]",
        b'{"words": "x"}',
        b"\xff{}",
        b"[" * 100_000,
        b'{"text": "Two."}',
    ]
    kinds = [type(each) for each in found(write(tmp_path / "a.jsonl", b"\n".join(lines)))]
    assert kinds == [Document, Finding, Finding, Finding, Finding, Finding, Document]


def test_a_row_without_text_says_what_it_has(tmp_path: Path) -> None:
    message = "has no text: name its column with --text-field; it has words"
    assert reason(write(tmp_path / "a.jsonl", '{"words": 1}')) == message


def test_json_is_an_array_or_an_object(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.json", '{"text":\n"One."}')).text == "One."
    assert [type(each) for each in found(write(tmp_path / "b.json", '[{"text": "One."}, 2]'))] == [
        Document,
        Finding,
    ]
    assert "no JSON" in reason(write(tmp_path / "c.json", "{"))


def test_csv_and_tsv_are_read_by_their_header(tmp_path: Path) -> None:
    long = "word " * 40_000
    path = write(tmp_path / "a.csv", f'\ufeffTitle;Text;Date\r\nA;"One;\r\ntwo";2025-06-05\r\nB;{long};\r\n')
    first, second = found(path)
    assert isinstance(first, Document)
    assert (first.text, first.title, first.published) == ("One;\r\ntwo", "A", "2025-06-05")
    assert isinstance(second, Document)
    assert second.text == long
    assert one(write(tmp_path / "b.tsv", "text\tdate\nOne, two.\t2025-06-05\n")).text == "One, two."


def test_csv_that_is_not_utf8_is_reported(tmp_path: Path) -> None:
    assert "not UTF-8" in reason(write(tmp_path / "a.csv", b"text\ncaf\xe9\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BODY, BODY),
        (json.dumps({"text": BODY}), BODY),
        (f"[{json.dumps({'text': BODY})}]", BODY),
        ('{\n"text": "A."}', "A."),
        (f"<html><p>{BODY}", BODY),
        ("[1] a", "[1] a"),
        ("{a} b", None),
    ],
)
def test_standard_input_is_known_by_its_start(text: str, expected: str | None) -> None:
    (document,) = said(text)
    assert isinstance(document, Document) == (expected is not None)
    assert getattr(document, "text", None) == expected


def test_empty_standard_input_is_reported() -> None:
    (finding,) = said("")
    assert isinstance(finding, Finding)
    assert "is empty" in finding.message


def test_folders_are_read_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "in/c.txt", ".hidden.txt", ".git/d.txt", "x.doc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        write(tmp_path / name, f"This is {name}.")
    *documents, finding = found(tmp_path)
    assert [Path(each.path or "").name for each in documents if isinstance(each, Document)] == [
        "a.txt",
        "b.txt",
        "c.txt",
    ]
    assert isinstance(finding, Finding)
    assert finding.value == ".doc (1)"


def test_a_folder_with_nothing_to_read_is_reported(tmp_path: Path) -> None:
    assert "nothing to read: the kinds are .txt" in reason(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\xef\xbb\xbf", "is empty"),
        (b"%PDF-1.7\0\xff", "NUL at byte 8"),
        (b"caf\xe9", "byte 3 is 0xe9: convert it, as with iconv"),
        (b"\xff\xfet\x00e", "is not UTF-16"),
        (b"x" * (sources.MOST + 1), "larger than 10 MB: split it"),
        (b"Date: 2025-06-05\n---\n\n", "has no text"),
    ],
    ids=["empty", "blank", "binary", "latin", "utf-16", "large", "head only"],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, content: bytes, message: str) -> None:
    content = content.removesuffix(b"\xef\xbb\xbf") if message == "is empty" else content
    assert message in reason(write(tmp_path / "a.txt", content))


def test_a_path_that_is_not_there_is_reported(tmp_path: Path) -> None:
    assert "no such file" in reason(tmp_path / "none.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may open every file")
def test_a_file_that_may_not_be_opened_is_reported(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", BODY)
    path.chmod(0)
    assert "cannot be opened" in reason(path)


def test_a_name_of_any_bytes_can_be_reported(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    (finding,) = found(path)
    assert isinstance(finding, Finding)
    assert finding.focus == f"{tmp_path}/caf\ufffd.txt"


def test_a_byte_order_mark_and_line_ends_are_normalised(tmp_path: Path) -> None:
    assert one(write(tmp_path / "a.txt", b"\xef\xbb\xbfOne\r\ntwo\rthree\n")).text == "One\ntwo\nthree\n"


def test_a_long_line_is_passed_on(tmp_path: Path) -> None:
    assert len(one(write(tmp_path / "a.txt", "word " * 1_900_000)).text) == 9_500_000


def test_a_text_is_read_once(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, BODY) for name in ("a.txt", "b.txt")]
    _, finding = found(*paths)
    assert isinstance(finding, Finding)
    assert finding.message == f"has the same text as {paths[0]}: it is read once"


def test_one_identifier_for_two_texts_is_reported(tmp_path: Path) -> None:
    lines = '{"id": "1", "text": "One."}\n{"id": "1", "text": "Two."}'
    document, finding = found(write(tmp_path / "a.jsonl", lines))
    assert isinstance(document, Document)
    assert isinstance(finding, Finding)
    assert "another text" in finding.message


def test_a_date_that_is_none_is_reported_and_the_text_kept(tmp_path: Path) -> None:
    finding, document = found(write(tmp_path / "a.txt", f"Date: 05/06/2025\n---\n{BODY}"))
    assert isinstance(finding, Finding)
    assert finding.value == "05/06/2025"
    assert isinstance(document, Document)
    assert document.published is None


def test_the_date_given_is_for_texts_without_one(tmp_path: Path) -> None:
    paths = [write(tmp_path / "a.txt", BODY), write(tmp_path / "b.txt", "Date: 2024-01-01\n---\nOther.")]
    documents = found(*paths, date="2025-06-05")
    assert [each.published for each in documents if isinstance(each, Document)] == [
        "2025-06-05",
        "2024-01-01",
    ]
    with pytest.raises(read.ReadError, match="write it as 2025-06-05"):
        found(date="yesterday")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-06-05", "2025-06-05"),
        ("2025-06-05T10:00:00+02:00", "2025-06-05"),
        ("20250605", "2025-06-05"),
        ("2025/6/5", "2025-06-05"),
        ("Thu, 05 Jun 2025 10:00:00 GMT", "2025-06-05"),
        ("Thursday, June 5, 2025", "2025-06-05"),
        ("5 June 2025", "2025-06-05"),
        ("Jun. 5, 2025", "2025-06-05"),
        ("2025-02-30", None),
        ("5 Nonsense 2025", None),
        ("05/06/2025", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_days_are_read_where_they_are_plain(text: str, iso: str | None) -> None:
    assert day(text) == iso


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "http://x/ y",
        "http://x/<b>",
        "https://u:p@x/",
        "http://x/%zz",
        "http://",
        "//x/y",
    ],
)
def test_a_url_that_is_none_is_left_out(tmp_path: Path, url: str) -> None:
    finding, document = found(write(tmp_path / "a.jsonl", json.dumps({"text": BODY, "url": url})))
    assert isinstance(finding, Finding)
    assert isinstance(document, Document)
    assert (document.url, document.id) == (None, f"{BASE}doc/{digest(BODY)}")


@given(st.text(st.characters() | st.sampled_from(":/?#%@[]\\ .-az09")))
def test_every_url_that_is_taken_can_name_a_graph(rest: str) -> None:
    url = "https://" + rest
    if _URL.fullmatch(url):
        assert NamedNode(url.partition("#")[0])


@given(st.text())
def test_any_text_loses_no_more_than_marks(text: str) -> None:
    assert len(markdown(text)) <= len(text)
