"""The command line: what it says, what it refuses, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from samples import RUN, reading

from kg import graph, store
from kg.cli import COMMANDS, program

SENTENCE = "On Monday Turkey accused Greece of arming the islands."


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    article = folder / "article.txt"
    article.write_text(SENTENCE, encoding="utf-8")
    result = run("build", article, "--date", "2025-06-05", "--store", folder / "graph")
    assert result.exit_code == 0, result.output
    return folder


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_explains_itself_with_an_example(command: object) -> None:
    result = run(command.name, "--help")  # type: ignore[attr-defined]
    assert result.exit_code == 0
    assert f"kg {command.name}" in result.output.split("Example")[1]  # type: ignore[attr-defined]


def test_help_loads_no_model_and_no_graph_library() -> None:
    code = "import sys; from kg.cli import program; print([m for m in ('spacy', 'rdflib', 'pyoxigraph', 'networkx', 'rich') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        == "[]\n"
    )


@pytest.mark.model
def test_build_tells_what_it_read_and_kept(built: Path) -> None:
    article = built / "article.txt"
    again = run("build", article, "--date", "2025-06-05", "--store", built / "graph")
    assert again.exit_code == 0
    assert "1 unchanged" in again.output
    assert "Nothing changed" in again.output


@pytest.mark.model
def test_query_answers_as_a_table_and_as_csv(built: Path) -> None:
    table = run("query", "--store", built / "graph", "--name", "who-accused-whom")
    assert table.exit_code == 0
    assert "Turkey" in table.output
    rows = run("query", "--store", built / "graph", "SELECT ?s ?o { ?s kg:accuses ?o }", "--format", "csv")
    assert rows.output.splitlines()[1].endswith("id/GRC")


@pytest.mark.model
def test_extract_prints_the_published_form(built: Path) -> None:
    result = run("extract", built / "article.txt", "--date", "2025-06-05")
    claim = json.loads(result.output.splitlines()[0])
    assert claim["subject"]["label"] == "Turkey"
    assert claim["relation"] == "accuses"
    begin, end = claim["object"]["begin"], claim["object"]["end"]
    assert SENTENCE[begin:end] == claim["object"]["mention"] == "Greece"
    assert claim["time"] == {"earliest": "2025-06-02", "latest": "2025-06-02", "text": "Monday"}


@pytest.mark.model
@pytest.mark.parametrize(
    "form", ["nquads", "trig", "turtle", "jsonld", "graphml", "gexf", "plover", "csv", "jsonl"]
)
def test_export_writes_every_form(built: Path, form: str) -> None:
    out = built / f"graph.{form}"
    assert run("export", "--store", built / "graph", "--format", form, "--out", out).exit_code == 0
    assert out.stat().st_size > 0


@pytest.mark.model
def test_view_check_and_stats_read_the_graph(built: Path) -> None:
    page = built / "graph.html"
    assert run("view", "--store", built / "graph", "--out", page).exit_code == 0
    assert "Turkey" in page.read_text(encoding="utf-8")
    assert run("check", "--store", built / "graph").exit_code == 0
    assert "accuses" in run("stats", "--store", built / "graph").output


@pytest.mark.model
def test_what_cannot_be_read_is_told_in_a_line_and_the_rest_is_done(tmp_path: Path) -> None:
    good, empty, binary, broken, missing = (
        tmp_path / name for name in ("a.txt", "b.txt", "c.txt", "d.txt", "e.txt")
    )
    good.write_text(SENTENCE, encoding="utf-8")
    empty.write_bytes(b"")
    binary.write_bytes(b"\x7fELF\x00\x01\x02\x00" * 64)
    broken.write_bytes(b"caf\xe9 society")
    long = tmp_path / "f.txt"
    long.write_bytes(b"word " * 4_000_000)
    result = run("build", good, empty, binary, broken, missing, long, "--store", tmp_path / "graph")
    assert result.exit_code == 1
    assert "1 new, 5 refused" in result.stdout
    lines = [line for line in result.stderr.splitlines() if line.startswith("kg: ")]
    assert [line.split(": ")[1] for line in lines] == [
        str(path) for path in (empty, binary, broken, missing, long)
    ]


@pytest.mark.model
def test_a_store_that_is_being_written_is_refused_with_what_to_do(built: Path) -> None:
    with store.open(built / "graph"):
        result = run("build", built / "article.txt", "--store", built / "graph")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert str(built / "graph") in result.stderr


def test_a_store_that_is_not_there_is_refused(tmp_path: Path) -> None:
    result = run("query", "--store", tmp_path / "none", "--name", "sources")
    assert result.exit_code == 1
    assert str(tmp_path / "none") in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("query",),
        ("query", "--name", "sources", "SELECT * {}"),
        ("build",),
        ("export", "--format", "docx"),
        ("nothing",),
    ],
)
def test_wrong_use_ends_with_two(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_names_tells_what_a_name_links_to() -> None:
    found = run("names", "Beijing", "--date", "2025-06-05")
    assert found.exit_code == 0
    assert "CHN" in found.output
    assert "metonym" in found.output
    unknown = run("names", "Xyzzy")
    assert unknown.exit_code == 1
    assert "--names FILE" in unknown.output


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    folder = tmp_path / "graph"
    with store.open(folder) as held:
        held.replace("https://example.org/1", graph.quads(reading(), RUN))
    assert (
        run("names", "--store", folder, "--merge", "Donald_Trump", "Don_Trump", "--why", "one").exit_code == 0
    )
    return folder


def test_names_merges_lists_and_undoes(merged: Path) -> None:
    listed = run("names", "--store", merged, "--decisions")
    assert "Don_Trump" in listed.output
    assert "every document" in listed.output
    again = run("names", "--store", merged, "--merge", "Donald_Trump", "Don_Trump")
    assert again.exit_code == 1
    assert "undo one of the two" in again.stderr
    undone = run("names", "--store", merged, "--undo", "1")
    assert undone.output == "Don_Trump is itself again. Documents rewritten: 0.\n"
    assert run("names", "--store", merged, "--undo", "1").exit_code == 2


def test_names_warns_of_what_no_document_has(merged: Path) -> None:
    result = run("names", "--store", merged, "--merge", "USA", "United_States")
    assert result.exit_code == 0
    assert result.stdout == "United_States is USA from now on. Documents rewritten: 0.\n"
    assert result.stderr == "kg: warning: no document has 'United_States'\n"


def test_names_splits_a_document_and_says_what_stays(merged: Path) -> None:
    result = run("names", "--store", merged, "--split", "CHN", "--doc", "b.txt", "--as", "TWN")
    assert result.stdout == "CHN is TWN in https://example.org/1. Documents rewritten: 1.\n"
    rows = run("query", "--store", merged, "SELECT ?o { ?s kg:accuses ?o }", "--format", "csv")
    assert rows.output.splitlines()[1:] == ["https://w3id.org/geopolitics-kg/id/TWN"]


def test_names_says_where_a_split_makes_no_sense(merged: Path) -> None:
    result = run("names", "--store", merged, "--split", "USA", "--doc", "b.txt", "--as", "London")
    assert result.exit_code == 0
    assert "USA stays in claims that would make no sense of London, in https://example.org/1" in result.stderr


def test_names_refuses_to_merge_two_classes(merged: Path) -> None:
    result = run("names", "--store", merged, "--merge", "Donald_Trump", "USA")
    assert result.exit_code == 1
    assert result.stderr == (
        "kg: 'Donald_Trump' is a Person, and 'USA' is a State: two classes are two things, merge neither\n"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("Beijing", "--decisions"),
        ("--split", "CHN"),
        ("--merge", "A", "B", "--doc", "b.txt"),
        ("--undo", "0"),
    ],
)
def test_names_takes_one_task_at_a_time(arguments: tuple[str, ...]) -> None:
    assert run("names", *arguments).exit_code == 2


def test_eval_scores_against_gold(tmp_path: Path) -> None:
    bad = tmp_path / "gold.jsonl"
    bad.write_text('{"s": ["Turkey"]}\n', encoding="utf-8")
    result = run("eval", bad, tmp_path / "article.txt")
    assert result.exit_code == 1
    assert "line 1" in result.stderr


@pytest.mark.model
def test_remove_takes_a_document_out_and_says_which(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(SENTENCE, encoding="utf-8")
    run("build", article, "--store", tmp_path / "graph")
    missing = run("remove", "other.txt", "--store", tmp_path / "graph")
    assert missing.exit_code == 1
    assert "'other.txt' names no document" in missing.stderr
    gone = run("remove", "article.txt", "--store", tmp_path / "graph")
    assert gone.exit_code == 0
    assert gone.stdout.startswith("https://w3id.org/geopolitics-kg/id/doc/")
    assert run("remove", "article.txt", "--store", tmp_path / "nowhere").exit_code == 1
    assert not (tmp_path / "nowhere").exists()
