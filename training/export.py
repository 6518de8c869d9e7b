"""Writes the trained network for onnxruntime, its encoder in 8-bit integers.

Weights have a scale a column (pieces a row), fixed here. Activations are scaled for the window that is read, which
stands alone, so what is found in it does not depend on what else is read. Small products stay in 32 bits.
"""

import json
from pathlib import Path

import numpy as np
import onnx
from network import EPSILON, HEADS, Layer, Network
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn
from windows import Labels

from kg.parse.encoder.component import GRAPH, LABELS, VOCABULARY

FLOAT, INT = TensorProto.FLOAT, TensorProto.INT64
OURS = "com.microsoft"  # the domain of onnxruntime's fused operators


class Graph:
    """An ONNX graph in the making; each method adds an operator and returns the name of what it gives."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def weight(self, array: NDArray[np.generic]) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def tensor(self, tensor: Tensor) -> str:
        return self.weight(tensor.detach().float().numpy())

    def add(
        self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: object
    ) -> list[str]:
        names = [f"{kind}{len(self.nodes)}_{place}" for place in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        return names

    def one(self, kind: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        return self.add(kind, *inputs, domain=domain, **attributes)[0]

    def linear(self, x: str, layer: nn.Linear) -> str:
        """Multiply in 32 bits."""
        return self.one("Add", self.one("MatMul", x, self.tensor(layer.weight.T)), self.tensor(layer.bias))

    def quantised(self, x: str, weight: Tensor, bias: Tensor) -> str:
        """Multiply in 8 bits; `weight` is (outputs, inputs)."""
        rows, scale = eight_bits(weight.detach().numpy())
        return self.one(
            "DynamicQuantizeMatMul",
            x,
            self.weight(rows.T),
            self.weight(scale),
            self.weight(np.zeros(len(scale), dtype=np.int8)),
            self.tensor(bias),
            domain=OURS,
        )

    def normalised(self, x: str, more: str, norm: nn.LayerNorm) -> str:
        weights = self.tensor(norm.weight), self.tensor(norm.bias)
        return self.one("SkipLayerNormalization", x, more, *weights, domain=OURS, epsilon=EPSILON)


def eight_bits(rows: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return each row as 8-bit integers and the scale that makes them its numbers again."""
    scale = np.maximum(np.abs(rows).max(axis=1), 1e-8) / 127
    return np.round(rows / scale[:, None]).astype(np.int8), scale.astype(np.float32)


def _embedded(graph: Graph, network: Network) -> str:
    rows, scale = eight_bits(network.pieces.weight.detach().numpy())
    whole = graph.one("Cast", graph.one("Gather", graph.weight(rows), "pieces"), to=FLOAT)
    scales = graph.one("Gather", graph.weight(scale[:, None]), "pieces")
    shapes = graph.one("Gather", graph.tensor(network.shapes.weight), "shapes")
    places = graph.one("Gather", graph.tensor(network.places.weight), "places")
    summed = graph.one("Add", graph.one("Mul", whole, scales), shapes)
    row = graph.one("Unsqueeze", summed, graph.weight(np.array([0])))
    return graph.normalised(row, graph.one("Unsqueeze", places, graph.weight(np.array([0]))), network.norm)


def _layer(graph: Graph, x: str, layer: Layer) -> str:
    parts = graph.add(
        "Split", graph.quantised(x, layer.qkv.weight, layer.qkv.bias), outputs=3, axis=2, num_outputs=3
    )
    seen = graph.one("MultiHeadAttention", *parts, domain=OURS, num_heads=HEADS)
    x = graph.normalised(x, graph.quantised(seen, layer.out.weight, layer.out.bias), layer.norm1)
    inner = graph.one("Gelu", graph.quantised(x, layer.up.weight, layer.up.bias), domain=OURS)
    return graph.normalised(x, graph.quantised(inner, layer.down.weight, layer.down.bias), layer.norm2)


def _heads(graph: Graph, x: str, network: Network) -> None:
    words = graph.one("Gather", graph.one("Squeeze", x, graph.weight(np.array([0]))), "firsts")
    tags = graph.linear(words, network.tags)
    names = graph.linear(graph.one("Gelu", graph.linear(words, network.naming), domain=OURS), network.names)
    ends = graph.one("Gelu", graph.quantised(words, network.ends.weight, network.ends.bias), domain=OURS)
    arc, label = network.arc.shape[0], network.label.shape[0] - 1
    sizes = graph.weight(np.array([arc, arc, label, label]))
    dependent, head, low, high = graph.add("Split", ends, sizes, outputs=4, axis=1)
    biased = graph.one(
        "Add", graph.one("MatMul", dependent, graph.tensor(network.arc)), graph.tensor(network.arc_head)
    )
    graph.nodes.append(
        helper.make_node("MatMul", [biased, graph.one("Transpose", head, perm=[1, 0])], ["arcs"])
    )
    roots = graph.linear(dependent, network.root)
    flat = network.label.detach()[:label].reshape(label, -1)
    bias = network.label.detach()[label].reshape(-1)
    labels = graph.quantised(low, flat.T, bias)
    for name, found in (
        ("tags", tags),
        ("names", names),
        ("roots", roots),
        ("labels", labels),
        ("ends", high),
    ):
        graph.nodes.append(helper.make_node("Identity", [found], [name]))


def write(network: Network, known: Labels, vocabulary: list[str], folder: Path) -> None:
    """Write what the component `kg_encoder` reads: the network, its labels and its word pieces."""
    folder.mkdir(parents=True, exist_ok=True)
    export(network, folder / GRAPH)
    (folder / LABELS).write_text(json.dumps(known._asdict(), indent=1), encoding="utf-8")
    (folder / VOCABULARY).write_text("\n".join(vocabulary) + "\n", encoding="utf-8")


def export(network: Network, path: Path) -> None:
    """Write the network as ONNX.

    Inputs: `pieces`, `shapes` and `places` of n pieces, `firsts` of w words. Outputs: `tags` (w, pos + tag + morph
    + 1), `names` (w, names), `arcs` (w, w), `roots` (w, 1), `labels` (w, dep x (ends + 1)) and `ends` (w, ends).
    """
    graph = Graph()
    x = _embedded(graph, network.eval())
    for layer in network.layers:
        assert isinstance(layer, Layer)
        x = _layer(graph, x, layer)
    _heads(graph, x, network)
    inputs = [helper.make_tensor_value_info(name, INT, ["n"]) for name in ("pieces", "shapes", "places")]
    inputs.append(helper.make_tensor_value_info("firsts", INT, ["w"]))
    names = ("tags", "names", "arcs", "roots", "labels", "ends")
    outputs = [helper.make_tensor_value_info(name, FLOAT, ["w", None]) for name in names]
    made = helper.make_model(
        helper.make_graph(graph.nodes, "kg", inputs, outputs, graph.weights),
        opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid(OURS, 1)],
    )
    made.ir_version = 9
    path.write_bytes(made.SerializeToString())
