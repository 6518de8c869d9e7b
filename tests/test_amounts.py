"""Dates, sums of money and measures: phrases with what is to be found in them, and what holds of any text."""

import re
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

import kg.parse.tokens  # noqa: F401  registers the tokenizer
from kg.parse.amounts import GRAMMAR, TABLE, Grammar, amounts
from kg.rules import RulesError, toml

TOKENS = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "kg.tokenizer.v1"}}})

# In each phrase, what is to be found stands in braces.
DATES = """
    Talks began on {12 May 2021} in Geneva.
    Talks began on {May 12, 2021}, in Geneva.
    Talks began on {May 12th, 2021}.
    Talks began on {the 5th of June 2025}.
    It ends {Jan. 5}.
    It ends {Jan. 5, 2020}, he said.
    It ended {Oct.7}.
    It was filed on {2024-03-01}.
    It was filed on {12-May-2021} and on {05/12/2021}.
    It was filed on {12.05.2021}.
    On {Thursday, June 5, 2025}, they spoke.
    On {Sunday 12 May} they voted.
    They met on {Feb. 24} and {25 February}.
    The talks of {May 5-7, 2021} failed.
    The talks of {5–7 May} failed.
    The truce ran from {10 May to 12 June}.
    The border was shut in {March 2020}.
    Prices rose in {February of 2022}.
    They met between {March and May 2020}.
    In {2014}, the peninsula was annexed.
    He has ruled since {2014}.
    He ruled until {1999}, and during {2003}.
    He ruled from {2014 to 2018}.
    The plan must end by {2030}.
    It was signed before {2015} and revised after {2018}.
    It was the coup of {1991}.
    The {2014} annexation was condemned.
    In {2018 and 2019} they met twice.
    Resolution 817 ({1993}) and its author ({1917 – 2006}), born {1917}.
    It is a {2004} survey, Ukraine's {2014} revolution, their {2015} accord.
    It closed on {March 11 this year}.
    It rose in {the seventh century}, {two hundred years ago}.
    In {2014-15} the front moved.
    In {2014–2018} the front was frozen.
    The {1999-2003} war, the {1999–2003} years.
    It is the plan for {2024}.
    He has ruled {2014-present}.
    In {early 2019} the plan was drawn up.
    It was {late 2018}, not {mid-2014}.
    In {the fall of 2014} they withdrew.
    In {spring 2020} borders closed, until {the summer of 2021}.
    The wars of {the 1990s} redrew the map.
    {The early 1990s} and {the late 1980s} were quiet.
    In {the '90s} and in {the mid-1970s} it grew.
    In {the 19th century}, or {the late nineteenth century}, it fell.
    Growth slowed in {the first quarter of 2023}.
    Growth slowed in {the second half of last year}.
    Growth slowed in {Q3 2024} and {H2 of 2023}.
    They spoke {Thursday}, state media said.
    They spoke on {Tuesday night}.
    They spoke {early Friday}.
    {Monday}'s vote was close.
    They meet on {Tuesday of next week} and met {Monday last week}.
    They met {last Friday}, {last March} and {this May}.
    They left {last week}.
    {Last year} they left.
    They protested {this month} and {earlier this week}.
    They return {late next year}, or {next spring}.
    They return at {the end of the year}.
    They return by {the end of May 2020}.
    They return at {the beginning of 2016}.
    They left in {mid-March}.
    They left in {mid-March 2020}.
    They left in {late February 2021}.
    They left in {early May}.
    They left in {March} and stayed until {May}.
    They left in {Sept.} and in {June}.
    They return by {September}.
    The {January} accord held.
    From {July to October} it held.
    They left {yesterday}.
    {Yesterday}'s vote was close.
    He speaks {today}, {tonight} or {tomorrow morning}.
    He left {the day before yesterday} and is back {the day after tomorrow}.
    Police raided it {last night}; he spoke {this morning}.
    It closed {two years ago}.
    It closed more than {10 days ago}.
    It closed {a few weeks ago}, or {a couple of months ago}.
    It closed {decades ago}.
    It closed {half a century ago}.
    It opened {six days later}, and closed {a year earlier}.
    It returns {two weeks from now}.
    Over {the past three months} trade grew.
    Over {the last two decades} trade grew.
    Trade grew in {recent years} and will in {the coming months}.
    It fell {the same day} and rose {the following week}.
    They talk at {the weekend}.
    They met {that year}.
"""
SUMS = """
    It gave {$5 million} in aid.
    It gave more than {$5 million}, at least {$40} each.
    It gave {$3.2bn}, {€3.2bn} and {£40m} and {£40m.}
    It gave {$5mn} and {US$40}.
    It gave {US$40m}, {HK$30}, {C$30} and {A$5bn}.
    It gave the US {$40 million}.
    It gave {500 million euros}.
    It gave {30 yuan} and {5,000 rubles}.
    It gave {USD 40 million} and {EUR40m}, says
    It gave {40 €} and {40€}, says
    It gave {₽500} and {₹3 crore}.
    It gave {Rs. 500} and {Rs 500}.
    It was a {$40-million} deal.
    It was a {500-million-euro} loan.
    It was a deal worth {2 million dollars}.
    It gave {$5-6 million}.
    It gave {$1.5-$2 billion}.
    It gave {$5 million to $6 million}.
    It gave {10 to 12 billion euros}.
    It gave {half a million dollars} and {a million euros}.
    It gave {millions of dollars}, {hundreds of millions of euros}.
    It gave {twenty-five million dollars}.
    It gave {two hundred million yen}.
    It gave {40 million U.S. dollars}.
    It gave {40 million pounds} and {5 million won}.
    It gave {500 Egyptian pounds} and {50 pounds sterling}.
    Oil was at {$40} a barrel.
    It paid {$100,000}-a-year salaries.
    It cost {60 cents}.
    It costs {$1,250.50}.
"""
MEASURES = """
    It lies {300 kilometers} away.
    It lies about {50 km} west, {5km} off, {12 nautical miles} out.
    It fired {155-mm} and {155mm} shells.
    A {200-nautical-mile} zone.
    A {10-foot} wall.
    It grew by {12 percent}.
    It grew by {12 per cent}, {40%} and {0.5 percentage points}.
    It grew by {40-50%}.
    It grew by {5 to 10 percent}.
    It grew by nearly {twenty-five percent}.
    It grew by {25 basis points}.
    {One percent} voted.
    It pumps {2.5 million barrels}.
    It pumps {2.5m barrels} and {600,000 b/d}, says
    It pumps {2.5 million barrels per day}, {2 million barrels a day}.
    A {10-megawatt} plant, {10MW}, {1.2 TWh}.
    It makes {500 kilowatt-hours} and {20 megawatt hours}.
    It holds {1,200 tonnes} and {50 kg}.
    It holds {5,000 metric tons} of grain.
    It holds {tens of thousands of tons}.
    It covers {100 square kilometers}.
    It covers {100 sq km} or {100 sq. km}, {40 km²}.
    It holds {3 billion cubic meters} of gas.
    A {2,000-pound} bomb and a {50-kiloton} warhead.
    It was {35 degrees Celsius}, {35°C}, {minus 10 degrees Celsius}.
    It flew at {900 km/h}, or {900 kilometers per hour}.
    It fell {60 feet}.
    It is {half a million tons}.
"""
MIXED = [
    ("In 2014 5 million barrels", [("2014", "DATE"), ("5 million barrels", "QUANTITY")]),
    ("In 2014 it paid $2 million.", [("2014", "DATE"), ("$2 million", "MONEY")]),
    ("$5 million, or 12 percent, by June 2020", [("$5 million", "MONEY"), ("12 percent", "QUANTITY"), ("June 2020", "DATE")]),
    ("It lies in 2000 kilometers.", [("2000 kilometers", "QUANTITY")]),
    ("on May 12,\n2021, he", [("May 12,\n2021", "DATE")]),
    ("on May 12,\n\n2021 he", [("May 12", "DATE")]),
]  # fmt: skip
NONE = """
    May he leave?
    It may 5 times.
    Theresa May resigned, and May left.
    They march on. March!
    He waited a second, the second time, 2 seconds.
    At 10 a.m. and 10am, at 10:30.
    Kyiv 24 reported.
    Call 555-1234 or 202-555-1234.
    Call +1 202-555-1234.
    Flight MH17 fell.
    The Su-27 and F-16 jets, T-72 tanks.
    COVID-19 percent.
    Resolution 2231 and Article 5.
    Room 2014 is shut.
    500 people and 2,000 soldiers died.
    In 2014 people it grew.
    The army of 2000 soldiers left.
    The 2000 troops left.
    A 2000-strong force left.
    It has (2014 people) in it.
    It won by 2014 votes.
    It stood at 2024-03-01T10:00.
    In 2014-7788 it stood.
    Bloody Sunday and Black Friday.
    USA TODAY and Last Week Tonight.
    The fall of Saddam.
    A last minute, the last second, the last day.
    A five-year deal for three years.
    A 30-year-old man.
    He is 45.
    The party won 150 seats, the 12 won.
    A dollar, the euro, a percent.
    The first quarter was lost.
    It has 5m people.
    He gave 5 in 10 a chance.
    The day, the week, the year.
    The 24-hour news.
    Two-thirds voted, 3 to 1.
    Of the 40 C-130s, 5 F-16s fell.
    10.0.0.1 and 1.2.3
    The $ fell.
    A 40 - kilometers apart list.
"""


