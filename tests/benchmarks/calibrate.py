"""Fits the two decisions of ``qa.decide`` on written questions, and shows how the confidence is calibrated.

    python -m tests.benchmarks.calibrate

ON_TOPIC: answerable questions against those on other subjects. STATED: answerable questions against those whose fact
the documents do not state. Half of the questions, by turns, fit the weights, and the other half judges; the weights
printed, fitted on all, are those of ``qa/decide.py``. The devset is judged and not fitted.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from embeddings.training.subject import fit as logistic_regression
from qa import PolicyQA
from qa.decide import CAUTION, ON_TOPIC, STATED, Logistic
from qa.evaluation.datasets import QuestionSet, read_dataset
from qa.evidence import Evidence
from tests.conftest import ROOT, shared_folder

QUESTIONS = ROOT / "tests" / "questions"
RIDGE = 1e-3
DECLINED = {"ON_TOPIC": 0.038, "STATED": 0.035}  # the shares of answerable questions that may be declined
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


def fitted(model: Logistic, rows: Judged, declined: float) -> Logistic:
    """The model with weights fitted to the rows, both labels weighing the same, and the probability it may ask for."""
    x = np.array([[float(getattr(evidence, name)) for name in model.features] for evidence, _ in rows])
    y = np.array([float(answers) for _, answers in rows])
    *weights, bias = logistic_regression(x, y, np.ones(len(y)), RIDGE)
    anew = replace(model, weights=tuple(round(float(w), 2) for w in weights), bias=round(float(bias), 2))
    least = float(np.quantile([anew(evidence) for evidence, answers in rows if answers], declined))
    return replace(anew, least=round(least, 3))


def combined(on_topic: Logistic, stated: Logistic, rows: Judged) -> tuple[float, ...]:
    """Weights of both log odds and the bias, fitted to the rows as they are: a calibrated probability."""
    x = np.array([[on_topic.log_odds(evidence), stated.log_odds(evidence)] for evidence, _ in rows])
    y = np.array([float(answers) for _, answers in rows])
    # The fit gives both labels the same weight; the bias is moved back to how many there are of each.
    *weights, bias = logistic_regression(x, y, np.ones(len(y)), RIDGE)
    bias += np.log(y.sum() / (1 - y).sum())
    return tuple(round(float(value), 2) for value in (*weights, bias))


def confidence_by(weights: tuple[float, ...], on_topic: Logistic, stated: Logistic, evidence: Evidence) -> float:
    total = weights[0] * on_topic.log_odds(evidence) + weights[1] * stated.log_odds(evidence) + weights[2]
    return float(1 / (1 + np.exp(-total)))


def share(conditions: list[bool]) -> str:
    return f"{sum(conditions) / len(conditions):.2f} of {len(conditions)}" if conditions else "none"


def main() -> None:
    shared = shared_folder()
    digests, pages = PolicyQA.bundled(), PolicyQA.build([shared / "pages"])
    answerable = {
        "digests, answerable": judged(digests, QUESTIONS / "answerable.jsonl"),
        "digests, samples": judged(digests, QUESTIONS / "samples.jsonl"),
        "digests, stated": judged(digests, QUESTIONS / "stated_digests.jsonl", ("stated",)),
        "pages": judged(pages, QUESTIONS / "pages.jsonl", ("policy", "near", "english", "lookup", "who")),
        "pages, stated": judged(pages, QUESTIONS / "stated_pages.jsonl", ("stated",)),
    }
    off_topic = {
        "digests, off topic": judged(digests, QUESTIONS / "declined.jsonl", ("off_topic",)),
        "pages, off topic": judged(pages, QUESTIONS / "declined.jsonl", ("off_topic",)),
    }
    not_stated = {
        "digests, not stated": judged(digests, QUESTIONS / "declined.jsonl", ("not_stated",)),
        "digests, not stated, 2": judged(digests, QUESTIONS / "stated_digests.jsonl", ("not_stated",)),
        "pages, not stated": judged(pages, QUESTIONS / "stated_pages.jsonl", ("not_stated",)),
        "pages, not answerable": judged(pages, QUESTIONS / "pages.jsonl", ("unanswerable",)),
    }

    def fit(turn: slice) -> tuple[Logistic, Logistic]:
        yes = [row for rows in answerable.values() for row in rows[turn]]
        return (
            fitted(ON_TOPIC, yes + [row for rows in off_topic.values() for row in rows[turn]], DECLINED["ON_TOPIC"]),
            fitted(STATED, yes + [row for rows in not_stated.values() for row in rows[turn]], DECLINED["STATED"]),
        )

    def turn(first: int) -> Judged:
        return [row for sets in (answerable, off_topic, not_stated) for rows in sets.values() for row in rows[first::2]]

    on_topic, stated = fit(slice(0, None, 2))
    weights = combined(on_topic, stated, turn(0))
    confidence = np.array([confidence_by(weights, on_topic, stated, evidence) for evidence, _ in turn(1)])
    answers = np.array([answered for _, answered in turn(1)])
    print("fitted on half, judged on the other half:")
    for low in np.arange(0, 1, 0.2):
        inside = (confidence >= low) & (confidence < low + 0.2)
        if inside.any():
            mean = answers[inside].mean()
            print(f"  confidence {low:.1f}–{low + 0.2:.1f}: {inside.sum()} questions, {mean:.2f} answerable")
    on_topic, stated = fit(slice(None))
    print(f"ON_TOPIC = {on_topic}\nSTATED = {stated}\nCONFIDENCE = {combined(on_topic, stated, turn(0) + turn(1))}")
    seeds = judged(PolicyQA.build([shared / "seeds"]), shared / "devset" / "questions.jsonl")
    devset = {
        "devset (not fitted), answerable": [row for row in seeds if row[1]],
        "devset (not fitted), not answerable": [row for row in seeds if not row[1]],
    }
    for name, rows in (answerable | off_topic | not_stated | devset).items():
        declined = [on_topic(e) < on_topic.least or stated(e) < stated.least for e, _ in rows]
        warned = [
            not no and (bool(e.missing) or stated(e) < CAUTION) for no, (e, _) in zip(declined, rows, strict=True)
        ]
        print(f"  {name}: declined {share(declined)}, with a caveat {share(warned)}")


if __name__ == "__main__":
    main()
