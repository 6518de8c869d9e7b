"""The folder of pages: what they say, where they lead, what they let run, and how they are put on the disk."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import CHN, RUN, TEXT, TRUMP, USA, XINHUA, accusation, link, reading, readings

from kg import graph, store
from kg.cli import program
from kg.draw import site
from kg.draw.palette import load
from kg.draw.scene import scene
from kg.draw.site.article import article
from kg.draw.site.axis import GAP, MOST, axis
from kg.draw.site.book import Book, book
from kg.draw.site.days import period, spelt
from kg.draw.site.dossier import dossier
from kg.draw.site.dyad import dyad
from kg.draw.site.slugs import slugs
from kg.records import Actor, Attribution, Document, Fact, KgError, Reading, Sentence, Span, Time

ATTACK = '</style><script>alert(1)</script><img src=x onerror="alert(1)">{{7*7}}\'&amp;<b>'
VOID = {"meta", "link", "img", "br", "input"}


class Page(HTMLParser):
    """The elements of a page, its text, and whether every one that opens also closes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text, self.open, self.stray = "", list[str](), list[str]()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.stray.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += "" if self.open[-1:] == ["style"] else data

    @property
    def links(self) -> list[str]:
        return [str(given["href"]) for tag, given in self.elements if tag == "a"]

    @property
    def ids(self) -> list[str]:
        return [str(given["id"]) for _, given in self.elements if "id" in given]


def made(*told: Reading, **options: Any) -> dict[str, str]:
    return dict(site.pages(told or [reading()], **{"title": "News", **options}))


def parsed(pages: Mapping[str, str]) -> dict[str, Page]:
    """The pages that are the site's own, the view apart."""
    return {path: Page(text) for path, text in pages.items() if path != "view.html"}


def opened(*told: Reading, most: int = 500) -> Book:
    chosen = scene(told, quiet=load().quiet)
    return book(chosen, told, load(), title="News", most=most)


def broken(pages: Mapping[str, str]) -> list[tuple[str, str]]:
    """The links within a site that lead to no page, or to no place in it."""
    found = parsed(pages)
    wrong = []
    for path, page in found.items():
        for href in page.links:
            target, _, place = href.partition("#")
            goal = normpath(join(dirname(path), target)) if target else path
            inside = not re.match(r"[a-z]+:", href)
            if inside and (
                goal not in pages or (place and goal in found and unquote(place) not in found[goal].ids)
            ):
                wrong.append((path, href))
    return wrong


def days(count: int, *, every: int = 1) -> list[date]:
    return [date(2020, 1, 1) + timedelta(every * step) for step in range(count)]


# ---- Names of files


def test_an_identifier_that_can_be_a_file_name_is_its_own_slug() -> None:
    named = ("USA", "Moon_Jae-in", "Ahmed_Ali.IRQ")
    assert slugs(dict.fromkeys(named, "")) == {name: name for name in named}


@pytest.mark.parametrize(
    "id",
    ["", ".", "..", "a/b", "a\\b", "con", "NUL.x", "a.", "a-", "a--b", "é", "a b", "x" * 99, "a\0", "-a"],
)
def test_any_other_gets_a_name_that_every_file_system_takes(id: str) -> None:
    slug = slugs({id: id})[id]
    assert re.fullmatch(r"[A-Za-z0-9_]+(-[A-Za-z0-9_]+)*", slug)
    assert slug != id


@given(st.dictionaries(st.text(max_size=6) | st.sampled_from(["USA", "usa", "Usa"]), st.text(max_size=9)))
def test_no_two_slugs_are_the_same_even_without_capitals(labels: dict[str, str]) -> None:
    found = [slug.casefold() for slug in slugs(labels).values()]
    assert len(set(found)) == len(found)
    assert not any("--" in slug for slug in found)


def test_a_slug_does_not_depend_on_the_others_unless_only_capitals_part_them() -> None:
    alone = slugs({"text/1/decision": "the decision"})
    assert slugs({"text/1/decision": "the decision", "USA": "", "usa.b": ""}).items() >= alone.items()
    both = slugs({"USA": "United States", "usa": "usa"})
    assert both["USA"].startswith("United-States-")


# ---- What the pages are


def test_each_actor_pair_and_document_has_a_page() -> None:
    kinds = [path.partition("/")[0] for path in made()]
    assert [kinds.count(kind) for kind in ("index.html", "view.html", "timeline.html")] == [1, 1, 1]
    assert [kinds.count(kind) for kind in ("actor", "dyad", "document")] == [2, 1, 1]


