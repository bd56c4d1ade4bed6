"""Orders the passages for a question: fuses the signals, and puts the documents of the region asked for first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.indexes import Scores, Signals
from qa.words import HAN

# What a passage is worth beside its signals: headings match well and answer little.
KIND_PRIOR = {"title": -1.5, "heading": -1.5, "salutation": -2.0, "preamble": -0.5, "text": -0.3, "attachment": -0.7}


@dataclass(frozen=True)
class Ranking:
    """The fused score of every passage, and what it was fused from: float32, shape (passages,)."""

    scores: Scores
    parts: dict[str, Scores]  # by name of the signal

    def best(self, k: int) -> npt.NDArray[np.int64]:
        """The positions of the k best, best first, ties by position."""
        return best(self.scores, k)


def best(scores: Scores, k: int) -> npt.NDArray[np.int64]:
    """The positions of the k highest scores, best first, ties by position."""
    k = min(k, len(scores))
    if k == 0:
        return np.zeros(0, dtype=np.int64)
    pool = np.argpartition(-scores, k - 1)[:k]
    pool = np.flatnonzero(scores >= scores[pool].min())  # with all that tie with the last
    return pool[np.lexsort((pool, -scores[pool]))][:k].astype(np.int64)


def standardised(scores: Scores) -> Scores:
    """Standard scores over all passages, so that signals of different scales can be added."""
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 1e-9 else np.zeros_like(scores)


def lexical_weight(question: str, coverage: float) -> float:
    """How far to trust words: not for English questions, and the more of a question the collection's words cover."""
    return max(0.0, 1.6 * (coverage - 0.35)) if HAN.search(question) else 0.0


def fuse(signals: Signals, question: str, kinds: npt.NDArray[np.float32]) -> Ranking:
    """Adds the standardised signals; ``kinds`` is the prior of every passage's kind."""
    vector, late = standardised(signals.vector), standardised(signals.late)
    lexical = standardised(0.5 * standardised(signals.words) + 0.5 * standardised(signals.bigrams))
    scores = vector + late + lexical_weight(question, signals.coverage) * lexical + kinds
    parts = {
        "vector": signals.vector, "late": signals.late, "words": signals.words, "bigrams": signals.bigrams,
    }  # fmt: skip
    return Ranking(scores.astype(np.float32), parts)


def by_retriever(signals: Signals, question: str, retriever: str, priors: Scores) -> Scores:
    """The scores by which a retriever ranks: one signal, vector + late (dense), or all of them fused (hybrid)."""
    match retriever:
        case "lexical":
            return standardised(signals.words) + standardised(signals.bigrams)
        case "vector":
            return signals.vector
        case "late":
            return signals.late
        case "dense":
            return standardised(signals.vector) + standardised(signals.late)
        case "hybrid":
            return fuse(signals, question, priors).scores
    raise ValueError(f"unknown retriever {retriever!r}")
