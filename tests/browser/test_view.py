"""The page in a real browser: what it asks for, what it shows, and what the mouse and the keyboard do."""

from __future__ import annotations

import csv
import io
import time
from collections import Counter
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest
from chromium import Chromium
from driving import CARDS, Write, click, complaints, facts, requests, slide, text, unfold
from stories import RELATIONS, fact_of, offices, stories

from kg.records import Actor, Document, Reading, Span, Time

pytestmark = pytest.mark.browser

HEAVIEST = "kgView.view().edges.toSorted((a, b) => b.list.length - a.list.length)[0]"
BARS = (
    "[...document.querySelectorAll('#bars > div')].map(bar => Number(/: ([0-9]+) claim/.exec(bar.title)[1]))"
)
ATTACK = "</script><img src=x onerror=\"document.title='owned'\">{{7*7}}‮\u2028'\"&amp;<b>"


def redated(reading: Reading, times: dict[int, Time], **published: Any) -> Reading:
    """The reading with other times for some of its facts."""
    document = replace(reading.document, **published)
    changed = (
        replace(fact, time=times.get(index, fact.time), **published)
        for index, fact in enumerate(reading.facts)
    )
    return replace(reading, document=document, facts=tuple(changed))


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_is_asked_for_and_nothing_is_wrong(browser: Chromium, write: Write, dark: bool) -> None:
    path = write(stories(60, 200))
    browser.open(path, dark=dark)
    click(browser, "#actors button")
    assert complaints(browser) == []
    assert {url for url in requests(browser) if not url.startswith("data:")} == {path.as_uri()}


def test_a_script_that_is_not_ours_is_refused(browser: Chromium, write: Write) -> None:
    path = write(stories(8, 14))
    alien = "<script>document.title = 'owned'</script><img src='https://news.example/pixel.png'></body>"
    path.write_text(path.read_text(encoding="utf-8").replace("</body>", alien), encoding="utf-8")
    browser.open(path)
    assert browser.run("document.title") == "Example knowledge graph"
    assert len([entry for entry in complaints(browser) if "Content Security Policy" in entry]) == 2


def test_hostile_text_is_shown_word_for_word_and_does_nothing(browser: Chromium, write: Write) -> None:
    one, two, source = (
        Actor(f"{ATTACK}{name}", f"{ATTACK}{name}", "State", (ATTACK,), ("javascript:alert(1)",))
        for name in "ABC"
    )
    document = Document(ATTACK, "", "2025-06-05", ATTACK, "javascript:document.title='owned'", ATTACK)
    relation = (ATTACK, ATTACK, "verbal_conflict", ATTACK, False)
    fact = replace(
        fact_of(document, 0, 0, relation=relation, subject=one, object=two, source=source),
        mode=ATTACK,
        context=(ATTACK,),
        rule=ATTACK,
    )
    path = write([Reading(document, (fact,), (one, two))], title=ATTACK)
    browser.open(path)
    assert browser.run("document.title") == ATTACK
    browser.run("document.querySelector('#evidence .edge').click()")
    browser.settle()
    assert browser.run("document.querySelector('.quote').textContent") == fact.sentence.text
    marks = browser.run("[...document.querySelectorAll('.quote mark')].map(mark => mark.textContent)")
    assert marks == [ATTACK + "C", ATTACK + "A", ATTACK, ATTACK + "B"]
    assert browser.run("document.querySelector('.card cite').textContent") == ATTACK
    assert browser.run("document.querySelectorAll('img, iframe, #evidence script, b b').length") == 0
    assert browser.run("[...document.querySelectorAll('a[href]')].map(link => link.href)") == []
    assert browser.run("document.title") == ATTACK
    assert complaints(browser) == []


