"""An Oxigraph store on disk whose documents are whole or absent, whatever ends the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import copyfile
from types import TracebackType
from typing import cast

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg.store.decisions import TABLE
from kg.store.lock import take
from kg.store.remote import Endpoint, is_remote
from kg.store.snapshot import DRAFTS, READERS, StoreError, sweep, view

_LOCK = "kg.lock"
_LOADING = "kg.loading"
# Readers replay what is not yet in tables: at a hundred thousand quads that takes a second or two.
_FLUSH = 100_000
# Quads cost less as tables of their own than one by one where they are so many, and no small part of the tables that are
# there, into which RocksDB merges each few new ones: a quad takes some 300 bytes of table until then.
_TABLES, _PART, _BYTES = 2_000, 30, 300


class Store:
    """Named graphs, one a document, on disk, in memory or behind http; `rdf` is the Oxigraph store itself."""

    def __init__(
        self, rdf: ox.Store | Endpoint, *, path: Path | None, readonly: bool, held: ExitStack
    ) -> None:
        self.path = path
        self.readonly = readonly
        self._rdf: ox.Store | Endpoint | None = rdf
        self._unflushed = 0
        self._held = held

    @property
    def rdf(self) -> ox.Store:
        """The Oxigraph store, or what stands in for it; once it is closed, StoreError."""
        if self._rdf is None:
            raise StoreError(f"the store {self.path} is closed: open it again")
        return cast(ox.Store, self._rdf)

    def documents(self) -> list[str]:
        """The IRIs of the documents, sorted."""
        return sorted(name.value for name in self.rdf.named_graphs() if isinstance(name, NamedNode))

    def quads(self, document: str) -> list[Quad]:
        """The quads of a document's graph, sorted; none where the store does not hold it."""
        return sorted(self.rdf.quads_for_pattern(None, None, None, NamedNode(document)), key=str)

    def replace(self, document: str, quads: Iterable[Quad]) -> bool:
        """Puts a document's graph in place of the one that the store holds; False where they are the same.

        One transaction: a program that is killed leaves the old graph or the new one.
        """
        graph, new = NamedNode(document), set(_within(document, quads))
        old = set(self.rdf.quads_for_pattern(None, None, None, graph))
        if old == new:
            return False
        with self._writing(len(old ^ new)):
            if isinstance(self._rdf, Endpoint):
                self._rdf.put(graph, new)
            elif old and new:
                self.rdf.update(_change(graph, old - new, new - old))
            elif old:
                self.rdf.update(f"DROP GRAPH {graph}")
            else:
                self.rdf.extend(new)
        return True

    def add(self, graphs: Mapping[str, Sequence[Quad]]) -> None:
        """Puts the graphs of documents that the store does not hold, many of them in half the time of one by one or less.

        A program that is killed leaves all of them or none: Oxigraph writes tables of their own for them, which RocksDB
        takes in by one change of its manifest. Through http, each is one PUT.
        """
        if isinstance(self._rdf, Endpoint):
            for document, own in graphs.items():
                self.replace(document, own)
            return
        quads = [quad for document, own in graphs.items() for quad in _within(document, own)]
        if len(quads) >= _TABLES and len(quads) >= self._tables() / (_PART * _BYTES):
            with self._writing(0):
                self.rdf.bulk_extend(quads)
        else:
            with self._writing(len(quads)):
                self.rdf.extend(quads)

    def remove(self, document: str) -> bool:
        """Takes a document's graph away; False where the store does not hold it."""
        return self.replace(document, ())

    def load(self, quads: Iterable[Quad] | Path) -> None:
        """Fills an empty store with any number of quads, or a file of them, several times as fast as by documents.

        The suffix tells the form of a file, as in ``graph.nq``; one that cannot be read raises StoreError. Not one transaction: a store whose load was cut short is marked, and refused when it is next opened.
        """
        if len(self.rdf):
            raise StoreError(f"the store {self.path} is not empty: load into a new one")
        mark = self.path / _LOADING if self.path else None
        self._local("loads no files: build into it, document by document")
        with self._writing(_FLUSH):
            if mark:
                mark.touch()
            if isinstance(quads, Path):
                _load(self.rdf, quads)
            else:
                self.rdf.bulk_extend(quads)
        if mark:
            mark.unlink()

    def snapshot(self, target: Path) -> None:
        """Writes a store of its own, with its decisions, to a new folder, by hard links where the disk allows them."""
        if target.exists():
            raise StoreError(f"{target} is there already: name a folder that is not")
        self._local("keeps its own backups: ask its server")
        with self._writing(0):
            self.rdf.backup(target)
            if self.path and (self.path / TABLE).exists():
                copyfile(self.path / TABLE, target / TABLE)

    def close(self) -> None:
        """Lets go of the files and the lock."""
        if self._rdf is not None and self._unflushed:
            self._rdf.flush()
        self._rdf = None
        self._held.close()

    def __len__(self) -> int:
        return len(self.rdf)

    def __bool__(self) -> bool:
        return True

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _tables(self) -> int:
        """The bytes of the tables on disk."""
        total = 0
        for table in self.path.glob("*.sst") if self.path else ():
            with suppress(FileNotFoundError):  # merged away meanwhile
                total += table.stat().st_size
        return total

    def _local(self, otherwise: str) -> None:
        if isinstance(self._rdf, Endpoint):
            raise StoreError(f"a store behind http {otherwise}")

    @contextmanager
    def _writing(self, quads: int) -> Iterator[None]:
        if self.readonly:
            raise StoreError(f"the store {self.path} was opened for reading: open it for writing")
        try:
            yield
            self._unflushed += quads
            if self._unflushed >= _FLUSH:
                self.rdf.flush()
                self._unflushed = 0
        except OSError as error:
            raise StoreError(f"the store {self.path} could not be written: {error}") from error


