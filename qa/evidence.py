"""What speaks for it that the documents answer: how well the first quote fits, and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from embeddings import Encoder, WordEncoder, nearest_words
from qa.expectation import FORMAL, Kind, expected, holds
from qa.indexes import Fit
from qa.passages import Passage
from qa.understand import Understanding

FORMS: dict[Kind, tuple[Kind, ...]] = {"amount": ("amount", "rate")}  # a share of the costs says how much, too
FOREMOST = 3  # words of a question, by importance: the passage must come near all of them


@dataclass(frozen=True)
class Evidence:
    """Of one question and its first quote; every figure in 0..1."""

    late: float  # late interaction
    vector: float  # best cosine of its windows
    foremost: float  # how near it comes to the worst matched of the question's foremost words
    subject: float  # how likely the question is about what policy documents are about
    asked: tuple[Kind, ...]  # kinds of fact that are asked for and have a form of their own
    missing: tuple[Kind, ...]  # those of them of which the quote holds no fact
    english: bool = False  # asked in English, whose words never come as near to Chinese ones

    @property
    def complete(self) -> float:
        """The share of the kinds of fact asked for that the quote holds."""
        return 1 - len(self.missing) / len(self.asked) if self.asked else 1.0


def weigh(asked: Understanding, fit: Fit, passage: Passage, encoder: Encoder) -> Evidence:
    """The evidence of a passage, by how well it fits what is asked (``asked.matter``)."""
    vector = max(fit.vector, 0.0)
    kinds = tuple(kind for kind in expected(asked.text) if kind in FORMAL)
    if len(kinds) > 1:  # an amount or a rate is a number too
        kinds = tuple(kind for kind in kinds if kind != "number")
    missing = tuple(kind for kind in kinds if not any(holds(passage.text, form) for form in FORMS.get(kind, (kind,))))
    english = asked.language == "en"
    if not isinstance(encoder, WordEncoder):  # the cosine stands in for what it cannot tell
        return Evidence(vector, vector, vector, fit.subject, kinds, missing, english)
    nearest, shares = nearest_words(encoder, asked.matter, [f"{passage.context} {passage.text}"])
    foremost = float(nearest[0, np.argsort(-shares, kind="stable")[:FOREMOST]].min(initial=1.0)) if len(shares) else 0.0
    return Evidence(fit.late, vector, foremost, fit.subject, kinds, missing, english)
