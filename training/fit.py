"""Trains the network: batches of alike length, AdamW, a checkpoint every epoch to go on from."""

import random
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F
from network import Network, Outputs
from torch import Tensor
from windows import NONE, Example

BODY = ("pieces", "places", "norm", "layers")  # what MiniLM brings; the rest learns faster


class Settings(NamedTuple):
    """How long and how fast to learn; settings/*.toml say what each is."""

    start: str
    layers: int
    seed: int
    first: int
    restart: int
    epochs: int
    batch: int
    window: int
    rate: float
    rate_heads: float
    warmup: int
    hide: float
    drop: float
    drop_heads: float
    name_weight: float
    sentences: int
    written: int


def settings(path: Path) -> Settings:
    """Read one of settings/*.toml."""
    return Settings(**tomllib.loads(path.read_text(encoding="utf-8")))


class Batch(NamedTuple):
    """Windows side by side, padded to the longest; `answers` is (rows of Example.answers, windows, words)."""

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    firsts: Tensor
    answers: Tensor
    names: Tensor


def _padded(rows: Iterable[object], fill: int) -> Tensor:
    tensors = [torch.from_numpy(row) for row in rows]
    return torch.nn.utils.rnn.pad_sequence(tensors, batch_first=True, padding_value=fill)


def batch(examples: list[Example]) -> Batch:
    """Put windows side by side."""
    pieces = _padded((e.pieces for e in examples), 0)
    lengths = torch.tensor([len(e.pieces) for e in examples])
    return Batch(
        pieces,
        _padded((e.shapes for e in examples), 0),
        torch.arange(pieces.shape[1])[None] < lengths[:, None],
        _padded((e.firsts for e in examples), 0),
        torch.stack([_padded((e.answers[row] for e in examples), NONE) for row in range(7)]),
        _padded((e.names for e in examples), 1),
    )


def batches(examples: list[Example], size: int, chance: random.Random) -> Iterator[Batch]:
    """Yield all examples in batches of about `size` pieces, windows of like length together."""
    groups: list[list[Example]] = [[]]
    for example in sorted(examples, key=lambda e: len(e.pieces) + chance.random() * 8):
        if groups[-1] and (len(groups[-1]) + 1) * len(example.pieces) > size:
            groups.append([])
        groups[-1].append(example)
    chance.shuffle(groups)
    yield from map(batch, groups)


def in_sentence(arcs: Tensor, sentence: Tensor) -> Tensor:
    """Rule out heads in other sentences."""
    apart = sentence[:, :, None] != sentence[:, None, :]
    return arcs.masked_fill(apart | (sentence == NONE)[:, None, :], -1e4)


def loss(network: Network, found: Outputs, given: Batch, name_weight: float) -> Tensor:
    """Return the sum of the losses, each a mean over its words."""
    pos, tag, morph, start, sentence, head, dep = given.answers
    known, real = head != NONE, start != NONE
    total = F.binary_cross_entropy_with_logits(found.start[real], start[real].float())
    told = ~given.names.all(2)
    if told.any():
        open_to = found.name.log_softmax(2).masked_fill(~given.names, -1e4).logsumexp(2)
        total = total - name_weight * open_to[told].mean()
    if not known.any():
        return total
    for scores, gold in ((found.pos, pos), (found.tag, tag), (found.morph, morph)):
        total = total + F.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=NONE)
    total = total + F.cross_entropy(in_sentence(found.arcs, sentence)[known], head[known])
    rows, words = known.nonzero(as_tuple=True)
    scores = network.labels(found.dependent[rows, words], found.head[rows, head[known]])
    return total + F.cross_entropy(scores, dep[known])


def hidden(given: Batch, share: float, mask_piece: int) -> Batch:
    """Replace a share of the pieces by [MASK], so that words are also read from what stands around them."""
    chosen = (torch.rand(given.pieces.shape) < share) & given.mask
    chosen[:, 0] = False
    return given._replace(pieces=given.pieces.masked_fill(chosen, mask_piece))


