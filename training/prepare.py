"""Prepares the data: treebanks and generated newswire as spaCy's binary files, one paragraph a Doc."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from conllu import Sentence, Word, paragraphs, sentences, to_doc
from names import gum_labels, settled, uner_labels
from newswire.generate import features
from newswire.generate import sentences as generated
from redocred import documents
from spacy.tokens import DocBin
from variants import varied

SEED = 7
NEWSWIRE = 3600  # generated sentences
HELD = 400


def treebank_words(corpus: Path) -> list[Word]:
    """Return the words of both training treebanks."""
    files = ("ewt_train.conllu", "gum_free_train.conllu")
    return [word for file in files for sentence in sentences(corpus / file) for word in sentence.words]


def newswire(corpus: Path, count: int, *, seed: int, held: bool = False) -> list[list[Sentence]]:
    """Return generated sentences, three a paragraph."""
    made = list(generated(count, features(treebank_words(corpus)), seed=seed, held_out=held))
    order = sorted(range(count), key=lambda i: (i * 7919) % count)
    return [[made[i] for i in order[start : start + 3]] for start in range(0, count, 3)]


def labelled(group: list[Sentence], labels: Iterable[list[str]]) -> list[Sentence]:
    """Put IOB labels where a treebank has its own annotation of entities."""
    return [
        sentence._replace(
            words=[word._replace(entity=label) for word, label in zip(sentence.words, row, strict=True)]
        )
        for sentence, row in zip(group, labels, strict=True)
    ]


def gum(path: Path) -> Iterator[list[Sentence]]:
    """Yield GUM's paragraphs with names labelled."""
    for group in paragraphs(sentences(path)):
        yield labelled(group, map(gum_labels, group))


def ewt(path: Path, labels: Path) -> Iterator[list[Sentence]]:
    """Yield EWT's paragraphs with Universal NER's labels; sentences that the two cut differently have none."""
    known = dict(uner_labels(labels))
    for group in paragraphs(sentences(path)):
        rows = [known.get(sentence.name, []) for sentence in group]
        yield labelled(
            group,
            [
                row if len(row) == len(s.words) else ["O"] * len(s.words)
                for row, s in zip(rows, group, strict=True)
            ],
        )


def write(groups: Iterable[list[Sentence]], path: Path, *, names: bool) -> None:
    """Write paragraphs with their trees, or with their names alone."""
    vocab = spacy.blank("en").vocab
    attributes = ["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"]
    if not names:
        attributes = ["ORTH", "SPACY", "LEMMA", "POS", "TAG", "MORPH", "HEAD", "DEP", "SENT_START"]
    docs = DocBin(attrs=attributes)
    for group in groups:
        docs.add(to_doc(group, vocab, names=names))
    docs.to_disk(path)
    print(f"{path.name}: {len(docs)} paragraphs")


def treebanks(corpus: Path, part: str) -> list[list[Sentence]]:
    """Return the paragraphs of a part of both treebanks: train, dev or test."""
    files = (corpus / f"ewt_{part}.conllu", corpus / f"gum_free_{part}.conllu")
    return [group for file in files for group in paragraphs(sentences(file))]


def named(corpus: Path) -> list[list[Sentence]]:
    """Return the paragraphs with labelled names that there are to learn from, but the generated ones."""
    kept_out = corpus.parent / "benchmarks" / "redocred_geo_dev.jsonl"
    web = list(ewt(corpus / "ewt_dev.conllu", corpus / "uner_dev.iob2"))  # twice: the only names of the web
    wiki = documents(corpus / "redocred_dev.json", without=kept_out)
    return [*gum(corpus / "gum_free_train.conllu"), *web, *wiki, *web]


def vocabulary(groups: Iterable[list[Sentence]]) -> list[str]:
    """Return the words that are to have vectors, in small letters."""
    forms = {word.form.lower().replace("\u2019", "'") for group in groups for s in group for word in s.words}
    return sorted(form for form in forms if len(form) < 25 and form.isprintable())


def prepare(corpus: Path, out: Path) -> None:
    """Write every file that training and evaluation read."""
    out.mkdir(parents=True, exist_ok=True)
    trees, names = treebanks(corpus, "train"), named(corpus)
    news = newswire(corpus, NEWSWIRE, seed=SEED)
    write(varied([*trees, *news], seed=SEED), out / "syntax_train.spacy", names=False)
    write(treebanks(corpus, "dev")[::4], out / "syntax_dev.spacy", names=False)
    write(newswire(corpus, HELD, seed=SEED + 1, held=True), out / "newswire_test.spacy", names=False)
    names += news[: len(news) // 2]
    write(varied(settled(names), seed=SEED), out / "names_train.spacy", names=True)
    write(gum(corpus / "gum_free_dev.conllu"), out / "names_dev.spacy", names=True)
    (out / "words.txt").write_text("\n".join(vocabulary([*trees, *names, *news])), encoding="utf-8")
