"""kg.store on disk: whole documents, one writer, readers that see a whole store whatever the writer does."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from samples import RUN, accusation, reading

from kg import graph, store
from kg.store.snapshot import READERS

PART = NamedNode("https://example.org/part")
SIZE = 40

REPLACES = """
for version in range(1_000_000):
    name, quads = page(version % 7, version)
    held.replace(name, quads)
"""
ADDS = """
for number in range(1_000_000):
    held.add(dict(page(60 * number + each, "a") for each in range(60)))
"""
WRITER = """
import sys
from pyoxigraph import Literal, NamedNode, Quad
from kg import store

path, size = sys.argv[1], int(sys.argv[2])
part = NamedNode("https://example.org/part")

def page(number, version):
    node = NamedNode(f"https://example.org/{number}")
    return node.value, [Quad(node, part, Literal(f"{version} {each} " + "x" * 200), node) for each in range(size)]

held = store.open(path)
print("ready", flush=True)
"""


def page(number: int, version: str = "a") -> tuple[str, list[Quad]]:
    node = NamedNode(f"https://example.org/{number}")
    return node.value, [Quad(node, PART, Literal(f"{version} {part}"), node) for part in range(SIZE)]


def writer(path: Path, task: str = REPLACES) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER + task, str(path), str(SIZE)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent)
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def whole(held: store.Store) -> bool:
    """Whether each document has all its parts, of one version."""
    found = [[str(quad.object).split()[0] for quad in held.quads(name)] for name in held.documents()]
    return all(len(versions) == SIZE and len(set(versions)) == 1 for versions in found)


def test_a_document_is_written_once(tmp_path: Path) -> None:
    with store.open(tmp_path / "kg") as held:
        assert held.replace(*page(1))
        assert not held.replace(*page(1))
        assert len(held) == SIZE
    with store.open(tmp_path / "kg") as held:
        assert not held.replace(*page(1))


def test_a_changed_document_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    with store.open(tmp_path / "kg") as held:
        held.replace(*page(1))
        held.replace(*page(2))
        assert held.replace(*page(1, "b"))
        assert held.quads(page(1)[0]) == sorted(page(1, "b")[1], key=str)
        assert held.quads(page(2)[0]) == sorted(page(2)[1], key=str)


@pytest.mark.parametrize("count", [2, 60])
def test_many_documents_are_added_at_once(count: int, tmp_path: Path) -> None:
    with store.open(tmp_path / "kg") as held:
        held.replace(*page(100))
        held.add(dict(map(page, range(count))))
    with store.open(tmp_path / "kg") as held:
        assert len(held.documents()) == count + 1
        assert whole(held)
        assert not held.replace(*page(1))


def test_nothing_of_another_document_is_added() -> None:
    held = store.memory()
    with pytest.raises(store.StoreError, match="replace each document by itself"):
        held.add({page(1)[0]: page(1)[1], page(2)[0]: page(3)[1]})
    assert len(held) == 0


def test_a_kill_leaves_all_that_is_added_at_once_or_nothing(tmp_path: Path) -> None:
    path, tables = tmp_path / "kg", tmp_path / "tables"
    tables.mkdir()
    sizes = []
    with store.open(path) as held:
        for first in (0, 100):
            held.add(dict(map(page, range(first, first + 60))))
            manifest = next(path.glob("MANIFEST-*"))
            sizes.append(manifest.stat().st_size)
            for table in path.glob("*.sst"):  # some are merged away later
                (tables / table.name).unlink(missing_ok=True)
                os.link(table, tables / table.name)
        told = manifest.read_bytes()
    for cut in (sizes[0], *range(sizes[0] + 1, sizes[1], 97), sizes[1] - 1, sizes[1]):
        copy = tmp_path / str(cut)
        shutil.copytree(path, copy)
        shutil.copytree(tables, copy, dirs_exist_ok=True)
        (copy / manifest.name).write_bytes(told[:cut])
        with store.open(copy) as held:
            assert len(held.documents()) == (120 if cut == sizes[1] else 60)
            assert whole(held)


def test_tables_that_a_killed_writer_left_are_swept(tmp_path: Path) -> None:
    left = tmp_path / "kg" / "bulk-123.sst"
    with store.open(tmp_path / "kg") as held:
        held.replace(*page(1))
        left.write_bytes(b"half")
        with store.open(tmp_path / "kg", readonly=True) as seen:
            assert seen.documents() == held.documents()
    with store.open(tmp_path / "kg"):
        assert not left.exists()


def test_a_document_can_be_taken_away() -> None:
    held = store.memory(page(1)[1] + page(2)[1])
    assert held.remove(page(1)[0])
    assert not held.remove(page(1)[0])
    assert held.documents() == [page(2)[0]]


def test_a_document_with_nothing_in_it_is_no_document() -> None:
    held = store.memory(page(1)[1])
    assert held.replace(page(1)[0], [])
    assert held.documents() == []


def test_building_twice_in_any_order_equals_building_once() -> None:
    names = [f"https://example.org/{number}" for number in range(4)]
    pages = [(name, graph.quads(reading(accusation(doc=name), doc=name), RUN)) for name in names]
    once, twice = store.memory(), store.memory()
    assert [once.replace(*each) for each in pages] == [True] * 4
    assert [twice.replace(*each) for each in reversed(pages)] == [True] * 4
    assert [twice.replace(*each) for each in pages] == [False] * 4
    assert graph.canonical_nquads(once.rdf) == graph.canonical_nquads(twice.rdf)


def test_many_quads_are_loaded_at_once(tmp_path: Path) -> None:
    with store.open(tmp_path / "kg") as held:
        held.load(quad for number in range(3) for quad in page(number)[1])
        assert len(held.documents()) == 3
        assert not held.replace(*page(1))
        with pytest.raises(store.StoreError, match="is not empty"):
            held.load([])


def test_a_load_that_was_cut_short_is_refused(tmp_path: Path) -> None:
    def cut() -> Iterator[Quad]:
        yield from page(1)[1]
        raise KeyboardInterrupt

    with store.open(tmp_path / "kg") as held, pytest.raises(KeyboardInterrupt):
        held.load(cut())
    for readonly in (False, True):
        with pytest.raises(store.StoreError, match="was cut short"):
            store.open(tmp_path / "kg", readonly=readonly)


def test_quads_of_another_document_are_refused() -> None:
    with pytest.raises(store.StoreError, match="replace each document by itself"):
        store.memory().replace(page(1)[0], page(2)[1])


def test_a_second_writer_is_refused(tmp_path: Path) -> None:
    with store.open(tmp_path / "kg"), pytest.raises(store.StoreError, match="another program is writing"):
        store.open(tmp_path / "kg")
    store.open(tmp_path / "kg").close()


def test_a_second_writer_in_another_program_is_refused(tmp_path: Path) -> None:
    process = writer(tmp_path / "kg")
    try:
        with pytest.raises(store.StoreError, match="name another store"):
            store.open(tmp_path / "kg")
    finally:
        end(process)


def test_a_store_that_oxigraph_itself_holds_is_refused(tmp_path: Path) -> None:
    from pyoxigraph import Store

    held = Store(str(tmp_path / "kg"))
    with pytest.raises(store.StoreError, match="another program is writing"):
        store.open(tmp_path / "kg")
    del held


@pytest.mark.parametrize("task", [REPLACES, ADDS])
def test_a_killed_writer_leaves_whole_documents(task: str, tmp_path: Path) -> None:
    for _ in range(3):
        process = writer(tmp_path / "kg", task)
        store.open(tmp_path / "kg", readonly=True).close()
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        with store.open(tmp_path / "kg") as held:
            assert whole(held)


@pytest.mark.parametrize("task", [REPLACES, ADDS])
def test_readers_see_whole_documents_while_a_writer_writes(task: str, tmp_path: Path) -> None:
    process = writer(tmp_path / "kg", task)
    try:
        for _ in range(4):
            with store.open(tmp_path / "kg", readonly=True) as held:
                assert whole(held)
                assert task == REPLACES or len(held.documents()) % 60 == 0
    finally:
        end(process)


def test_a_reader_keeps_what_it_saw(tmp_path: Path) -> None:
    with store.open(tmp_path / "kg") as held:
        held.replace(*page(1))
        with store.open(tmp_path / "kg", readonly=True) as seen:
            held.replace(*page(2))
            assert seen.documents() == [page(1)[0]]
            assert list((tmp_path / "kg" / READERS).iterdir())
    assert not list((tmp_path / "kg" / READERS).iterdir())


def test_a_reader_who_may_not_write_there_reads_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.open(tmp_path / "kg") as held:
        held.replace(*page(1))
    (tmp_path / "kg" / READERS).write_text("no folder")

    def no_links(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    with store.open(tmp_path / "kg", readonly=True) as seen:
        assert seen.documents() == [page(1)[0]]


def test_views_of_killed_readers_are_swept(tmp_path: Path) -> None:
    store.open(tmp_path / "kg").close()
    left = tmp_path / "kg" / READERS / "left"
    left.mkdir(parents=True)
    (left / "lock").touch()
    store.open(tmp_path / "kg").close()
    assert not left.exists()


def test_readers_do_not_write(tmp_path: Path) -> None:
    store.open(tmp_path / "kg").close()
    with (
        store.open(tmp_path / "kg", readonly=True) as held,
        pytest.raises(store.StoreError, match="for reading"),
    ):
        held.replace(*page(1))


def test_a_snapshot_is_a_store_of_its_own(tmp_path: Path) -> None:
    with store.open(tmp_path / "kg") as held:
        held.replace(*page(1))
        held.snapshot(tmp_path / "copy")
        held.replace(*page(2))
        with pytest.raises(store.StoreError, match="is there already"):
            held.snapshot(tmp_path / "copy")
    with store.open(tmp_path / "copy") as copy:
        assert copy.documents() == [page(1)[0]]


def test_what_is_no_store_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("text")
    with pytest.raises(store.StoreError, match="is a file"):
        store.open(tmp_path / "file")
    with pytest.raises(store.StoreError, match="holds other files"):
        store.open(tmp_path)
    with pytest.raises(store.StoreError, match="kg build --store"):
        store.open(tmp_path / "none", readonly=True)
    assert not (tmp_path / "none").exists()


def test_a_broken_store_is_reported(tmp_path: Path) -> None:
    store.open(tmp_path / "kg").close()
    (tmp_path / "kg" / "CURRENT").write_text("MANIFEST-999999\n")
    for readonly in (False, True):
        with pytest.raises(store.StoreError, match="cannot be"):
            store.open(tmp_path / "kg", readonly=readonly)


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    held = store.open(tmp_path / "kg")
    held.close()
    with pytest.raises(store.StoreError, match="is closed"):
        held.documents()


def test_a_file_is_loaded_at_once_or_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "graph.nq").write_bytes(graph.canonical_nquads(page(1)[1]))
    with store.open(tmp_path / "kg") as held:
        held.load(tmp_path / "graph.nq")
        assert held.quads(page(1)[0]) == sorted(page(1)[1], key=str)
    (tmp_path / "broken.nq").write_text("no quads")
    with pytest.raises(store.StoreError, match=r"broken\.nq cannot be loaded"):
        store.memory().load(tmp_path / "broken.nq")