def marked(table: str, label: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """The phrases of a table, each with what stands in braces."""
    phrases = [line.strip() for line in table.strip().splitlines()]
    return [
        (re.sub(r"[{}]", "", phrase), [(found, label) for found in re.findall(r"{(.+?)}", phrase)])
        for phrase in phrases
    ]


CASES = [
    *marked(DATES, "DATE"),
    *marked(SUMS, "MONEY"),
    *marked(MEASURES, "QUANTITY"),
    *marked(NONE, ""),
    *MIXED,
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_finds_just_the_amounts(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.text, found.label_) for found in amounts(TOKENS(text)).ents] == expected


def named(text: str, name: str, label: str) -> Doc:
    doc = TOKENS(text)
    begin = text.index(name)
    span = doc.char_span(begin, begin + len(name), label=label)
    assert span is not None
    doc.set_ents([span])
    return doc


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("He is head of USA Today 24.", "USA Today", ["USA Today"]),
        ("They met on 12 May 2021 Summit day.", "2021 Summit", ["12 May", "2021 Summit"]),
        ("The September 11 attacks of 2001.", "September 11 attacks", ["September 11 attacks", "2001"]),
    ],
)
def test_a_name_stays_as_it_is(text: str, name: str, expected: list[str]) -> None:
    found = amounts(named(text, name, "EVENT")).ents
    assert [entity.text for entity in found] == expected
    assert [entity.text for entity in found if entity.label_ == "EVENT"] == [name]


