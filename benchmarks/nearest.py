"""Measures how well verbs are typed by their nearest triggers: each trigger of the lexicon left out in turn.

    python benchmarks/nearest.py

A verb is typed where its neighbours agree by a clear lead (kg/extract/near.py). Precision and recall are over the
triggers left out. Beside them stand the common verbs that no row knows and that are typed all the same: of these about
half are right where two actors stand beside them, so that a typed claim is sure by half, as its confidence says.

Last measured with 652 triggers among 2,530 verbs:

    lead  precision  recall
    0.0     0.46      0.44
    0.1     0.69      0.29
    0.2     0.80      0.18
    0.3     0.88      0.11   chosen: with the 23 unknown verbs that are typed, about 0.8
    0.4     0.87      0.05
    0.5     0.94      0.02
"""

from collections.abc import Iterator

from kg import parse
from kg.extract.near import LEAD, NEIGHBOURS, Near, Vote
from kg.parse.vectors import vectors, verbs
from kg.rules import lexicon

LEADS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)


def report(near: Near) -> Iterator[str]:
    """Yield the figures by lead, then the verbs that no row knows and that are typed."""
    left_out = {verb: near.vote(verb) for verb in near.triggers}
    unknown = {verb: near.vote(verb) for verb in near.verbs if verb not in near.triggers and near.row(verb)}
    yield f"{len(left_out)} triggers left out in turn, {NEIGHBOURS} neighbours among {len(near.verbs)} verbs"
    for lead in LEADS:
        typed = {verb: vote for verb, vote in left_out.items() if vote and vote.lead >= lead}
        right = sum(vote.event in near.triggers[verb] for verb, vote in typed.items())
        chosen = "  chosen" if lead == LEAD else ""
        yield (
            f"  lead {lead:.1f}: precision {right / max(len(typed), 1):.2f} ({right} of {len(typed)}), "
            f"recall {right / len(left_out):.2f}{chosen}"
        )
    yield f"verbs that no row knows: {len(unknown)} typed"
    yield from (f"  {verb}: {_said(vote)}" for verb, vote in sorted(unknown.items()))


def _said(vote: Vote | None) -> str:
    return f"{vote.event} by {vote.trigger}, lead {vote.lead:.2f}" if vote else ""


if __name__ == "__main__":
    nlp = parse.load()
    known = vectors(nlp)
    assert known, "the packaged model has vectors"
    for line in report(Near(lexicon.load(), verbs(nlp), known)):
        print(line)
