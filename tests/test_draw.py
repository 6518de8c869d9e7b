"""The page as text, and what leads to it: the choice of claims, places, looks and rows."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from samples import CHN, CNN, TRUMP, USA, XINHUA, accusation, link, reading, readings

from kg import vocab
from kg.draw import live, page, piece, warning
from kg.draw.apart import apart
from kg.draw.layout import positions
from kg.draw.palette import SHAPES, load
from kg.draw.rows import rows, standing
from kg.draw.scene import opening, scene
from kg.records import Actor, Attribution, Document, Fact, KgError, Reading, Sentence, Span, Time
from kg.rules import RULES, RulesError

SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)
DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.S)

OFFICE = Actor("Office", "President of the United States", "Office")


def holding(holder: Actor = TRUMP) -> Fact:
    """The holder holds an office, which is a quiet thing to say."""
    subject, object = link(holder, "The US"), link(OFFICE, "China")
    return accusation(relation="holdsOffice", subject=subject, object=object, event=None, quad=None)


def told(text: str) -> dict[str, Any]:
    """What the page hands to its script."""
    found = DATA.search(text)
    assert found
    return dict(json.loads(found[1]))


def test_the_page_does_not_depend_on_the_order_of_the_documents() -> None:
    many = [
        reading(accusation(doc=f"https://example.org/{n}"), doc=f"https://example.org/{n}") for n in range(5)
    ]
    assert page(many, title="News") == page(many[::-1], title="News") == page([*many, many[0]], title="News")


def test_only_the_scripts_and_the_style_of_the_page_may_run() -> None:
    text = page([reading()], title="News")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    allowed = policy[1].replace("&#39;", "'")
    parts = [*SCRIPT.findall(text), *re.findall(r"<style>(.*?)</style>", text, re.S)]
    hashes = [f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" for part in parts]
    assert len(hashes) == 3
    assert allowed.startswith("default-src 'none'; ")
    assert f"script-src {' '.join(hashes[:2])}; style-src {hashes[2]}; " in allowed
    assert "unsafe" not in allowed


def test_the_page_names_no_other_host_and_has_no_handler_in_its_markup() -> None:
    text = page([reading()], title="News")
    markup = SCRIPT.sub("", DATA.sub("", re.sub(r"<style>.*?</style>", "", text, flags=re.S)))
    assert not re.search(r"https?://| on\w+=| style=|@import", markup)
    own = "".join(
        path.read_text(encoding="utf-8")
        for path in sorted(Path(page.__code__.co_filename).parent.glob("template/*.js"))
        if path.stem != "live"  # which asks the server that it came from
    )
    assert own
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|fetch\(|XMLHttpRequest", own
    )


@given(readings())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_comes_through_word_for_word(told_by: Reading) -> None:
    text = page([told_by], title="\ud800</title><script>alert(1)</script>")
    data = told(text)
    text.encode("utf-8")
    assert len(SCRIPT.findall(text)) == 2
    assert {row["label"] for row in data["actors"]} == {
        link.label or link.id
        for fact in told_by.facts
        for link in ((fact.subject, fact.object) if fact.object else (fact.subject,))
    }
    assert {text for text, *_ in data["sentences"]} == {fact.sentence.text for fact in told_by.facts}
    assert {claim["id"] for claim in data["claims"]} == {fact.id for fact in told_by.facts}


def test_every_claim_between_two_actors_is_on_one_edge() -> None:
    back = accusation(subject=link(CHN, "China"), object=link(USA, "The US"))
    both = accusation(relation="consults", symmetric=True)
    also = accusation(
        relation="consults", symmetric=True, subject=link(CHN, "China"), object=link(USA, "The US")
    )
    alone = accusation(object=None)
    data = told(page([reading(accusation(), back, both, also, alone)], title="News"))
    names = [actor["id"] for actor in data["actors"]]
    edges = {
        (names[edge["from"]], names[edge["to"]], edge["symmetric"]): len(edge["claims"])
        for edge in data["edges"]
    }
    first = (names[0], names[1], True)
    assert edges == {("USA", "CHN", False): 1, ("CHN", "USA", False): 1, first: 2}
    assert [edge["arrows"] for edge in data["edges"] if edge["symmetric"]] == [""]
    assert data["options"]["physics"] == {"enabled": False}


def test_whom_an_actor_acts_for_ties_the_two_where_no_claim_does() -> None:
    said = accusation(subject=link(XINHUA, "Xinhua"), object=None)
    trump = accusation(subject=replace(link(USA, "The US"), id=TRUMP.id))
    data = told(page([reading(accusation(), said, trump)], title="News"))
    names = [actor["id"] for actor in data["actors"]]
    ties = [(names[edge["from"]], names[edge["to"]]) for edge in data["edges"] if edge.get("tie")]
    assert ties == [(TRUMP.id, "USA"), ("Xinhua", "CHN")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "stated"),
        ({"attribution": Attribution(link(XINHUA, "Xinhua"), "said")}, "attributed"),
        ({"modality": "planned"}, "unrealised"),
        ({"polarity": "negative", "modality": "planned"}, "denied"),
    ],
)
def test_how_far_a_claim_commits_its_document(changes: Mapping[str, Any], expected: str) -> None:
    assert standing(accusation(**changes)) == expected


def test_marks_count_as_javascript_does_and_never_overlap() -> None:
    text = "𝒳 The US 🇺🇸 accused China 🎉."
    begin = text.index
    fact = accusation(
        sentence=Sentence(3, 100, 100 + len(text), text),
        subject=replace(link(USA, "The US"), mention=Span(100 + begin("The"), 106 + begin("The"), "The US")),
        trigger=Span(100 + begin("accused"), 107 + begin("accused"), "accused"),
        object=replace(
            link(CHN, "China"), mention=Span(104 + begin("accused"), 112 + begin("accused"), "sed China")
        ),
    )
    (claim,) = rows(scene([reading(fact)]), load())["claims"]
    units = text.encode("utf-16-le")
    said = {role: units[2 * start : 2 * end].decode("utf-16-le") for start, end, role in claim["marks"]}
    assert said == {"subject": "The US", "trigger": "accused"}


def test_the_content_is_marked_where_nothing_else_is() -> None:
    text = accusation().sentence.text
    begin, end = text.index("accused"), text.index(",")
    fact = accusation(content=Span(begin, end, text[begin:end]))
    (claim,) = rows(scene([reading(fact)]), load())["claims"]
    marks = [(text[start:stop], role) for start, stop, role in claim["marks"]]
    assert marks == [
        ("The US", "subject"),
        ("accused", "trigger"),
        ("China", "object"),
        (" of theft on Thursday", "content"),
    ]


def test_a_claim_inside_the_content_of_another_leads_there() -> None:
    outer = accusation()
    inner = accusation(relation="rejects", within=outer.id)
    lost = accusation(relation="aids", within="a claim that is not shown")
    claims = rows(scene([reading(outer, inner, lost)]), load())["claims"]
    numbers = {claim["relation"]: number for number, claim in enumerate(claims)}
    found = {claim["relation"]: claim.get("within") for claim in claims}
    assert found == {"accuses": None, "rejects": numbers["accuses"], "aids": None}


def test_offices_count_last_and_have_no_place_in_the_picture_that_opens() -> None:
    given = reading(accusation(), holding(), holding(XINHUA), holding(CNN))
    data = told(page([given], title="News"))
    assert data["quiet"] == ["holdsOffice"]
    assert [actor["id"] for actor in data["actors"]][:2] == ["CHN", "USA"]
    assert [node["stray"] for node in data["nodes"]] == [False, False, True, True, True, True]
    chosen = scene([given], quiet=load().quiet)
    assert opening(chosen, top=60) == opening(chosen, top=2) == [0, 1]
    assert opening(chosen, top=1) == []


def test_nothing_is_quiet_where_it_is_asked_for_or_alone() -> None:
    quiet = load().quiet
    assert scene([reading(holding())], quiet=quiet).quiet == ()
    both = [reading(accusation(), holding())]
    assert scene(both, quiet=quiet).quiet == ("holdsOffice",)
    assert scene(both, quiet=quiet, relations=["holdsOffice", "accuses"]).quiet == ()


@pytest.mark.parametrize("wanted", ["USA", "united states", "us"])
def test_an_actor_goes_by_identifier_label_or_alias(wanted: str) -> None:
    other = accusation(subject=link(XINHUA, "Xinhua"), object=link(CHN, "China"))
    chosen = scene([reading(accusation(), other)], actor=wanted)
    assert [fact.subject.id for fact in chosen.facts] == ["USA"]
    assert [actor.id for actor in chosen.actors] == ["CHN", "USA"]


def test_claims_are_chosen_by_relation_and_day() -> None:
    spring = Time("2025-03-01", "2025-05-31", "in spring")
    facts = (
        accusation(),
        accusation(relation="rejects", time=spring),
        accusation(relation="aids", time=None),
    )
    given = reading(*facts)
    assert [fact.relation for fact in scene([given], relations=["rejects"]).facts] == ["rejects"]
    assert [fact.relation for fact in scene([given], until="2025-03-15").facts] == ["rejects"]
    assert [fact.relation for fact in scene([given], since="2025-06-06").facts] == ["aids"]
    assert scene([given], since="2026-01-01").facts == ()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"actor": "Untied States"}, "did you mean United States"),
        ({"actor": "Zzz"}, "kg names"),
        ({"relations": ["likes"]}, "there are accuses"),
        ({"since": "June"}, "write it as 2025-06-05"),
    ],
)
def test_what_cannot_be_chosen_is_said_with_what_can(options: Mapping[str, Any], words: str) -> None:
    with pytest.raises(KgError, match=words):
        scene([reading()], **options)


def test_a_view_of_no_actors_is_refused() -> None:
    with pytest.raises(KgError, match="from 1 to 300"):
        page([reading()], title="News", top=0)


def test_a_reading_without_claims_still_makes_a_page() -> None:
    data = told(page([Reading(Document("https://example.org/1", "Rain."))], title="News"))
    assert data["claims"] == data["actors"] == data["edges"] == []
    assert [row["title"] for row in data["documents"]] == ["https://example.org/1"]


def test_an_article_comes_with_the_page_where_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    short, long = (
        Reading(
            Document(f"https://example.org/{name}", text),
            (accusation(doc=f"https://example.org/{name}"),) * 2,
        )
        for name, text in (("short", "Rain. " * 3), ("long", "Rain. " * 30))
    )
    held = {row["id"]: row.get("text") for row in told(page([short, long], title="News"))["documents"]}
    assert held == {"https://example.org/short": "Rain. " * 3, "https://example.org/long": "Rain. " * 30}
    monkeypatch.setattr("kg.draw.rows.TEXTS", 100)
    held = {row["id"]: row.get("text") for row in told(page([short, long], title="News"))["documents"]}
    assert held == {"https://example.org/short": "Rain. " * 3, "https://example.org/long": None}


def test_a_sentence_tells_where_it_begins_as_javascript_counts() -> None:
    fact = accusation()
    before = "𝒳🎉 é "
    text = before + fact.sentence.text
    moved = replace(fact.sentence, begin=len(before), end=len(text))
    given = Reading(Document("https://example.org/1", text), (replace(fact, sentence=moved),))
    ((words, document, begin),) = told(page([given], title="News"))["sentences"]
    units = text.encode("utf-16-le")
    assert document == 0
    assert units[2 * begin :].decode("utf-16-le") == words


def test_a_piece_is_rows_without_places() -> None:
    given = reading(accusation(), holding())
    found = json.loads(json.dumps(piece([given])))
    whole = told(page([given], title="News"))
    assert {key: found[key] for key in ("documents", "actors", "sentences", "claims", "edges")} == {
        key: whole[key] for key in ("documents", "actors", "sentences", "claims", "edges")
    }
    assert all(node["spots"] == [] and node["stray"] for node in found["nodes"])
    assert piece([reading(holding())])["quiet"] == ["holdsOffice"]


def test_a_live_page_may_ask_its_own_server_only() -> None:
    text = live([reading()], title="News", expand="/explore/data", note="A part.", select="actor:USA")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    assert "; connect-src &#39;self&#39;; " in policy[1]
    data = told(text)
    assert data["live"] == {"expand": "/explore/data", "note": "A part."}
    assert data["select"] == "actor:USA"
    assert "connect-src &#39;none&#39;" in page([reading()], title="News")


def test_communities_are_actors_linked_with_one_another() -> None:
    names = [f"A{number}" for number in range(4)] + [f"B{number}" for number in range(4)]
    pairs = [(one, other) for one, other in combinations(names, 2) if one[0] == other[0]]
    facts = tuple(
        accusation(
            subject=replace(link(USA, "The US"), id=one, label=one),
            object=replace(link(CHN, "China"), id=other, label=other),
        )
        for one, other in [*pairs, ("A0", "B0")]
    )
    data = told(page([reading(*facts)], title="News"))
    found = [sorted(data["actors"][number]["id"] for number in members) for members in data["communities"]]
    assert sorted(found) == [names[:4], names[4:]]


def test_a_page_too_large_to_open_quickly_says_what_to_do_instead() -> None:
    assert warning(page([reading()], title="News")) is None
    told_so = warning(" " * 40_000_000)
    assert told_so
    assert "kg serve" in told_so


def test_boxes_do_not_overlap_and_stand_where_they_stood() -> None:
    boxes = [(40.0 + 7 * (number % 9), 30.0) for number in range(80)]
    weights = {(number // 3, number): 1 + number % 4 for number in range(1, 70) if number % 10}
    places = positions(boxes, weights)
    assert places == positions(boxes, dict(reversed(weights.items())))
    for one, other in combinations(range(80), 2):
        apart = [abs(a - b) for a, b in zip(places[one], places[other], strict=True)]
        reach = [(a + b) / 2 for a, b in zip(boxes[one], boxes[other], strict=True)]
        assert apart[0] >= reach[0] - 2 or apart[1] >= reach[1] - 2
    assert positions([], {}) == []
    assert positions([(10, 10)], {}) == [(0, 0)]


def test_a_box_gives_way_to_a_line_between_two_others() -> None:
    sizes = np.full((3, 2), 20.0)
    places = apart(np.array([[-90.0, 0.0], [90.0, 0.0], [5.0, 1.0]]), sizes, np.array([[0, 1]]))
    assert places[2].tolist() == pytest.approx([5, 8], abs=0.5)
    assert places[:2].tolist() == [[-90, 0], [90, 0]]


def test_linked_boxes_stand_in_a_row_where_their_links_make_one() -> None:
    places = np.array(
        positions([(40, 40)] * 6, {(number, number + 1): 1 for number in range(5)}), dtype=float
    )
    across = places[:, 0] * np.sign(places[-1, 0] - places[0, 0])
    assert (np.diff(across) > 20).all()
    assert np.ptp(places[:, 0]) > 3 * np.ptp(places[:, 1])


def test_every_class_of_entity_has_a_look_of_its_own() -> None:
    palette = load()
    tops = [cls for cls in vocab.classes() if vocab.superclasses(cls) and vocab.is_a(cls, "Entity")]
    direct = [cls for cls in tops if cls not in ("Actor", "Place") and not vocab.is_a(cls, "Measure")]
    looks = [(row["shape"], row["light"]) for row in map(palette.look, direct)]
    assert len(set(looks)) == len(looks) > 12
    assert palette.look("Tariff") == palette.look("Measure")
    assert palette.look("no such class") == palette.look("Entity")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('shape = "dot"', 'shape = "blob"', f"allowed: {SHAPES[0]}"),
        ("#0072B2", "blue", "a colour such as"),
        ("[class.State]", "[class.Sate]", "unknown row .class.Sate."),
        ("[tone.state]", "[tone.mood]", r"no row .tone.state."),
        ("opacity = 0.95", "opacity = 2", "up to 1"),
        ("dashes = [5, 5]", "dashes = [0]", "lengths in pixels"),
        ("dashes = [5, 5]\n", "", "it needs label, dashes, opacity"),
        ('shape = "dot"', "shape =", "mend the table"),
        ('quiet = ["holdsOffice"', 'quiet = ["holdOffice"', "quiet has 'holdOffice'; allowed: relatedTo"),
        ('accuses = "of"', 'accuse = "of"', "content has 'accuse'"),
        ('accuses = "of"', "accuses = 1", "accuses = 1; allowed: a text"),
        ("\noffices =", "\noffice =", "it needs quiet, offices, content"),
    ],
)
def test_a_bad_row_stops_the_table(tmp_path: Path, old: str, new: str, words: str) -> None:
    table = (RULES / "draw.toml").read_text(encoding="utf-8")
    assert old in table
    path = tmp_path / "draw.toml"
    path.write_text(table.replace(old, new), encoding="utf-8")
    with pytest.raises(RulesError, match=words):
        load(path)


def test_the_modules_of_the_page_pass_their_own_tests() -> None:
    node = shutil.which("node")
    if not node:
        pytest.skip("no node on this machine: the modules of the page are tested in the browser only")
    tests = sorted(str(path) for path in (Path(__file__).parent / "draw").glob("*.test.js"))
    assert tests
    done = subprocess.run([node, "--test", *tests], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout


def contrast(colour: str, ground: str, opacity: float = 1) -> float:
    """The ratio of luminances as WCAG 2 defines it, of a colour let through so far."""

    def luminance(parts: list[float]) -> float:
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    over, under = ([int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)] for text in (colour, ground))
    mixed = [opacity * one + (1 - opacity) * other for one, other in zip(over, under, strict=True)]
    low, high = sorted((luminance(mixed), luminance(under)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("shade", "grounds"), [("light", ("#FFFFFF", "#F7F8FA")), ("dark", ("#12161C", "#181D25"))]
)
def test_every_colour_stands_out_from_its_ground(shade: str, grounds: tuple[str, ...]) -> None:
    palette = load()
    faintest = min(row["opacity"] for row in palette.standings.values())
    for ground in grounds:
        for name, row in palette.classes.items():
            assert contrast(row[shade], ground) >= 3, name
        for name, row in palette.tones.items():
            assert contrast(row[shade], ground, faintest) >= 3, name
