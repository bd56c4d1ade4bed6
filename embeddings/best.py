"""The highest of many scores."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

BLOCK = 256  # scores looked at together


def best(scores: npt.NDArray[np.float32], k: int) -> npt.NDArray[np.int64]:
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
