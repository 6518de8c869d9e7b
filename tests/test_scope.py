"""Polarity, modality and source, each read at one trigger of a parse corrected by hand."""

from __future__ import annotations

import pytest
from parses.gold import gold
from spacy.tokens import Token

from kg.extract.scope import Scope, scope
from kg.extract.voices import chain
from kg.records import Mention, Source
from kg.rules.lexicon import load

PARSES = gold("extract")
CUES = load().cues


def at(text: str, word: str) -> Token:
    return next(token for token in PARSES[text] if token.text == word)


def read(text: str, word: str) -> Scope:
    return scope(at(text, word), CUES)


@pytest.mark.parametrize(
    ("text", "word", "polarity"),
    [
        ("Ghana condemned the coup.", "condemned", "positive"),
        ("Ghana did not condemn the coup.", "condemn", "negative"),
        ("Ghana never condemned the coup.", "condemned", "negative"),
        ("No country condemned the coup.", "condemned", "negative"),
        ("Nobody condemned the coup.", "condemned", "negative"),
        ("Ghana failed to condemn the coup.", "condemn", "negative"),
        ("The army left the town without attacking the rebels.", "attacking", "negative"),
        ("Russia denied that its jets bombed the port.", "bombed", "negative"),
        ("Iran's denial that its navy attacked the tanker surprised nobody.", "attacked", "negative"),
        ("Rebels did not launch an attack on the port.", "attack", "negative"),
        ("Chad refrained from attacking Mali.", "attacking", "negative"),
        ("Soldiers prevented rebels from attacking the port.", "attacking", "negative"),
    ],
)
def test_a_negation_reaches_the_act_that_it_denies(text: str, word: str, polarity: str) -> None:
    assert read(text, word).polarity == polarity


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ghana did not refuse to condemn the coup.", "condemn"),
        ("Tunisia did not rule out attacking the camp.", "attacking"),
    ],
)
def test_two_negations_make_a_positive(text: str, word: str) -> None:
    assert read(text, word).polarity == "positive"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The ministers did not discuss the rebels' attack on the port.", "attack"),
        ("Ghana did not condemn Iraq's invasion of Kuwait.", "invasion"),
        ("Rebels attacked the port but did not attack the airport.", "attacked"),
        ("Iran's denial that its navy attacked the tanker surprised nobody.", "denial"),
        ("The general, who never attacked the port, met the rebels.", "met"),
        ("The army left the town without attacking the rebels.", "left"),
    ],
)
def test_a_negation_leaves_what_is_only_mentioned_as_it_is(text: str, word: str) -> None:
    assert read(text, word).polarity == "positive"


@pytest.mark.parametrize(
    ("text", "word", "modality"),
    [
        ("Ghana condemned the coup.", "condemned", None),
        ("Ghana will condemn the coup.", "condemn", "planned"),
        ("Ghana is to condemn the coup.", "condemn", "planned"),
        ("Chad, Niger to condemn coup", "condemn", "planned"),
        ("Ghana may condemn the coup.", "condemn", "possible"),
        ("Ghana would condemn the coup.", "condemn", "possible"),
        ("The minister said Ghana would condemn the coup.", "condemn", "planned"),
        ("Ghana should condemn the coup.", "condemn", "demanded"),
        ("If rebels attack the port, Chad will arrest the governor.", "attack", "hypothetical"),
        ("If rebels attack the port, Chad will arrest the governor.", "arrest", "planned"),
        ("Peru plans to invade Chile.", "invade", "planned"),
        ("Chad was the first country to condemn the coup.", "condemn", None),
        ("Egypt demanded an admission that soldiers murdered the priests.", "murdered", None),
        ("Gunmen tried to kill the governor.", "kill", "attempted"),
        ("Police used batons to disperse the crowd.", "disperse", "attempted"),
        ("Soldiers were sent to guard the port.", "guard", "planned"),
        ("Youths resorted to throwing stones.", "throwing", None),
        ("Peru's plan to invade Chile leaked.", "invade", "planned"),
        ("Egypt demanded that Sudan arrest the general.", "arrest", "demanded"),
        ("The alleged attack by rebels on the port alarmed Chad.", "attack", "possible"),
        ("Ghana fears an attack by rebels on the port.", "attack", "possible"),
        ("Did Russia attack the port?", "attack", "hypothetical"),
        ("Fearing an invasion, Chile expelled the ambassador.", "expelled", None),
    ],
)
def test_the_nearest_word_of_modality_wins(text: str, word: str, modality: str | None) -> None:
    assert read(text, word).modality == modality


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        ("Ghana said that rebels attacked the port.", "attacked", ["Ghana", "said"]),
        ("Ghana said rebels attacked the port.", "attacked", ["Ghana", "said"]),
        ("Rebels attacked the port, Ghana said.", "attacked", ["Ghana", "said"]),
        ("“Rebels attacked the port,” the minister said.", "attacked", ["the minister", "said"]),
        ("Ghana's assertion that rebels attacked the port angered Chad.", "attacked", ["Ghana", "assertion"]),
        ("Iran's denial that its navy attacked the tanker surprised nobody.", "attacked", ["Iran", "denial"]),
        ("Russia denied attacking the port.", "attacking", ["Russia", "denied"]),
    ],
)
def test_who_says_it_is_the_subject_or_owner_of_the_word_of_saying(
    text: str, word: str, source: list[str]
) -> None:
    found = read(text, word).source
    assert found
    assert [found.mention.text, found.cue] == source


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ghana condemned the coup.", "condemned"),
        ("Ghana said rebels attacked the port.", "said"),
        ("Ghana's assertion that rebels attacked the port angered Chad.", "angered"),
        ("Rebels are said to have attacked the port.", "attacked"),
    ],
)
def test_what_nobody_is_named_for_has_no_source(text: str, word: str) -> None:
    assert read(text, word).source is None


def test_a_speaker_who_quotes_another_relays_it() -> None:
    found = read("State media reported that Iran attacked the ship, citing the navy.", "attacked").source
    assert [source.mention.text for source in chain(found)] == ["State media", "the navy"]


def test_a_scope_is_turned_and_turned_back() -> None:
    source = Source(Mention(0, 5, "Ghana", 0), "said")
    turned = Scope(modality="planned", source=source).negated()
    assert turned == Scope("negative", "planned", source)
    assert turned.negated() == Scope("positive", "planned", source)
