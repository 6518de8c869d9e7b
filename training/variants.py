"""Small shares of the training text as newsrooms also set it: curly quotes, capitals, headline case, broken lines."""

import random
from collections.abc import Callable, Iterator

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
LINE = 75  # characters of a broken line

Variant = Callable[[Sentence], Sentence]


def _each(sentence: Sentence, change: Callable[[int, Word], Word]) -> Sentence:
    return sentence._replace(words=[change(i, word) for i, word in enumerate(sentence.words)])


def curly(sentence: Sentence) -> Sentence:
    """Set typographic quotes and apostrophes; a straight quote opens where a space stands before it."""
    words = sentence.words

    def change(i: int, word: Word) -> Word:
        if word.form == '"':
            opens = (i == 0 or words[i - 1].space) and not word.space
            return word._replace(form="\u201c" if opens else "\u201d")
        return word._replace(form=word.form.replace("'", "\u2019"))

    return _each(sentence, change)


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


def gap(text: str, head: int) -> Word:
    """Return white space as the word that spaCy makes of it, hung on the word before it."""
    return Word(text, text, "SPACE", "_SP", "", head, "dep", False, "")


def broken(sentence: Sentence) -> Sentence:
    """Break the lines as an editor does, a newline where a space was."""
    made: list[Word] = []
    place: list[int] = [0]
    column, due = 0, False
    for word in sentence.words:
        if due:
            made[-1] = made[-1]._replace(space=False)
            made.append(gap("\n", len(made)))
            column, due = 0, False
        place.append(len(made) + 1)
        column += len(word.form) + word.space
        due = column > LINE and word.space and word is not sentence.words[-1]
        made.append(word)
    made = [word if word.pos == "SPACE" else word._replace(head=place[word.head]) for word in made]
    return sentence._replace(words=made)


def ended(sentence: Sentence) -> Sentence:
    """End a paragraph with a blank line."""
    *rest, last = sentence.words
    return sentence._replace(words=[*rest, last._replace(space=False), gap("\n\n", len(sentence.words))])


SHARES: tuple[tuple[float, Variant], ...] = (
    (0.12, curly),
    (0.015, shouted),
    (0.03, headlined),
    (0.05, broken),
)


def varied(groups: list[list[Sentence]], *, seed: int) -> Iterator[list[Sentence]]:
    """Yield each paragraph, a share of them again in another setting, and a share joined to the next."""
    chance = random.Random(seed)
    held: list[Sentence] = []
    for group in groups:
        joined = [*held, *group]
        held = []
        if chance.random() < 0.3 and len(joined) < 12:
            held = [*joined[:-1], ended(joined[-1])]
        else:
            yield joined
        for share, change in SHARES:
            if chance.random() < share:
                yield [change(sentence) for sentence in group]
    if held:
        yield held
