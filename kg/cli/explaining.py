"""The command explain: what a text's sentences are read as, by which rules, and which nearly fired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli import options, terminal

if TYPE_CHECKING:
    from kg.build import Engine, Traced
    from kg.extract.explain import Attempt, Clause
    from kg.records import Fact, Link


@click.command(
    short_help="Show how sentences are read, and why.",
    epilog="Examples:  kg explain article.txt  |  echo 'Mali accused Niger of theft.' | kg explain -  |  "
    "kg explain article.txt --sentence 8",
)
@options.reading
@options.engine
@click.option(
    "--sentence", type=click.IntRange(min=0), metavar="N", help="Only this sentence, counted from 0."
)
@click.pass_context
def explain(
    ctx: click.Context,
    inputs: tuple[Path, ...],
    reading: options.ReadOptions,
    engine: options.EngineOptions,
    sentence: int | None,
) -> None:
    """Print each sentence of INPUTS with its clauses, the claims made of it by rule, those refused, and why not more."""
    from kg.build import Engine, documents
    from kg.records import Finding

    loaded, refused = Engine.load(**engine), 0
    for document in documents(inputs, **reading):
        if isinstance(document, Finding):
            refused += terminal.findings([document])
            continue
        for number, lines in enumerate(_sentences(loaded.traced(document), loaded)):
            if sentence in (None, number):
                click.echo("\n".join(map(terminal.plain, lines)) + "\n")
    ctx.exit(1 if refused else 0)


def _sentences(traced: Traced, engine: Engine) -> Iterator[list[str]]:
    """The lines about each sentence."""
    from kg.extract import explain as explained

    doc, reading = traced.doc, traced.reading
    parts = [*explained.told(doc, engine.lexicon.cues)]
    tried = [*explained.attempts(doc, engine.lexicon)]
    fired = {claim.rule for claim in traced.claims}
    for number, sent in enumerate(doc.sents):
        begin, end = sent.start_char, sent.end_char
        facts = [fact for fact in reading.facts if begin <= fact.trigger.begin < end]
        own = sent.text.strip()
        refused = [each for each in reading.refused if each.focus == own]
        yield [
            f"[{number}] {own}",
            *(_clause(each) for each in parts if begin <= each.begin < end),
            *(f"  claim    {_fact(fact)}" for fact in facts),
            *(f"  refused  {each.value or ''}: {each.message} ({each.rule})" for each in refused),
            *_nearly([each for each in tried if begin <= each.begin < end], fired),
        ]


def _clause(clause: Clause) -> str:
    parts = (f"{name}: {', '.join(words)}" for name, words in clause.arguments.items())
    return f"  clause   {clause.predicate} ({'; '.join(parts)})"


def _fact(fact: Fact) -> str:
    other = f" {_name(fact.object)}" if fact.object else ""
    told = [fact.polarity, fact.modality, f"rule {fact.rule}", f"confidence {fact.confidence:.2f}"]
    if fact.attribution:
        told.append(f"says {_name(fact.attribution.link)} ({fact.attribution.cue})")
    if fact.time:
        told.append(f"{fact.time.earliest} to {fact.time.latest} ({fact.time.text})")
    if fact.content:
        told.append(f"content: {fact.content.text}")
    return f"{_name(fact.subject)} {fact.phrase or fact.relation}{other} [{'; '.join(told)}]"


def _name(link: Link) -> str:
    """An actor with the words that stand for it, where they are others."""
    same = link.mention.text.removeprefix("the ").removeprefix("The ") == link.label
    return link.label if same else f"{link.label} (“{link.mention.text}”, by {link.via})"


def _nearly(tried: Iterable[Attempt], fired: set[str]) -> Iterator[str]:
    """The rows that brought nothing, each with what it lacked."""
    for each in tried:
        if each.lack is not None:
            yield f"  not      {each.rule} at “{each.words}”: {each.lack}"
        elif each.rule not in fired:
            yield f"  not      {each.rule} at “{each.words}”: another rule took its words"