@pytest.mark.parametrize(("actors", "claims", "each"), [(8, 14, 14), (60, 210, 4), (300, 900, 4)])
def test_the_heaviest_edge_shows_a_card_for_every_claim(
    browser: Chromium, write: Write, actors: int, claims: int, each: int
) -> None:
    readings = stories(actors, claims, each=each)
    browser.open(write(readings))
    if actors > 100:  # in such a crowd other lines lie over every part of this one
        slide(browser, "slide-top", 12)
    edge = browser.run(HEAVIEST)
    browser.click(*browser.run(f"Object.values(kgView.edgeAt({edge['id']!r}))"))
    shown = browser.run(CARDS)
    ends = {browser.run(f"kgView.actors[{number}].id") for number in (edge["from"], edge["to"])}
    between = [fact for fact in facts(readings) if fact.object and {fact.subject.id, fact.object.id} == ends]
    assert edge["list"]
    assert shown[: len(edge["list"])] == [claim["id"] for claim in edge["list"]]
    assert Counter(shown) == Counter(fact.id for fact in between)


def test_an_actor_shows_all_its_claims_even_without_object(browser: Chromium, write: Write) -> None:
    readings = stories(8, 40, each=40)
    browser.open(write(readings))
    alone = next(fact for fact in facts(readings) if fact.object is None)
    browser.click(*browser.run(f"Object.values(kgView.nodeAt({alone.subject.id!r}))"))
    about = [
        fact.id
        for fact in facts(readings)
        if alone.subject.id in (fact.subject.id, fact.object and fact.object.id)
    ]
    assert Counter(browser.run(CARDS)) == Counter(about)
    assert alone.id in browser.run(CARDS)
    assert text(browser, "#evidence h2") == alone.subject.label


@pytest.mark.parametrize(("actors", "claims", "least"), [(8, 14, 16), (60, 210, 48), (300, 900, 60)])
def test_no_two_labels_overlap(browser: Chromium, write: Write, actors: int, claims: int, least: int) -> None:
    browser.open(write(stories(actors, claims), top=300))
    for _ in range(2):
        boxes = browser.run("kgView.labels()")
        for one, other in combinations(boxes, 2):
            aside = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert aside or one["bottom"] <= other["top"] or other["bottom"] <= one["top"], (one, other)
        assert len(boxes) >= least
        click(browser, "#farther")
        least //= 3


def test_the_counts_beside_the_filters_are_those_of_the_claims(browser: Chromium, write: Write) -> None:
    readings = stories(60, 200)
    browser.open(write(readings))
    counts = dict(
        browser.run(
            "[...document.querySelectorAll('.choices li')].map(row => [row.querySelector('.name').textContent, Number(row.querySelector('output').textContent)])"
        )
    )
    told = facts(readings)
    statuses = Counter("denied" if fact.polarity == "negative" else fact.modality for fact in told)
    assert {name: counts[name.capitalize()] for name in statuses} == statuses
    assert counts["The document itself"] == sum(fact.attribution is None for fact in told)
    assert counts["Verbal conflict"] == sum(fact.quad == "verbal_conflict" for fact in told)
    assert counts["accuses"] == sum(fact.relation == "accuses" for fact in told)
    actors = {
        link.id for fact in told for link in (fact.subject, fact.object) if link and link.type == "Person"
    }
    assert counts["Person"] == len(actors)


def test_a_filter_leaves_out_and_undo_brings_back(browser: Chromium, write: Write) -> None:
    readings = stories(20, 60)
    browser.open(write(readings))
    before = text(browser, "#counts")
    click(browser, ".choices li:has(.name) input")
    assert text(browser, "#counts") != before
    click(browser, "#undo")
    assert text(browser, "#counts") == before
    browser.run(
        "[...document.querySelectorAll('.choices li')].find(row => row.textContent.includes('Denied')).querySelector('.only').click()"
    )
    denied = sum(fact.polarity == "negative" for fact in facts(readings))
    assert f"{denied} claim" in text(browser, "#counts")
    click(browser, "#reset")
    assert text(browser, "#counts") == before


def test_fewer_actors_and_stronger_links_on_demand(browser: Chromium, write: Write) -> None:
    browser.open(write(stories(60, 400)))
    slide(browser, "slide-top", 10)
    assert browser.run("kgView.view().visible.length") == 10
    slide(browser, "slide-least", 2)
    assert browser.run("Math.min(...kgView.view().edges.map(edge => edge.list.length))") >= 2
    click(browser, "#undo")
    click(browser, "#undo")
    assert browser.run("kgView.view().visible.length") == 60


