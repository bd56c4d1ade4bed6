"""Teaches the encoder to tell questions that policy documents are about from everything else that people type.

    python -m embeddings.training.subject [--shared DIR] [--model DIR]     # anew, for a model that stays as it is

A logistic regression on a text's words and on its vector: written questions of the topics against everyday sentences,
program documentation, and texts written for this purpose (small talk, other subjects, instructions to the program).
"""

from __future__ import annotations

import argparse
import json
import logging
import lzma
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse
from safetensors.numpy import save_file
from scipy.optimize import minimize

from embeddings.embedded import MODEL_FOLDER, SUBJECT_FILE, EmbeddedEncoder
from embeddings.training import data

log = logging.getLogger("train")
RIDGE = 6e-7
VECTOR_SCALE = 3.0  # of the vector beside the words: the ridge holds it back the less
WRITTEN_WEIGHT = 20.0  # of a text written for this purpose, against a sentence of a corpus
EVERYDAY = (("parallel_tatoeba_zh.jsonl.xz", 4), ("parallel_python_docs.jsonl.xz", 12))  # every so-manieth row
Values = npt.NDArray[np.float64]


def written(name: str) -> list[str]:
    """The texts written for this purpose: ``off_topic`` or ``on_topic``."""
    with lzma.open(data.WRITTEN / f"{name}.txt.xz", "rt", encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip()]


def features(encoder: EmbeddedEncoder, texts: Sequence[str]) -> Any:
    """The words of each text, over the root of their number, and its vector: a sparse matrix, one row a text."""
    words = encoder.words(texts)
    counts = np.array([len(own) for own in words])
    rows = np.repeat(np.arange(len(texts)), counts)
    columns = np.concatenate(words)
    values = 1 / np.sqrt(np.maximum(counts, 1))[rows]
    held = scipy.sparse.csr_matrix((values, (rows, columns)), shape=(len(texts), encoder.vocabulary_size))
    vectors = scipy.sparse.csr_matrix(VECTOR_SCALE * encoder.encode_queries(texts).astype(np.float64))
    return scipy.sparse.hstack([held, vectors]).tocsr()


def fit(x: Any, y: Values, weights: Values, ridge: float = RIDGE) -> Values:
    """Weights and, last, the bias, of a logistic regression in which both classes weigh the same.

    ``x`` is an array or a sparse matrix, shape (texts, features).
    """
    share = weights * np.where(y == 1, 0.5 / weights[y == 1].sum(), 0.5 / weights[y == 0].sum())
    sign = np.where(y == 1, 1.0, -1.0)

    def loss(w: Values) -> tuple[float, Values]:
        margin = sign * (x @ w[:-1] + w[-1])
        slope = -share * sign / (1 + np.exp(margin))
        value = float((share * np.logaddexp(0, -margin)).sum() + ridge * (w[:-1] ** 2).sum())
        return value, np.append(x.T @ slope + 2 * ridge * w[:-1], slope.sum())

    return np.asarray(minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B").x)


def train(folder: Path, shared: Path, topics: list[data.Topic], kept_out: list[data.Topic]) -> dict[str, float]:
    """Adds the classifier to a saved model; its accuracy on held-out topics and on every fifth other text."""
    encoder = EmbeddedEncoder(folder)
    everyday = [
        text
        for name, step in EVERYDAY
        for row in list(data.rows(shared / "training" / name))[::step]
        for text in (row["q"], row["p"])
    ]
    off_topic, on_topic = written("off_topic"), written("on_topic")
    asked = [text for topic in topics for text in topic.chinese + topic.english + topic.passages]
    unseen = [question for topic in kept_out for question in topic.chinese + topic.english]
    x_asked, x_on, x_everyday, x_off, x_unseen = (
        features(encoder, texts) for texts in (asked, on_topic, everyday, off_topic, unseen)
    )

    def weights_of(kept: slice | npt.NDArray[np.bool_], kept_off: slice | npt.NDArray[np.bool_]) -> Values:
        parts = [x_asked, x_on, x_everyday[kept], x_off[kept_off]]
        sizes = [part.shape[0] for part in parts]
        y = np.repeat([1.0, 1.0, 0.0, 0.0], sizes)
        weight = np.repeat([1.0, WRITTEN_WEIGHT, 1.0, WRITTEN_WEIGHT], sizes)
        return fit(scipy.sparse.vstack(parts).tocsr(), y, weight)

    held, held_off = np.arange(len(everyday)) % 5 == 0, np.arange(len(off_topic)) % 5 == 0
    judged = weights_of(~held, ~held_off)
    figures = {
        "held-out questions recognised": float((x_unseen @ judged[:-1] + judged[-1] > 0).mean()),
        "everyday sentences refused": float((x_everyday[held] @ judged[:-1] + judged[-1] < 0).mean()),
        "written off-topic texts refused": float((x_off[held_off] @ judged[:-1] + judged[-1] < 0).mean()),
    }
    w = weights_of(slice(None), slice(None))
    size = encoder.vocabulary_size
    save_file(
        {
            "words": w[:size].astype(np.float16),
            "weights": (VECTOR_SCALE * w[size:-1]).astype(np.float32),
            "bias": w[-1:].astype(np.float32),
        },
        folder / SUBJECT_FILE,
    )
    log.info("subject: %s", figures)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="the folder of shared data")
    parser.add_argument("--model", type=Path, default=MODEL_FOLDER, help="the model it is added to")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    path = arguments.model / "held_out.json"
    figures = json.loads(path.read_text())
    figures["subject"] = train(arguments.model, arguments.shared, *data.held_out(data.topics(arguments.shared)))
    path.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
