"""Where a sentence must begin, and where none can: what the parser may not overrule."""

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from kg.parse.tokens import RANKS

_TERMINAL = frozenset(".!?:;\u2026\"'\u201d\u2019)]")
_TITLES = frozenset(  # a name follows them, no sentence
    (*RANKS, "Dr.", "Gen.", "Gov.", "Mr.", "Mrs.", "Ms.", "Prof.", "Rep.", "Rev.", "Sen.")
)
_WIDEST = 120  # characters of a line that an editor broke
_NARROWEST = 50


def _ends(line: str, following: str, *, breaks: int, wrapped: bool) -> bool:
    """Say whether a paragraph ends after `line`, which `breaks` newlines and then `following` follow."""
    line = line.strip()
    if breaks == 1 and following.islower() and line and line[-1] not in _TERMINAL:
        return False
    return breaks > 1 or not wrapped or len(line) < _NARROWEST or line[-1] in _TERMINAL


@Language.component("kg_paragraphs", assigns=["token.is_sent_start"])
def paragraphs(doc: Doc) -> Doc:
    """Start a sentence after each paragraph end, and none elsewhere but behind a mark that may end one, no title.

    Without the second, a name that the model never saw is often cut in two. A blank line ends a paragraph. A
    single newline does not where it goes on in lower case, nor where all lines are as short as an editor breaks them
    and this one stops in mid-sentence.
    """
    text = doc.text
    wrapped = max(map(len, text.split("\n"))) <= _WIDEST
    starts = np.zeros(len(doc), dtype=np.int64)
    line, ended, marked = 0, False, True
    for token in doc:
        if not token.is_space:
            starts[token.i] = 1 if ended else 0 if marked else -1
            ended, marked = False, token.text[-1] in _TERMINAL and token.text not in _TITLES
            continue
        starts[token.i] = -1
        if breaks := token.text.count("\n"):
            end = token.idx + len(token)
            ended = ended or _ends(
                text[line : token.idx], text[end : end + 1], breaks=breaks, wrapped=wrapped
            )
            line = end
    starts[:1] = 1
    # Token by token, spaCy would take quadratic time.
    return doc.from_array(["SENT_START"], starts.astype(np.uint64))  # type: ignore[arg-type]
