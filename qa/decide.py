"""Decides whether the documents answer: answer, answer with a caveat, or abstain and say why."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.datatypes import Policy
from qa.datatypes import Reason
from qa.indexes import Signals
from qa.scope import BROADER, OUTSIDE, best_fit, mentions_year
from qa.understand import Understanding

FEATURES = ("late", "vector", "coverage", "subject")
# Logistic regression of "the documents answer" on the best signals: tests/benchmarks/calibrate.py fits it.
WEIGHTS = (6.59, 6.31, -1.28, 1.71)
BIAS = -6.61
LEAST = 0.24  # confidence below which it abstains: declines one answerable question in twenty-five


@dataclass(frozen=True)
class Decision:
    """Whether to stand behind the quotes."""

    abstained: bool
    reason: Reason | None
    confidence: float
    caveats: tuple[str, ...]


CAVEATS = {
    "broader": {
        "zh": "所问地区没有专门的文件，以下内容来自更大范围的文件，请向当地部门核实。",
        "en": "No document of the place you asked about answers this; the passages come from a document for a wider "
        "area. Check with the local office.",
    },
}


def features(signals: Signals) -> tuple[float, ...]:
    """What the decision is made from: best late interaction, best cosine, words known, right subject; each 0..1."""
    return (
        float(signals.late.max(initial=0)), float(signals.vector.max(initial=0)), signals.coverage, signals.subject,
    )  # fmt: skip


def confidence_of(signals: Signals) -> float:
    """The probability that the documents answer, 0..1."""
    total = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, features(signals), strict=True))
    return 1 / (1 + math.exp(-total))


def decide(asked: Understanding, policies: Sequence[Policy], first: Policy | None, signals: Signals) -> Decision:
    """Decides from the signals, the collection's policies, and the policy of the first quote."""
    confidence = confidence_of(signals)
    within = [policy for policy in policies if best_fit(policy, asked.regions) != OUTSIDE]
    if not within:
        return Decision(True, "region", min(confidence, 1 - confidence), ())
    if asked.years and not any(mentions_year(policy, asked.years) for policy in within):
        return Decision(True, "year", min(confidence, 1 - confidence), ())
    if confidence < LEAST or first is None:
        return Decision(True, "not_stated" if signals.subject >= 0.5 else "off_topic", confidence, ())
    caveats = []
    if asked.regions and best_fit(first, asked.regions) == BROADER:
        caveats.append(CAVEATS["broader"][asked.language])
    return Decision(False, None, confidence, tuple(caveats))