@torch.no_grad()
def accuracy(network: Network, examples: list[Example], punct: int) -> str:
    """Return UAS, LAS and the share of right parts of speech in percent, sentences given, trees not enforced."""
    network.eval()
    words = marked = heads = labels = pos = 0
    for given in batches(examples, 6000, random.Random(0)):
        found = network(given.pieces, given.shapes, given.mask, given.firsts)
        gold_pos, _, _, _, sentence, head, dep = given.answers
        known = head != NONE
        best = in_sentence(found.arcs, sentence).argmax(2)[known]
        rows, places = known.nonzero(as_tuple=True)
        label = network.labels(found.dependent[rows, places], found.head[rows, best]).argmax(1)
        counted = dep[known] != punct
        right = (best == head[known]) & counted
        words, marked = words + len(rows), marked + int(counted.sum())
        heads, labels = heads + int(right.sum()), labels + int((right & (label == dep[known])).sum())
        pos += int((found.pos.argmax(2)[known] == gold_pos[known]).sum())
    return f"UAS {100 * heads / marked:.2f} LAS {100 * labels / marked:.2f} UPOS {100 * pos / words:.2f}"


class Training:
    """A network in training: `examples` gives the windows of an epoch, `report` says how good it is."""

    def __init__(self, network: Network, chosen: Settings, mask_piece: int, checkpoint: Path) -> None:
        self.network, self.settings, self.checkpoint = network, chosen, checkpoint
        self.mask_piece = mask_piece
        parameters: dict[bool, list[Tensor]] = {True: [], False: []}
        for name, parameter in network.named_parameters():
            parameters[name.split(".")[0] in BODY].append(parameter)
        groups = [{"params": parameters[True]}, {"params": parameters[False]}]
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.epoch = self.step = 0
        if checkpoint.exists():
            self._go_on()

    def _go_on(self) -> None:
        held = torch.load(self.checkpoint, weights_only=True)
        self.network.load_state_dict(held["network"])
        self.optimizer.load_state_dict(held["optimizer"])
        self.epoch, self.step = held["epoch"], held["step"]
        print(f"going on after epoch {self.epoch}", flush=True)

    def _save(self) -> None:
        part = self.checkpoint.with_suffix(".part")
        state = {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict()}
        torch.save({**state, "epoch": self.epoch, "step": self.step}, part)
        part.replace(self.checkpoint)

    def _rate(self, done: float) -> float:
        """Return the share of the full rate: it rises, holds, falls to nothing, and once more from the half."""
        chosen, at = self.settings, self.epoch + done
        if self.epoch >= chosen.restart:
            return 0.5 * (chosen.epochs - at) / (chosen.epochs - chosen.restart)
        falling = (chosen.restart - at) / (chosen.restart - chosen.first)
        return min(1.0, (self.step + 1) / chosen.warmup, falling)

    def run(
        self, examples: Callable[[int], list[Example]], report: Callable[[], str], *, until: int | None = None
    ) -> None:
        """Train for all epochs that are left, or until the epoch `until`."""
        while self.epoch < min(until or self.settings.epochs, self.settings.epochs):
            seed, started = self.settings.seed + self.epoch, time.monotonic()
            torch.manual_seed(seed)
            mean = self._epoch(list(batches(examples(self.epoch), self.settings.batch, random.Random(seed))))
            self.epoch += 1
            self._save()
            seconds = time.monotonic() - started
            print(f"epoch {self.epoch}: {seconds:.0f} s, loss {mean:.3f}, {report()}", flush=True)

    def _epoch(self, given: list[Batch]) -> float:
        self.network.train()
        total = 0.0
        for number, one in enumerate(given):
            share = self._rate(number / len(given))
            for group, full in zip(
                self.optimizer.param_groups, (self.settings.rate, self.settings.rate_heads), strict=True
            ):
                group["lr"] = full * share
            one = hidden(one, self.settings.hide, self.mask_piece)
            found = self.network(one.pieces, one.shapes, one.mask, one.firsts)
            value = loss(self.network, found, one, self.settings.name_weight)
            self.optimizer.zero_grad(set_to_none=True)
            value.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            self.step += 1
            total += value.item()
        return total / len(given)
