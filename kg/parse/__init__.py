"""Stage parse: Documents in, spaCy Docs with Universal Dependencies out; the only owner of models.

spaCy is imported where it is first needed, so that importing this package stays quick.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kg.records import Document, KgError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = Path(__file__).parent.parent / "models"
PACKAGED = ("default", "fast")
PIECE = 5_000  # characters, after which a document is cut at the next blank line, to bound memory
LONGEST = 1_000_000  # characters of one line

_NEEDED = {"token.tag": "tagger", "token.dep": "parser"}
_UD = frozenset(("nsubj", "obj", "obl", "nmod", "case"))
_CLEAR_NLP = frozenset(("dobj", "pobj", "nsubjpass"))


class ModelError(KgError):
    """A model cannot be loaded, or does not annotate as this package needs."""


class ParseError(KgError):
    """A document cannot be parsed."""


def load(name: str = "default") -> Language:
    """Load a packaged English model, an installed spaCy package or a pipeline directory, and check its labels.

    "default" is the most accurate, "fast" trades some accuracy for speed. Raises ModelError where it cannot be
    loaded, has no tagger or parser, or its dependency labels are not Universal Dependencies.
    """
    import spacy

    from kg.parse import amounts, lemmas, paragraphs, tokens  # noqa: F401  registers what the models are of
    from kg.parse.encoder import component  # noqa: F401

    try:
        nlp = spacy.load(MODELS / name if name in PACKAGED else name)
    except (OSError, ValueError, ImportError) as error:
        raise ModelError(
            f"cannot load the model {name!r}: {error} Use 'default' or 'fast', which are packaged, or give the name of "
            "an installed spaCy package or the path of a pipeline directory."
        ) from error
    _check(nlp, name)
    return nlp


def _check(nlp: Language, name: str) -> None:
    sets = {fact: pipe for pipe in nlp.pipe_names for fact in nlp.get_pipe_meta(pipe).assigns}
    for fact, kind in _NEEDED.items():
        if fact not in sets:
            held = ", ".join(nlp.pipe_names) or "nothing"
            raise ModelError(
                f"the model {name!r} has no {kind}, only {held}. Use 'default', 'fast' or a model with both."
            )
    labels = frozenset(nlp.pipe_labels[sets["token.dep"]])
    if missing := sorted(_UD - labels):
        kind = "ClearNLP labels" if _CLEAR_NLP & labels else "other labels"
        raise ModelError(
            f"the parser of the model {name!r} has {kind} ({', '.join(sorted(labels)[:6])}, ...) and lacks "
            f"{', '.join(missing)}. Extraction needs Universal Dependencies: use 'default' or a model trained on "
            "a Universal Dependencies treebank."
        )


def model_hash(nlp: Language) -> str:
    """Return a SHA-256 of the pipeline's meta data and files, by which a run says what parsed its text."""
    digest = sha256(json.dumps(nlp.meta, sort_keys=True, default=str).encode())
    files = nlp.path.rglob("*") if nlp.path else ()
    for path in sorted(file for file in files if file.is_file() and file.suffix != ".md"):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def parse(
    documents: Iterable[Document], nlp: Language, *, batch_size: int = 16
) -> Iterator[tuple[Document, Doc]]:
    """Yield each document with its parse, whose text equals the document's to the character.

    A long document is parsed in pieces and joined again. Raises ParseError where a line is longer than a
    million characters.
    """
    held: list[Doc] = []
    for doc, (document, last) in nlp.pipe(_pieces(documents), as_tuples=True, batch_size=batch_size):
        held.append(doc)
        if last:
            yield document, _joined(held)
            held = []


def _joined(docs: list[Doc]) -> Doc:
    """Return one Doc of a document's pieces."""
    if len(docs) == 1:
        return docs[0]
    made = type(docs[0]).from_docs(docs, ensure_whitespace=False)
    assert made is not None  # only an empty list gives None
    return made


def _pieces(documents: Iterable[Document]) -> Iterator[tuple[str, tuple[Document, bool]]]:
    """Yield the pieces of each document in order, each with whether it is the last."""
    for document in documents:
        *others, last = _cut(document)
        for piece in others:
            yield piece, (document, False)
        yield last, (document, True)


def _cut(document: Document) -> Iterator[str]:
    """Yield the text in pieces that end at blank lines, or at any line where blank ones are too far apart."""
    start = at = 0
    blank = False
    for line in document.text.splitlines(keepends=True):
        if len(line) > LONGEST:
            raise ParseError(
                f"document {document.id!r} has a line of {len(line):,} characters, and {LONGEST:,} is the most: "
                "break it into paragraphs."
            )
        if not line.isspace() and at - start > (PIECE if blank else 4 * PIECE):
            yield document.text[start:at]
            start = at
        at += len(line)
        blank = line.isspace()
    yield document.text[start:]
