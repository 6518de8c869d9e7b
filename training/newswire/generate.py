"""Generates sentences with their trees: every construction equally often, the same ones for a seed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from conllu import Sentence, Word

from newswire import adjuncts, held, page, people, reports, times, verbs
from newswire.phrases import stop
from newswire.slots import Slots
from newswire.tree import words

TRAIN = (*people.ALL, *times.ALL, *reports.ALL, *adjuncts.ALL, *verbs.ALL, *page.ALL)
LONGEST = 60  # words

Morphs = dict[tuple[str, str, str], str]


def features(found: Iterable[Word]) -> Morphs:
    """Return the commonest features of each (form, part of speech, tag), and with "" for the form of each pair."""
    seen: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for word in found:
        seen[word.form.lower(), word.pos, word.tag][word.morph] += 1
        seen["", word.pos, word.tag][word.morph] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in seen.items()}


def sentences(count: int, morphs: Morphs, *, seed: int, held_out: bool = False) -> Iterator[Sentence]:
    """Yield `count` generated sentences; held out are constructions and slot fillers that training never sees."""
    slots = Slots(seed=seed, held=held_out)
    makers = held.ALL if held_out else TRAIN
    for number in range(count):
        make = makers[number % len(makers)]
        while len((tree := make(slots)).nodes()) > LONGEST:
            pass
        tree = tree if make in page.UNSTOPPED else tree.after(stop())
        yield Sentence(f"{make.__name__}-{number}", words(tree, morphs), True)
