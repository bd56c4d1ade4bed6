"""Orders the passages for a question: fuses the signals with what each passage is worth beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.indexes import Scores, Signals

# Weights of the signals; chosen on tests/questions/pages.jsonl among 25,000 other passages.
VECTOR, LATE, LEXICAL = 1.0, 2.0, 0.4
BLOCK = 256  # passages looked at together for the best


@dataclass(frozen=True)
class Ranking:
    """The fused score of every passage, and what it was fused from: float32, shape (passages,)."""

    scores: Scores
    parts: dict[str, Scores]  # by name of the signal

    def best(self, k: int) -> npt.NDArray[np.int64]:
        """The positions of the k best, best first, ties by position."""
        return best(self.scores, k)

    def in_order(self) -> Iterator[int]:
        """The positions of all passages, best first, ties by position; found as far as they are asked for."""
        done, most = 0, 64
        while done < len(self.scores):
            found = self.best(most)
            yield from found[done:].tolist()
            done, most = len(found), 8 * most


def best(scores: Scores, k: int) -> npt.NDArray[np.int64]:
    """The positions of the k highest scores, best first, ties by position."""
    k = min(k, len(scores))
    if k == 0:
        return np.zeros(0, dtype=np.int64)
    # The k-th best of the maxima of blocks is at most the k-th best of all, and few passages are better.
    heads = np.maximum.reduceat(scores, np.arange(0, len(scores), BLOCK))
    least = np.partition(heads if k <= len(heads) else scores, -k)[-k]
    better = np.flatnonzero(scores > least)
    better = better[np.lexsort((better, -scores[better]))][:k]
    return np.append(better, np.flatnonzero(scores == least)[: k - len(better)]).astype(np.int64)


def lexical(signals: Signals) -> Scores:
    """BM25 over words and over bigrams together."""
    return signals.words + signals.bigrams


def dense(signals: Signals) -> Scores:
    """Vector and late interaction together."""
    return VECTOR * signals.vector + LATE * signals.late


def fuse(signals: Signals, priors: Scores) -> Ranking:
    """Adds the signals, and what each passage is worth beside them (its kind, the place and the year asked for).

    The signals are added as they are, not standardised: in a large collection most passages have a cosine and a
    late-interaction score of about the same small size, and the spread of each signal over them says nothing. How
    much the words count depends on the question all the same: BM25 is a share of what all of the question's words
    are worth, large for a question in the text's own words and small for an everyday or an English one, and counts
    the more, the more of the question the collection's words cover.
    """
    scores = dense(signals) + LEXICAL * signals.coverage * lexical(signals) + priors
    parts = {
        "vector": signals.vector, "late": signals.late, "words": signals.words, "bigrams": signals.bigrams,
    }  # fmt: skip
    return Ranking(scores.astype(np.float32), parts)


def by_retriever(signals: Signals, retriever: str, priors: Scores) -> Scores:
    """The scores by which a retriever ranks: one signal, vector + late (dense), or all of them fused (hybrid)."""
    match retriever:
        case "lexical":
            return lexical(signals)
        case "vector":
            return signals.vector
        case "late":
            return signals.late
        case "dense":
            return dense(signals)
        case "hybrid":
            return fuse(signals, priors).scores
    raise ValueError(f"unknown retriever {retriever!r}")