def test_the_handles_of_the_time_line_leave_out_what_is_outside(browser: Chromium, write: Write) -> None:
    readings = stories(40, 200, spread=300)
    browser.open(write(readings))
    slide(browser, "from", 10)
    first = browser.run("new URLSearchParams(location.hash.slice(1)).get('from')")
    after = [fact for fact in facts(readings) if (fact.published or "") >= first]
    assert f"{len(after)} claims" in text(browser, "#counts")
    assert 0 < len(after) < 200


def test_days_long_before_and_after_the_news_share_a_bar(browser: Chromium, write: Write) -> None:
    old, new = (Time(f"{year}-05-08", f"{year}-05-08", str(year)) for year in (1945, 2095))
    readings = [redated(reading, {0: old, 1: new}) for reading in stories(20, 60, spread=200)]
    browser.open(write(readings))
    bars = browser.run(BARS)
    assert len(bars) <= 110
    assert sum(bars) == 60
    assert len([bar for bar in bars if bar]) > 8
    assert bars[0] == bars[-1] == len(readings)
    slide(browser, "from", 1)
    assert f"{60 - len(readings)} claims" in text(browser, "#counts")
    assert complaints(browser) == []


def test_ancient_days_are_not_taken_for_those_of_our_time(browser: Chromium, write: Write) -> None:
    ides, later = Time("0044-03-15", "0044-03-15", "the ides"), Time("0050-07-01", "0050-07-31", "July")
    readings = [redated(reading, {0: ides, 1: later}, published=None) for reading in stories(8, 2)]
    browser.open(write(readings))
    bars = browser.run(BARS)
    assert bars[0] == bars[-1] == 1
    assert sum(bars) == 2
    assert 70 < len(bars) <= 110
    slide(browser, "from", 1)
    assert "1 claim " in text(browser, "#counts")
    assert complaints(browser) == []


def test_offices_are_drawn_on_demand_and_told_on_every_card(browser: Chromium, write: Write) -> None:
    readings = stories(12, 40)
    known, stranger = readings[0].actors[0], Actor("stranger", "Una Stranger", "Person")
    path = write([*readings, offices([known, stranger])])
    types = "kgView.view().visible.map(number => kgView.actors[number].type)"
    row = (
        "[...document.querySelectorAll('.choices li')].find(row => row.textContent.includes('holds office'))"
    )
    choice = f"(({{checked}}, {{textContent}}) => [checked, textContent])({row}.querySelector('input'), {row}.querySelector('output'))"
    browser.open(path, fragment=f"#select=actor:{known.id}")
    assert "Office" not in browser.run(types)
    unfold(browser)
    assert browser.run(choice) == [False, "2"]
    assert "holds office Sample Office 0" in text(browser, "#evidence details summary")
    browser.run(f"{row}.querySelector('input').click()")
    browser.settle()
    assert browser.run(types).count("Office") == 2
    browser.open(path, fragment=browser.run("location.hash"))
    unfold(browser)
    assert browser.run(choice) == [True, "2"]
    assert browser.run(types).count("Office") == 2
    click(browser, "#reset")
    assert browser.run(choice) == [False, "2"]
    assert browser.run("location.hash") in ("", "#")
    click(browser, "#left-out button")
    assert browser.run(choice) == [True, "2"]


def test_a_search_finds_whom_only_an_office_names(browser: Chromium, write: Write) -> None:
    browser.open(write([*stories(12, 40), offices([Actor("stranger", "Una Stranger", "Person")])]))
    browser.press("/", "/")
    for letter in "Una":
        browser.press(letter, letter)
    browser.press("Enter")
    assert text(browser, "#evidence h2") == "Una Stranger"
    assert "Sample Office 0" in text(browser, "#evidence")
    assert browser.run("kgView.view().lit") is None


def test_offices_are_drawn_where_there_is_nothing_else(browser: Chromium, write: Write) -> None:
    browser.open(write([offices([Actor("stranger", "Una Stranger", "Person")])]))
    assert browser.run("kgView.view().visible.length") == 2
    assert text(browser, "#left-out") == ""


