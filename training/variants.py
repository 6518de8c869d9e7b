"""Small shares of the training text as newsrooms also set it: capitals, small letters, headline case."""

import random
from collections.abc import Callable, Iterable, Iterator

from conllu import Sentence, Word

SMALL = frozenset(
    (
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "and",
        "or",
        "but",
        "by",
        "with",
        "from",
        "as",
        "is",
    )
)

Variant = Callable[[Sentence], Sentence]


def _each(sentence: Sentence, change: Callable[[int, Word], Word]) -> Sentence:
    return sentence._replace(words=[change(i, word) for i, word in enumerate(sentence.words)])


def shouted(sentence: Sentence) -> Sentence:
    """Set everything in capitals."""
    return _each(sentence, lambda _, word: word._replace(form=word.form.upper()))


def headlined(sentence: Sentence) -> Sentence:
    """Give each word but the small ones a capital."""
    return _each(
        sentence,
        lambda i, word: (
            word if word.form in SMALL and i else word._replace(form=word.form[:1].upper() + word.form[1:])
        ),
    )


def lowered(sentence: Sentence) -> Sentence:
    """Set everything in small letters."""
    return _each(sentence, lambda _, word: word._replace(form=word.form.lower()))


SHARES: tuple[tuple[float, Variant], ...] = (
    (0.02, shouted),
    (0.04, headlined),
    (0.01, lowered),
)


def varied(groups: Iterable[list[Sentence]], *, seed: int) -> Iterator[list[Sentence]]:
    """Yield each paragraph, a share of them in another setting, other ones for every seed."""
    chance = random.Random(seed)
    for group in groups:
        drawn = chance.random()
        for share, change in SHARES:
            if 0 <= drawn < share:
                yield [change(sentence) for sentence in group]
                break
            drawn -= share
        else:
            yield group
