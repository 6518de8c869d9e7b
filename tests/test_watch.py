"""A watched store follows its files, and is then what a fresh build of them would be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner
from samples import RUN

from kg import build, graph, store
from kg.cli import program, reading
from kg.records import Document, Reading
from kg.watch import Watch

LONG = "China and Japan and Mali and Niger met in the town by the lake for talks on fish, grain and the two bridges."


class Reader:
    """An engine that reads nothing out of documents."""

    run = RUN

    def reading(self, document: Document) -> Reading:
        return Reading(document)


ENGINE = cast(build.Engine, Reader())


def fresh(*inputs: Path) -> bytes:
    held = store.memory()
    list(build.build(ENGINE, build.documents(inputs), held))
    return graph.canonical_nquads(held.rdf)


def fates(watch: Watch) -> list[str]:
    return [outcome.fate for outcome in watch.outcomes()]


def test_a_watched_store_follows_its_files(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    held = store.memory()
    watch = Watch(ENGINE, held, [tmp_path])
    one.write_text(LONG)
    assert fates(watch) == ["new"]
    assert fates(watch) == []
    two.write_text("Seen in town: " + LONG)
    assert fates(watch) == ["new"]
    assert len(held.documents()) == 3, "two documents and the graph of copies"
    assert graph.canonical_nquads(held.rdf) == fresh(tmp_path)
    two.write_text("Something else altogether was seen in town.")
    assert fates(watch) == ["new", "removed"]
    assert graph.canonical_nquads(held.rdf) == fresh(tmp_path)
    one.unlink()
    assert fates(watch) == ["removed"]
    assert graph.canonical_nquads(held.rdf) == fresh(tmp_path)


def test_a_touched_file_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(LONG)
    watch = Watch(ENGINE, store.memory(), [tmp_path])
    assert fates(watch) == ["new"]
    os.utime(tmp_path / "one.txt", (1, 1))
    assert fates(watch) == ["unchanged"]


def test_a_document_stays_while_any_file_holds_it(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(LONG)
    held = store.memory()
    watch = Watch(ENGINE, held, [tmp_path])
    list(watch.outcomes())
    (tmp_path / "two.txt").unlink()
    assert fates(watch) == []
    (tmp_path / "one.txt").unlink()
    assert fates(watch) == ["removed"]
    assert held.documents() == []


def test_the_rows_of_a_file_are_followed_one_by_one(tmp_path: Path) -> None:
    rows = [
        '{"url": "https://example.org/1", "text": "One."}\n',
        '{"url": "https://example.org/2", "text": "Two."}\n',
    ]
    (tmp_path / "rows.jsonl").write_text("".join(rows))
    held = store.memory()
    watch = Watch(ENGINE, held, [tmp_path / "rows.jsonl"])
    assert fates(watch) == ["new", "new"]
    (tmp_path / "rows.jsonl").write_text(rows[1])
    assert fates(watch) == ["replaced", "removed"], "it stands in another line"
    assert held.documents() == ["https://example.org/2"]


def test_what_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(b"\x00")
    watch = Watch(ENGINE, store.memory(), [tmp_path])
    assert fates(watch) == ["refused"]
    assert fates(watch) == []


@pytest.mark.model
def test_ctrl_c_ends_a_watch_cleanly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.txt").write_text(LONG)

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "sleep", stop)
    result = CliRunner().invoke(
        program, ["build", "--watch", str(tmp_path / "one.txt"), "--store", str(tmp_path / "graph")]
    )
    assert result.exit_code == 0
    assert "1 new" in result.output
    assert result.output.endswith("Stopped.\n")
    store.open(tmp_path / "graph").close()


def test_standard_input_cannot_be_watched() -> None:
    assert CliRunner().invoke(program, ["build", "--watch", "-"]).exit_code == 2
