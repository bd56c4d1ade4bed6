"""Documents in force go before those that are not, unless they answer much worse.

Both figures are shares of a score, as scores are of another size for every question: a question in the text's own words
scores twice as high as an everyday or an English one. They were chosen on written questions
(tests/qa/test_precedence.py).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from qa.indexes import Scores

KEPT = 0.7  # of its score by a passage of a document that is not in force
ANSWERS_TOO = 0.45  # of a repealed document's best score: the repealing document that reaches it goes before
BELOW = 0.001  # the repealing document's best passage the repealed one's best then stands


def in_force_first(
    scores: Scores, first: Sequence[int], lapsed: npt.NDArray[np.bool_], repeals: Sequence[tuple[int, int]]
) -> Scores:
    """The scores by which passages are ranked, float32, shape (passages,), as those given.

    ``first`` is the position of each document's first passage, and behind the last document the number of passages;
    ``lapsed`` says which documents are not in force, shape (policies,); ``repeals`` holds the positions of each
    repealed document and of one that repealed it.
    """
    if not lapsed.any():
        return scores
    ranked = scores.copy()
    for old in np.flatnonzero(lapsed).tolist():
        of_old = ranked[first[old] : first[old + 1]]
        of_old[of_old > 0] *= KEPT
    for old, new in repeals:
        repealed, repealing = slice(first[old], first[old + 1]), slice(first[new], first[new + 1])
        best = scores[repealed].max(initial=-np.inf)
        if best > 0 and scores[repealing].max(initial=-np.inf) >= ANSWERS_TOO * best:
            ranked[repealed] -= max(0.0, ranked[repealed].max() - (ranked[repealing].max() - BELOW))
    return ranked
