"""Decides whether the documents answer: answer, answer with a caveat, or abstain and say why."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from qa.datatypes import Quote, Reason
from qa.evidence import Evidence
from qa.scope import BROADER, OUTSIDE, Scope
from qa.understand import Understanding

# How likely it is that the documents answer: a logistic regression on the evidence. tests/benchmarks/calibrate.py fits
# it, and the probabilities below, on written questions.
FEATURES = ("subject", "late", "vector", "foremost", "complete", "english")  # of ``Evidence``
WEIGHTS = (1.95, 1.75, 1.87, 1.14, 3.03, 0.15)
BIAS = -6.2
ABSTAIN, CAUTION = 0.516, 0.602  # confidence below which it abstains, and below which it warns
OTHER_SUBJECT = 0.8  # ``Evidence.subject`` below which it abstains because of the subject, not of a missing fact


@dataclass(frozen=True)
class Decision:
    """Whether to stand behind the quotes."""

    abstained: bool
    reason: Reason | None
    confidence: float
    caveats: tuple[str, ...]


CAVEATS = {
    "repealed": {
        "zh": "第一段引文所在的文件已被{by}废止，请以现行规定为准，并向负责部门核实。",
        "en": "The document of the first passage has been repealed by {by}. Rely on the rules now in force; check with "
        "the office in charge.",
    },
    "expired": {
        "zh": "第一段引文所在的文件有效期至{until}，已经过期，请向负责部门核实现行规定。",
        "en": "The document of the first passage was valid until {until} and has expired. Check with the office in "
        "charge what is in force now.",
    },
    "broader": {
        "zh": "所问地区没有专门的文件，以下内容来自更大范围的文件，请向当地部门核实。",
        "en": "No document of the place you asked about answers this; the passages come from a document for a wider "
        "area. Check with the local office.",
    },
    "missing": {
        "zh": "第一段引文没有写明所问的{missing}，请向负责部门核实。",
        "en": "The first passage does not state the {missing} you asked about. Check with the office in charge.",
    },
    "uncertain": {
        "zh": "文件可能没有写明您所问的内容，以下是最接近的原文，请向负责部门核实。",
        "en": "The documents may not state what you asked. These are the nearest passages; check with the office in "
        "charge.",
    },
}
KINDS: dict[str, dict[str, str]] = {
    "zh": {
        "amount": "金额", "rate": "比例或利率", "number": "数字", "count": "数量", "date": "日期", "duration": "期限",
        "phone": "电话", "address": "地址", "website": "网址", "and": "、",
    },
    "en": {
        "amount": "amount", "rate": "rate", "number": "number", "count": "number", "date": "date",
        "duration": "length of time", "phone": "phone number", "address": "address", "website": "web address",
        "and": " and the ",
    },
}  # fmt: skip


def confidence_of(evidence: Evidence) -> float:
    """The probability that the documents answer, 0..1."""
    values = (float(getattr(evidence, name)) for name in FEATURES)
    log_odds = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))
    return 1 / (1 + math.exp(-log_odds))


def decide(
    asked: Understanding, scope: Scope, first: int | None, evidence: Evidence | None, lapsed: Quote | None = None
) -> Decision:
    """Decides from what the collection covers, the position of the first quote's policy, and what speaks for it.

    ``lapsed`` is the first quote where its document is no longer in force.
    """
    if first is None or evidence is None:
        return Decision(True, "not_stated", 0.0, ())
    confidence = confidence_of(evidence)
    doubted = min(confidence, 1 - confidence)  # where it abstains all the same
    fits = scope.fits(asked.regions)
    within = fits != OUTSIDE
    if not within.any():
        return Decision(True, "region", doubted, ())
    if asked.years and not (within & scope.policies_of(asked.years)).any():
        return Decision(True, "year", doubted, ())
    if asked.instructs:
        return Decision(True, "off_topic", doubted, ())
    if confidence < ABSTAIN:
        return Decision(True, "off_topic" if evidence.subject < OTHER_SUBJECT else "not_stated", confidence, ())
    caveats = [_lapse(lapsed, asked.language)] if lapsed else []
    if asked.regions and fits[first] == BROADER:
        caveats.append(CAVEATS["broader"][asked.language])
    if evidence.missing:
        names = KINDS[asked.language]
        missing = names["and"].join(names[kind] for kind in evidence.missing)
        caveats.append(CAVEATS["missing"][asked.language].format(missing=missing))
    elif confidence < CAUTION:
        caveats.append(CAVEATS["uncertain"][asked.language])
    return Decision(False, None, confidence, tuple(caveats))


def _lapse(quote: Quote, language: Literal["zh", "en"]) -> str:
    if quote.repealed_by is None:
        return CAVEATS["expired"][language].format(until=quote.valid_until)
    number = quote.repealed_by.doc_number
    by = f"《{quote.repealed_by.title}》" + (f"（{number}）" if number else "")
    return CAVEATS["repealed"][language].format(by=by)