def _within(document: str, quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads of a document's graph, as given; one of another graph raises StoreError."""
    graph = NamedNode(document)
    for quad in quads:
        if quad.graph_name != graph:
            raise StoreError(f"{quad} is not in the graph of {document}: replace each document by itself")
        yield quad


def _load(rdf: ox.Store, path: Path) -> None:
    try:
        rdf.bulk_load(path=str(path))
    except (SyntaxError, ValueError, OSError) as error:
        raise StoreError(f"{path} cannot be loaded: {error}") from error


def _change(graph: NamedNode, gone: Iterable[Quad], come: Iterable[Quad]) -> str:
    """One SPARQL update, which Oxigraph runs as one transaction; N-Triples are SPARQL as they stand."""
    old, new = (f"{{ GRAPH {graph} {{ {_data(quads)} }} }}" for quads in (gone, come))
    return f"DELETE DATA {old} ; INSERT DATA {new}"


def _data(quads: Iterable[Quad]) -> str:
    return "\n".join(f"{quad.triple} ." for quad in quads)


def memory(quads: Iterable[Quad] = ()) -> Store:
    """A store in memory, for files of quads and for tests."""
    rdf = ox.Store()
    rdf.extend(quads)
    return Store(rdf, path=None, readonly=False, held=ExitStack())


def open(path: Path | str, *, readonly: bool = False) -> Store:
    """A store on disk: for writing, which makes it where there is none, or as it is now, for reading.

    One program writes at a time. Readers neither wait for it nor hinder it, nor see what it writes later. An http
    address opens any SPARQL 1.1 store, which has its own rules: that of queries, where it ends in ``/sparql`` (kg serve)
    or ``/query`` (Oxigraph), else with that of the Graph Store Protocol behind a comma.
    """
    if is_remote(path):
        return _connect(str(path), readonly=readonly)
    return _read(Path(path)) if readonly else _write(Path(path))


def _connect(address: str, *, readonly: bool) -> Store:
    with ExitStack() as stack:
        rdf = Endpoint(address)
        stack.callback(rdf.close)
        return Store(rdf, path=None, readonly=readonly, held=stack.pop_all())


def _read(path: Path) -> Store:
    if not (path / "CURRENT").exists():
        raise StoreError(f"there is no store at {path}: make one with kg build --store {path}")
    _loaded(path)
    with ExitStack() as stack:
        try:
            rdf = ox.Store.read_only(str(stack.enter_context(view(path))))
        except OSError as error:
            raise StoreError(f"the store {path} cannot be read: {error}") from error
        return Store(rdf, path=path, readonly=True, held=stack.pop_all())


def _write(path: Path) -> Store:
    if path.exists() and not path.is_dir():
        raise StoreError(f"{path} is a file, and a store is a folder: name another")
    if path.is_dir() and not (path / "CURRENT").exists() and _others(path):
        raise StoreError(f"{path} holds other files and no store: name a new or an empty folder")
    with ExitStack() as stack:
        try:
            path.mkdir(parents=True, exist_ok=True)
            if (lock := take(path / _LOCK)) is None:
                raise _busy(path)
            stack.enter_context(lock)
            _loaded(path)
            sweep(path)
            for draft in path.glob(DRAFTS):  # tables of a program that was killed before RocksDB took them in
                draft.unlink()
            rdf = ox.Store(str(path))
        except OSError as error:
            raise (_busy(path) if "lock" in str(error).lower() else _unusable(path, error)) from error
        return Store(rdf, path=path, readonly=False, held=stack.pop_all())


def _loaded(path: Path) -> None:
    if (path / _LOADING).exists():
        raise StoreError(
            f"a load into {path} is under way or was cut short: wait, or delete the folder and load again"
        )


def _others(path: Path) -> bool:
    return any(entry.name not in {_LOCK, READERS, TABLE} for entry in path.iterdir())


def _busy(path: Path) -> StoreError:
    return StoreError(f"another program is writing to the store {path}: wait for it, or name another store")


def _unusable(path: Path, error: OSError) -> StoreError:
    return StoreError(f"the store {path} cannot be opened: {error}")
