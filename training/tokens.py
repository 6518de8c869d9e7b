"""The tokenizer: spaCy's English rules, with hyphens where English Universal Dependencies splits them."""

import re
from collections.abc import Callable

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

# fmt: off
PREFIXES = (
    "anti", "bi", "bio", "co", "counter", "cross", "cyber", "de", "e", "eco", "euro", "ex", "extra",
    "geo", "hyper", "infra", "inter", "intra", "macro", "mega", "meta", "micro", "mid", "mini", "multi",
    "nano", "neo", "non", "off", "over", "pan", "para", "post", "pre", "pro", "proto", "pseudo", "psycho",
    "quasi", "re", "self", "semi", "socio", "sub", "super", "tele", "trans", "tri", "ultra", "un",
    "under", "uni",
)
# fmt: on
HYPHENS = "-\u2010\u2011"


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
        r"(?<=[^\W_\d])[\u2013\u2014](?=[^\W_])",
        r"(?<=\w)(?:\u2014|--+)(?=\w)",
    ]


@spacy.registry.callbacks("kg.ud_tokenizer.v1")
def ud_tokenizer() -> Callable[[Language], Language]:
    """Return a callback that gives an English pipeline UD's hyphens."""

    def change(nlp: Language) -> Language:
        nlp.tokenizer.infix_finditer = re.compile(compile_infix_regex(infixes(nlp)).pattern).finditer
        return nlp

    return change