def test_a_card_shows_the_content_and_what_it_stands_inside(browser: Chromium, write: Write) -> None:
    document = Document("https://news.example/1", "", "2025-06-05", "Trade")
    one, two = Actor("A", "Arcadia", "State"), Actor("B", "Borduria", "State")
    ending = " of breaking off the talks"
    outer = fact_of(document, 0, 0, relation=RELATIONS[5], subject=one, object=two, ending=ending)
    begin = outer.sentence.text.index("breaking")
    outer = replace(outer, content=Span(begin, outer.sentence.end - 1, outer.sentence.text[begin:-1]))
    inner = replace(outer, id="inner", relation="rejects", content=None, within=outer.id)
    browser.open(write([Reading(document, (outer, inner), (one, two))]), fragment="#select=edge:A>B")
    marks = browser.run("[...document.querySelectorAll('mark.content')].map(mark => mark.textContent)")
    assert marks == ["breaking off the talks"]
    told = browser.run("[...document.querySelectorAll('.card .says')].map(line => line.textContent)")
    assert told == ["inside what Arcadia accuses Borduria of"]


def test_a_reload_shows_the_same(browser: Chromium, write: Write) -> None:
    path = write(stories(60, 200))
    browser.open(path)
    slide(browser, "slide-top", 25)
    slide(browser, "from", 4)
    click(browser, ".choices li:nth-child(2) input")
    click(browser, "#theme")
    click(browser, "#actors button")
    state = "[location.hash, document.body.innerText, document.documentElement.dataset.theme, kgView.view().visible]"
    before = browser.run(state)
    browser.open(path, fragment=before[0])
    after = browser.run(state)
    assert after[0] == before[0]
    assert after[1:] == before[1:]


def test_the_keyboard_leads_from_the_search_to_the_sentences(browser: Chromium, write: Write) -> None:
    browser.open(write(stories(60, 200)))
    browser.press("/", "/")
    assert browser.run("document.activeElement.id") == "search"
    name = str(browser.run("kgView.actors[5].label"))
    for letter in name[:4]:
        browser.press(letter, letter)
    browser.press("ArrowDown")
    assert name[:4] in browser.run("document.activeElement.innerText")
    browser.press("Enter")
    assert browser.run("document.activeElement.id") == "evidence"
    seen = []
    for _ in range(60):
        browser.press("Tab")
        seen.append(browser.run("document.activeElement.className"))
        if seen[-1] == "card":
            break
    assert "edge" in seen
    assert seen[-1] == "card"
    browser.press("ArrowDown")
    assert browser.run("document.activeElement.className") == "card"
    browser.press("Escape")
    assert text(browser, "#evidence h2") == "Strongest links"


def test_only_neighbours_hide_and_back(browser: Chromium, write: Write) -> None:
    browser.open(write(stories(60, 200)))
    click(browser, "#actors button")
    click(browser, "#evidence .actions button")
    near = browser.run(
        "kgView.view().edges.every(edge => [edge.from, edge.to].some(end => kgView.view().visible.includes(end)))"
    )
    assert near
    assert 1 < browser.run("kgView.view().visible.length") < 60
    click(browser, "#left-out button")
    click(browser, "#evidence .actions button:nth-child(2)")
    assert browser.run("kgView.view().visible.includes(0)") is False
    click(browser, "#left-out button")
    assert browser.run("kgView.view().visible.length") == 60


def test_the_shortest_path_is_shown_with_its_sentences(browser: Chromium, write: Write) -> None:
    readings = stories(60, 200)
    browser.open(write(readings))
    graph = nx.Graph((fact.subject.id, fact.object.id) for fact in facts(readings) if fact.object)
    ids = browser.run("kgView.actors.map(actor => actor.id)")
    goal = next(number for number in range(59, 0, -1) if nx.has_path(graph, ids[0], ids[number]))
    browser.run(
        f"for (const [id, number] of [['start', 0], ['goal', {goal}]]) {{"
        " document.getElementById(id).value = number;"
        " document.getElementById(id).dispatchEvent(new Event('change')); }"
    )
    browser.settle()
    way = [ids[number] for number in browser.run("kgView.view().way")]
    assert len(way) == nx.shortest_path_length(graph, ids[0], ids[goal]) + 1
    steps = [{one, other} for one, other in pairwise(way)]
    between = [
        fact.id for fact in facts(readings) if fact.object and {fact.subject.id, fact.object.id} in steps
    ]
    assert Counter(browser.run(CARDS)) == Counter(between)


