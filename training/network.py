"""The network: MiniLM's layers, told how words are written, and heads for tags, sentences, trees and names.

PyTorch. What it computes for a window of words is also what `export.py` writes for onnxruntime.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from kg.parse.encoder.pieces import SHAPES

WIDTH, INNER, HEADS = 384, 1536, 12
ARC, LABEL, NAME = 256, 64, 192  # widths of the heads
EPSILON = 1e-12


class Sizes(NamedTuple):
    """How many labels each head tells apart."""

    pos: int
    tag: int
    morph: int
    dep: int
    name: int


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT is."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.norm2 = nn.LayerNorm(WIDTH, eps=EPSILON)

    def forward(self, x: Tensor, mask: Tensor, drop: float) -> Tensor:
        size, length, _ = x.shape
        q, k, v = self.qkv(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        seen = seen.transpose(1, 2).reshape(size, length, WIDTH)
        x = self.norm1(x + F.dropout(self.out(seen), drop, self.training))
        inner = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(inner, drop, self.training))


class Outputs(NamedTuple):
    """Scores for the words of a batch of windows: (windows, words, labels), arcs (windows, words, heads)."""

    pos: Tensor
    tag: Tensor
    morph: Tensor
    start: Tensor
    name: Tensor
    arcs: Tensor
    dependent: Tensor
    head: Tensor


class Network(nn.Module):
    """The encoder and its heads."""

    def __init__(
        self, sizes: Sizes, vocabulary: int, *, layers: int, drop: float = 0.1, drop_heads: float = 0.33
    ) -> None:
        super().__init__()
        self.drop, self.drop_heads = drop, drop_heads
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(512, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.tags = nn.Linear(WIDTH, sizes.pos + sizes.tag + sizes.morph + 1)
        self.sizes = sizes
        self.naming = nn.Linear(WIDTH, NAME)
        self.names = nn.Linear(NAME, sizes.name)
        self.ends = nn.Linear(WIDTH, 2 * ARC + 2 * LABEL)
        self.arc = nn.Parameter(torch.zeros(ARC, ARC))
        self.arc_head = nn.Parameter(torch.zeros(ARC))
        self.root = nn.Linear(ARC, 1)
        self.label = nn.Parameter(torch.zeros(LABEL + 1, sizes.dep, LABEL + 1))
        nn.init.xavier_uniform_(self.arc)
        nn.init.normal_(self.label, std=0.02)

    def encode(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Return a vector for each piece; `mask` is true for what is no padding."""
        x = self.pieces(pieces) + self.shapes(shapes) + self.places.weight[: pieces.shape[1]]
        x = F.dropout(self.norm(x), self.drop, self.training)
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :], self.drop)
        return x

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor, firsts: Tensor) -> Outputs:
        x = self.encode(pieces, shapes, mask)
        x = x.gather(1, firsts[:, :, None].expand(-1, -1, WIDTH))
        drop = lambda y: F.dropout(y, self.drop_heads, self.training)  # noqa: E731
        pos, tag, morph, start = self.tags(x).split([*self.sizes[:3], 1], dim=2)
        name = self.names(drop(F.gelu(self.naming(x))))
        ends = drop(F.gelu(self.ends(x)))
        dependent, head, low, high = ends.split([ARC, ARC, LABEL, LABEL], dim=2)
        arcs = (dependent @ self.arc + self.arc_head) @ head.transpose(1, 2)
        arcs = arcs.diagonal_scatter(self.root(dependent)[:, :, 0], dim1=1, dim2=2)
        return Outputs(pos, tag, morph, start[:, :, 0], name, arcs, low, high)

    def labels(self, dependent: Tensor, head: Tensor) -> Tensor:
        """Return label scores (words, labels) of pairs of words, each given as (words, LABEL)."""
        ones = dependent.new_ones(len(dependent), 1)
        low, high = torch.cat([dependent, ones], 1), torch.cat([head, ones], 1)
        return torch.einsum("nld,nd->nl", torch.einsum("nk,kld->nld", low, self.label), high)


def pretrained(network: Network, folder: Path) -> None:
    """Start the encoder from MiniLM's weights (`model.safetensors` in `folder`)."""
    held = load_file(folder / "model.safetensors")
    for name, parameter in _renamed(held, layers=len(network.layers)).items():
        network.get_parameter(name).data.copy_(parameter)


def _renamed(held: Mapping[str, Tensor], *, layers: int) -> dict[str, Tensor]:
    held = {name.removeprefix("bert."): value for name, value in held.items()}
    names = {
        "pieces.weight": held["embeddings.word_embeddings.weight"],
        "places.weight": held["embeddings.position_embeddings.weight"]
        + held["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": held["embeddings.LayerNorm.weight"],
        "norm.bias": held["embeddings.LayerNorm.bias"],
    }
    parts = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    for number in range(layers):
        layer = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            both = [held[f"{layer}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            names[f"layers.{number}.qkv.{kind}"] = torch.cat(both)
            for ours, theirs in parts.items():
                names[f"layers.{number}.{ours}.{kind}"] = held[f"{layer}{theirs}.{kind}"]
    return names
