"""The texts to learn from, as paragraphs of sentences whose words bear trees, names, or both.

A word's `entity` is an IOB label; "B-GPE|LOC" leaves open which, "O|NORP" says no name or that kind, and "" nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from conllu import Sentence, Word, paragraphs, sentences
from names import gum_labels, listed, uner_labels
from newswire.generate import features
from newswire.generate import sentences as generated
from redocred import documents

HERE = Path(__file__).parent
Group = list[Sentence]


def treebank(path: Path) -> list[Group]:
    """Return a treebank's paragraphs without names."""
    return list(paragraphs(sentences(path)))


def labelled(group: Group, labels: Callable[[Sentence], list[str]]) -> Group:
    """Put IOB labels on the words of each sentence."""
    return [
        sentence._replace(
            words=[
                w._replace(entity=label) for w, label in zip(sentence.words, labels(sentence), strict=True)
            ]
        )
        for sentence in group
    ]


def ewt(corpus: Path) -> list[Group]:
    """Return EWT's training part, with the names of ewt_names.tsv."""
    known = listed(HERE / "ewt_names.tsv")
    return [labelled(group, known) for group in treebank(corpus / "ewt_train.conllu")]


def gum(path: Path) -> list[Group]:
    """Return a part of GUM with the names of its mentions."""
    return [labelled(group, gum_labels) for group in treebank(path)]


def uner(trees: Path, labels: Path) -> list[Group]:
    """Return a part of EWT with Universal NER's labels; sentences that the two cut differently have none."""
    known = dict(uner_labels(labels))

    def found(sentence: Sentence) -> list[str]:
        row = known.get(sentence.name, [])
        return row if len(row) == len(sentence.words) else [""] * len(sentence.words)

    return [labelled(group, found) for group in treebank(trees)]


def wiki(corpus: Path) -> list[Group]:
    """Return Re-DocRED's documents, but those that a benchmark measures with."""
    kept_out = corpus.parent / "benchmarks" / "redocred_geo_dev.jsonl"
    return list(documents(corpus / "redocred_dev.json", without=kept_out))


def written(part: str) -> list[Group]:
    """Return the newswire sentences written for this project: "train" or "test"."""
    files = sorted((HERE / "written").glob(f"{part}_*.conllu"))
    return [labelled(group, _named) for path in files for group in treebank(path)]


def _named(sentence: Sentence) -> list[str]:
    return [word.entity or "O" for word in sentence.words]


def grammar(corpus: Path, count: int, *, seed: int, held: bool = False) -> list[Group]:
    """Return sentences made by the grammar of newswire/, three a paragraph."""
    made = list(generated(count, features(treebank_words(corpus)), seed=seed, held_out=held))
    order = sorted(range(count), key=lambda i: (i * 7919) % count)
    return [[made[i] for i in order[start : start + 3]] for start in range(0, count, 3)]


def treebank_words(corpus: Path) -> list[Word]:
    """Return the words of both training treebanks."""
    files = ("ewt_train.conllu", "gum_free_train.conllu")
    return [word for file in files for sentence in sentences(corpus / file) for word in sentence.words]


def bare(groups: Iterable[Group]) -> Iterator[Group]:
    """Yield paragraphs with names alone: their trees measure, or there are none."""
    for group in groups:
        yield [s._replace(words=[word._replace(dep="") for word in s.words]) for s in group]
