"""What a passage is worth to a question beside its signals: its kind, and the place, year and names asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.datatypes import Policy
from qa.errors import UnknownDocumentError
from qa.expectation import expected, holds
from qa.indexes import Scores
from qa.lexical import Bm25Index
from qa.passages import Passage
from qa.scope import Scope, same_number
from qa.understand import Understanding
from qa.words import bare, bigrams, normalise

KIND = {  # headings match well and answer little
    "title": -0.3, "heading": -0.3, "salutation": -0.4, "attachment": -0.14, "preamble": -0.1, "text": -0.06,
}  # fmt: skip
REGION = (-4.0, -0.1, 0.0)  # of documents outside the region asked for, broader than it, inside it
YEAR = 0.1  # of passages that name the year asked for
PHONE = 0.2  # of passages with a phone number, where one is asked for
NAME = 0.3  # of passages that hold a title, programme or document number the question names, or are of its issuer


class Priors:
    """Over the passages of one collection."""

    def __init__(
        self, policies: Sequence[Policy], passages: Sequence[Passage], scope: Scope, bigrams: Bm25Index
    ) -> None:
        """``bigrams`` indexes the passages."""
        self._policies, self._passages, self._scope, self._bigrams = policies, passages, scope, bigrams
        issuers = tuple(dict.fromkeys(policy.issuer for policy in policies))  # far fewer than documents
        number = {issuer: at for at, issuer in enumerate(issuers)}
        self._issuers, self._issuer_of = issuers, np.array([number[policy.issuer] for policy in policies], np.int64)
        self._kinds = np.array([KIND.get(passage.kind, 0.0) for passage in passages], dtype=np.float32)

    def __call__(self, asked: Understanding, documents: Sequence[str] | None = None) -> Scores:
        """The prior of every passage, float32, shape (passages,); raises UnknownDocumentError.

        Passages of other documents than the chosen ones are worth minus infinity.
        """
        priors: npt.NDArray[Any] = self._kinds
        if documents is not None:
            priors = priors + self._spread(np.where(self._chosen(documents), 0.0, -np.inf))
        if asked.regions:
            priors = priors + self._spread(np.array(REGION)[self._scope.fits(asked.regions)])
        if asked.years:
            priors = priors + YEAR * self._scope.passages_of(asked.years)
        if "phone" in expected(asked.text):
            priors = priors + PHONE * self._with_phone
        issuers = np.array([issuer is not None and issuer in asked.text for issuer in self._issuers], dtype=np.bool_)
        if asked.names or issuers.any():
            priors = priors + NAME * self._named(asked.names, issuers[self._issuer_of])
        return np.asarray(priors, dtype=np.float32)

    @cached_property
    def _with_phone(self) -> npt.NDArray[np.bool_]:
        return np.array([holds(passage.text, "phone") for passage in self._passages], dtype=np.bool_)

    def _spread(self, values: npt.NDArray[np.float64]) -> Scores:
        """A value of each policy, given to each of its passages."""
        return values.astype(np.float32)[self._scope.policy_of]

    def _named(self, names: Sequence[str], issued: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """Which passages hold one of the names, or stand in a document of that number, or of the issuer named."""
        of = issued.copy()
        for name in names:
            of |= [same_number(name, policy.doc_number) for policy in self._policies]
        named = of[self._scope.policy_of]
        for name in names:
            plain = bare(name)
            for at in self._bigrams.holders(bigrams(normalise(name))):
                passage = self._passages[at]
                named[at] = named[at] or plain in bare(passage.context) or plain in bare(passage.text)
        return named

    def _chosen(self, documents: Sequence[str]) -> list[bool]:
        unknown = sorted(set(documents) - {policy.source for policy in self._policies})
        if unknown:
            raise UnknownDocumentError(
                f"unknown document {unknown[0]!r}: give the source of one, as `policy-qa documents` lists it"
            )
        return [policy.source in documents for policy in self._policies]
