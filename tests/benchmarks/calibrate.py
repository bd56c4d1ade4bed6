"""Fits the decision of ``qa.decide`` on written questions, and shows how its confidence is calibrated.

    python -m tests.benchmarks.calibrate

Answerable questions against those on other subjects and those whose fact the documents do not state. Half of the
questions, by turns, fit the weights, and the other half judges; the weights printed, fitted on all, are those of
``qa/decide.py``. The devset is judged and not fitted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa import PolicyQA
from qa.decide import FEATURES, OTHER_SUBJECT
from qa.evaluation.datasets import QuestionSet, read_dataset
from qa.evidence import Evidence
from tests.benchmarks.logistic import logistic_regression
from tests.conftest import ROOT, shared_folder

QUESTIONS = ROOT / "tests" / "questions"
RIDGE = 1e-3
NOT_STATED = 2.0  # how much a question without a stated fact weighs against one on another subject
# The shares of answerable questions on the digests that may be declined, and answered with a caveat for doubt.
DECLINED, DOUBTED = 0.025, 0.05
Values = npt.NDArray[np.float64]
Judged = list[tuple[Evidence, bool]]  # with whether the documents answer


def judged(qa: PolicyQA, path: Path, keep: tuple[str, ...] = ()) -> Judged:
    """The evidence of the questions of a set, of the given types only."""
    dataset = read_dataset(path)
    assert isinstance(dataset, QuestionSet)
    found = []
    for query in dataset.queries:
        if not keep or query.type in keep:
            evidence = qa.evidence(query.text)
            assert evidence is not None
            found.append((evidence, bool(dataset.gold[query.id])))
    return found


@dataclass(frozen=True)
class Decision:
    """What ``qa.decide`` holds, fitted anew."""

    weights: tuple[float, ...]
    bias: float
    abstain: float = 0.0
    caution: float = 0.0

    def confidence(self, rows: Judged) -> Values:
        """Of each question, 0..1, shape (rows,)."""
        return np.asarray(1 / (1 + np.exp(-(features(rows) @ np.array(self.weights) + self.bias))))


def features(rows: Judged) -> Values:
    """The evidence as an array, shape (rows, FEATURES)."""
    return np.array([[float(getattr(evidence, name)) for name in FEATURES] for evidence, _ in rows])


def fitted(answerable: Judged, off_topic: Judged, not_stated: Judged) -> Decision:
    """The weights fitted to the rows, both labels weighing the same, and the bias moved to how many there are of each:
    a calibrated probability."""
    rows = [*answerable, *off_topic, *not_stated]
    y = np.array([float(answers) for _, answers in rows])
    weight = np.repeat([1.0, 1.0, NOT_STATED], [len(answerable), len(off_topic), len(not_stated)])
    *weights, bias = logistic_regression(features(rows), y, weight, RIDGE)
    bias += np.log(y.sum() / (1 - y).sum())
    return Decision(tuple(round(float(value), 2) for value in weights), round(float(bias), 2))


def with_thresholds(decision: Decision, answerable: Judged) -> Decision:
    """The decision with the confidence to ask for, by the answerable questions it may cost."""
    least = np.quantile(decision.confidence(answerable), [DECLINED, DECLINED + DOUBTED])
    return replace(decision, abstain=round(float(least[0]), 3), caution=round(float(least[1]), 3))


def share(conditions: list[bool]) -> str:
    return f"{sum(conditions) / len(conditions):.2f} of {len(conditions)}" if conditions else "none"


def main() -> None:
    shared = shared_folder()
    digests, pages = PolicyQA.bundled(), PolicyQA.build([shared / "pages"])
    answerable = {
        "digests, answerable": judged(digests, QUESTIONS / "answerable.jsonl"),
        "digests, samples": judged(digests, QUESTIONS / "samples.jsonl"),
        "digests, answerable, 2": judged(digests, QUESTIONS / "declined_2.jsonl", ("answerable",)),
        "digests, stated": judged(digests, QUESTIONS / "stated_digests.jsonl", ("stated",)),
        "pages": judged(pages, QUESTIONS / "pages.jsonl", ("policy", "near", "english", "lookup", "who")),
        "pages, stated": judged(pages, QUESTIONS / "stated_pages.jsonl", ("stated",)),
    }
    off_topic = {
        "digests, off topic": judged(digests, QUESTIONS / "declined.jsonl", ("off_topic",)),
        "digests, off topic, 2": judged(digests, QUESTIONS / "declined_2.jsonl", ("off_topic",)),
        "pages, off topic": judged(pages, QUESTIONS / "declined.jsonl", ("off_topic",)),
    }
    not_stated = {
        "digests, not stated": judged(digests, QUESTIONS / "declined.jsonl", ("not_stated",)),
        "digests, not stated, 2": judged(digests, QUESTIONS / "stated_digests.jsonl", ("not_stated",)),
        "pages, not stated": judged(pages, QUESTIONS / "stated_pages.jsonl", ("not_stated",)),
        "pages, not answerable": judged(pages, QUESTIONS / "pages.jsonl", ("unanswerable",)),
    }

    def rows(sets: dict[str, Judged], turn: slice = slice(None)) -> Judged:
        return [row for found in sets.values() for row in found[turn]]

    half, other = slice(0, None, 2), slice(1, None, 2)
    trial = fitted(rows(answerable, half), rows(off_topic, half), rows(not_stated, half))
    judges = rows(answerable | off_topic | not_stated, other)
    confidence, answers = trial.confidence(judges), np.array([answered for _, answered in judges])
    print("fitted on half, judged on the other half:")
    for low in np.arange(0, 1, 0.2):
        inside = (confidence >= low) & (confidence < low + 0.2)
        if inside.any():
            mean = answers[inside].mean()
            print(f"  confidence {low:.1f}–{low + 0.2:.1f}: {inside.sum()} questions, {mean:.2f} answerable")
    on_digests = rows({name: found for name, found in answerable.items() if name.startswith("digests")})
    decision = with_thresholds(fitted(rows(answerable), rows(off_topic), rows(not_stated)), on_digests)
    print(decision)
    seeds = judged(PolicyQA.build([shared / "seeds"]), shared / "devset" / "questions.jsonl")
    devset = {
        "devset (not fitted), answerable": [row for row in seeds if row[1]],
        "devset (not fitted), not answerable": [row for row in seeds if not row[1]],
    }
    for name, found in (answerable | off_topic | not_stated | devset).items():
        sure = decision.confidence(found)
        declined = list(sure < decision.abstain)
        warned = [
            not no and (bool(evidence.missing) or each < decision.caution)
            for no, each, (evidence, _) in zip(declined, sure, found, strict=True)
        ]
        subject = [row[0].subject < OTHER_SUBJECT for row, no in zip(found, declined, strict=True) if no]
        print(f"  {name}: declined {share(declined)} (subject {share(subject)}), with a caveat {share(warned)}")


if __name__ == "__main__":
    main()
