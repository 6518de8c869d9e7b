"""Runs the trained network with onnxruntime, one window at a time, on one core."""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from kg.parse.encoder.pieces import Window

Floats = NDArray[np.float32]

onnxruntime.disable_telemetry_events()


class Scores(NamedTuple):
    """What the network says of the w words of a window."""

    tags: Floats  # (w, parts of speech + tags + features + 1: whether a sentence starts)
    names: Floats  # (w, names labels)
    arcs: Floats  # (w, w): how well word j heads word i, and how well i is the root
    labels: Floats  # (w, dependency labels, k)
    ends: Floats  # (w, k): the labels of word i under head j are scored by labels[i] @ ends[j]


class Network:
    """The network of one model file."""

    def __init__(self, path: Path, *, dependencies: int) -> None:
        self._dependencies = dependencies
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            path.read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def __call__(self, window: Window) -> Scores:
        """Read a window of n pieces and w words."""
        given = {**window._asdict(), "places": np.arange(len(window.pieces))}
        tags, names, arcs, roots, labels, ends = self._session.run(None, given)
        np.fill_diagonal(arcs, roots[:, 0])
        return Scores(
            tags, names, arcs, labels.reshape(len(window.firsts), self._dependencies, -1), _with_one(ends)
        )


def _with_one(rows: Floats) -> Floats:
    """Append a column of ones, by which the labels' own scores count."""
    return np.concatenate([rows, np.ones((len(rows), 1), dtype=np.float32)], axis=1)
