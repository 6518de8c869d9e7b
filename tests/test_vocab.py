"""The vocabulary that code sees is the ontology's, and unknown names are refused with the nearest ones."""

import pytest

from kg import vocab
from kg.records import KgError


def test_namespaces_and_prefixes_are_those_of_the_ontology() -> None:
    assert vocab.KG == "https://w3id.org/geopolitics-kg/ontology#"
    assert vocab.ID == "https://w3id.org/geopolitics-kg/id/"
    assert {"kg", "id", "sem", "prov", "nif", "skos", "schema", "dct", "time", "xsd"} <= set(vocab.PREFIXES)
    assert list(vocab.PREFIXES) == sorted(vocab.PREFIXES)


def test_a_term_is_its_iri() -> None:
    assert vocab.term("accuses") == vocab.KG + "accuses"


def test_an_unknown_term_is_refused_with_the_nearest_names() -> None:
    with pytest.raises(vocab.VocabError, match=r"no term 'acuses': the nearest are accuses"):
        vocab.term("acuses")


def test_a_term_like_no_other_is_refused_with_a_place_to_look() -> None:
    with pytest.raises(KgError, match=r"see ontology/kg\.ttl"):
        vocab.term("zzzzzz")


def test_labels_are_words() -> None:
    assert vocab.label("InternationalOrganization") == "international organization"
    assert vocab.label("mobilizesAgainst") == "mobilizes against"


def test_all_classes_and_relations_have_iris() -> None:
    names = (*vocab.classes(), *vocab.relations())
    assert len(names) == len(set(names))
    assert all(vocab.term(name) == vocab.KG + name for name in names)


def test_there_are_sixteen_event_types_with_relations_of_their_own() -> None:
    events = vocab.events()
    assert len(events) == len({event.relation for event in events.values()}) == 16
    assert {event.relation for event in events.values()} < set(vocab.relations())
    assert {event.quad for event in events.values()} == set(vocab.notations("Quads"))


def test_an_event_type_knows_its_class_quad_class_score_and_modes() -> None:
    consult = vocab.events()["CONSULT"]
    assert (consult.cls, consult.iri) == ("ConsultEvent", vocab.KG + "ConsultEvent")
    assert (consult.relation, consult.quad, consult.score) == ("consults", "verbal_cooperation", 2.5)
    assert consult.modes == ("visit", "third-party", "multilateral", "phone")


def test_scores_tell_cooperation_from_conflict() -> None:
    for event in vocab.events().values():
        assert event.score > 0 if event.quad.endswith("cooperation") else event.score <= 0


def test_the_closed_lists_have_the_sizes_of_plover() -> None:
    assert len(vocab.notations("Contexts")) == 37
    assert sum(len(event.modes) for event in vocab.events().values()) == 67


def test_a_state_is_an_actor_and_a_place() -> None:
    assert vocab.superclasses("State") == ("Actor", "Place", "Entity")
    assert vocab.is_a("State", "Place")
    assert vocab.is_a("State", "State")
    assert not vocab.is_a("City", "Actor")


def test_only_classes_stand_below_classes() -> None:
    with pytest.raises(vocab.VocabError, match="is no class"):
        vocab.is_a("accuses", "Actor")


def test_domain_and_range_hold_for_all_classes_below() -> None:
    assert "ExportControl" in vocab.domain("restricts")
    assert vocab.domain("capitalOf") == {"City"}
    assert vocab.range_("capitalOf") == {"State", "Region", "Territory"}
    assert "Tariff" in vocab.range_("imposes")


@pytest.mark.parametrize(
    ("relation", "subject", "target"),
    [
        ("accuses", "Person", "State"),
        ("assaults", "State", "City"),
        ("sanctions", "State", "Good"),
        ("requests", "State", None),
    ],
)
def test_a_relation_may_hold_within_its_domain_and_range(
    relation: str, subject: str, target: str | None
) -> None:
    assert vocab.allowed(relation, subject, target)
    assert vocab.refusal(relation, subject, target) is None


@pytest.mark.parametrize(
    ("relation", "subject", "target", "side"),
    [
        ("accuses", "City", "State", "subject"),
        ("holdsOffice", "Person", "State", "object"),
        ("memberOf", "Good", None, "subject"),
    ],
)
def test_a_refusal_says_which_side_is_wrong(
    relation: str, subject: str, target: str | None, side: str
) -> None:
    assert not vocab.allowed(relation, subject, target)
    assert f"cannot be the {side} of {relation}" in str(vocab.refusal(relation, subject, target))


def test_talks_are_two_sided_and_accusations_are_not() -> None:
    assert vocab.symmetric("consults")
    assert not vocab.symmetric("accuses")


def test_a_file_that_the_ontology_lacks_is_refused_with_the_places_searched() -> None:
    with pytest.raises(vocab.VocabError, match=r"no file 'none\.ttl': looked in .*ontology and .*ontology"):
        vocab.ontology_path("none.ttl")
