"""Single claims as a view shows them, by one query for many: ten times as fast as `readings` of their whole graphs.

A span's words are taken from its sentence; one that lies elsewhere comes without words. How a name was linked, and
for whom it stood, does not come.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias, cast

from pyoxigraph import Literal, NamedNode, QuerySolution, QuerySolutions, Store

from kg import vocab
from kg.graph.read import event_names
from kg.graph.terms import GraphError, Names, decode
from kg.records import Actor, Attribution, Document, Fact, Link, Sentence, Span, Time

Told: TypeAlias = Sequence[QuerySolution]  # a claim: one row for each of its contexts and of its sources
Place: TypeAlias = tuple[NamedNode, NamedNode]  # a graph and a claim there

_AT_ONCE = 200

_QUERY = """
SELECT ?graph ?claim ?kind ?subject ?subjectMention ?relation ?object ?objectMention ?sentence ?index ?words ?trigger
  ?content ?rule ?confidence ?polarity ?modality ?mode ?quad ?symmetric ?phrase ?within ?earliest ?latest ?timeText
  ?place ?placeMention ?context ?voice ?relay ?source ?sourceMention ?cue {
  VALUES (?graph ?claim) { CLAIMS }
  GRAPH ?graph {
    ?claim kg:about ?about ; kg:relation ?relation ; kg:trigger ?trigger ; kg:rule ?rule ; kg:confidence ?confidence ;
      kg:polarity ?polarity ; kg:modality ?modality ; kg:subject ?subject ; kg:subjectLink/kg:mention ?subjectMention ;
      prov:wasDerivedFrom ?sentence .
    ?about a ?kind FILTER(?kind != sem:Event)
    ?sentence nif:anchorOf ?words ; kg:index ?index .
    OPTIONAL { ?claim kg:object ?object ; kg:objectLink/kg:mention ?objectMention }
    OPTIONAL { ?claim kg:place ?place ; kg:placeLink/kg:mention ?placeMention }
    OPTIONAL { ?claim kg:content ?content }
    OPTIONAL { ?claim kg:mode ?mode }
    OPTIONAL { ?claim kg:quad ?quad }
    OPTIONAL { ?claim kg:symmetric ?symmetric }
    OPTIONAL { ?claim kg:phrase ?phrase }
    OPTIONAL { ?claim kg:within ?within }
    OPTIONAL { ?claim kg:context ?context }
    OPTIONAL { ?claim kg:earliest ?earliest ; kg:latest ?latest ; kg:timeText ?timeText }
    OPTIONAL {
      ?claim kg:attributionLink/kg:relayedBy* ?voice .
      ?voice kg:refersTo ?source ; kg:mention ?sourceMention ; kg:cue ?cue
      OPTIONAL { ?voice kg:relayedBy ?relay }
    }
  }
}"""
_LINKED = ("subject", "object", "place", "source")
_PLACE = re.compile(r"#char=(\d+),(\d+)$")


def glance(source: Store, claims: Sequence[Place]) -> list[Told]:
    """What the graphs tell of some claims, in their order; a claim that lacks a part is passed over."""
    rows = [
        row
        for begin in range(0, len(claims), _AT_ONCE)
        for row in _rows(source, claims[begin : begin + _AT_ONCE])
    ]
    told: dict[Place, list[QuerySolution]] = {claim: [] for claim in claims}
    for row in rows:
        told[row["graph"], row["claim"]].append(row)
    return [found for found in told.values() if found]


def _rows(source: Store, claims: Sequence[Place]) -> QuerySolutions:
    listed = " ".join(f"({graph} {claim})" for graph, claim in claims)
    query = _QUERY.replace("CLAIMS", listed)
    return cast(QuerySolutions, source.query(query, prefixes=dict(vocab.PREFIXES)))


def linked(told: Told) -> Iterator[NamedNode]:
    """The entities that a claim speaks of."""
    terms = (row[name] for row in told for name in _LINKED)
    yield from (term for term in terms if isinstance(term, NamedNode))


def document(told: Told) -> NamedNode:
    """The document that makes a claim."""
    return cast(NamedNode, told[0]["graph"])


def holder(told: Told) -> Place | None:
    """The claim whose content holds this one."""
    graph, held = told[0]["graph"], told[0]["within"]
    return (graph, held) if isinstance(held, NamedNode) else None


def fact(told: Told, source: Document, actors: Mapping[str, Actor], names: Names) -> Fact:
    """A claim as a record; actors tell the labels and types of those whom it speaks of."""
    row = told[0]
    sentence = _sentence(row)
    link = _Links(actors, names, sentence)
    return Fact(
        id=_local(row, "claim", names) or "",
        doc=source.id,
        published=source.published,
        sentence=sentence,
        subject=link.of(row, "subject"),
        relation=decode(_text(row, "relation").removeprefix(vocab.KG)),
        object=link.of(row, "object") if row["object"] else None,
        trigger=_span(_text(row, "trigger"), sentence),
        rule=_text(row, "rule"),
        confidence=_confidence(row),
        event=event_names().get(_text(row, "kind")),
        mode=_maybe(row, "mode"),
        context=tuple(sorted({_text(each, "context") for each in told if each["context"]})),
        quad=_maybe(row, "quad"),
        symmetric=_maybe(row, "symmetric") == "true",
        content=_span(_text(row, "content"), sentence) if row["content"] else None,
        polarity=_text(row, "polarity"),
        modality=_text(row, "modality"),
        attribution=_attribution(told, link),
        within=_local(row, "within", names),
        time=Time(*(_text(row, name) for name in ("earliest", "latest", "timeText")))
        if row["earliest"]
        else None,
        place=link.of(row, "place") if row["place"] else None,
        phrase=_maybe(row, "phrase"),
    )


class _Links:
    """The links of a claim."""

    def __init__(self, actors: Mapping[str, Actor], names: Names, sentence: Sentence) -> None:
        self._actors, self._names, self._sentence = actors, names, sentence

    def of(self, row: QuerySolution, name: str) -> Link:
        """The link that the row has under a name."""
        id = self._names.local(_text(row, name))
        if (actor := self._actors.get(id)) is None:
            raise GraphError(
                f"a claim in {self._names.document} speaks of {id!r}, which has no label: build it again"
            )
        mention = _span(_text(row, f"{name}Mention"), self._sentence)
        return Link(actor.id, actor.label, actor.type, mention, via="")


def _attribution(told: Told, link: _Links) -> Attribution | None:
    """Who says it: the rows lead from the one whose words these are to the one that the document quotes."""
    voices = {row["voice"]: row for row in told if row["voice"]}
    relayed = {row["relay"] for row in voices.values()}
    chain: list[Attribution] = []
    at = next((voice for voice in voices if voice not in relayed), None)
    while at in voices:
        row = voices.pop(at)
        chain.insert(0, Attribution(link.of(row, "source"), _text(row, "cue")))
        at = row["relay"]
    return Attribution(chain[0].link, chain[0].cue, tuple(chain[1:])) if chain else None


def _confidence(row: QuerySolution) -> float:
    return float(_text(row, "confidence"))


def _sentence(row: QuerySolution) -> Sentence:
    begin, end = _offsets(_text(row, "sentence"))
    return Sentence(int(_text(row, "index")), begin, end, _text(row, "words"))


def _span(iri: str, sentence: Sentence) -> Span:
    begin, end = _offsets(iri)
    inside = sentence.begin <= begin <= end <= sentence.end
    return Span(begin, end, sentence.text[begin - sentence.begin : end - sentence.begin] if inside else "")


def _offsets(iri: str) -> tuple[int, int]:
    if found := _PLACE.search(iri):
        return int(found[1]), int(found[2])
    raise GraphError(f"{iri} tells no place in a text: build that document again")


def _local(row: QuerySolution, name: str, names: Names) -> str | None:
    value = _maybe(row, name)
    return value and names.local(value).removeprefix("claim/")


def _text(row: QuerySolution, name: str) -> str:
    return cast(NamedNode | Literal, row[name]).value


def _maybe(row: QuerySolution, name: str) -> str | None:
    return _text(row, name) if row[name] else None
