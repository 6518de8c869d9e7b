"""The article beside the graph: its words, its underlined claims, and where they lead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from chromium import Chromium
from driving import Write, click, complaints, text
from stories import stories

from kg.records import Reading

pytestmark = pytest.mark.browser

SHOWN = "document.querySelector('.article').textContent"


def told(told_by: Reading, before: str = "", after: str = "") -> Reading:
    """The reading with other words around its sentences."""
    shift = len(before)
    facts = tuple(
        replace(
            fact,
            id="",
            sentence=replace(fact.sentence, begin=fact.sentence.begin + shift, end=fact.sentence.end + shift),
            subject=replace(fact.subject, mention=_moved(fact.subject.mention, shift)),
            object=fact.object and replace(fact.object, mention=_moved(fact.object.mention, shift)),
            trigger=_moved(fact.trigger, shift),
            attribution=None,
        )
        for fact in told_by.facts
    )
    document = replace(told_by.document, text=before + told_by.document.text + after)
    return Reading(document, facts, told_by.actors)


def _moved(span: object, by: int) -> object:
    return replace(span, begin=span.begin + by, end=span.end + by)  # type: ignore[type-var,attr-defined]


def test_the_article_is_shown_word_for_word(browser: Chromium, write: Write) -> None:
    given = told(stories(8, 4)[0], "𝒳 🇺🇸 Dateline.\n\n", "\n\nAnd <b>nothing</b> more. 🎉")
    browser.open(write([given]))
    click(browser, ".sources button")
    assert browser.run(SHOWN) == given.document.text
    claims = browser.run(
        "[...new Set([...document.querySelectorAll('.told')].map(one => one.dataset.claim))]"
    )
    assert sorted(claims) == sorted(fact.id for fact in given.facts)
    for fact in given.facts:
        words = browser.run(
            f"[...document.querySelectorAll('.told[data-claim=\"{fact.id}\"]')].map(one => one.textContent).join('')"
        )
        assert fact.trigger.text in words
    assert complaints(browser) == []


def test_a_click_on_an_underlined_stretch_lights_its_link_and_tells_the_claim(
    browser: Chromium, write: Write
) -> None:
    (given,) = stories(8, 4)
    browser.open(write([given]))
    click(browser, ".sources button")
    fact = next(fact for fact in given.facts if fact.object)
    click(browser, f'.told[data-claim="{fact.id}"]')
    ends = browser.run("[...kgView.view().lit.nodes].map(number => kgView.actors[number].id)")
    assert fact.object
    assert sorted(ends) == sorted([fact.subject.id, fact.object.id])
    assert browser.run("kgView.view().lit.edges.size") == 1
    marks = browser.run("[...document.querySelectorAll('.article mark')].map(mark => mark.textContent)")
    assert {fact.subject.mention.text, fact.trigger.text, fact.object.mention.text} <= set(marks)
    assert fact.subject.label in text(browser, ".note")
    browser.press("Escape")
    assert browser.run("document.querySelectorAll('.card').length") > 0
    browser.press("Escape")
    assert text(browser, "#evidence h2") == "Strongest links"


def test_a_card_leads_to_its_sentence_in_the_article(browser: Chromium, write: Write) -> None:
    readings = stories(12, 40)
    path = write(readings)
    browser.open(path)
    click(browser, "#evidence .edge")
    claim = browser.run("document.querySelector('.card').dataset.claim")
    click(browser, ".card footer button")
    (home,) = (reading for reading in readings if claim in {fact.id for fact in reading.facts})
    assert browser.run(SHOWN).startswith(home.facts[0].sentence.text)
    assert browser.run("document.querySelector('.told.chosen').dataset.claim") == claim
    fragment = browser.run("location.hash")
    browser.open(path, fragment=fragment)
    assert browser.run("document.querySelector('.told.chosen').dataset.claim") == claim
    assert browser.run("location.hash") == fragment


def test_where_the_text_is_not_kept_the_sentences_are_shown_with_gaps(
    browser: Chromium, write: Write
) -> None:
    given = told(stories(8, 2)[0], "Unkept. ")
    first, last = given.facts
    later = replace(
        last, sentence=replace(last.sentence, begin=last.sentence.begin + 50, end=last.sentence.end + 50)
    )
    bare = Reading(replace(given.document, text=""), (first, replace(later, id="")), given.actors)
    browser.open(write([bare]))
    click(browser, ".sources button")
    sentences = [fact.sentence.text for fact in given.facts]
    assert browser.run(SHOWN).split(" … ") == ["", *sentences]
    assert "not here" in text(browser, "#evidence")


def test_the_keyboard_reads_an_article(browser: Chromium, write: Write) -> None:
    browser.open(write(stories(8, 4)))
    browser.run("document.querySelector('.sources button').focus()")
    browser.press("Enter")
    for _ in range(10):
        browser.press("Tab")
        if "told" in browser.run("document.activeElement.className"):
            break
    claim = browser.run("document.activeElement.dataset.claim")
    browser.press("Enter")
    assert browser.run("document.querySelector('.told.chosen').dataset.claim") == claim
    assert browser.run("document.activeElement.dataset.claim") == claim