def test_an_empty_graph_has_a_first_page_that_says_so() -> None:
    told = dict(site.pages([], title="News"))
    assert list(told) == ["index.html", "view.html", "timeline.html"]
    assert "0 claims" in Page(told["index.html"]).text


def test_who_only_speaks_has_a_page_too() -> None:
    said = accusation(attribution=Attribution(link(XINHUA, "Xinhua"), "said"))
    page = Page(made(reading(said))["actor/Xinhua.html"])
    assert "What it says" in page.text
    assert "../dyad/CHN--USA.html#c-" + said.id in page.links
    assert "Show in the graph" not in page.text


def test_no_link_within_a_site_is_broken() -> None:
    held = accusation(
        relation="holdsOffice",
        event=None,
        quad=None,
        subject=link(TRUMP, "The US"),
        object=link(Actor("Office", "President", "Office"), "China"),
    )
    said = accusation(attribution=Attribution(link(XINHUA, "Xinhua"), "said"), polarity="negative")
    told = made(reading(held, said, accusation(object=None)))
    assert broken(told) == []
    assert broken({**told, "index.html": '<a href="nowhere.html">'}) == [("index.html", "nowhere.html")]


def test_links_hold_where_few_pages_are_made() -> None:
    many = [reading(accusation(doc=f"urn:{n}"), doc=f"urn:{n}") for n in range(5)]
    told = made(*many, most=1)
    assert len(told) == 5
    assert broken(told) == []
    assert "Pages were made of 1 of 2 actors, 0 of 1 pair, 1 of 5 documents" in Page(told["index.html"]).text


def test_the_bytes_do_not_depend_on_the_order_of_the_documents() -> None:
    many = [reading(accusation(doc=f"urn:{n}"), doc=f"urn:{n}") for n in range(4)]
    assert list(made(*many).items()) == list(made(*many[::-1]).items())


def test_nothing_may_run_or_load_but_the_style_of_the_page() -> None:
    for path, text in made().items():
        if path == "view.html":
            continue
        style = re.search(r"<style>(.*?)</style>", text, re.S)
        assert style
        allowed = b64encode(sha256(style[1].encode()).digest()).decode()
        policy = f"default-src &#39;none&#39;; style-src &#39;sha256-{allowed}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"
        assert f'"Content-Security-Policy" content="{policy}"' in text
        assert not re.search(r"<script| on\w+=| style=|@import|url\(", text)


def test_only_addresses_of_the_web_become_links() -> None:
    for url, linked in (
        ("https://a.example/x?y=1&z", True),
        ("javascript:alert(1)", False),
        ("file:///etc", False),
    ):
        found = reading()
        page = Page(
            next(
                text
                for path, text in made(replace(found, document=replace(found.document, url=url))).items()
                if path.startswith("document/")
            )
        )
        away = [given for tag, given in page.elements if tag == "a" and given["href"] == url]
        assert bool(away) == linked
        assert all("noreferrer" in str(given["rel"]) for given in away)


def test_hostile_text_is_shown_word_for_word() -> None:
    one, two = (Actor(f"{ATTACK}{n}", f"{ATTACK}{n}", "State", (ATTACK,), (ATTACK,)) for n in "AB")
    text = f"{ATTACK}A accused {ATTACK}B"
    fact = accusation(
        doc=ATTACK,
        sentence=Sentence(0, 0, len(text), text),
        subject=link(one, f"{ATTACK}A", text=text),
        object=link(two, f"{ATTACK}B", text=text),
        trigger=Span(text.index("accused"), text.index("accused") + 7, "accused"),
        relation=ATTACK,
        phrase=ATTACK,
        mode=ATTACK,
        context=(ATTACK,),
    )
    told = made(Reading(Document(ATTACK, text, "2025-06-05", ATTACK, ATTACK, ATTACK), (fact,), (one, two)))
    for page in parsed(told).values():
        assert page.stray == page.open == []
        assert not {"script", "img"} & {tag for tag, _ in page.elements}
        assert ATTACK in page.text
    assert broken(told) == []


@settings(max_examples=15)
@given(st.lists(readings(), max_size=2, unique_by=lambda found: found.document.id))
def test_any_readings_make_pages_that_are_whole(told: list[Reading]) -> None:
    pages = made(*told)
    assert all(page.stray == page.open == [] for page in parsed(pages).values())
    assert broken(pages) == []


# ---- What they say


