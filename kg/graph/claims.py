"""Claims as RDF: the claim's node, how its names were linked, and the characters that it came from."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.graph.terms import Names, Statement, decimal, number, prefixed, present, text
from kg.graph.told import manner, relation
from kg.records import Attribution, Fact, Link, Run, Sentence, Span, digest


def claim(fact: Fact, about: NamedNode, run: Run | None, names: Names) -> Iterator[Statement]:
    """The statements on a claim about an event or a state of affairs, with its links and spans."""
    this = names.entity("claim/" + fact.id)
    yield this, prefixed("rdf:type"), prefixed("kg:Claim")
    yield from relation(this, fact, names)
    yield from manner(this, fact, names)
    yield from present(
        this,
        {
            "kg:about": about,
            "prov:wasDerivedFrom": names.span(fact.sentence.begin, fact.sentence.end),
            "prov:wasGeneratedBy": names.entity("run/" + run.id) if run else None,
            "kg:trigger": names.mention(fact.trigger),
            "kg:content": names.mention(fact.content) if fact.content else None,
            "kg:polarity": text(fact.polarity),
            "kg:modality": text(fact.modality),
            "kg:attributedTo": names.entity(voices(fact.attribution)[0].link.id)
            if fact.attribution
            else None,
            "kg:within": names.entity("claim/" + fact.within) if fact.within else None,
            "kg:rule": text(fact.rule),
            "kg:confidence": decimal(fact.confidence),
            "kg:symmetric": Literal(True) if fact.symmetric else None,
            "kg:phrase": None if fact.phrase is None else text(fact.phrase),
        },
    )
    yield from _sentence(fact.sentence, names)
    yield from (part for span in (fact.trigger, fact.content) if span for part in _mention(span, names))
    yield from _claim_links(this, fact, names)


def _claim_links(claim: NamedNode, fact: Fact, names: Names) -> Iterator[Statement]:
    for name, link in (("subject", fact.subject), ("object", fact.object), ("place", fact.place)):
        if link:
            this = _link_node(names, link)
            yield claim, prefixed(f"kg:{name}Link"), this
            yield from _link(this, link, names)
    if fact.attribution:
        said = voices(fact.attribution)
        yield claim, prefixed("kg:attributionLink"), _source_node(names, said)
        yield from _sources(said, names)


def voices(attribution: Attribution) -> tuple[Attribution, ...]:
    """The sources from the one whose words these are to the one that the document quotes: records turned round."""
    return (attribution, *attribution.chain)[::-1]


def _link_node(names: Names, link: Link, *more: str) -> NamedNode:
    where = (names.document.value, str(link.mention.begin), str(link.mention.end))
    old = (_link_node(names, link.revises).value,) if link.revises else ()
    taken = f"{link.antecedent.begin}-{link.antecedent.end}" if link.antecedent else ""
    told = (link.id, link.via, link.acts_for or "", link.sector or "", link.rule or "", taken)
    return names.entity("link/" + digest(*where, *told, *old, *more))


def _link(this: NamedNode, link: Link, names: Names) -> Iterator[Statement]:
    yield this, prefixed("rdf:type"), prefixed("kg:Link")
    yield this, prefixed("kg:mention"), names.mention(link.mention)
    yield this, prefixed("kg:refersTo"), names.entity(link.id)
    yield this, prefixed("kg:via"), text(link.via)
    if link.acts_for:
        yield this, prefixed("kg:actingFor"), names.entity(link.acts_for)
    if link.sector:
        yield this, prefixed("kg:sector"), text(link.sector)
    if link.rule:
        yield this, prefixed("kg:resolution"), text(link.rule)
    if link.antecedent:
        yield this, prefixed("kg:antecedent"), names.mention(link.antecedent)
        yield from _mention(link.antecedent, names)
    if link.revises:
        yield this, prefixed("prov:wasRevisionOf"), _link_node(names, link.revises)
        yield from _link(_link_node(names, link.revises), link.revises, names)
    yield from _mention(link.mention, names)


def _source_node(names: Names, said: tuple[Attribution, ...]) -> NamedNode:
    """Sources have nodes of their own for each chain: one outlet may relay two ministries in one sentence."""
    rest = [part for each in said[1:] for part in (_link_node(names, each.link).value, each.cue)]
    return _link_node(names, said[0].link, said[0].cue, *rest)


def _sources(said: tuple[Attribution, ...], names: Names) -> Iterator[Statement]:
    this, (first, *rest) = _source_node(names, said), said
    yield from _link(this, first.link, names)
    yield this, prefixed("kg:cue"), text(first.cue)
    if rest:
        yield this, prefixed("kg:relayedBy"), _source_node(names, tuple(rest))
        yield from _sources(tuple(rest), names)


def _sentence(sentence: Sentence, names: Names) -> Iterator[Statement]:
    this = names.span(sentence.begin, sentence.end)
    for cls in ("nif:Sentence", "kg:Sentence"):
        yield this, prefixed("rdf:type"), prefixed(cls)
    yield this, prefixed("kg:index"), number(sentence.index)
    yield from _span(this, sentence, names)


def _mention(span: Span, names: Names) -> Iterator[Statement]:
    this = names.mention(span)
    for cls in ("nif:Phrase", "kg:Mention"):
        yield this, prefixed("rdf:type"), prefixed(cls)
    yield from _span(this, span, names)


def _span(this: NamedNode, span: Span | Sentence, names: Names) -> Iterator[Statement]:
    yield this, prefixed("nif:referenceContext"), names.document
    yield this, prefixed("nif:beginIndex"), number(span.begin)
    yield this, prefixed("nif:endIndex"), number(span.end)
    yield this, prefixed("nif:anchorOf"), text(span.text)