def test_an_empty_text_has_none() -> None:
    assert not amounts(TOKENS("")).ents


def test_is_a_component_that_names_what_it_sets() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_amounts")
    assert nlp.get_pipe_meta("kg_amounts").assigns == ["doc.ents"]
    assert [entity.label_ for entity in nlp("It paid $5 in 2014.").ents] == ["MONEY", "DATE"]


WORDS = "$ € 5 12 2014 1,200 - – / . , ' a the of in to and May March million tens percent km last week 's \n"


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from([*WORDS.split(" "), " ", "\n\n"])).map("".join) | st.text(max_size=80))
def test_any_text_is_read_the_same_twice(text: str) -> None:
    read: list[list[tuple[int, int, str]]] = []
    for _ in range(2):
        doc = amounts(TOKENS(text))
        read.append([(entity.start, entity.end, entity.label_) for entity in doc.ents])
        assert all(isinstance(entity, Span) and not entity[0].is_space for entity in doc.ents)
    assert read[0] == read[1]


@pytest.mark.parametrize(
    "phrase", ["5-", "a few ", "two hundred and fifty million to ", "Jan. 5, 2021 to ", "tens of "]
)
def test_a_match_has_a_greatest_length(phrase: str) -> None:
    words = [token.text for token in TOKENS(phrase * 60)]
    for begin in range(12):
        states = GRAMMAR.start
        for word in words[begin : begin + 60]:
            states = GRAMMAR.step(states, GRAMMAR.classes(word))
        assert not states.all


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"label": "TIME", "patterns": ["year"]},
            r"row 1: the label 'TIME' is none of DATE, MONEY, QUANTITY",
        ),
        ({"label": "DATE", "patterns": ["yaer"]}, r"row 1: no 'yaer' above it"),
        ({"label": "DATE", "patterns": ["year"], "lead": ["sicne"]}, r"row 1: no 'sicne' above it"),
    ],
)
def test_a_bad_row_stops_the_load(change: dict[str, Any], message: str) -> None:
    with pytest.raises(RulesError, match=message):
        Grammar({**toml(TABLE), "row": [change]})


def test_a_part_is_made_of_parts_above_it() -> None:
    table = toml(TABLE)
    with pytest.raises(RulesError, match=r"part 'first': no 'second' above it"):
        Grammar({**table, "parts": {"first": ["second"], "second": ["year"], **table["parts"]}})