def test_a_dyad_parts_what_each_did_to_the_other() -> None:
    back = accusation(subject=link(CHN, "China"), object=link(USA, "The US"), relation="rejects")
    both = accusation(relation="consults", symmetric=True)
    told = dyad(opened(reading(accusation(), back, both)), ("CHN", "USA"))
    assert [(way["one"]["label"], way["count"]) for way in told["ways"]] == [
        ("China", 1),
        ("United States", 1),
    ]
    assert told["both"]["count"] == 1
    assert told["ways"][0]["view"] == "view.html#select=edge%3ACHN%3EUSA"
    assert "edge%3ACHN~USA" in told["both"]["view"] or "edge%3AUSA~CHN" in told["both"]["view"]
    assert {row["tone"]: row["counts"] for row in told["table"]}["verbal_conflict"] == [1, 1, 1]


def test_an_actor_has_its_offices_with_the_days_on_which_they_are_told() -> None:
    office = Actor("Office", "President", "Office")
    facts = [
        replace(
            accusation(
                doc=f"urn:{day}",
                relation="holdsOffice",
                event=None,
                quad=None,
                time=None,
                published=day,
                subject=link(TRUMP, "The US"),
                object=link(office, "China"),
            ),
            id=day,
        )
        for day in ("2018-05-09", "2020-09-15")
    ]
    told = dossier(opened(*(reading(fact, doc=fact.doc) for fact in facts)), "Donald_Trump")
    assert [(row["actor"]["label"], row["span"]) for row in told["offices"]] == [
        ("President", "9 May 2018 to 15 Sep 2020")
    ]
    assert [row["actor"]["label"] for row in told["principals"]] == ["United States"]


def test_an_actor_page_tells_deeds_from_what_was_done_and_from_what_is_said() -> None:
    said = accusation(attribution=Attribution(link(XINHUA, "Xinhua"), "said"))
    told = dossier(opened(reading(said)), "CHN")
    assert [section["title"] for section in told["sections"]] == ["What was done to it"]
    assert [row["label"] for row in told["voices"]["shown"]] == ["Xinhua"]
    card = told["sections"][0]["cards"]["shown"][0]
    assert "".join(part["text"] for part in card["parts"]) == TEXT
    assert {part["role"]: part["text"] for part in card["parts"]}["object"] == "China"


def test_what_was_denied_or_planned_wears_a_badge() -> None:
    fact = accusation(polarity="negative", modality="planned")
    page = Page(made(reading(fact))["dyad/CHN--USA.html"])
    worn = [given["class"] for tag, given in page.elements if str(given.get("class")).startswith("badge")]
    assert worn == ["badge denied", "badge unrealised"]
    assert "Denied Planned" in page.text


@pytest.mark.parametrize("text", [TEXT, f"Before.\n\n{TEXT} After."])
def test_an_article_is_shown_word_for_word_with_its_claims_underlined(text: str) -> None:
    shift = text.index(TEXT)
    fact = moved(accusation(), shift)
    told = article(opened(reading(fact, text=text)), fact.doc)
    pieces = [piece for block in told["blocks"] for piece in block["pieces"]]
    assert "".join(piece["text"] for piece in pieces) == text.replace("\n\n", "")
    assert "".join(piece["text"] for piece in pieces if piece["tone"]) == "The US accused China"
    assert [piece["text"] for piece in pieces if piece.get("trigger")] == ["accused"]
    assert {piece["href"] for piece in pieces if piece["tone"]} == {f"dyad/CHN--USA.html#c-{fact.id}"}


def test_without_a_text_the_sentences_that_carry_claims_stand_for_it() -> None:
    found = reading(text="")
    told = article(opened(found), found.document.id)
    assert not told["whole"]
    assert "".join(piece["text"] for block in told["blocks"] for piece in block["pieces"]) == TEXT


def moved(fact: Fact, shift: int) -> Fact:
    """The fact as it stands further on in a text."""

    def on(span: Any) -> Any:
        return replace(span, begin=span.begin + shift, end=span.end + shift)

    assert fact.object
    return replace(
        fact,
        sentence=on(fact.sentence),
        trigger=on(fact.trigger),
        subject=replace(fact.subject, mention=on(fact.subject.mention)),
        object=replace(fact.object, mention=on(fact.object.mention)),
    )


def test_long_lists_fold_and_then_point_to_the_graph() -> None:
    facts = [replace(accusation(), id=f"{n:016x}", confidence=n / 1000) for n in range(230)]
    page = Page(made(reading(*facts))["dyad/CHN--USA.html"])
    assert len([id for id in page.ids if id.startswith("c-")]) == 200
    assert "188 earlier claims" in page.text
    assert "30 more are in the graph" in re.sub(r"\s+", " ", page.text)


# ---- Time


def test_an_axis_is_as_fine_as_its_span_lets_it_be() -> None:
    for found, size in ((days(40), 0), (days(300), 1), (days(1500), 1), (days(3000), 3), (days(9000), 12)):
        made_axis = axis(found)
        assert made_axis
        assert made_axis.size == size
        assert len(made_axis) <= MOST + 2


