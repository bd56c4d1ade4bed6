"""Decides whether the documents answer: answer, answer with a caveat, or abstain and say why."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Policy
from qa.datatypes import Reason
from qa.scope import BROADER, OUTSIDE, best_fit, mentions_year
from qa.understand import Understanding

# Logistic regression of "the first quotes answer" on the best signals, fitted on written questions:
# see tests/benchmarks for the data and the calibration.
WEIGHTS = {"late": 9.0, "vector": 4.0, "coverage": 2.0}
BIAS = -7.0
LEAST = 0.5  # confidence below which it abstains


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
    "elsewhere": {
        "zh": "部分内容来自其他地区的文件，不一定适用于所问地区。",
        "en": "Some passages come from documents of other places and may not apply where you are.",
    },
}


def confidence_of(late: float, vector: float, coverage: float) -> float:
    """The probability that the first quotes answer, from the best signals of the question; 0..1."""
    total = BIAS + WEIGHTS["late"] * late + WEIGHTS["vector"] * vector + WEIGHTS["coverage"] * coverage
    return 1 / (1 + math.exp(-total))


def decide(
    asked: Understanding, policies: Sequence[Policy], first: Policy | None, late: float, vector: float, coverage: float
) -> Decision:
    """Decides from the best signals, the collection's policies, and the policy of the first quote."""
    confidence = confidence_of(late, vector, coverage)
    within = [policy for policy in policies if best_fit(policy, asked.regions) != OUTSIDE]
    if not within:
        return Decision(True, "region", min(confidence, 1 - confidence), ())
    if asked.years and not any(mentions_year(policy, asked.years) for policy in within):
        return Decision(True, "year", min(confidence, 1 - confidence), ())
    if confidence < LEAST or first is None:
        return Decision(True, "off_topic", confidence, ())
    caveats = []
    if asked.regions and best_fit(first, asked.regions) == BROADER:
        caveats.append(CAVEATS["broader"][asked.language])
    return Decision(False, None, confidence, tuple(caveats))
