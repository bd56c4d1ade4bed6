"""Teaches the encoder to tell questions that policy documents are about from everything else that people type.

A logistic regression on the question's vector: written questions of the topics against everyday sentences, program
documentation, and texts written for this purpose (small talk, other subjects, instructions to the program).
"""

from __future__ import annotations

import logging
import lzma
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file
from scipy.optimize import minimize

from embeddings.embedded import SUBJECT_FILE, EmbeddedEncoder
from embeddings.training import data

log = logging.getLogger("train")
RIDGE = 1e-4
WRITTEN_WEIGHT = 20.0  # of a text written for this purpose, against a sentence of a corpus
EVERYDAY = (("parallel_tatoeba_zh.jsonl.xz", 4), ("parallel_python_docs.jsonl.xz", 12))  # every so-manieth row
Values = npt.NDArray[np.float64]


def off_topic() -> list[str]:
    """The written texts that are about no policy."""
    with lzma.open(data.WRITTEN / "off_topic.txt.xz", "rt", encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip()]


def fit(x: Values, y: Values, weights: Values, ridge: float = RIDGE) -> Values:
    """Weights and, last, the bias, of a logistic regression in which both classes weigh the same."""
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
    others = [
        text
        for name, step in EVERYDAY
        for row in list(data.rows(shared / "training" / name))[::step]
        for text in (row["q"], row["p"])
    ]
    written = off_topic()
    asked = [text for topic in topics for text in topic.chinese + topic.english + topic.passages]
    unseen = [question for topic in kept_out for question in topic.chinese + topic.english]
    negatives = np.array([*[1.0] * len(others), *[WRITTEN_WEIGHT] * len(written)])
    texts = others + written
    held = np.arange(len(texts)) % 5 == 0
    x_asked, x_others, x_unseen = (
        encoder.encode_queries(t).astype(np.float64) for t in (asked, texts, unseen)
    )  # fmt: skip
    x = np.concatenate([x_asked, x_others[~held]])
    y = np.append(np.ones(len(x_asked)), np.zeros(int((~held).sum())))
    w = fit(x, y, np.append(np.ones(len(x_asked)), negatives[~held]))
    save_file({"weights": w[:-1].astype(np.float32), "bias": w[-1:].astype(np.float32)}, folder / SUBJECT_FILE)
    is_written = np.arange(len(texts)) >= len(others)
    figures = {
        "held-out questions recognised": float((x_unseen @ w[:-1] + w[-1] > 0).mean()),
        "everyday sentences refused": float((x_others[held & ~is_written] @ w[:-1] + w[-1] < 0).mean()),
        "written off-topic texts refused": float((x_others[held & is_written] @ w[:-1] + w[-1] < 0).mean()),
    }
    log.info("subject: %s", figures)
    return figures
