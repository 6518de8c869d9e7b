"""The build on a Dask cluster: the graph of one process, whatever happens to the workers."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from samples import RUN, accusation, reading
from served import TOKEN, serving

from kg import build, cluster, graph, store
from kg.cli import program
from kg.cluster import shards, tasks
from kg.records import Document, Finding

pytest.importorskip("distributed", reason="Dask is not installed: pip install 'geopolitics-kg[cluster]'")

WHO, WHOM = ("Mali", "Niger", "Chad", "Kenya"), ("Turkey", "Greece", "Japan", "China", "Peru")
TEXTS = [
    f"{who} accused {whom} of theft. {whom} will send {number} envoys to {who}."
    for number, (who, whom) in enumerate((who, whom) for who in WHO for whom in WHOM)
]
INPUT: list[Document | Finding] = [
    *(Document(f"https://example.org/{n}", text, "2025-06-05") for n, text in enumerate(TEXTS)),
    Finding("read", "broken.txt", "is no text"),
]


@dataclass
class Dask:
    """A scheduler and its workers, each a process."""

    address: str
    workers: list[subprocess.Popen[bytes]]


def started(*arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    told = ("--scheduler-file", str(file))
    running = [started("scheduler", *told, "--host", "127.0.0.1", "--port", "0")]
    options = ("--nthreads", "1", "--no-nanny", "--host", "127.0.0.1", "--local-directory", str(folder))
    running += [started("worker", *told, *options) for _ in range(2)]
    try:
        while not file.exists():
            assert running[0].poll() is None
            time.sleep(0.1)
        yield Dask(json.loads(file.read_text())["address"], running[1:])
    finally:
        for process in running[::-1]:
            process.terminate()
            process.wait()


@pytest.fixture(scope="module")
def engine() -> build.Engine:
    return build.Engine.load(model="fast")


@pytest.fixture(scope="module")
def alone(engine: build.Engine) -> bytes:
    held = store.memory()
    list(build.build(engine, INPUT, held))
    return graph.canonical_nquads(held.rdf)


@pytest.mark.model
def test_a_worker_is_killed_and_the_graph_is_that_of_one_process(
    engine: build.Engine, alone: bytes, dask: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "DOCUMENTS", 2)
    fates = []
    with store.open(tmp_path / "graph") as held:
        found = cluster.build(engine, INPUT, held, address=dask.address, shards=tmp_path / "shards")
        for outcome in found:
            fates.append(outcome.fate)
            if len(fates) == 2:  # the first task of many
                dask.workers[0].kill()
        assert fates == ["new"] * len(TEXTS) + ["refused"]
        assert graph.canonical_nquads(held.rdf) == alone
    made = {path: path.stat().st_mtime_ns for path in sorted((tmp_path / "shards").iterdir())}
    assert len(made) == 2 * 11
    lost, *kept = sorted((tmp_path / "shards").glob("*.nq"))
    lost.unlink()
    with store.open(tmp_path / "second") as held:
        list(cluster.build(engine, INPUT, held, address=dask.address, shards=tmp_path / "shards"))
        assert graph.canonical_nquads(held.rdf) == alone
        again = cluster.build(engine, INPUT, held, address=dask.address, shards=tmp_path / "shards")
        assert {outcome.fate for outcome in again} == {"unchanged", "refused"}
    assert lost.exists()
    assert [path.stat().st_mtime_ns for path in kept] == [made[path] for path in kept], "these were there"


@pytest.mark.model
def test_the_command_line_builds_on_a_cluster(dask: Dask, tmp_path: Path) -> None:
    rows = tmp_path / "news.jsonl"
    rows.write_text("\n".join(json.dumps({"text": text}) for text in TEXTS[:3]))
    places = ["--store", str(tmp_path / "graph"), "--shards", str(tmp_path / "shards")]
    command = ["build", str(rows), "--model", "fast", "--cluster", dask.address, *places]
    first, again = (CliRunner().invoke(program, command) for _ in range(2))
    assert "Read 3 documents: 3 new." in first.stdout
    assert "Read 3 documents: 3 unchanged." in again.stdout


@pytest.mark.model
def test_a_store_behind_http_gets_what_the_workers_read(
    engine: build.Engine, alone: bytes, dask: Dask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_TOKEN", TOKEN)
    store.open(tmp_path / "served").close()
    with serving(tmp_path / "served", "--allow-update") as address, store.open(f"{address}/sparql") as held:
        for fates in ({"new", "refused"}, {"unchanged", "refused"}):
            found = cluster.build(engine, INPUT, held, address=dask.address, shards=tmp_path / "shards")
            assert {outcome.fate for outcome in found} == fates
        assert graph.canonical_nquads(held.rdf) == alone


@pytest.mark.model
def test_a_scheduler_that_is_not_there_is_told_with_what_to_do(
    engine: build.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "_PATIENCE", 0.5)
    found = cluster.build(
        engine, INPUT, store.memory(), address="tcp://127.0.0.1:9", shards=tmp_path / "shards"
    )
    with pytest.raises(cluster.ClusterError, match="dask scheduler"):
        list(found)


def test_a_shard_keeps_what_became_of_each_document(tmp_path: Path) -> None:
    found = reading(accusation())
    findings = (Finding("weak", "Some words.", "is weak"),)
    page = build.Page(found.document.id, "one.txt", graph.quads(found, RUN), 2, findings)
    refused = build.Outcome("two.txt", "refused", 0, (Finding("read", "two.txt", "is \udcff no text", "2"),))
    shard = shards.Shard(tmp_path / "one.nq")
    shard.write([page, refused])
    assert [*shard.pages()] == [page, refused]


def test_another_run_text_or_decision_is_another_shard(tmp_path: Path) -> None:
    given = {"run": RUN, "decisions": (), "base": "urn:"}
    one, two = (Document("https://example.org/1", text) for text in ("One.", "Two."))
    assert shards.Shard.of(tmp_path, [one], **given) == shards.Shard.of(tmp_path, [one], **given)
    assert shards.Shard.of(tmp_path, [one], **given) != shards.Shard.of(tmp_path, [two], **given)
    assert shards.Shard.of(tmp_path, [one], **given) != shards.Shard.of(
        tmp_path, [one], **given | {"base": "x:"}
    )
