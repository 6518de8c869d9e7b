"""Entity labels from annotation: GUM's mentions cut down to names, Universal NER's labels, those of ewt_names.tsv.

Where a corpus tells less than our labels do, a label leaves open what it may be (see corpora.py).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from conllu import Sentence, Word

PLACES = "GPE|LOC|FAC"  # what a treebank calls a place may be any of these
UNTOLD = "O|NORP|EVENT"  # what treebanks that label persons, organisations and places leave unlabelled
LABELS = {
    "person": "PERSON",
    "organization": "ORG",
    "place": PLACES,
    "event": "EVENT",
    "PER": "PERSON",
    "ORG": "ORG",
    "LOC": PLACES,
}
INNER = frozenset(
    ("of", "the", "for", "and", "in", "&", "-", "de", "la", "al", "von", "van", "der", "bin", "del")
)
_PART = re.compile(r"\((?P<open>[^()]+)(?P<one>\))?|(?P<close>[^()]+)\)")


class Mention(NamedTuple):
    """A mention: its first word, the word after its last, and its type."""

    start: int
    end: int
    kind: str


def mentions(words: list[Word]) -> Iterator[Mention]:
    """Yield the mentions that GUM's `Entity=` brackets open and close in one sentence."""
    stack: list[tuple[int, list[str]]] = []
    for place, word in enumerate(words):
        for part in _PART.finditer(word.entity):
            if part["open"]:
                stack.append((place, part["open"].split("-")))
            if part["one"] or part["close"]:
                group = part["close"]
                matching = [i for i, (_, fields) in enumerate(stack) if not group or fields[0] == group]
                if not matching:  # opened in another sentence
                    continue
                start, fields = stack.pop(matching[-1])
                yield Mention(start, place + 1, fields[1] if len(fields) > 1 else "")


TITLES = frozenset(
    ("President", "Prime", "Minister", "Chair", "Chairman", "Speaker", "Senator", "Secretary", "Governor", "King", "Queen",
     "Prince", "Princess", "Mayor", "Judge", "Justice", "Doctor", "Professor", "Prophet", "Pope", "Lord", "God", "Captain")
)  # fmt: skip


def _proper(word: Word) -> bool:
    return word.tag in ("NNP", "NNPS") and word.form[0].isupper() and word.dep != "nmod:desc"


def _belongs(word: Word, words: list[Word], label: str) -> bool:
    """Say whether a word is part of the name that its head is part of."""
    dep, capital = word.dep, word.form[0].isupper() or word.form[0].isdigit()
    if dep in ("flat", "compound", "amod", "nummod", "goeswith"):
        return capital or dep == "flat"
    if dep == "punct":
        return word.form in "-&."
    if label == "PERSON":
        return False
    if dep in ("case", "cc", "det"):
        return word.form in INNER
    if dep == "conj":
        return capital and words[word.head - 1].dep in ("nmod", "compound")
    if dep == "nmod":
        marks = {other.form for other in words if words[other.head - 1] is word and other.dep == "case"}
        return capital and marks <= {"of", "for"}
    return dep == "nmod:poss" and word.tag == "NNPS"


def _span(words: list[Word], mention: Mention, head: int, label: str) -> tuple[int, int]:
    """Return the name around its head: the words that hang on it as parts of a name, without a gap."""
    held, grew = {head}, True
    while grew:
        more = {
            i
            for i in range(mention.start, mention.end)
            if i not in held and words[i].head - 1 in held and _belongs(words[i], words, label)
        }
        held, grew = held | more, bool(more)
    start, end = head, head + 1
    while start - 1 in held:
        start -= 1
    while end in held:
        end += 1
    while start < head and (not words[start].form[0].isalnum() or words[start].form in INNER):
        start += 1
    return start, end


def name(words: list[Word], mention: Mention) -> tuple[int, int, str] | None:
    """Return the name inside a mention and its label, or None where the mention is no name."""
    label = LABELS.get(mention.kind)
    inside = range(mention.start, mention.end)
    head = next((i for i in inside if words[i].head - 1 not in inside), mention.start)
    if not label or not _proper(words[head]):
        return None
    if label == "PERSON" and (words[head].tag == "NNPS" or words[mention.start].pos == "DET"):
        return None
    start, end = _span(words, mention, head, label)
    if label == "PERSON" and end - start == 1 and words[start].form in TITLES:
        return None
    return start, end, label


def iob(size: int, spans: list[tuple[int, int, str]]) -> list[str]:
    """Return IOB labels for `size` words; of spans that overlap the longest wins."""
    labels = ["O"] * size
    for start, end, label in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(seen == "O" for seen in labels[start:end]):
            labels[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return labels


def gum_labels(sentence: Sentence) -> list[str]:
    """Return IOB labels of a GUM sentence."""
    found = (name(sentence.words, mention) for mention in mentions(sentence.words))
    labels = iob(len(sentence.words), [span for span in found if span])
    return [
        UNTOLD if label == "O" and word.form[0].isupper() else label
        for word, label in zip(sentence.words, labels, strict=True)
    ]


def listed(path: Path) -> Callable[[Sentence], list[str]]:
    """Return what gives the IOB labels of a sentence by a table of sentence, first and last word, and label."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#")
    spans = {sentence: [_listed(span) for span in found.split("; ")] for sentence, found in rows}
    return lambda sentence: iob(len(sentence.words), spans.get(sentence.name, []))


def _listed(span: str) -> tuple[int, int, str]:
    words, label = span.split(" ")
    first, _, last = words.partition("-")
    return int(first) - 1, int(last or first), label


def settled(groups: list[list[Sentence]]) -> list[list[Sentence]]:
    """Call a polity GPE throughout where some annotators call it an organisation, as for its team."""
    counts: Counter[tuple[str, str]] = Counter()
    for group in groups:
        for sentence in group:
            counts.update((text, label) for _, _, text, label in _names(sentence))
    wrong = {text for text, label in counts if label == "ORG" and counts[text, PLACES] >= counts[text, "ORG"]}
    return [[_as_polities(sentence, wrong) for sentence in group] for group in groups]


def _names(sentence: Sentence) -> Iterator[tuple[int, int, str, str]]:
    """Yield where each labelled name starts and ends, its text and its label."""
    words = sentence.words
    for start, word in enumerate(words):
        if word.entity.startswith("B-"):
            end = start + 1
            while end < len(words) and words[end].entity.startswith("I-"):
                end += 1
            yield start, end, " ".join(w.form for w in words[start:end]), word.entity[2:]


def _as_polities(sentence: Sentence, wrong: set[str]) -> Sentence:
    words = list(sentence.words)
    for start, end, text, label in _names(sentence):
        if label == "ORG" and text in wrong:
            words[start:end] = [w._replace(entity=w.entity[:2] + "GPE") for w in words[start:end]]
    return sentence._replace(words=words)


def uner_labels(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield the name and the IOB labels of each sentence of a Universal NER file."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        sentence = next(line[12:] for line in lines if line.startswith("# sent_id = "))
        spans, start = [], 0
        tags = [row[2] for row in rows] + ["O"]
        for place, tag in enumerate(tags):
            if place and tags[place - 1] != "O" and not tag.startswith("I-"):
                kind = tags[place - 1][2:]
                if label := LABELS.get(kind):
                    spans.append((start, place, label))
            if tag.startswith("B-"):
                start = place
        yield sentence, [UNTOLD if label == "O" else label for label in iob(len(rows), spans)]
