"""Runs the notebooks from top to bottom and keeps what they print and plot, so that they can be read without being run.

Interactive pages are left out of the files: they would add a megabyte each, and are drawn again when a cell is run.

    python notebooks/refresh.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).parent


def run(path: Path, *, folder: Path) -> nbformat.NotebookNode:
    """The notebook with the outputs of its cells, run in a folder; an error in a cell stops it."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(folder)}})
    return client.execute()


def outputs(notebook: nbformat.NotebookNode) -> Iterator[nbformat.NotebookNode]:
    """What the cells of a notebook gave."""
    return (output for cell in notebook.cells for output in cell.get("outputs", ()))


def _slim(notebook: nbformat.NotebookNode) -> None:
    notebook.metadata = {name: notebook.metadata[name] for name in ("kernelspec", "language_info")}
    for cell in notebook.cells:
        cell.metadata = {}
    for output in outputs(notebook):
        if "<iframe" in output.get("data", {}).get("text/html", ""):
            del output["data"]["text/html"]


def main() -> None:
    """Run all of them in place."""
    for path in sorted(HERE.glob("*.ipynb")):
        notebook = run(path, folder=HERE)
        _slim(notebook)
        nbformat.write(notebook, path)
        print(path.name)


if __name__ == "__main__":
    main()
