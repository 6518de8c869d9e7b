"""Generates sentences of newswire with their trees: every construction equally often, the same for a seed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from conllu import Sentence, Word

from newswire.constructions import HELD_OUT, TRAIN
from newswire.grammar import Slots, stop
from newswire.tree import words

LONGEST = 60  # words


def features(found: Iterable[Word]) -> dict[tuple[str, str, str], str]:
    """Return the commonest features of each (form, part of speech, tag), and of each (part of speech, tag) alone."""
    seen: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for word in found:
        seen[word.form.lower(), word.pos, word.tag][word.morph] += 1
        seen["", word.pos, word.tag][word.morph] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in seen.items()}


def sentences(count: int, morphs: dict[tuple[str, str, str], str], *, seed: int, held: bool = False) -> Iterator[Sentence]:
    """Yield `count` generated sentences; held ones have constructions and slot fillers of their own."""
    slots = Slots(seed=seed, held=held)
    makers = HELD_OUT if held else TRAIN
    for number in range(count):
        make = makers[number % len(makers)]
        while len((tree := make(slots)).nodes()) > LONGEST:
            pass
        tree = tree.after(stop()) if getattr(make, "stops", True) else tree
        yield Sentence(f"{make.__name__}-{number}", words(tree, morphs), True)