def test_long_stretches_without_events_are_cut_out_and_shown_as_cut() -> None:
    found = axis([date(1979, 3, 26), date(2023, 3, 10), date(2023, 5, 1)])
    assert found
    assert [found.name(place) for place in range(len(found)) if found.slots[place]] == [
        *("Mar 1979", "Mar 2023", "Apr 2023", "May 2023"),
    ]
    assert found.breaks() == [1]
    near = axis([date(2023, 1, 1), date(2023, 2 + GAP, 1)])
    assert near
    assert near.breaks() == []


@given(st.lists(st.dates(), min_size=1, max_size=30))
def test_every_day_has_its_place_on_the_axis(found: list[date]) -> None:
    made_axis = axis(found)
    assert made_axis
    assert all(made_axis.slots[made_axis.place(day)] is not None for day in found)
    assert made_axis.ticks(3)


def test_days_are_spelt_as_people_read_them() -> None:
    assert spelt("2025-06-05") == "5 Jun 2025"
    assert spelt("someday") == "someday"
    assert period("2018-01-01", "2018-12-31") == "2018"
    assert period("2024-02-01", "2024-02-29") == "February 2024"
    assert period("2024-12-01", "2024-12-31") == "December 2024"
    assert period("2024-02-01", "2024-03-02") == "1 Feb 2024 to 2 Mar 2024"
    assert period("9999-01-01", "9999-12-31") == "1 Jan 9999 to 31 Dec 9999"


def test_an_event_without_a_day_is_told_and_in_no_month() -> None:
    page = Page(made(reading(accusation(time=None, published=None)))["timeline.html"])
    assert "No event has a day." in page.text
    assert "1 claim of events without any day" in page.text


def test_a_day_that_is_none_stands_in_no_picture() -> None:
    fact = accusation(time=Time("2025-02-30", "2025-02-30", "one day"))
    assert "2025-02-30" in Page(made(reading(fact))["dyad/CHN--USA.html"]).text


# ---- On the disk


def test_a_site_written_again_has_no_stale_page_and_leaves_what_is_not_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    site.write([("index.html", "one"), ("actor/A.html", "a"), ("dyad/A--B.html", "d")], folder)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    assert site.write([("index.html", "two"), ("actor/B.html", "b")], folder) == 2
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert files == [".kg-site", "actor/B.html", "index.html", "notes.txt"]
    assert (folder / "index.html").read_text(encoding="utf-8") == "two"


def test_a_folder_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work", encoding="utf-8")
    with pytest.raises(KgError, match="holds something else than a site of kg: give --site a new"):
        site.write([("index.html", "one")], tmp_path)
    with pytest.raises(KgError, match="holds something else"):
        site.write([("index.html", "one")], tmp_path / "thesis.doc")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_run_that_breaks_leaves_whole_pages_that_the_next_one_removes(tmp_path: Path) -> None:
    folder = tmp_path / "site"

    def breaking() -> Any:
        yield "actor/A.html", "a"
        raise KgError("no more")

    with pytest.raises(KgError, match="no more"):
        site.write(breaking(), folder)
    site.write([("index.html", "one")], folder)
    assert not list(folder.rglob("A.html"))


def test_a_list_that_names_files_elsewhere_removes_none_of_them(tmp_path: Path) -> None:
    outside = tmp_path / "precious.html"
    outside.write_text("years of work", encoding="utf-8")
    folder = tmp_path / "site"
    site.write([("index.html", "one")], folder)
    with (folder / ".kg-site").open("a", encoding="utf-8") as listed:
        listed.write(f"../precious.html\n{outside}\nactor/../../precious.html\n")
    site.write([("index.html", "two")], folder)
    assert outside.exists()


def test_a_site_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(KgError, match="give --site a folder that you may write to"):
        site.write([("index.html", "one")], tmp_path / "file" / "site")


def test_no_pages_are_refused() -> None:
    with pytest.raises(KgError, match="give a number from 1"):
        made(most=0)


def test_the_command_writes_a_site_and_says_where(tmp_path: Path) -> None:
    with store.open(tmp_path / "graph") as kept:
        kept.rdf.extend(graph.quads(reading(), RUN))
    folder = tmp_path / "site"
    done = CliRunner().invoke(program, ["view", "--store", str(tmp_path / "graph"), "--site", str(folder)])
    assert done.exit_code == 0, done.output
    assert "7 pages" in done.output
    assert (folder / "dyad" / "CHN--USA.html").is_file()
