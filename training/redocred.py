"""Names from Re-DocRED's Wikipedia paragraphs: text put together again, demonyms and unnamed kinds left out."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from conllu import Sentence, Word
from names import LABELS, PLACES, UNTOLD, iob

_DEMONYM = re.compile(r"(ian|ean|ese|ish|ican|eli|French|Dutch|Swiss|Greek|Czech|Thai|Iraqi|Pakistani)s?$")
_TIGHT = frozenset(",.;:)]!?%'")
_OPEN = frozenset("([$\u00a3")


def _word(form: str, space: bool, entity: str) -> Word:
    return Word(form, "", "", "", "", 0, "", space, entity)


def _spaces(tokens: list[str]) -> list[bool]:
    """Say after which tokens a space stands: quotes pair up, hyphens between words stand close."""
    spaces, inside = [], False
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        if token == '"':
            inside = not inside
        opens = token in _OPEN or (token == '"' and inside) or token == "-"
        closes = (
            following[:1] in _TIGHT or following == "-" or (following == '"' and inside) or following == "n't"
        )
        spaces.append(not opens and not closes)
    return spaces


def _label(kind: str, name: str) -> str:
    label = LABELS.get(kind, "")
    return "" if label in (PLACES, "ORG") and " " not in name and _DEMONYM.search(name) else label


def documents(path: Path, *, without: Path) -> Iterator[list[Sentence]]:
    """Yield each document but those that the benchmark `without` measures with."""
    kept_out = {json.loads(line)["title"] for line in without.read_text(encoding="utf-8").splitlines()}
    for document in json.loads(path.read_text(encoding="utf-8")):
        if document["title"] in kept_out:
            continue
        spans: dict[int, list[tuple[int, int, str]]] = {}
        for entity in document["vertexSet"]:
            for mention in entity:
                if label := _label(mention["type"], mention["name"]):
                    spans.setdefault(mention["sent_id"], []).append((*mention["pos"], label))
        yield [
            Sentence(
                "",
                [
                    _word(token, space, UNTOLD if label == "O" else label)
                    for token, space, label in zip(
                        tokens, _spaces(tokens), iob(len(tokens), spans.get(i, [])), strict=True
                    )
                ],
                False,
            )
            for i, tokens in enumerate(document["sents"])
        ]
