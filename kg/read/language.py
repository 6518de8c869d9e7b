"""Texts that are not in English, told by their script or by the commonest words of 50 languages, before they are garbled."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("language.tsv")
_WORD = re.compile(r"(?<![\w/=&?.@-])[^\W\d_]++(?![\w/=&@])")  # no part of an address
_SAMPLE = 6000  # characters: enough to know a language by, however long the text
_LETTERS = 500  # by which a script is known
_LEAST = 4  # words of another language
_KINDS = 3  # different ones: names in an English text repeat theirs
_SHARE = 0.1  # of all words
_ODDS = 3  # words of it against one of English
_SCRIPTS: Mapping[str, str] = {  # the language that a script means where no word tells more
    "ARABIC": "Arabic",
    "ARMENIAN": "Armenian",
    "BENGALI": "Bengali",
    "CJK": "Chinese",
    "CYRILLIC": "Russian",
    "DEVANAGARI": "Hindi",
    "ETHIOPIC": "Amharic",
    "GEORGIAN": "Georgian",
    "GREEK": "Greek",
    "GUJARATI": "Gujarati",
    "GURMUKHI": "Punjabi",
    "HANGUL": "Korean",
    "HEBREW": "Hebrew",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "KHMER": "Khmer",
    "LAO": "Lao",
    "MALAYALAM": "Malayalam",
    "MYANMAR": "Burmese",
    "SINHALA": "Sinhala",
    "TAMIL": "Tamil",
    "TELUGU": "Telugu",
    "THAI": "Thai",
}


def foreign(text: str) -> str | None:
    """The language that a text looks like where it is surely not English, else None: a doubt is decided for English."""
    sample = text[:_SAMPLE]
    found = _WORD.findall(sample.lower() if sample.isupper() else sample)
    script = _script("".join(found))
    english, other = _languages(found)
    language = max(_words(), key=other.__getitem__)  # the first of the table where several fit
    if script != "LATIN":
        named = language if other[language] else _SCRIPTS.get(script, script.title())
        return named if english < _LEAST else None
    sure = other[language] >= max(_LEAST, _SHARE * len(found), _ODDS * english)
    return language if sure and len(_words()[language].intersection(found)) >= _KINDS else None


def _script(letters: str) -> str:
    """The script of most letters, as Unicode names it; kana tell Japanese, whose other characters are Chinese."""
    if letters.isascii():
        return "LATIN"
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in letters[:_LETTERS])
    return "HIRAGANA" if scripts["HIRAGANA"] else max(sorted(scripts), key=scripts.__getitem__)


def _languages(found: Iterable[str]) -> tuple[int, Counter[str]]:
    """How many words are among the commonest of English, and of each other language; Los and Las are names."""
    english = sum(word.lower() in _words()["English"] for word in found)
    counts = Counter(language for word in found for language in _index().get(word, ()))
    return english, counts - Counter(English=counts["English"])


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """The commonest words by language."""
    rows = (line.split("\t") for line in _TABLE.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {language: frozenset(words.split()) for language, words in rows}


@cache
def _index() -> Mapping[str, Sequence[str]]:
    """The languages by their commonest words."""
    index: defaultdict[str, list[str]] = defaultdict(list)
    for language, words in _words().items():
        for word in words:
            index[word].append(language)
    return index