def test_files_of_what_is_visible(browser: Chromium, write: Write, tmp_path: Path) -> None:
    readings = stories(20, 60)
    evil = Actor("evil", '=HYPERLINK("x")', "State")
    document = Document("https://news.example/evil", "", "2025-01-01", "Evil")
    fact = fact_of(document, 0, 0, relation=RELATIONS[5], subject=evil, object=readings[0].actors[0])
    browser.open(write([*readings, Reading(document, (fact,), (evil,))]))
    folder = tmp_path / "down"
    folder.mkdir()
    browser.send("Page.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
    for kind in ("csv", "graphml", "png", "svg"):
        browser.run(f"document.getElementById('{kind}').click()")
    wanted = {f"Example-knowledge-graph.{kind}" for kind in ("csv", "graphml", "png", "svg")}
    end = time.monotonic() + 10
    while {path.name for path in folder.iterdir()} != wanted and time.monotonic() < end:
        time.sleep(0.05)
    table = list(
        csv.DictReader(io.StringIO((folder / "Example-knowledge-graph.csv").read_text(encoding="utf-8-sig")))
    )
    assert Counter(row["sentence"] for row in table) == Counter(
        fact.sentence.text for fact in [*facts(readings), fact]
    )
    assert '\'=HYPERLINK("x")' in {row["subject"] for row in table}
    graph = nx.read_graphml(folder / "Example-knowledge-graph.graphml", force_multigraph=True)
    assert graph.number_of_nodes() == browser.run("kgView.view().visible.length")
    assert graph.number_of_edges() == browser.run("kgView.view().edges.length")
    drawing = ElementTree.parse(folder / "Example-knowledge-graph.svg").iter()
    parts = Counter(part.get("class") for part in drawing)
    assert parts["actor"] == graph.number_of_nodes()
    assert parts["link"] == browser.run("kgView.lines()")
    assert parts["label"] == browser.run("kgView.labels().length")
    assert (folder / "Example-knowledge-graph.png").read_bytes().startswith(b"\x89PNG")
    assert complaints(browser) == []


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_stands_out_from_its_ground(browser: Chromium, write: Write, dark: bool) -> None:
    browser.open(write(stories(60, 200)), dark=dark)
    click(browser, "#actors button")
    assert browser.run((Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")) == []


def test_nothing_found_is_said_kindly(browser: Chromium, write: Write) -> None:
    browser.open(write([Reading(Document("https://news.example/1", "Rain.", title="Weather"))]))
    assert "no claim was found" in text(browser, "#empty")
    assert "Nothing to show" in text(browser, "#evidence")
    words = text(browser, "body")
    assert not any(word in words for word in ("null", "undefined", "NaN"))
    assert complaints(browser) == []


def test_the_file_stays_small(write: Write) -> None:
    assert write(stories(300, 900)).stat().st_size < 2_000_000


def test_a_filter_leaves_the_same_picture_as_a_page_that_opens_with_it(
    browser: Chromium, write: Write
) -> None:
    path = write(stories(60, 300))
    picture = "document.querySelector('#graph canvas').toDataURL()"
    browser.open(path)
    for step in (2, 5):
        browser.run(f"document.querySelectorAll('.choices li input')[{step}].click()")
        click(browser, "#fit")
    changed = browser.run(picture)
    browser.open(path, fragment=browser.run("location.hash"))
    click(browser, "#fit")
    assert browser.run(picture) == changed


def test_a_view_that_is_part_of_a_site_leads_back_to_its_first_page(browser: Chromium, write: Write) -> None:
    browser.open(write(stories(6, 12), home="index.html"))
    assert text(browser, ".home") == "Overview"
    assert browser.run("document.querySelector('.home').getAttribute('href')") == "index.html"
