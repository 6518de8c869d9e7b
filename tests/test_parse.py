"""Stage parse: loading a model and saying why not, paragraphs and pieces, lemmas."""

import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from kg.parse import LONGEST, PIECE, ModelError, ParseError, load, model_hash, parse
from kg.parse.lemmas import Lemmas
from kg.parse.paragraphs import paragraphs
from kg.records import Document


def _document(text: str) -> Document:
    return Document(id="https://example.org/doc", text=text)


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_paragraphs")
    return nlp


def _pipeline(path: Path, *, labels: tuple[str, ...]) -> Path:
    """Write an untrained pipeline whose parser knows `labels`."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger").add_label("NN")  # type: ignore[attr-defined]
    parser = nlp.add_pipe("parser")
    for label in labels:
        parser.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(path)
    return path


# Loading


def test_importing_parse_does_not_import_spacy() -> None:
    code = "import sys, kg.parse; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_unknown_model_is_refused_with_its_name_and_the_way_out() -> None:
    with pytest.raises(ModelError, match=r"'no_such_model'.*Use 'default'"):
        load("no_such_model")


def test_a_folder_that_is_no_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot load"):
        load(str(tmp_path))


def test_a_model_without_a_parser_is_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tagger").add_label("NN")  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(tmp_path)
    with pytest.raises(ModelError, match="has no parser, only tagger"):
        load(str(tmp_path))


def test_clearnlp_labels_are_named_as_such(tmp_path: Path) -> None:
    path = _pipeline(tmp_path, labels=("nsubj", "dobj", "pobj", "nsubjpass"))
    with pytest.raises(
        ModelError, match=r"ClearNLP labels.*lacks case, nmod, obj, obl.*Universal Dependencies"
    ):
        load(str(path))


def test_a_model_with_universal_dependencies_is_accepted(tmp_path: Path) -> None:
    path = _pipeline(tmp_path, labels=("nsubj", "obj", "obl", "nmod", "case"))
    assert load(str(path)).pipe_names == ["tagger", "parser"]


def test_the_model_hash_follows_the_files(tmp_path: Path) -> None:
    path = _pipeline(tmp_path, labels=("nsubj", "obj", "obl", "nmod", "case"))
    first = model_hash(load(str(path)))
    assert first == model_hash(load(str(path)))
    (path / "extra").write_text("changed", encoding="utf-8")
    assert first != model_hash(load(str(path)))


# Pieces


def test_text_comes_back_to_the_character(blank: Language) -> None:
    texts = ["", " \n a  b\t\u00a0c \n\n", "Caf\u00e9 \u2014 \u201cyes\u201d\r\n\r\nno", "\U0001f600 ok"]
    found = list(parse(map(_document, texts), blank))
    assert [doc.text for _, doc in found] == texts
    assert [document.text for document, _ in found] == texts


def test_a_long_document_is_parsed_in_pieces_and_joined(blank: Language) -> None:
    text = "One two three. " * 2_000 + "\n\n"
    documents = [_document("short"), _document(text * 6), _document("last")]
    found = [doc for _, doc in parse(documents, blank)]
    assert [doc.text for doc in found] == [document.text for document in documents]
    assert sum(token.idx > 0 and bool(token.is_sent_start) for token in found[1]) == 5


def test_a_long_document_without_blank_lines_is_cut_at_lines(blank: Language) -> None:
    text = ("word " * 20 + "\n") * (PIECE // 20)
    ((_, doc),) = parse([_document(text)], blank)
    assert doc.text == text


def test_a_line_beyond_all_measure_is_refused_with_the_document(blank: Language) -> None:
    with pytest.raises(ParseError, match=r"'https://example.org/doc'.*1,000,001 characters"):
        list(parse([_document("x" * (LONGEST + 1))], blank))


# Paragraphs


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("One line\n\nTwo", ["Two"]),
        ("One line\n \nTwo", ["Two"]),
        ("A heading\nThe body follows it", ["The"]),
        ("This line was broken by an editor because it had become too\nlong to read", []),
        ("This line was broken by an editor because it had become too.\nLong to read", ["Long"]),
        ("This line is no broken line at all since another is long\nBut" + " very" * 40, ["But"]),
        ("The coalition\n struck\ntwo camps", []),
        ("\n\nOne", ["One"]),
        ("One  two\tthree", []),
        ("One\r\n\r\nTwo", ["Two"]),
    ],
)
def test_a_sentence_starts_after_each_paragraph(text: str, starts: list[str]) -> None:
    doc = paragraphs(spacy.blank("en").make_doc(text))
    assert [token.text for token in doc if token.i and token.is_sent_start] == starts
    assert not any(token.is_sent_start for token in doc if token.is_space and token.i)


def test_no_sentence_starts_after_a_title() -> None:
    doc = paragraphs(spacy.blank("en").make_doc("Maj. Gen. Lee left. Dr. Roy came"))
    barred = [
        token.text
        for token, start in zip(doc, doc.to_array("SENT_START").astype(int), strict=True)
        if start < 0
    ]
    assert {"Lee", "Roy"} <= set(barred)
    assert not {"Dr.", "Maj."} & set(barred)


# Lemmas


def _lemma(lemmas: Lemmas, form: str, pos: str, tag: str) -> str:
    doc = spacy.tokens.Doc(spacy.blank("en").vocab, words=["So", form], pos=["ADV", pos], tags=["RB", tag])
    return lemmas(doc)[1].lemma_


@pytest.mark.parametrize(
    ("form", "pos", "tag", "lemma"),
    [
        ("Met", "VERB", "VBD", "meet"),
        ("sanctioned", "VERB", "VBN", "sanction"),
        ("daring", "VERB", "VBG", "dare"),
        ("Allies", "NOUN", "NNS", "ally"),
        ("Beijing", "PROPN", "NNP", "Beijing"),
        ("Chinese", "ADJ", "JJ", "Chinese"),
        ("NEW", "ADJ", "JJ", "new"),
        ("\u2019s", "PART", "POS", "'s"),
        ("Five", "NUM", "CD", "five"),
        ("Kosovar", "ADJ", "JJ", "Kosovar"),
        ("stopped", "VERB", "VBD", "stop"),
        ("xq", "VERB", "VBD", "xq"),
    ],
)
def test_lemmas_come_from_the_table_then_from_endings(form: str, pos: str, tag: str, lemma: str) -> None:
    lemmas = Lemmas()
    lemmas.table = {"met|VERB": "meet", "new|ADJ": "new"}
    lemmas.rules = {"ed|VBN": "2", "ing|VBG": "3", "ies|NNS": "3y"}
    lemmas.words = frozenset(("stop", "dare", "sanction"))
    assert _lemma(lemmas, form, pos, tag) == lemma


def test_lemmas_survive_the_disk(tmp_path: Path) -> None:
    lemmas = Lemmas()
    lemmas.table, lemmas.rules, lemmas.words = {"met|VERB": "meet"}, {"ed|VBD": "2"}, frozenset(("meet",))
    lemmas.to_disk(tmp_path / "lemmas")
    read = Lemmas().from_disk(tmp_path / "lemmas")
    assert vars(read) == vars(lemmas)


# The packaged model


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.mark.model
def test_the_packaged_model_annotates_every_layer(nlp: Language) -> None:
    text = "The minister met Anna Berg in Oslo.\n\nTalks were postponed."
    ((_, doc),) = parse([_document(text)], nlp)
    assert [sentence.text.strip() for sentence in doc.sents] == text.split("\n\n")
    assert [doc.has_annotation(layer) for layer in ("TAG", "POS", "MORPH", "DEP", "LEMMA", "ENT_IOB")] == [
        True
    ] * 6
    assert {token.dep_ for token in doc} >= {"nsubj", "obj", "obl", "nsubj:pass"}
    assert [token.lemma_ for token in doc if token.dep_ == "ROOT"] == ["meet", "postpone"]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("pro-Western e-mail", ["pro-Western", "e-mail"]),
        ("self-ruled, re-elected F-16s", ["self", "-", "ruled", ",", "re-elected", "F", "-", "16s"]),
        ("U.S.-led cutting-edge", ["U.S.", "-", "led", "cutting", "-", "edge"]),
        ("That\u2019s Oslo\u2019s", ["That", "\u2019s", "Oslo", "\u2019s"]),
        ("don\u2019t", ["do", "n\u2019t"]),
        ("war\u2014and", ["war", "\u2014", "and"]),
    ],
)
def test_the_tokenizer_cuts_as_universal_dependencies_does(
    nlp: Language, text: str, tokens: list[str]
) -> None:
    assert [token.text for token in nlp.make_doc(text)] == tokens


@pytest.mark.model
def test_curly_quotes_parse_as_straight_ones(nlp: Language) -> None:
    straight, curly = nlp("It's Norway's port."), nlp("It\u2019s Norway\u2019s port.")
    assert [(t.dep_, t.head.i, t.lemma_) for t in straight] == [(t.dep_, t.head.i, t.lemma_) for t in curly]


@pytest.mark.model
def test_no_sentence_crosses_a_paragraph(nlp: Language) -> None:
    paragraphs = ["Ministers met and", "The talks", "in Geneva on Monday", "ended."]
    doc = nlp("\n\n".join(paragraphs))
    assert all("\n\n" not in sentence.text.strip() for sentence in doc.sents)


@pytest.mark.model
def test_pieces_are_parsed_as_the_whole_is(nlp: Language) -> None:
    text = "The minister met Anna Berg in Oslo on Monday, officials said. Talks were postponed.\n\n" * 150
    assert len(text) > 2 * PIECE
    ((_, doc),) = parse([_document(text)], nlp)
    assert doc.to_json() == nlp(text).to_json()


@pytest.mark.model
def test_the_model_hash_of_the_packaged_model_is_stable(nlp: Language) -> None:
    assert model_hash(nlp) == model_hash(load())
