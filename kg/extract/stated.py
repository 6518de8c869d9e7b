"""What the rows of a lexicon read in words alone: for ontologies whose arguments are anything, dates and numbers too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from spacy.tokens import Doc, Token

from kg.extract import grammar, scope, spans
from kg.extract.claims import argument
from kg.extract.fill import Filled, readings
from kg.rules.lexicon import Lexicon

Triple = tuple[str, str, str]


def stated(doc: Doc, lexicon: Lexicon) -> Iterator[Triple]:
    """Subject, relation and object, articles and ordinals left out; what is denied, may be or is a pronoun's is left out."""
    for filled in readings(doc, lexicon):
        found = scope.scope(filled.trigger.head, lexicon.cues)
        if found.polarity == "positive" and found.modality is None:
            yield from _triples(doc, filled)


def _triples(doc: Doc, filled: Filled) -> Iterator[Triple]:
    subjects = dict.fromkeys(who for each in filled.subjects for who in grammar.predicated(each))
    for subject, other in product(subjects, filled.objects):
        if "PRON" in (subject.pos_, other.pos_):
            continue
        whole = "word" in filled.row.frame.object  # a trigger that is its own object: "killed in action"
        told = argument(other, filled).text if whole else _words(doc, other, filled)
        yield _words(doc, subject, filled), filled.row.relation, told


def _words(doc: Doc, token: Token, filled: Filled) -> str:
    """The words of an argument; a person goes by the longest name that the text has for them, without titles."""
    person = next(
        (ent for ent in doc.ents if ent.label_ == "PERSON" and ent.start <= token.i < ent.end), None
    )
    if person is None:
        return spans.bare(doc, argument(token, filled)).text
    longer = [ent.text for ent in doc.ents if ent.label_ == "PERSON" and ent.text.endswith(f" {person.text}")]
    return max(longer, key=len, default=person.text)
