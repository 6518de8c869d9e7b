"""Phrases that need no table: function words, coordination, names."""

from __future__ import annotations

from dataclasses import replace

from newswire.tree import Tree


def function(form: str, pos: str, tag: str, dep: str, lemma: str = "") -> Tree:
    """Return a function word."""
    return Tree(form, lemma or form, pos, tag, dep)


def comma() -> Tree:
    """Return a comma."""
    return replace(function(",", "PUNCT", ",", "punct"), glued=True)


def stop() -> Tree:
    """Return a full stop."""
    return replace(function(".", "PUNCT", ".", "punct"), glued=True)


def case(form: str) -> Tree:
    """Return a preposition."""
    return function(form, "ADP", "IN", "case")


def mark(form: str) -> Tree:
    """Return a subordinator, or the particle to."""
    return function("to", "PART", "TO", "mark") if form == "to" else function(form, "SCONJ", "IN", "mark")


def det(form: str) -> Tree:
    """Return a determiner."""
    return function(form, "DET", "DT", "det", "a" if form == "an" else form)


def adverb(form: str) -> Tree:
    """Return an adverb."""
    return function(form, "ADV", "RB", "advmod")


def pp(preposition: str, noun: Tree, dep: str = "obl") -> Tree:
    """Return a noun phrase with its preposition, as an oblique unless `dep` says otherwise."""
    return noun.before(case(preposition)).as_(dep)


def conj(first: Tree, *others: Tree, word: str = "and") -> Tree:
    """Return a coordination of two or more trees; the last carries the conjunction."""
    *middle, last = others
    rest = [tree.before(comma()).as_("conj") for tree in middle]
    made = first.after(*rest, last.before(function(word, "CCONJ", "CC", "cc")).as_("conj"))
    return replace(made, plural=True)


def name(text: str, label: str) -> Tree:
    """Return a name whose words carry their relation to the unmarked head: "United:amod States"."""
    parts = [part.split(":") for part in text.split()]
    flat = len(parts) > 1 and parts[1][-1] == "flat"
    head = 0 if flat else next(i for i, part in enumerate(parts) if len(part) == 1)
    nodes = []
    for i, (form, *dep) in enumerate(parts):
        pos = "ADJ" if dep == ["amod"] else "PROPN"
        tag = "NNPS" if form in ("States", "Nations", "Netherlands", "Balkans", "Philippines") else "NNP"
        iob = f"{'I' if i else 'B'}-{label}" if label else "O"
        nodes.append(
            Tree(form, "State" if form == "States" else form, pos, tag, dep[0] if dep else "root", label=iob)
        )
    return nodes[head].before(*nodes[:head]).after(*nodes[head + 1 :])
