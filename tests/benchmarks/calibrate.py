"""Fits the confidence of ``qa.decide`` on written questions, and shows how it is calibrated.

    python -m tests.benchmarks.calibrate

Answerable: questions over the digests and over the pages. Not answerable: written questions that must be declined,
asked of digests and pages. Half of the questions, by turns, fit the weights, and the other half judges; the weights
printed, fitted on all, are those of ``qa/decide.py``. The devset is judged and not fitted.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from embeddings.training.subject import fit as logistic_regression
from qa import PolicyQA
from qa.decide import CAUTION, FEATURES
from qa.evaluation.datasets import QuestionSet, read_dataset
from tests.conftest import ROOT, shared_folder

QUESTIONS = ROOT / "tests" / "questions"
RIDGE = 1e-3
DECLINED = 0.05  # the share of answerable questions that may be declined
Rows = npt.NDArray[np.float64]


def rows(qa: PolicyQA, path: Path, keep: tuple[str, ...] = ()) -> tuple[Rows, Rows]:
    """Features and labels of the questions of a set, of the given types only."""
    dataset = read_dataset(path)
    assert isinstance(dataset, QuestionSet)
    found, labels = [], []
    for query in dataset.queries:
        if keep and query.type not in keep:
            continue
        evidence = qa.evidence(query.text)
        assert evidence is not None
        found.append(evidence.features)
        labels.append(bool(dataset.gold[query.id]))
    return np.array(found), np.array(labels, dtype=float)


def fit(x: Rows, y: Rows) -> Rows:
    """Weights and, last, the bias; both labels weigh the same."""
    return logistic_regression(x, y, np.where(y == 1, 1.0, y.sum() / (1 - y).sum()), RIDGE)


def probabilities(x: Rows, w: Rows) -> Rows:
    return np.asarray(1 / (1 + np.exp(-(x @ w[:-1] + w[-1]))))


def main() -> None:
    shared = shared_folder()
    digests, pages = PolicyQA.bundled(), PolicyQA.build([shared / "pages"])
    sets = {
        "digests, answerable": rows(digests, QUESTIONS / "answerable.jsonl"),
        "digests, samples": rows(digests, QUESTIONS / "samples.jsonl"),
        "pages": rows(pages, QUESTIONS / "pages.jsonl"),
        "pages, stated or not": rows(pages, QUESTIONS / "stated_pages.jsonl"),
        "digests, stated or not": rows(digests, QUESTIONS / "stated_digests.jsonl"),
        "digests, off topic": rows(digests, QUESTIONS / "declined.jsonl", ("off_topic",)),
        "pages, off topic": rows(pages, QUESTIONS / "declined.jsonl", ("off_topic",)),
        "digests, not stated": rows(digests, QUESTIONS / "declined.jsonl", ("not_stated",)),
    }
    x, y = (np.concatenate(part) for part in zip(*sets.values(), strict=True))
    fitted, judged = np.arange(len(y)) % 2 == 0, np.arange(len(y)) % 2 == 1
    print("fitted on half, judged on the other half:")
    p = probabilities(x[judged], fit(x[fitted], y[fitted]))
    for low in np.arange(0, 1, 0.2):
        inside = (p >= low) & (p < low + 0.2)
        if inside.any():
            share = y[judged][inside].mean()
            print(f"  confidence {low:.1f}–{low + 0.2:.1f}: {inside.sum():4} questions, {share:.2f} answerable")
    weights = fit(x, y)
    print("fitted on all:", dict(zip((*FEATURES, "bias"), np.round(weights, 2).tolist(), strict=True)))
    least = float(np.quantile(probabilities(x[y == 1], weights), DECLINED))
    print(f"abstaining below {least:.2f} declines {DECLINED:.0%} of the answerable")
    sets["devset (not fitted)"] = rows(PolicyQA.build([shared / "seeds"]), shared / "devset" / "questions.jsonl")
    for name, (own, labels) in sets.items():
        confidence = probabilities(own, weights)
        answered = confidence >= least
        for kind, these in (("answerable", labels == 1), ("not answerable", labels == 0)):
            if these.any():
                warned = answered & ((confidence < CAUTION) | (own[:, -1] == 0))
                print(
                    f"  {name}, {kind}: answered {answered[these].mean():.2f} of {these.sum()}, "
                    f"{warned[these].mean():.2f} with a caveat"
                )


if __name__ == "__main__":
    main()
