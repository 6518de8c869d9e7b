"""Reads CoNLL-U into spaCy Docs, a paragraph a Doc, text exactly as it was."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from spacy.tokens import Doc
from spacy.vocab import Vocab


class Word(NamedTuple):
    """One syntactic word of a treebank; `head` counts from 1, 0 is the root."""

    form: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str
    space: bool
    entity: str


class Sentence(NamedTuple):
    """A sentence, its name in the treebank, and whether a new paragraph begins with it."""

    name: str
    words: list[Word]
    starts_paragraph: bool


def _misc(field: str) -> dict[str, str]:
    return dict(item.split("=", 1) for item in field.split("|") if "=" in item)


def _words(rows: list[list[str]]) -> list[Word]:
    """Turn the rows of a sentence into words; a multiword token's parts stand without a space between."""
    glued: dict[int, bool] = {}
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            glued |= dict.fromkeys(range(first, last), False)
            glued[last] = _misc(row[9]).get("SpaceAfter") != "No"
    words = []
    for row in rows:
        if not row[0].isdigit():
            continue
        misc = _misc(row[9])
        space = glued.get(int(row[0]), misc.get("SpaceAfter") != "No")
        _, form, lemma, pos, tag, morph, head, dep, *_ = row
        words.append(
            Word(
                form,
                lemma,
                pos,
                tag,
                "" if morph == "_" else morph,
                int(head),
                dep,
                space,
                misc.get("Name", misc.get("Entity", "")),
            )
        )
    return words


def sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file in order."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip("\n").split("\n")
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if rows:
            start = any(line.startswith(("# newdoc", "# newpar")) for line in lines)
            name = next((line[12:] for line in lines if line.startswith("# sent_id = ")), "")
            yield Sentence(name, _words(rows), start)


def paragraphs(found: Iterable[Sentence], *, most: int = 12) -> Iterator[list[Sentence]]:
    """Group sentences into paragraphs of at most `most` sentences."""
    group: list[Sentence] = []
    for sentence in found:
        if group and (sentence.starts_paragraph or len(group) == most):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def _plain(entity: str) -> str:
    """Return the first of the labels that an annotation leaves open."""
    return entity.split("|")[0] or "O"


def to_doc(group: list[Sentence], vocab: Vocab, *, names: bool = False) -> Doc:
    """Make one Doc of a paragraph, with its trees, or with its names alone."""
    words = [word for sentence in group for word in sentence.words]
    forms, spaces = [word.form for word in words], [word.space for word in words]
    if names:
        return Doc(vocab, words=forms, spaces=spaces, ents=[_plain(word.entity) for word in words])
    heads: list[int] = []
    for sentence in group:
        offset = len(heads)
        heads += [
            offset + (word.head - 1 if word.head else place) for place, word in enumerate(sentence.words)
        ]
    return Doc(
        vocab,
        words=forms,
        spaces=spaces,
        lemmas=[word.lemma for word in words],
        pos=[word.pos for word in words],
        tags=[word.tag for word in words],
        morphs=[word.morph for word in words],
        heads=heads,
        deps=["ROOT" if word.dep == "root" else word.dep for word in words],
        sent_starts=[place == 0 for sentence in group for place in range(len(sentence.words))],
    )
