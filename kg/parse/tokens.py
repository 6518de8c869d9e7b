"""The tokenizer: spaCy's English rules, with hyphens, runs of marks and numbers cut as English treebanks cut them."""

import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex, registry

# fmt: off
PREFIXES = (
    "anti", "bi", "bio", "co", "counter", "cross", "cyber", "de", "e", "eco", "euro", "ex", "extra",
    "geo", "hyper", "infra", "inter", "intra", "macro", "mega", "meta", "micro", "mid", "mini", "multi",
    "nano", "neo", "non", "off", "over", "para", "post", "pre", "pro", "proto", "pseudo", "psycho",
    "quasi", "re", "semi", "socio", "sub", "super", "tele", "trans", "tri", "ultra", "un",
    "under", "uni",
)
# fmt: on
LONGEST = 500  # characters without white space
_LONG = re.compile(rf"\S{{{LONGEST + 1},}}")
HYPHENS = "-\u2010\u2011"
RUNS = r"[!?]{2,}", r"\.{2,}", r"([*_=~#+<>-])\1+"  # one token each
# fmt: off
RANKS = ("Adm.", "Brig.", "Capt.", "Cmdr.", "Col.", "Cpl.", "Lt.", "Maj.", "Sgt.")
ABBREVIATIONS = (
    *RANKS, "Alta.", "Ave.", "Blvd.", "Ft.", "Hon.", "Messrs.", "Ont.", "Pvt.", "Que.", "Reps.", "Sens.", "Spc.", "Supt.",
    "al.", "approx.", "ca.", "etc.",
)
# fmt: on
EXCEPTIONS = {form: [{"ORTH": form}] for form in ABBREVIATIONS} | {
    "and/or": [{"ORTH": "and"}, {"ORTH": "/"}, {"ORTH": "or"}]
}
WHOLE = (
    r"(?:\+?\d{1,2}[-.])?(?:\(?\d{3}\)?[-.])?\d{3}-\d{4}",  # telephone numbers
    r"\d{5}-\d{4}",  # postcodes
    r"\d{1,2}-(?:\d{1,2}|[A-Z][a-z]{2})-(?:\d{4}|\d{2})",  # dates
)


def _whole() -> str:
    """Return lookbehinds that fail on the hyphen after a prefix that begins the word."""
    sizes = sorted({len(prefix) for prefix in PREFIXES})
    groups = ["|".join(p for p in PREFIXES if len(p) == size) for size in sizes]
    return "".join(f"(?<!^(?i:{group}))" for group in groups)


def infixes(nlp: Language) -> list[str]:
    """Return spaCy's infix patterns with the hyphen between letters replaced by UD's."""
    kept = [str(item) for item in nlp.Defaults.infixes or () if "-|\u2013|\u2014" not in str(item)]
    return [
        *kept,
        rf"(?:(?<=[^\W_])|(?<=[A-Z]\.)){_whole()}[{HYPHENS}](?=[^\W\d_])",
        rf"(?:(?<=[^\W\d_])|(?<=[A-Z]\.)){_whole()}[{HYPHENS}](?=\d)",
        r"(?<=[^\W_\d])[\u2013\u2014](?=[^\W_])",
        r"(?<=\w)(?:\u2014|--+)(?=\w)",
        r"(?<=[a-z])[?!]+(?=[A-Za-z])",
        r"(?<=\d)\u2013(?=\d)",
    ]


class BoundedTokenizer(Tokenizer):  # type: ignore[misc]
    """spaCy's tokenizer, which takes quadratic time over a run without white space, with long runs cut first."""

    def __call__(self, string: str) -> Doc:
        """Return the words of a text, which together are the text to the character."""
        parts = list(_parts(string))
        if len(parts) < 2:
            return self._whole(string)
        made = Doc.from_docs([self._whole(part) for part in parts], ensure_whitespace=False)
        assert made is not None  # only an empty list gives None
        return made

    def _whole(self, text: str) -> Doc:
        doc: Doc = super().__call__(text)
        return doc


def _parts(text: str) -> Iterator[str]:
    """Yield the text in parts, cut inside runs of more than `LONGEST` characters without white space."""
    start = 0
    for run in _LONG.finditer(text):
        for end in range(run.start() + LONGEST, run.end(), LONGEST):
            yield text[start:end]
            start = end
    yield text[start:]


@registry.tokenizers("kg.tokenizer.v1")  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], BoundedTokenizer]:
    """Return what makes the tokenizer of an English pipeline."""

    def make(nlp: Language) -> BoundedTokenizer:
        defaults = nlp.Defaults
        return BoundedTokenizer(
            nlp.vocab,
            rules={**defaults.tokenizer_exceptions, **EXCEPTIONS},
            prefix_search=compile_prefix_regex([*RUNS, *(defaults.prefixes or ())]).search,
            suffix_search=compile_suffix_regex([*RUNS, *(defaults.suffixes or ())]).search,
            infix_finditer=compile_infix_regex(infixes(nlp)).finditer,
            token_match=re.compile(rf"^(?:{'|'.join(WHOLE)})$").match,
            url_match=defaults.url_match,
        )

    return make
