"""Predicate-argument structures on parses corrected by hand: who is in which slot of a verb, a noun, an adjective."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from parses.gold import gold
from spacy.tokens import Token

from kg.extract import clauses, complements, grammar
from kg.rules.lexicon import load

PARSES = gold("extract")
CUES = load().cues


def at(text: str, word: str) -> Token:
    return next(token for token in PARSES[text] if token.text == word)


def words(tokens: Iterable[Token]) -> list[str]:
    return [token.text for token in tokens]


@pytest.mark.parametrize(
    ("text", "verb", "subjects", "objects"),
    [
        ("Ghana condemned the coup.", "condemned", ["Ghana"], ["coup"]),
        ("The coup was condemned by Ghana.", "condemned", ["Ghana"], ["coup"]),
        ("The coup was condemned on Monday.", "condemned", [], ["coup"]),
        ("The bridge was attacked by rebels and soldiers.", "attacked", ["rebels", "soldiers"], ["bridge"]),
        ("The rebels who attacked the convoy fled.", "attacked", ["rebels"], ["convoy"]),
        ("The convoy that rebels attacked carried food.", "attacked", ["rebels"], ["convoy"]),
        ("The convoy the rebels attacked carried food.", "attacked", ["rebels"], ["convoy"]),
        ("The convoy, which was attacked by rebels, carried food.", "attacked", ["rebels"], ["convoy"]),
        ("The convoy attacked by rebels carried food.", "attacked", ["rebels"], ["convoy"]),
        ("Soldiers shelling the port lost two tanks.", "shelling", ["Soldiers"], ["port"]),
        ("Kenya urged Somalia to arrest the pirates.", "arrest", ["Somalia"], ["pirates"]),
        ("The council called on Sudan to arrest the general.", "arrest", ["Sudan"], ["general"]),
        ("Mali promised Niger to condemn the coup.", "condemn", ["Mali"], ["coup"]),
        ("Rwanda accused Burundi of arming the rebels.", "arming", ["Burundi"], ["rebels"]),
        ("Burundi was accused by Rwanda of shelling a village.", "shelling", ["Burundi"], ["village"]),
        ("Ghana is expected to condemn the coup.", "condemn", ["Ghana"], ["coup"]),
        ("Peru is reluctant to condemn the coup.", "condemn", ["Peru"], ["coup"]),
        ("Peru's plan to invade Chile leaked.", "invade", ["Peru"], ["Chile"]),
        ("After attacking the port, the rebels shelled the airport.", "attacking", ["rebels"], ["port"]),
        ("Ghana condemned the coup and expelled the ambassador.", "expelled", ["Ghana"], ["ambassador"]),
        ("Rebels killed in attack on port", "killed", [], ["Rebels"]),
    ],
)
def test_a_verb_finds_its_subject_and_object(
    text: str, verb: str, subjects: list[str], objects: list[str]
) -> None:
    slots = clauses.verb(at(text, verb), CUES).slots
    assert (words(slots["subject"]), words(slots["object"])) == (subjects, objects)


@pytest.mark.parametrize(
    ("text", "verb", "slot", "filled"),
    [
        ("Mali promised Niger to condemn the coup.", "promised", "recipient", ["Niger"]),
        ("Tonga was given a grant by Japan.", "given", "recipient", ["Tonga"]),
        ("The coup was condemned by Ghana.", "condemned", "recipient", []),
        ("Portugal said that Spain must open the dam.", "said", "obliged", ["Spain"]),
        ("Chile has to pay for the bridge, Peru declared.", "declared", "obliged", ["Chile"]),
        ("Chile has to pay for the bridge, Peru declared.", "declared", "doer", ["Chile"]),
        ("Ghana said rebels attacked the port.", "said", "obliged", []),
        ("Ghana said rebels attacked the port.", "said", "doer", ["rebels"]),
    ],
)
def test_a_verb_finds_whom_it_addresses(text: str, verb: str, slot: str, filled: list[str]) -> None:
    assert words(clauses.verb(at(text, verb), CUES).slots[slot]) == filled


@pytest.mark.parametrize(
    ("text", "noun", "slot", "filled"),
    [
        ("Iraq's invasion of Kuwait ended in 1991.", "invasion", "possessor", ["Iraq"]),
        ("Chad and Mali's attack on the camp angered Niger.", "attack", "possessor", ["Chad", "Mali"]),
        ("The Iraqi invasion of Kuwait shocked the world.", "invasion", "modifier", ["Iraqi"]),
        ("US sanctions on Iran hurt exports.", "sanctions", "modifier", ["US"]),
        ("The massacre of villagers by the rebels shocked the country.", "massacre", "by", ["rebels"]),
        ("Talks between Egypt and Sudan began on Monday.", "Talks", "between", ["Egypt", "Sudan"]),
        ("Rebels carried out an attack on the depot.", "attack", "host", ["Rebels"]),
        ("An attack on the depot was launched by rebels.", "attack", "host", ["rebels"]),
        ("The militia is a threat to Uganda.", "threat", "host", ["militia"]),
        ("Prime Minister Anna Holm condemned the coup.", "Minister", "bearer", ["Anna"]),
        ("Ghana's president, Kofi Mensah, condemned the coup.", "president", "bearer", ["Kofi"]),
        ("Kofi Mensah, president of Ghana, condemned the coup.", "president", "bearer", ["Kofi"]),
        ("The invasion of Kuwait shocked the world.", "invasion", "possessor", []),
        ("Peru's plan to invade Chile leaked.", "plan", "complement", ["invade"]),
        ("The army was engaged in talks with the rebels.", "talks", "host", ["army"]),
        ("Farmers dumped grain in protest.", "protest", "during", ["Farmers"]),
        ("Farmers dumped grain in protest.", "protest", "host", []),
        ("Norway repeated its demand that Iceland open the port.", "demand", "doer", ["Iceland"]),
        ("Norway repeated its demand that Iceland open the port.", "demand", "possessor", ["Norway"]),
        ("An appeal for grain went out to Japan from Bulgaria.", "appeal", "sender", ["Bulgaria"]),
        ("Drills involving Peru and Chile began on Monday.", "Drills", "sides", ["Peru", "Chile"]),
        ("The minister is in Quito for talks with Peru.", "talks", "traveller", ["minister"]),
        ("Chad jailed the envoy on charges of theft.", "charges", "agent", ["Chad"]),
        ("Chad jailed the envoy on charges of theft.", "charges", "affected", ["envoy"]),
    ],
)
def test_a_noun_finds_whose_act_it_names(text: str, noun: str, slot: str, filled: list[str]) -> None:
    assert words(clauses.noun(at(text, noun), CUES).slots[slot]) == filled


@pytest.mark.parametrize(
    ("text", "adjective", "slot", "filled"),
    [
        ("Canada is critical of the plan.", "critical", "host", ["Canada"]),
        ("Iran-backed fighters attacked the port.", "backed", "target", ["fighters"]),
        ("Iran-backed fighters attacked the port.", "backed", "modifier", ["Iran"]),
        ("Peru is reluctant to condemn the coup.", "reluctant", "complement", ["condemn"]),
    ],
)
def test_an_adjective_finds_its_host_and_target(
    text: str, adjective: str, slot: str, filled: list[str]
) -> None:
    assert words(clauses.adjective(at(text, adjective), CUES).slots[slot]) == filled


@pytest.mark.parametrize(
    ("text", "word", "preps"),
    [
        ("Canada is critical of the plan.", "critical", {"of": ["plan"]}),
        ("Serbia held talks with Kosovo.", "held", {"with": ["Kosovo"]}),
        ("France sold jets to Egypt and Qatar.", "sold", {"to": ["Egypt", "Qatar"]}),
        ("According to Ghana, rebels attacked the port.", "attacked", {"according to": ["Ghana"]}),
        (
            "Rebels were killed by the army on Monday in Goma.",
            "killed",
            {"by": ["army"], "on": ["Monday"], "in": ["Goma"]},
        ),
        ("Iraq's invasion of Kuwait ended in 1991.", "invasion", {"of": ["Kuwait"]}),
    ],
)
def test_phrases_go_by_their_preposition(text: str, word: str, preps: dict[str, list[str]]) -> None:
    assert {name: words(found) for name, found in grammar.preps(at(text, word)).items()} == preps


def test_a_noun_has_the_phrases_of_the_light_verb_that_carries_it() -> None:
    talks = at("Serbia held talks with Kosovo.", "talks")
    assert words(clauses.noun(talks, CUES).preps["with"]) == ["Kosovo"]


def test_a_verb_has_the_phrases_and_gerunds_of_its_object() -> None:
    launched = at("Rebels launched attacks on the port and the airport.", "launched")
    assert words(clauses.verb(launched, CUES).preps["on"]) == ["port", "airport"]
    accused = at("Rwanda accused Burundi of arming the rebels.", "accused")
    assert words(clauses.verb(accused, CUES).topics["of"]) == ["arming"]


@pytest.mark.parametrize(
    ("text", "verb", "passive"),
    [
        ("Ghana condemned the coup.", "condemned", False),
        ("The coup was condemned by Ghana.", "condemned", True),
        ("The convoy attacked by rebels carried food.", "attacked", True),
        ("The port was shelled by the army and captured.", "captured", True),
        ("Ghana condemned the coup and expelled the ambassador.", "expelled", False),
        ("The rebels who attacked the convoy fled.", "attacked", False),
        ("Soldiers shelling the port lost two tanks.", "shelling", False),
    ],
)
def test_the_passive_is_known_spelled_out_reduced_and_coordinated(
    text: str, verb: str, passive: bool
) -> None:
    assert grammar.passive(at(text, verb)) is passive


@pytest.mark.parametrize(
    ("text", "verb", "completes"),
    [
        ("Ghana said rebels attacked the port.", "attacked", True),
        ("Chad refused to attack the rebels.", "attack", True),
        ("The council called on Sudan to arrest the general.", "arrest", True),
        ("Peru's plan to invade Chile leaked.", "invade", True),
        ("Ghana's assertion that rebels attacked the port angered Chad.", "attacked", True),
        ("The rebels who attacked the convoy fled.", "attacked", False),
        ("The army left the town without attacking the rebels.", "attacking", False),
        ("If rebels attack the port, Chad will arrest the governor.", "attack", False),
    ],
)
def test_a_complement_is_told_from_what_is_added(text: str, verb: str, completes: bool) -> None:
    assert complements.completes(at(text, verb), CUES) is completes


def test_a_verb_of_little_meaning_carries_the_noun_of_the_act() -> None:
    carried = at("Rebels carried out an attack on the depot.", "attack")
    discussed = at("The ministers did not discuss the rebels' attack on the port.", "attack")
    found = [complements.carrier(token, CUES) for token in (carried, discussed)]
    assert [token and token.text for token in found] == ["carried", None]


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Tunisia did not rule out attacking the camp.", "rule", {"exclude"}),
        ("Russia denied attacking the port.", "denied", {"deny"}),
        ("Peru is reluctant to condemn the coup.", "reluctant", {"refuse"}),
        ("Ghana condemned the coup.", "Ghana", set()),
    ],
)
def test_a_cue_is_known_by_its_part_of_speech_and_particle(text: str, word: str, names: set[str]) -> None:
    assert {cue.name for cue in complements.cues_of(at(text, word), CUES)} == names


def test_the_owner_of_a_noun_stands_before_or_after_it() -> None:
    owned = [
        ("Iraq's invasion of Kuwait ended in 1991.", "invasion"),
        ("US sanctions on Iran hurt exports.", "sanctions"),
        ("The king of Oman met with the presidents of Chad and Mali.", "presidents"),
        ("The coup was condemned on Monday.", "coup"),
    ]
    assert [words(grammar.owners(at(*each))) for each in owned] == [["Iraq"], ["US"], ["Chad", "Mali"], []]


@pytest.mark.parametrize(
    ("text", "verb", "purposes", "aims"),
    [
        ("Police used batons to disperse the crowd.", "used", ["disperse"], ["crowd"]),
        ("Nurses marched to demand a new hospital.", "marched", ["demand"], ["hospital"]),
        ("Soldiers were sent to guard the port.", "sent", ["guard"], ["port"]),
        ("Youths resorted to throwing stones.", "resorted", [], []),
        ("Gunmen tried to kill the governor.", "kill", [], []),
    ],
)
def test_a_verb_finds_what_it_is_done_for(text: str, verb: str, purposes: list[str], aims: list[str]) -> None:
    slots = clauses.verb(at(text, verb), CUES).slots
    assert (words(slots["purpose"]), words(slots["aim"])) == (purposes, aims)
